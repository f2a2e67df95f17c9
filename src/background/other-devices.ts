import { PhoneError } from '../contract/phone-error';
import type { OtherDevicesState } from '../contract/snapshot';
import type { Ended, LiveCall } from '../domain/call';
import type { CallFacts } from '../domain/call-facts';
import type { WatchedDialog } from '../domain/dialog-info';
import {
  type Arriving,
  dialogsElsewhere,
  fetchableAmong,
  isAnsweredBy,
  isOwnMove,
  mayRingOn,
  staysQuiet,
  talkingElsewhere,
} from '../domain/other-devices';
import { type PickUp, pickUpOf, type Steal, stealOf } from '../domain/pick-up';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import { callIdOfInvite } from '../sip/orphans';
import type { IncomingInvite } from '../sip/phone-calls';
import { domainsOf } from './arrivals';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { DeviceWatch } from './device-watch';
import { HandedOver } from './handed-over';
import { OwnCalls } from './own-calls';
import type { Store } from './store';

export interface OtherDevicesOptions {
  book: CallBook;
  store: Store;
  /** What the gateway tells of the user's own number. */
  watch(): DeviceWatch;
  signedIn(): SignedIn | undefined;
  /** What comes of a call that is over. */
  onEnded(call: Ended): void;
  /** More is known of one that was told of. */
  onKnown(call: Ended): void;
  now(): number;
  log: Logger;
}

/** Milliseconds for which the gateway may say who has answered a call that stopped ringing without a reason. */
const answerWord = 2_000;
/** Milliseconds after a call for help in which calls ring whatever other devices do. */
const callBackTime = 60 * 60_000;

/** A call that stopped ringing here, while it is not yet known why. */
interface Unexplained {
  call: Ended;
  timer: ReturnType<typeof setTimeout>;
}

