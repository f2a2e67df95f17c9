import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { canCall } from '../domain/registration';
import { shownParty } from '../domain/shown-party';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';
import { maxCalls } from './call-placing';
import type { StandingCall } from './kept-state';
import type { StandingCalls } from './standing-calls';
import type { Store } from './store';

export interface InterruptedCallsOptions {
  store: Store;
  standing: StandingCalls;
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  holdOthers(): Promise<void>;
  /** Takes the call up in a new dialog; it is over when that cannot be. */
  replace(entry: Entry, signedIn: SignedIn): void;
  log: Logger;
}

/** Calls that Chrome was closed in: the call log has them as interrupted, and they are offered for a while. */
export class InterruptedCalls {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: InterruptedCallsOptions) {
    options.store.subscribe(({ registration, identity }, before) => {
      if (registration !== before.registration || identity !== before.identity) this.show();
    });
  }

  /** What the last browser has left; `going` are the ids of calls that only the worker has died in. */
  async restore(going: string[]): Promise<void> {
    await this.options.standing.restore(going);
    this.show();
  }

  /** Throws PhoneError when the call cannot be taken up, or is not there any more. */
  async resume(id: string): Promise<void> {
    const { book, host, media, standing } = this.options;
    if (book.get(id)) return;
    this.find(id);
    this.options.readyPhone();
    if (book.size >= maxCalls) throw new PhoneError('not-possible-now', `${maxCalls} calls already`);
    await media.checkMicrophone();
    await this.options.holdOthers();
    const signedIn = this.options.readyPhone();
    const { call, dialog } = this.find(id);
    const entry = book.add(takenUp(call), host.open(id, signedIn.media), { dialog });
    standing.take(id);
    this.show();
    this.options.replace(entry, signedIn);
  }

  /** The user lets it be over: so it is at the gateway. */
  async end(id: string): Promise<void> {
    const { standing, readyPhone, log } = this.options;
    const taken = standing.take(id);
    this.show();
    if (!taken) return;
    await readyPhone()
      .phone.hangUp(taken.dialog)
      .catch((error) => log.info(`not hung up: ${String(error)}`));
  }

  /** The alarm: a sign of life of the calls that stand. */
  beat(): void {
    this.options.standing.beat();
    this.show();
  }

  private find(id: string): StandingCall {
    const found = this.options.standing.interrupted.find(({ call }) => call.id === id);
    if (!found) throw new PhoneError('no-such-call', `no interrupted call ${id}`);
    return found;
  }

  /** Offered to whom it belongs, once they can be called, and as long as it makes sense. */
  private show(): void {
    const { store, standing } = this.options;
    const { registration, identity, resumable: before } = store.snapshot;
    const mine = standing.interrupted.filter(
      ({ call, user }) => call.profileId === identity?.profileId && user === identity.user,
    );
    const resumable = (canCall(registration) ? mine : []).map(({ call }) => ({
      id: call.id,
      party: shownParty(call),
      answeredAt: call.answeredAt,
    }));
    if (resumable.length > 0 || before.length > 0) store.update({ resumable });
    clearTimeout(this.timer);
    const time = standing.untilOld();
    if (time !== undefined) this.timer = setTimeout(() => this.forgetOld(), time);
  }

  private forgetOld(): void {
    this.options.standing.forgetOld();
    this.show();
  }
}

/** Whoever takes a call up wants to talk; whoever was muted wants to be asked before they are heard. */
function takenUp(call: Talking): Talking {
  const { postDialLeft, transfer: _transfer, referral: _referral, ...rest } = call;
  return {
    ...rest,
    held: false,
    holdPending: false,
    heldByOther: false,
    interrupted: true,
    // So with tones that were left to be sent.
    ...(postDialLeft && { postDialLeft: `w${postDialLeft.replace(/^w/, '')}` }),
  };
}
