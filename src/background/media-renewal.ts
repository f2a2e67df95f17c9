import type { MediaHost, MediaSession } from '../contract/media-session';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';
import { wait } from './wait';

/** A call whose document dies each time it is opened, or cannot be opened, is given up after so many times. */
const mostRenewals = 5;
/** Milliseconds after which one that could not be opened is opened again. */
const pause = 1_000;

export interface MediaRenewalOptions {
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  signedIn(): SignedIn | undefined;
  log: Logger;
}

/**
 * Gives calls their media anew when the document that held it was closed or has crashed. No call ends at once because
 * there is no document: Chrome, as it closes, takes the document away first, and the call is for the next worker.
 */
export class MediaRenewal {
  private readonly renewals = new WeakMap<MediaSession, number>();

  constructor(private readonly options: MediaRenewalOptions) {
    options.host.onEvent((event) => {
      if (event.type !== 'connection' || event.state !== 'closed') return;
      const entry = options.book.ofMedia(event.sessionId);
      if (entry) this.renew(entry);
      else this.renewSuccessor(options.book.ofSuccessorMedia(event.sessionId));
    });
  }

  private renew(entry: Entry): void {
    const { book, log } = this.options;
    const { id } = entry.call;
    const { media } = entry;
    const signedIn = this.mayRenew(media);
    if (!signedIn) {
      book.end(id, 'media-failed');
      return;
    }
    log.warn(`the media session of ${id} is lost: a new one`);
    const isLatest = this.latest(media);
    this.open(entry, signedIn).catch(async (error) => {
      log.error(`no new media session for ${id}: ${String(error)}`);
      await wait(pause);
      if (isLatest() && book.get(id)?.media === media) this.renew(entry);
    });
  }

  /** What is agreed of the media that is lost is told anew once the call has gone on to it. */
  private renewSuccessor(entry: Entry | undefined): void {
    const successor = entry?.successor;
    if (!entry || !successor) return;
    const { call } = entry;
    const { session, media } = successor;
    const fail = () => void session.end('media-failed', 488).catch(() => undefined);
    const signedIn = this.mayRenew(media);
    const isLatest = this.latest(media);
    if (!signedIn) {
      fail();
      return;
    }
    this.options.log.warn(`the next media session of ${call.id} is lost: a new one`);
    successor.mediaRenewed = true;
    const opened = this.options.host.reopen(media.id, signedIn.media);
    const set =
      call.state === 'talking'
        ? [media.setDirection(call.held ? 'sendonly' : 'sendrecv'), media.setMuted(call.muted)]
        : [];
    Promise.all([opened, session.retakeOffer(), ...set]).catch(() => isLatest() && fail());
  }

  /** Undefined when it has been done too often, or nobody is signed in. */
  private mayRenew(media: MediaSession): SignedIn | undefined {
    const before = this.renewals.get(media) ?? 0;
    this.renewals.set(media, before + 1);
    return before < mostRenewals ? this.options.signedIn() : undefined;
  }

  /** Whether there is no later renewal than that of now: its document may die as it is opened. */
  private latest(media: MediaSession): () => boolean {
    const times = this.renewals.get(media);
    return () => this.renewals.get(media) === times;
  }

  private async open(entry: Entry, { media }: SignedIn): Promise<void> {
    const { call, session } = entry;
    const opened = this.options.host.reopen(entry.media.id, media);
    const taken = session?.retakeOffer();
    // A call that still rings is answered with the new media; all others must tell theirs to the far end.
    const tells = call.state !== 'incoming';
    if (tells) void this.options.media.renewed(entry);
    await Promise.all([opened, taken]);
    if (tells) void this.options.media.startMicrophone(entry);
  }
}
