import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { groupOf, isJoined, mayBeJoined } from '../domain/conference';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { CallHolding } from './call-holding';

export interface CallConferenceOptions {
  book: CallBook;
  host: Pick<MediaHost, 'mix'>;
  holding: CallHolding;
  log: Logger;
}

/** Who is to hear whom: media session ids, in the order of their calls. */
interface Mix {
  ids: string[];
  silenced: string[];
}

/** Joins calls, so that everyone in them hears everyone: their sound is mixed on this machine. */
export class CallConference {
  private mixed: Mix = { ids: [], silenced: [] };
  private looking = false;

  constructor(private readonly options: CallConferenceOptions) {}

  /**
   * Joins two calls, and whoever is in a conference with one of them; all of them are heard from then on.
   *
   * Throws PhoneError 'not-possible-now' where one of them cannot be joined, or cannot be resumed: then it stays by
   * itself, on hold.
   */
  async join(id: string, withId: string): Promise<void> {
    const { book, holding } = this.options;
    const calls = book.all.map(({ call }) => call);
    const parts = [book.find(id), book.find(withId)].map(({ call }) => groupOf(calls, call.id));
    const members = [...new Set(parts.flat())];
    if (members.length < 2 || !members.every(mayBeJoined))
      throw new PhoneError('not-possible-now', 'a call that cannot be joined');
    const muted = members.some((call) => call.muted && !call.held);
    // What is heard beside them is held; who of them is on hold comes back below.
    for (const call of members) book.apply(call.id, { type: 'join', joined: true });
    const others = holding.holdOthers(id);
    await Promise.all(members.map((call) => this.mute(call.id, muted)));
    const resumed = await Promise.allSettled(members.map((call) => this.resume(call.id)));
    await others;
    for (const result of resumed) if (result.status === 'rejected') throw result.reason;
  }

  /** Nobody hears what this one says any more, or everybody does again. */
  silence(id: string, silenced: boolean): void {
    this.options.book.find(id);
    if (!this.options.book.apply(id, { type: 'silence', silenced }))
      throw new PhoneError('not-possible-now', 'not in a conference');
  }

  /** To be called whenever calls have changed. What changes in one turn is looked at as a whole. */
  look(): void {
    if (this.looking) return;
    this.looking = true;
    queueMicrotask(() => {
      this.looking = false;
      this.follow();
    });
  }

  private follow(): void {
    const { book, host, log } = this.options;
    // Those that the worker before has left count before they are taken up again.
    const joined = book.saved.filter(({ call }) => isJoined(call));
    const [last] = joined;
    if (joined.length === 1 && last && book.get(last.call.id)) {
      book.apply(last.call.id, { type: 'join', joined: false });
      return;
    }
    const mediaId = ({ call, mediaId: other = call.id }: (typeof joined)[number]) => other;
    const mix = {
      ids: joined.map(mediaId),
      silenced: joined.filter(({ call }) => isJoined(call) && call.silenced).map(mediaId),
    };
    if (isSameValue(mix, this.mixed)) return;
    this.mixed = mix;
    log.info(`conference of ${mix.ids.length}, ${mix.silenced.length} silenced`);
    host.mix(mix.ids, mix.silenced).catch((error) => log.error(`not mixed: ${String(error)}`));
  }

  private async mute(id: string, muted: boolean): Promise<void> {
    const { book, log } = this.options;
    const entry = book.find(id);
    book.apply(id, { type: 'mute', muted });
    await entry.media.setMuted(muted).catch((error) => log.warn(`not muted: ${String(error)}`));
  }

  /** Who cannot be resumed is not in the conference. */
  private async resume(id: string): Promise<void> {
    try {
      await this.options.holding.setOne(id, false);
    } catch (error) {
      this.options.book.apply(id, { type: 'join', joined: false });
      throw error;
    }
  }
}
