/**
 * How the worker speaks to the offscreen document: over one port that the document opens, so that it
 * sees the worker die within milliseconds and wakes it by connecting again.
 */
import type { Lamps } from '../domain/headset';
import type { LogLine } from '../domain/log-line';
import type { DeviceChoice, MediaDirection, MediaEvent, MediaOptions, ProgressTone } from './media-session';
import type { PhoneErrorCode } from './phone-error';

export const mediaPort = 'media';

/** Every method of `MediaHost` and `MediaSession`, as arguments and result. */
export interface MediaCalls {
  prepare(options: MediaOptions): undefined;
  open(sessionId: string, options: MediaOptions): undefined;
  has(sessionId: string): boolean;
  mix(sessionIds: string[], silenced: string[]): undefined;
  microphoneState(): 'granted' | 'prompt' | 'denied' | 'missing';
  startRinging(): undefined;
  stopRinging(): undefined;
  startTone(tone: ProgressTone): undefined;
  stopTone(): undefined;
  setDevices(devices: DeviceChoice): undefined;
  showLamps(lamps: Lamps): undefined;
  renewHeadsets(): undefined;
  createOffer(sessionId: string, options: { iceRestart?: boolean }): string;
  acceptAnswer(sessionId: string, sdp: string, options: { provisional?: boolean }): undefined;
  acceptOffer(sessionId: string, sdp: string): undefined;
  createAnswer(sessionId: string): string;
  rollback(sessionId: string): undefined;
  setDirection(sessionId: string, direction: MediaDirection): undefined;
  startMicrophone(sessionId: string): undefined;
  setMuted(sessionId: string, muted: boolean): undefined;
  sendTones(sessionId: string, tones: string): boolean;
  hasUnsentCandidates(sessionId: string): boolean;
  close(sessionId: string): undefined;
}

export type MediaCallName = keyof MediaCalls;

/** Worker to document. */
export interface MediaRequest<N extends MediaCallName = MediaCallName> {
  type: 'request';
  id: number;
  call: N;
  args: Parameters<MediaCalls[N]>;
}

/** Document to worker. */
export type MediaReply =
  | { type: 'result'; id: number; value: unknown }
  | { type: 'error'; id: number; code: PhoneErrorCode; message: string }
  | { type: 'event'; event: MediaEvent }
  | { type: 'log'; line: LogLine };
