import { type MediaDirection, type MicrophoneChoice, toneGap, toneLength } from '../contract/media-session';
import type { Logger } from '../log/logger';
import { CallMicrophone } from './call-microphone';
import { restrictCodecs } from './codecs';
import { connected, type MediaConnection } from './media-connection';
import type { Seat } from './mixer';
import { RemoteAudio } from './remote-audio';
import { takesTones } from './sdp';
import type { SharedMicrophone } from './shared-microphone';
import { cleanTones } from './tones';

/** What a call is spoken into and heard from. */
export type CallDevices = MicrophoneChoice & { speakerId: string };

export interface CallSoundOptions {
  sessionId: string;
  /** The connection of the moment: one that is of no use is replaced. */
  connection: () => MediaConnection;
  microphone: SharedMicrophone;
  devices: CallDevices;
  onMicrophoneLost: (code: 'microphone-denied' | 'microphone-missing') => void;
  onMicrophoneBack: () => void;
  log: Logger;
}

/** What one call sends and plays: microphone, speaker, direction, mute and tones, brought together. */
export class CallSound {
  readonly #connection: () => MediaConnection;
  readonly #microphone: CallMicrophone;
  readonly #remote: RemoteAudio;
  #direction: MediaDirection = 'sendrecv';
  #muted = false;
  /** In a conference. */
  #seat: Seat | undefined;
  #silenced = false;

  constructor(options: CallSoundOptions) {
    const { sessionId, connection, devices, onMicrophoneLost, onMicrophoneBack, log } = options;
    this.#connection = connection;
    this.#remote = new RemoteAudio(sessionId, devices.speakerId);
    const events = { track: () => this.apply(), lost: onMicrophoneLost, back: onMicrophoneBack };
    this.#microphone = new CallMicrophone(options.microphone, microphoneOf(devices), events, log);
  }

  get #peer(): RTCPeerConnection {
    return this.#connection().peer;
  }

  get direction(): MediaDirection {
    return this.#direction;
  }

  async setDirection(direction: MediaDirection): Promise<void> {
    this.#direction = direction;
    await this.apply();
  }

  async setMuted(muted: boolean): Promise<void> {
    this.#muted = muted;
    await this.apply();
  }

  /**
   * A place in a conference, or none any more.
   *
   * @param silenced nobody hears what is said there
   */
  async sitDown(seat: Seat | undefined, silenced: boolean): Promise<void> {
    this.#seat = seat;
    this.#silenced = silenced;
    await this.apply();
  }

  /** What is sent is our own voice alone, and somebody is to hear it. */
  get speaks(): boolean {
    return (
      !this.#muted && !this.#seat && this.#direction === 'sendrecv' && this.#microphone.track !== undefined
    );
  }

  startMicrophone(): Promise<void> {
    return this.#microphone.start();
  }

  setMicrophone(devices: CallDevices): Promise<void> {
    return this.#microphone.choose(microphoneOf(devices));
  }

  setSpeaker(deviceId: string): Promise<void> {
    return this.#remote.setSpeaker(deviceId);
  }

  get speakerMissing(): boolean {
    return this.#remote.speakerMissing;
  }

  repeatState(): void {
    this.#microphone.repeatState();
  }

  /** False when the far end takes no telephone-events beside this codec, or there is no microphone whose stream carries them. */
  async sendTones(tones: string): Promise<boolean> {
    const cleaned = cleanTones(tones);
    const { remoteDescription: remote, localDescription: local } = this.#peer;
    if (!remote || !local || !takesTones({ remote: remote.sdp, local: local.sdp })) return false;
    await Promise.all([this.#microphone.opening, connected(this.#peer)]);
    const sender = this.#transceiver()?.sender;
    if (!sender?.track || !sender.dtmf?.canInsertDTMF) return false;
    // insertDTMF replaces what still waits to be sent.
    sender.dtmf.insertDTMF(sender.dtmf.toneBuffer + cleaned, toneLength, toneGap);
    return true;
  }

  /** Our first offer has a stream of sound in it before there is a microphone. */
  ensureStream(): void {
    if (!this.#transceiver()) this.#peer.addTransceiver('audio', { direction: this.#direction });
  }

  /** What was added for an offer that was taken back must not become a second stream of sound. */
  dropUnusedStreams(): void {
    for (const transceiver of this.#peer.getTransceivers()) {
      if (transceiver.mid === null && transceiver.direction !== 'stopped') transceiver.stop();
    }
  }

  /** Brings microphone, direction, playback and conference to what they should be now. */
  async apply(): Promise<void> {
    const microphone = this.#microphone.track;
    // 'sendonly' is our hold: the stream goes on, but nobody is to hear us.
    if (microphone) microphone.enabled = !this.#muted && this.#direction === 'sendrecv';
    const held = this.#direction === 'sendonly' || this.#direction === 'inactive';
    this.#remote.setSilent(held || this.#silenced);
    const transceiver = this.#transceiver();
    if (!transceiver || this.#peer.signalingState === 'closed') return;
    restrictCodecs(transceiver, this.#connection().codecs);
    if (transceiver.direction !== this.#direction) transceiver.direction = this.#direction;
    this.#remote.play(transceiver.receiver.track);
    const track = this.#seat ? this.#mixed(this.#seat, transceiver) : microphone;
    if (track && transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
  }

  /** What is sent in a conference. Who holds us plays music to us, which is not for the others. */
  #mixed(seat: Seat, { currentDirection, receiver }: RTCRtpTransceiver): MediaStreamTrack | undefined {
    const talks = this.#direction === 'sendrecv';
    const isHeard = talks && !this.#silenced && currentDirection === 'sendrecv';
    seat.take({ microphone: this.#microphone.track, voice: isHeard ? receiver.track : undefined });
    const { track } = seat;
    if (track) track.enabled = talks;
    return track;
  }

  /** The direction of the stream is what both sides have agreed on last, until the next `apply`. */
  returnToAgreed(): void {
    const transceiver = this.#transceiver();
    if (transceiver?.currentDirection) transceiver.direction = transceiver.currentDirection;
  }

  close(): void {
    this.#microphone.close();
    this.#remote.close();
  }

  /** The one stream of sound: in a description already, or waiting for our first offer. */
  #transceiver(): RTCRtpTransceiver | undefined {
    const audio = this.#peer
      .getTransceivers()
      .filter(({ receiver, direction }) => receiver.track.kind === 'audio' && direction !== 'stopped');
    return audio.find(({ mid }) => mid !== null) ?? audio[0];
  }
}

/** Nothing else that is chosen is a reason to open it again. */
function microphoneOf(devices: CallDevices): MicrophoneChoice {
  const { microphoneId, echoCancellation = true, noiseSuppression = true, autoGainControl = true } = devices;
  return { microphoneId, echoCancellation, noiseSuppression, autoGainControl };
}
