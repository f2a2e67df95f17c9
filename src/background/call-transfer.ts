import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { CallContact, Party } from '../domain/call-facts';
import type { DialRules } from '../domain/dial-rules-settings';
import type { Profile } from '../domain/profile';
import { shownParty } from '../domain/shown-party';
import type { Talking } from '../domain/talking';
import { isUnderWay, newTransfer, type Transfer, type TransferNews } from '../domain/transfer';
import { isTransferable, ringsOut } from '../domain/transferable';
import type { Logger } from '../log/logger';
import { domainsOf } from './arrivals';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import { orderOf } from './call-placing';
import { wait } from './wait';

export interface CallTransferOptions {
  book: CallBook;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  rulesOf(profile: Profile): DialRules;
  /** Throws PhoneError where the profile does not allow calls to whoever has this number. */
  mayCall(number: string): Promise<void>;
  /** Whose number it is, as far as the directory knows. */
  namesOf(number: string): Promise<CallContact[]>;
  now(): number;
  log: Logger;
}

/** Milliseconds in which the directory says whose number it is; nobody waits for it longer. */
const nameTime = 500;

/**
 * Sends the other side of a call to a number, or to the other side of another call of ours, and leaves once they
 * talk. Until then, and where it comes to nothing, the user still has the call.
 */
export class CallTransfer {
  /** By the call's id, for a transfer of which nothing more may be heard. */
  private readonly timers = new Map<string, { until: number; timer: ReturnType<typeof setTimeout> }>();

  constructor(private readonly options: CallTransferOptions) {}

  /** Throws PhoneError when the call, or the number, cannot be used for it. What comes later is told by the call. */
  async toNumber({ callId, number, asTyped = false }: IntentArgs<'transfer'>): Promise<void> {
    const { readyPhone, rulesOf, mayCall, namesOf } = this.options;
    const { profile } = readyPhone();
    const { facts } = orderOf(number.trim(), asTyped, rulesOf(profile), domainsOf(profile));
    if (facts.called === '') throw new PhoneError('no-number', 'nobody to transfer to');
    // The other side calls there, and knows nothing of our tones.
    if (facts.postDial) throw new PhoneError('number-not-diallable', 'tones after the answer');
    if (!facts.emergency) await mayCall(facts.party.number);
    this.transferable(callId);
    const contacts = await Promise.race([namesOf(facts.party.number), wait(nameTime).then(() => [])]);
    const referTo = readyPhone().phone.referTo(facts.called);
    this.begin(this.transferable(callId), { to: shownParty({ party: facts.party, contacts }) }, referTo);
  }

  /** The other side calls our own number: the user's other devices ring. Throws PhoneError like `toNumber`. */
  toOwnDevices(callId: string): void {
    const { phone, user } = this.options.readyPhone();
    const own = { number: user, name: '' };
    this.begin(this.transferable(callId), { to: own, toOwn: true }, phone.referTo(user));
  }

  /**
   * Both other sides go on without us: that of the first call takes our place in the second. Where that rings only,
   * there is no place to take yet (RFC 5589 section 7.6): we leave it, and the other side calls there itself.
   */
  toCall({ callId, otherId }: IntentArgs<'transfer-to-call'>): void {
    const { book, readyPhone } = this.options;
    const { phone } = readyPhone();
    const entry = this.transferable(callId);
    const { call: rings } = book.find(otherId);
    if (ringsOut(rings)) {
      book.end(otherId, 'put-through');
      this.begin(entry, { to: shownParty(rings) }, phone.referTo(rings.called));
      return;
    }
    const other = this.transferable(otherId);
    const referTo = other.session?.referTo(shownParty(other.call));
    if (entry === other || referTo === undefined) throw new PhoneError('not-possible-now', 'no second call');
    this.begin(entry, { to: shownParty(other.call) }, referTo, other);
  }

  /** The other side goes there, by this Refer-To, and we leave them. */
  toPlace(callId: string, to: Party, referTo: string): void {
    this.options.readyPhone();
    this.begin(this.transferable(callId), { to }, referTo);
  }

