import type { MediaHost } from '../contract/media-session';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';

/** A call whose document dies each time it is opened is given up after so many times. */
const mostRenewals = 5;

export interface MediaRenewalOptions {
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  signedIn(): SignedIn | undefined;
  log: Logger;
}

/** Gives calls their media anew when the document that held it was closed or has crashed. */
export class MediaRenewal {
  private readonly renewals = new WeakMap<Entry, number>();

  constructor(private readonly options: MediaRenewalOptions) {
    options.host.onEvent((event) => {
      if (event.type !== 'connection' || event.state !== 'closed') return;
      const entry = options.book.ofMedia(event.sessionId);
      if (entry) this.renew(entry);
    });
  }

  private renew(entry: Entry): void {
    const { book, log } = this.options;
    const { id } = entry.call;
    const before = this.renewals.get(entry) ?? 0;
    this.renewals.set(entry, before + 1);
    const signedIn = this.options.signedIn();
    if (!signedIn || before >= mostRenewals) {
      book.end(id, 'media-failed');
      return;
    }
    log.warn(`the media session of ${id} is lost: a new one`);
    this.open(entry, signedIn).catch((error) => {
      log.error(`no new media session for ${id}: ${String(error)}`);
      book.end(id, 'media-failed');
    });
  }

  private async open(entry: Entry, { media }: SignedIn): Promise<void> {
    const { call, session } = entry;
    const opened = this.options.host.reopen(entry.media.id, media);
    const taken = session?.retakeOffer();
    // A call that still rings is answered with the new media; all others must tell theirs to the far end.
    if (call.state !== 'incoming') {
      void this.options.media.renewed(entry);
      void this.options.media.startMicrophone(entry);
    }
    await Promise.all([opened, taken]);
  }
}
