import type { MediaHost, ProgressTone } from '../contract/media-session';
import type { Snapshot } from '../contract/snapshot';
import type { Ended, LiveCall } from '../domain/call';
import { ringsHere } from '../domain/ringing';
import type { Logger } from '../log/logger';
import type { Store } from './store';

/** What the phone should sound like while these are its calls. */
export interface Sounds {
  ring: boolean;
  tone: ProgressTone | undefined;
}

/** Of a call that is talked on another phone nothing is heard here; but whoever talks there is not rung for loudly. */
export function soundsFor(all: LiveCall[]): Sounds {
  const incoming = all.some(ringsHere);
  const busy = all.some((call) => call.state !== 'incoming');
  const ringingOut = all.some((call) => call.state === 'ringing' && !call.earlyMedia && !call.otherPhone);
  return {
    ring: incoming && !busy,
    tone: ringingOut ? 'ringback' : incoming && busy ? 'call-waiting' : undefined,
  };
}

/** The short tone that tells how a call ended, where it tells the user something new. */
export function toneOfEnd(ended: Ended): ProgressTone | undefined {
  if (ended.otherPhone) return undefined;
  if (ended.reason === 'busy') return 'busy';
  return ended.reason === 'other-hung-up' ? 'ended' : undefined;
}

/** Lets the user hear what the snapshot shows. */
export function playSounds(store: Store, media: MediaHost, log: Logger): void {
  const quietly = (sound: Promise<void>) =>
    void sound.catch((error) => log.warn(`no sound: ${String(error)}`));
  store.subscribe((now: Snapshot, before: Snapshot) => {
    const wanted = soundsFor(now.calls);
    const had = soundsFor(before.calls);
    if (wanted.ring && !had.ring) quietly(media.startRinging());
    if (!wanted.ring && had.ring) quietly(media.stopRinging());
    if (wanted.tone && wanted.tone !== had.tone) quietly(media.startTone(wanted.tone));
    if (!wanted.tone && had.tone) quietly(media.stopTone());
    const ended = now.lastEnded !== before.lastEnded && now.lastEnded && toneOfEnd(now.lastEnded);
    if (ended && !wanted.tone && !wanted.ring) quietly(media.startTone(ended));
  });
}