  /** The user has read what came of it. */
  seen(callId: string): void {
    const { call } = this.options.book.find(callId);
    if (call.state === 'talking' && !isUnderWay(call.transfer))
      this.options.book.apply(callId, { type: 'transfer-over' });
  }

  heard({ call: { id } }: Entry, news: TransferNews): void {
    const { book, now } = this.options;
    const before = this.transferOf(id);
    if (!before || !book.apply(id, { type: 'transfer-news', news, at: now() })) return;
    const transfer = this.transferOf(id);
    if (transfer?.state === 'done') this.leave(id, transfer);
    else if (transfer?.state === 'failed') this.apart(id, transfer);
    // The call that is joined has no word of its own.
    else if (transfer?.joins !== undefined) this.tellJoined(transfer.joins, news);
  }

  /** To be called whenever calls have changed: nobody waits for ever, nor after the worker's death. */
  look(): void {
    const waiting = new Map(
      this.options.book.all.flatMap(({ call }) => {
        const transfer = call.state === 'talking' ? call.transfer : undefined;
        const isTold = transfer?.joinedBy !== undefined && this.options.book.get(transfer.joinedBy);
        return isUnderWay(transfer) && !isTold ? [[call.id, transfer.until] as const] : [];
      }),
    );
    for (const [id, { until, timer }] of this.timers) {
      if (waiting.get(id) === until) continue;
      clearTimeout(timer);
      this.timers.delete(id);
    }
    for (const [id, until] of waiting) if (!this.timers.has(id)) this.wait(id, until);
  }

  private begin(
    entry: Entry,
    { to, toOwn }: Pick<Transfer, 'to' | 'toOwn'>,
    referTo: string,
    other?: Entry,
  ): void {
    const { book, now, log } = this.options;
    const { call } = entry;
    const transfer = newTransfer(to, now(), {
      ...(other && { joins: other.call.id }),
      ...(toOwn && { toOwn }),
    });
    if (!book.apply(call.id, { type: 'transfer', transfer }))
      throw new PhoneError('not-possible-now', 'a transfer is under way');
    if (other) {
      const joined = newTransfer(shownParty(call), now(), { joinedBy: call.id });
      book.apply(other.call.id, { type: 'transfer', transfer: { ...joined, state: 'under-way' } });
    }
    log.info(`call ${call.id} is transferred`);
    entry.session?.refer(referTo);
  }

  /** They talk: whose place is taken hears it from the one who takes it, or else from us. */
  private leave(id: string, { joins }: Transfer): void {
    if (joins !== undefined) this.options.book.end(joins, 'transferred');
    this.options.book.end(id, 'transferred');
  }

  /** It came to nothing; of the call that was to be joined nothing need be said. */
  private apart(id: string, { joins, joinedBy }: Transfer): void {
    const other = joinedBy === undefined ? joins : id;
    if (other !== undefined && this.transferOf(other))
      this.options.book.apply(other, { type: 'transfer-over' });
  }

  private tellJoined(id: string, news: TransferNews): void {
    if (this.transferOf(id))
      this.options.book.apply(id, { type: 'transfer-news', news, at: this.options.now() });
  }

  private transferable(id: string): Entry {
    const entry = this.options.book.find(id);
    if (!isTransferable(entry.call)) throw new PhoneError('not-possible-now', 'not to be transferred');
    return entry;
  }

  private transferOf(id: string): Talking['transfer'] {
    const call = this.options.book.get(id)?.call;
    return call?.state === 'talking' ? call.transfer : undefined;
  }

  private wait(id: string, until: number): void {
    const left = Math.max(0, until - this.options.now());
    const timer = setTimeout(() => {
      this.timers.delete(id);
      const entry = this.options.book.get(id);
      if (entry) this.heard(entry, { type: 'no-word' });
    }, left);
    this.timers.set(id, { until, timer });
  }
}
