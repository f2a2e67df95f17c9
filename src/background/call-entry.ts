import type { MediaSession } from '../contract/media-session';
import type { LiveCall } from '../domain/call';
import type { EndReason } from '../domain/end-reason';
import type { CallSession } from '../sip/call-session';
import { declineStatus } from './farewells';
import type { SavedCall } from './kept-state';
import type { OtherPhoneLeg } from './other-phone-leg';

/** Milliseconds after which media that has a successor is silent, connected or not. */
const formerMediaLimit = 5_000;

/** A live call with its two sides: the dialog at the gateway and the media session. */
export interface Entry {
  call: LiveCall;
  media: MediaSession;
  session: CallSession | undefined;
  /** What a restart of the worker needs of it. */
  saved: Omit<SavedCall, 'call' | 'mediaId' | 'otherPhone'>;
  /** Settled once nothing stands in the way of a request to the far end. */
  reachable: Promise<unknown>;
  /** The media has no way to the far end any more: only an ICE restart finds another. */
  mediaCut: boolean;
  /** What is about to take the place of dialog and media (RFC 3891). */
  successor: Successor | undefined;
  /** How the dialog ended while its successor was not yet there. */
  over: { reason: EndReason; status: number | undefined } | undefined;
  /** Heard until its successor is connected. */
  formerMedia: MediaSession | undefined;
  /** Of a call that is talked on another phone: `media` is its far side. */
  otherPhone?: OtherPhoneLeg;
}

export interface Successor {
  session: CallSession;
  media: MediaSession;
  /** Whether it is we who ask for it. */
  ours: boolean;
  /** The media is a new one, of which the far end knows nothing yet. */
  mediaRenewed?: true;
}

export function newEntry(call: LiveCall, sound: MediaSession | OtherPhoneLeg, saved: Entry['saved']): Entry {
  return {
    call,
    ...('far' in sound ? { media: sound.far, otherPhone: sound } : { media: sound }),
    session: undefined,
    saved,
    reachable: Promise.resolve(),
    mediaCut: false,
    successor: undefined,
    over: undefined,
    formerMedia: undefined,
  };
}

/** The call as the next worker takes it up. */
export function savedCall({ call, saved, media, otherPhone }: Entry): SavedCall {
  return {
    call,
    ...saved,
    ...(media.id !== call.id && { mediaId: media.id }),
    ...(otherPhone && { otherPhone: otherPhone.saved }),
  };
}

/** The successor takes the place of dialog and media; those of before are heard until it is connected. */
export function giveWay(entry: Entry, { media }: Successor): void {
  const { session, media: former } = entry;
  if (session) session.delegate = undefined;
  Object.assign(entry, { successor: undefined, over: undefined, mediaCut: false, media });
  if (former === media) return;
  closeMedia(entry.formerMedia);
  entry.formerMedia = former;
  setTimeout(() => closeMedia(former), formerMediaLimit);
}

/** Nobody talks on the other phone: the sound of the call is here. */
export function comeHere(entry: Entry, media: MediaSession): void {
  entry.otherPhone?.close();
  Object.assign(entry, { media, otherPhone: undefined });
}

/** The media of now is connected. */
export function mediaConnected(entry: Entry): void {
  entry.mediaCut = false;
  closeMedia(entry.formerMedia);
  entry.formerMedia = undefined;
}

/** Until it is known what becomes of the successor, the end of the dialog is not the end of the call. */
export function awaitSuccessor(entry: Entry, successor: Successor): void {
  entry.session?.releaseMedia();
  entry.successor = successor;
}

/** The call is over: nothing that it has opened stays open. */
export function letGo(entry: Entry, reason: EndReason): void {
  for (const media of [entry.media, entry.formerMedia, entry.successor?.media]) closeMedia(media);
  void entry.successor?.session.end(reason, declineStatus(reason)).catch(() => undefined);
}

/** Idempotent; what cannot be told any more is closed already. */
export function closeMedia(media: MediaSession | undefined): void {
  void media?.close().catch(() => undefined);
}
