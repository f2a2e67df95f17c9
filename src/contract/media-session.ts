import type { QualitySample } from '../domain/call-quality';
import type { HeadsetWish, Lamps } from '../domain/headset';

/**
 * The seam between SIP and media. Chrome gives a worker no RTCPeerConnection, so descriptions cross as
 * SDP strings. Each side is tested against a fake of the other.
 */

export interface IceServer {
  urls: string[];
  username?: string;
  credential?: string;
}

/** As descriptions name them, in lower case. */
export type AudioCodec = 'opus' | 'g722' | 'pcma' | 'pcmu';

export interface MediaOptions {
  iceServers: IceServer[];
  /** Only relayed candidates may be used (`ICEPolicy: "relay"`). */
  relayOnly: boolean;
  /** Codecs that no description of ours may list; none when left out. */
  refusedCodecs?: AudioCodec[];
  /** The order in which descriptions of ours list them; the browser's own when left out. */
  codecOrder?: AudioCodec[];
}

/** Milliseconds a tone sounds: what old switchboards still recognise. */
export const toneLength = 120;
/** Milliseconds of silence between two tones. */
export const toneGap = 80;

/** Which way sound flows, from our side: 'sendrecv' in a call, 'sendonly' while we hold it. */
export type MediaDirection = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive';

export type MediaConnectionState = 'connecting' | 'connected' | 'disconnected' | 'failed' | 'closed';

/** One RTCPeerConnection with its devices. Every method throws PhoneError when the session is gone. */
export interface MediaSession {
  readonly id: string;
  /**
   * A local offer with the candidates gathered so far. It waits for the first candidate 150 ms at most,
   * or 2 s for a relayed one where only those may be used.
   */
  createOffer(options?: { iceRestart?: boolean }): Promise<string>;
  /** The far end's answer to our offer; `provisional` for early media (it may be replaced by the final one). */
  acceptAnswer(sdp: string, options?: { provisional?: boolean }): Promise<void>;
  /** The far end's offer; candidates are gathered from here on. */
  acceptOffer(sdp: string): Promise<void>;
  /** Our answer to the offer accepted last, with the candidates gathered so far (waits as `createOffer`). */
  createAnswer(): Promise<string>;
  /** Takes back an offer that the far end refused (RFC 3261 section 14.1). */
  rollback(): Promise<void>;
  /** The direction the next offer or answer proposes. While not sending, the microphone is silent. */
  setDirection(direction: MediaDirection): Promise<void>;
  /** Opens the microphone and begins to send it; throws PhoneError 'microphone-...'. */
  startMicrophone(): Promise<void>;
  setMuted(muted: boolean): Promise<void>;
  /**
   * Plays RFC 4733 telephone-events to the far end, behind those that still sound; false when it did not
   * offer to take them. Waits a few seconds for a connection that is just being made.
   */
  sendTones(tones: string): Promise<boolean>;
  /** Whether candidates have been found that no description sent so far contains. */
  hasUnsentCandidates(): Promise<boolean>;
  close(): Promise<void>;
}

/** What call progress sounds like: heard in the speaker of calls. */
export type ProgressTone = 'ringback' | 'busy' | 'ended' | 'call-waiting' | 'auto-answer';

/** What Chrome does to what a microphone hears before it is sent; all of it is done unless it is not wanted. */
export interface MicrophoneProcessing {
  echoCancellation?: boolean;
  noiseSuppression?: boolean;
  /** The volume follows the voice. */
  autoGainControl?: boolean;
}

/** As in the settings: an id or a name; '' is the system's default. */
export interface MicrophoneChoice extends MicrophoneProcessing {
  microphoneId: string;
}

/** As in the settings: ids or names; '' is the system's default. */
export interface DeviceChoice extends MicrophoneChoice {
  speakerId: string;
  ringerId: string;
  ringVolume: number;
}

/** Makes media sessions by id, and makes the sounds of the phone. */
export interface MediaHost {
  /** Gathers candidates for a call that is about to be placed. Cheap when it has been done already. */
  prepare(options: MediaOptions): Promise<void>;
  /**
   * A new media session; the prepared one when the options are the same. It can be used at once: its
   * methods wait until it stands.
   */
  open(id: string, options: MediaOptions): MediaSession;
  /**
   * The media session anew, after the document that held it was lost: without descriptions, devices or
   * direction. Who has a `MediaSession` of this id goes on to use it, and what it was asked and has not answered
   * is asked again. Rejects when there is no document to be had.
   */
  reopen(id: string, options: MediaOptions): Promise<void>;
  /**
   * A conference: from now on each of these media sessions sends what all the others say beside our microphone, and
   * sessions that are not named send the microphone only. Of those that are silenced as well nobody hears anything.
   * One that is opened later under a name of these is in it from its beginning.
   */
  mix(ids: string[], silenced: string[]): Promise<void>;
  /** A media session that outlived the worker's death; undefined when it is gone. */
  adopt(id: string): Promise<MediaSession | undefined>;
  /** The microphone's permission and presence, without asking anybody. */
  microphoneState(): Promise<'granted' | 'prompt' | 'denied' | 'missing'>;
  startRinging(): Promise<void>;
  stopRinging(): Promise<void>;
  /** `ringback` and `call-waiting` go on until stopped; the others end by themselves. */
  startTone(tone: ProgressTone): Promise<void>;
  stopTone(): Promise<void>;
  /** Applies to calls under way as well. */
  setDevices(devices: DeviceChoice): Promise<void>;
  /** What headsets show of the calls. */
  showLamps(lamps: Lamps): Promise<void>;
  /** The user has allowed a headset, or one no longer. */
  renewHeadsets(): Promise<void>;
  onEvent(listener: (event: MediaEvent) => void): void;
}

export type MediaEvent =
  /** 'disconnected' 2 s after the last sign of life from the far end; 'closed' when the session is lost. */
  | { type: 'connection'; sessionId: string; state: MediaConnectionState }
  /** Candidates were found after a description had been sent: a plain re-INVITE should carry them. */
  | { type: 'late-candidates'; sessionId: string }
  /** This machine has a network address that it had not when it gathered: only an ICE restart tries it. */
  | { type: 'network-changed'; sessionId: string }
  /** The microphone went away in a call (unplugged, or its permission taken back), or could not be opened. */
  | { type: 'microphone-lost'; sessionId: string; code: 'microphone-denied' | 'microphone-missing' }
  | { type: 'microphone-back'; sessionId: string }
  /** Every 5 s while sound is sent in either direction: what was measured since the last one. */
  | { type: 'quality'; sessionId: string; sample: QualitySample }
  /**
   * The microphone that is wanted is not plugged in: calls are spoken into this one, '' where Chrome does not tell its
   * name. Without a name: the wanted one is used again.
   */
  | { type: 'microphone-stand-in'; name?: string }
  /** A button of a headset asks for this. */
  | { type: 'headset'; wish: HeadsetWish }
  /** Whether the speaker that was chosen is missing, so that another one plays the calls. */
  | { type: 'speaker'; missing: boolean };
