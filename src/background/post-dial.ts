import { toneGap, toneLength } from '../contract/media-session';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';

/** Milliseconds after the answer for the far end to begin to listen. */
const settleTime = 500;
/** Milliseconds that a `,` waits. */
const pauseTime = 2_000;
/** Milliseconds in which a second click is not meant for what waits next. */
const doubleClickTime = 500;
const toneTime = toneLength + toneGap;

export interface PostDialOptions {
  book: CallBook;
  wait(milliseconds: number): Promise<void>;
  now(): number;
  log: Logger;
}

/**
 * Plays what was dialled for after the answer, tone by tone. What is left is in the call, and with it kept over
 * the worker's death.
 *
 * A tone is taken off what is left before it is sent: both leave the worker in one turn, so that its death
 * between two tones neither repeats one nor loses one. A pause is taken off when it is over.
 */
export class PostDial {
  private readonly playing = new Set<string>();
  private continued: { id: string; at: number } | undefined;

  constructor(private readonly options: PostDialOptions) {}

  /** To be called whenever calls have changed. */
  look(): void {
    for (const { call } of this.options.book.all) {
      if (this.playing.has(call.id) || !this.ready(call.id)) continue;
      this.playing.add(call.id);
      void this.play(call.id).finally(() => {
        this.playing.delete(call.id);
        // Something may have changed between the last look and now.
        this.look();
      });
    }
  }

  /** Goes on with what waits for the user. Throws PhoneError 'no-such-call'. */
  continue(id: string): void {
    const { call } = this.options.book.find(id);
    if (call.state !== 'talking' || !call.postDialLeft?.startsWith('w')) return;
    const now = this.options.now();
    if (this.continued?.id === id && Math.abs(now - this.continued.at) < doubleClickTime) return;
    this.continued = { id, at: now };
    this.leave(id, call.postDialLeft.slice(1));
  }

  private async play(id: string): Promise<void> {
    for (let call = this.ready(id); call; call = this.ready(id)) {
      const settled = Math.min(settleTime, call.answeredAt + settleTime - this.options.now());
      if (settled > 0) await this.options.wait(settled);
      else await this.playNext(call);
    }
  }

  /** The call, while something may be played in it at this moment. */
  private ready(id: string): Talking | undefined {
    const call = this.options.book.get(id)?.call;
    if (call?.state !== 'talking' || !call.postDialLeft || call.postDialLeft.startsWith('w'))
      return undefined;
    const { held, holdPending, heldByOther, interrupted, soundLost } = call;
    return held || holdPending || heldByOther || interrupted || soundLost ? undefined : call;
  }

  private async playNext({ id, postDialLeft: left = '' }: Talking): Promise<void> {
    const [next = '', rest] = [left[0], left.slice(1)];
    if (next === ',') {
      await this.options.wait(pauseTime);
      this.leave(id, rest);
      return;
    }
    this.leave(id, rest);
    try {
      await this.options.book.get(id)?.session?.sendTones(next);
      await this.options.wait(toneTime);
    } catch (error) {
      this.options.log.warn(`a tone could not be sent: ${String(error)}`);
      // Whether to try it again is for the user to say.
      this.leave(id, `w${left}`);
    }
  }

  private leave(id: string, left: string): void {
    if (this.options.book.get(id)) this.options.book.apply(id, { type: 'post-dial', left });
  }
}
