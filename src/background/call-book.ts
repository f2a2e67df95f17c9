import type { MediaSession } from '../contract/media-session';
import { type CallEvent, type Ended, type LiveCall, transition } from '../domain/call';
import type { Party } from '../domain/call-facts';
import { begunEarlier } from '../domain/call-times';
import type { EndReason } from '../domain/end-reason';
import type { TransferNews } from '../domain/transfer';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { Refusal } from '../sip/redirection';
import type { ReferredTo } from '../sip/refer-to';
import { CallEntries } from './call-entries';
import { type Entry, giveWay, letGo, newEntry, type Successor, savedCall } from './call-entry';
import type { Farewells } from './farewells';
import type { SavedCall } from './kept-state';
import type { OtherPhoneLeg } from './other-phone-leg';

export interface CallBookOptions {
  /** The live calls have changed. */
  onCalls(calls: LiveCall[], saved: SavedCall[]): void;
  onEstablished(entry: Entry): void;
  onEnded(call: Ended): void;
  onTransferNews?(entry: Entry, news: TransferNews): void;
  /** True when the user is asked. */
  onReferred?(entry: Entry, wish: ReferredTo): boolean;
  farewells: Pick<Farewells, 'say'>;
  now(): number;
  log: Logger;
}

/** The live calls, and what events make of them. */
export class CallBook extends CallEntries {
  /** Of an earlier worker, not yet taken up. */
  private awaited: SavedCall[] = [];

  constructor(private readonly options: CallBookOptions) {
    super();
  }

  get saved(): SavedCall[] {
    return [...this.all.map(savedCall), ...this.awaited];
  }

  add(call: LiveCall, sound: MediaSession | OtherPhoneLeg, saved: Entry['saved'] = {}): Entry {
    const entry = newEntry(call, sound, saved);
    this.entries.set(call.id, entry);
    this.awaited = this.awaited.filter(({ call: { id } }) => id !== call.id);
    this.options.log.info(`call ${call.id}: ${call.state}, ${call.direction}`);
    this.changed();
    return entry;
  }

  /** From now on the session's events are this call's. */
  follow(entry: Entry, session: CallSession): void {
    const { id } = entry.call;
    entry.session = session;
    session.delegate = {
      onInviteSent: (keptInvite) => this.save(entry, { keptInvite }),
      onRinging: (earlyMedia) => void this.apply(id, { type: 'ringing', earlyMedia }),
      onEstablished: (party) => this.established(entry, party),
      onDialogChanged: () => this.saveDialog(entry),
      onHeldByOther: (held) => void this.apply(id, { type: 'held-by-other', held }),
      onReferred: (wish) => this.options.onReferred?.(entry, wish) ?? false,
      onTransferNews: (news) => this.options.onTransferNews?.(entry, news),
      onDialogGone: (reason) => {
        // Whoever calls for help is not cut off by a silence while they can still be heard.
        const isSilence = reason === 'gateway-silent' || reason === 'other-silent';
        if (entry.call.emergency && isSilence && !entry.mediaCut) return;
        if (entry.successor) this.partWithFormer(entry, reason);
        else this.end(id, reason);
      },
      onEnded: (reason, status) => {
        if (entry.successor) entry.over = { reason, status };
        else this.conclude(id, reason, status);
      },
    };
  }

  /** By so many milliseconds: no call may last less than nothing. */
  clockSetBack(by: number): void {
    for (const entry of this.all) entry.call = begunEarlier(entry.call, by);
    if (this.size > 0) this.changed();
  }

  /** The successor stands: the call goes on there, on the same card. The dialog before it is hung up. */
  succeed(entry: Entry, party: Party | undefined): void {
    const { successor } = entry;
    if (!successor) return;
    if (!entry.over) this.partWithFormer(entry, 'hung-up');
    giveWay(entry, successor);
    this.follow(entry, successor.session);
    if (party) this.apply(entry.call.id, { type: 'party', party });
    if (entry.call.state === 'talking')
      this.apply(entry.call.id, { type: 'interrupted', interrupted: false });
    else this.apply(entry.call.id, { type: 'answered', at: this.options.now() });
    this.noteLoss(entry, undefined);
    this.saveDialog(entry);
    this.options.onEstablished(entry);
  }