/** The user's other devices: what they do with calls of the same number, and what goes to them or comes from them. */
export class OtherDevices {
  private readonly own: OwnCalls;
  private readonly handedOver: HandedOver;
  private readonly unexplained = new Map<string, Unexplained>();
  private helpCalledAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: OtherDevicesOptions) {
    this.own = new OwnCalls(options.book);
    const { onKnown, now, log } = options;
    this.handedOver = new HandedOver({
      elsewhere: () => this.elsewhere(),
      talkingSince: (dialog) => options.watch().talkingSince(dialog),
      ...{ onKnown, now, log },
    });
  }

  /** The gateway has told of the calls of the user's number. */
  heard(): void {
    for (const { call } of [...this.unexplained.values()])
      if (!this.explain(call) && !mayRingOn(this.arriving(call), this.elsewhere())) this.conclude(call);
    this.handedOver.heard();
    this.stopWhatWasAnswered();
    this.look();
  }

  /** To be called whenever calls have changed, or what is known of the devices. */
  look(): void {
    const { book, store, now } = this.options;
    this.own.note();
    const calls = book.all.map(({ call }) => call);
    if (calls.some(({ emergency }) => emergency)) this.helpCalledAt = now();
    for (const call of calls) this.hush(call);
    const otherDevices = this.state();
    if (!isSameValue(otherDevices, store.snapshot.otherDevices)) store.update({ otherDevices });
  }

  /** Whether a call that comes in is one that we are just sending to another device of the user. */
  isOwnMove(facts: Pick<CallFacts, 'party' | 'transferredBy'>, { user }: SignedIn): boolean {
    return isOwnMove(facts, this.options.store.snapshot.calls, user);
  }

  /** Whether a call that comes in does not ring here. @param kept its INVITE */
  isToBeQuiet({ facts, kept }: Pick<IncomingInvite, 'facts' | 'kept'>, signedIn: SignedIn): boolean {
    return this.isQuiet({ ...facts, callId: callIdOfInvite(kept) ?? '' }, signedIn);
  }

  /** A call is over. Of one that stopped ringing without a word it is waited, a moment, who has answered it. */
  ended(call: Ended): void {
    if (call.reason !== 'caller-gave-up' || !this.options.watch().calls || !this.own.callIdOf(call)) {
      this.options.onEnded(this.handedOver.ended(call));
      return;
    }
    const timer = setTimeout(() => this.conclude(call), answerWord);
    this.unexplained.set(call.id, { call, timer });
    this.explain(call);
  }

  /** The call that another device of the user has. Throws PhoneError 'nothing-to-fetch'. */
  fetchable(): PickUp | Steal {
    const signedIn = this.options.signedIn();
    const fetched = signedIn && this.toFetch(signedIn);
    if (!fetched) throw new PhoneError('nothing-to-fetch', 'no other device has a call');
    return fetched;
  }

  private state(): OtherDevicesState | undefined {
    const signedIn = this.options.signedIn();
    if (!signedIn?.profile.features.callHandover) return undefined;
    const fetched = this.toFetch(signedIn);
    const canMove = this.options.watch().hasOthers || this.elsewhere().length > 0;
    return canMove || fetched ? { canMove, ...(fetched && { talksTo: fetched.party }) } : undefined;
  }

  private toFetch({ profile, user }: SignedIn): PickUp | Steal | undefined {
    if (!profile.features.callHandover) return undefined;
    const { callStealCode } = profile;
    if (callStealCode !== undefined) {
      const [last] = talkingElsewhere(this.elsewhere());
      return last && stealOf(last, callStealCode, user);
    }
    const found = fetchableAmong(this.elsewhere(), this.options.watch().names, this.own.tags);
    const [names, ...otherNames] = found?.names ?? [];
    const fetched = found && pickUpOf({ ...found.dialog, names }, domainsOf(profile));
    return fetched && { ...fetched, otherNames };
  }

  private elsewhere(): WatchedDialog[] {
    const { calls } = this.options.watch();
    return calls ? dialogsElsewhere(calls, this.own.dialogs) : [];
  }

  /** A gateway may forget to tell a device that another one has answered, as when their answers crossed. */
  private stopWhatWasAnswered(): void {
    const { book } = this.options;
    const byName = () => false;
    for (const { call } of book.all)
      if (call.state === 'incoming' && isAnsweredBy(this.arriving(call), this.elsewhere(), byName))
        book.end(call.id, 'answered-elsewhere');
  }

  /** It rings here, or does not, as the user talks at another device or not. */
  private hush(call: LiveCall): void {
    const signedIn = this.options.signedIn();
    if (call.state !== 'incoming' || !signedIn) return;
    const quiet = this.isQuiet(this.arriving(call), signedIn);
    if (quiet !== (call.quiet ?? false)) this.options.book.apply(call.id, { type: 'quiet', quiet });
  }

  private isQuiet(call: Arriving, { user }: SignedIn): boolean {
    const { book, now } = this.options;
    // Whoever has called for help may be called back.
    if (Math.abs(now() - this.helpCalledAt) < callBackTime) return false;
    const calls = book.all.map((entry) => entry.call);
    return staysQuiet(call, this.elsewhere(), calls, user);
  }

  /** True when another device has it. */
  private explain(call: Ended): boolean {
    const watch = this.options.watch();
    const isNew = (dialog: WatchedDialog) => (watch.talkingSince(dialog) ?? 0) >= call.startedAt;
    if (!isAnsweredBy(this.arriving(call), this.elsewhere(), isNew)) return false;
    this.conclude({ ...call, reason: 'answered-elsewhere' });
    return true;
  }

  private arriving(call: CallFacts): Arriving {
    return { ...call, callId: this.own.callIdOf(call) ?? '' };
  }

  private conclude(call: Ended): void {
    const waiting = this.unexplained.get(call.id);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.unexplained.delete(call.id);
    if (call.reason === 'answered-elsewhere') this.options.log.info(`call ${call.id}: another device has it`);
    this.options.onEnded(call);
  }
}