  /** Nothing comes of the successor: the call is what it was, or over if it has ended meanwhile. */
  withdraw(entry: Entry, successor: Successor): void {
    if (entry.successor !== successor) return;
    entry.successor = undefined;
    if (entry.over) this.conclude(entry.call.id, entry.over.reason, entry.over.status);
  }

  /** False when the event is impossible now, which is logged and changes nothing. */
  apply(id: string, event: CallEvent): boolean {
    const entry = this.entries.get(id);
    const next = entry && transition(entry.call, event);
    if (!entry || !next || next.state === 'ended') {
      this.options.log.info(`call ${id}: ${event.type} comes too late or too early`);
      return false;
    }
    if (next.state !== entry.call.state) this.options.log.info(`call ${id}: ${next.state}`);
    entry.call = next;
    this.changed();
    return true;
  }

  /**
   * Ends a call from this side: on screen at once, at the gateway as soon as it can be reached.
   *
   * @param refusal what the caller is told of a call that was not answered, where its reason does not say that
   */
  end(id: string, reason: EndReason, refusal?: Refusal): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { session, saved, call } = entry;
    if (session) session.delegate = undefined;
    this.conclude(id, reason);
    this.options.farewells.say({ ...saved, id, direction: call.direction, reason, session, refusal });
  }

  /** Since when the far end cannot be reached; undefined when it can. */
  noteLoss(entry: Entry, lostAt: number | undefined): void {
    const { lostAt: _before, ...saved } = entry.saved;
    this.save(entry, { ...saved, ...(lostAt !== undefined && { lostAt }) });
  }

  /** The gateway of now does not know the dialog; until another one takes its place. */
  noteElsewhere(entry: Entry): void {
    this.save(entry, { ...entry.saved, elsewhere: true });
  }

  /** The INVITE of the call that is to take this one's place, to clear up should the worker die; undefined for none. */
  noteFollow(entry: Entry, invite: string | undefined): void {
    const { followInvite: _before, ...saved } = entry.saved;
    this.save(entry, invite === undefined ? saved : { ...saved, followInvite: invite });
  }

  /** A call that is over, whether or not it is in the book. */
  tellEnd(call: LiveCall, reason: EndReason, status?: number): void {
    const at = this.options.now();
    const ended = transition(call, { type: 'end', at, reason, ...(status !== undefined && { status }) });
    if (ended?.state !== 'ended') return;
    this.options.log.info(`call ${call.id}: ended, ${reason} ${status ?? ''}`);
    this.options.onEnded(ended);
  }

  /** What is to be kept of a call has changed, and nothing that is shown of it. */
  keepAgain(): void {
    this.changed();
  }

  /** These of an earlier worker will be added; until then each stays kept as it is. All others of then are over. */
  await(calls: SavedCall[]): void {
    this.awaited = calls;
    this.changed();
  }

  private conclude(id: string, reason: EndReason, status?: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    letGo(entry, reason);
    this.tellEnd(entry.call, reason, status);
    this.changed();
  }

  /** Under a name of its own, as the end of the call that goes on may soon be owed as well. */
  private partWithFormer({ session, saved, call, media }: Entry, reason: EndReason): void {
    if (!session) return;
    const id = `${media.id}, replaced`;
    this.options.farewells.say({ ...saved, id, direction: call.direction, reason, session });
  }

  private established(entry: Entry, party: Party | undefined): void {
    const { id, party: before } = entry.call;
    const now = { number: party?.number || before.number, name: party?.name || before.name };
    this.apply(id, { type: 'answered', at: this.options.now(), party: now });
    this.saveDialog(entry);
    this.options.onEstablished(entry);
  }

  private saveDialog(entry: Entry): void {
    const dialog = entry.session?.saved();
    const { lostAt, followInvite } = entry.saved;
    const kept = {
      ...(lostAt !== undefined && { lostAt }),
      ...(followInvite !== undefined && { followInvite }),
    };
    if (dialog) this.save(entry, { dialog, ...kept });
  }

  private save(entry: Entry, saved: Entry['saved']): void {
    entry.saved = saved;
    this.changed();
  }

  private changed(): void {
    this.options.onCalls(
      this.all.map(({ call }) => call),
      this.saved,
    );
  }
}
