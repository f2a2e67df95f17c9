import type { MediaSession } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { type CallEvent, type Ended, type LiveCall, type Party, transition } from '../domain/call';
import { begunEarlier } from '../domain/call-times';
import type { EndReason } from '../domain/end-reason';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { Farewells } from './farewells';
import type { SavedCall } from './kept-state';

/** A live call with its two sides: the dialog at the gateway and the media session. */
export interface Entry {
  call: LiveCall;
  media: MediaSession;
  session: CallSession | undefined;
  /** What a restart of the worker needs of it. */
  saved: Omit<SavedCall, 'call'>;
  /** Settled once nothing stands in the way of a request to the far end. */
  reachable: Promise<unknown>;
  /** The media has no way to the far end any more: only an ICE restart finds another. */
  mediaCut: boolean;
}

export interface CallBookOptions {
  /** The live calls have changed. */
  onCalls(calls: LiveCall[], saved: SavedCall[]): void;
  onEstablished(entry: Entry): void;
  onEnded(call: Ended): void;
  farewells: Pick<Farewells, 'say'>;
  now(): number;
  log: Logger;
}

/** The live calls, and what events make of them. */
export class CallBook {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: CallBookOptions) {}

  get all(): Entry[] {
    return [...this.entries.values()];
  }

  get size(): number {
    return this.entries.size;
  }

  get(id: string): Entry | undefined {
    return this.entries.get(id);
  }

  /** Throws PhoneError 'no-such-call'. */
  find(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw new PhoneError('no-such-call', `no call ${id}`);
    return entry;
  }

  add(call: LiveCall, media: MediaSession, saved: Entry['saved'] = {}): Entry {
    const entry: Entry = {
      call,
      media,
      session: undefined,
      saved,
      reachable: Promise.resolve(),
      mediaCut: false,
    };
    this.entries.set(call.id, entry);
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
      onEnded: (reason, status) => this.conclude(id, reason, status),
    };
  }

  /** By so many milliseconds: no call may last less than nothing. */
  clockSetBack(by: number): void {
    for (const entry of this.all) entry.call = begunEarlier(entry.call, by);
    if (this.size > 0) this.changed();
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

  /** Ends a call from this side: on screen at once, at the gateway as soon as it can be reached. */
  end(id: string, reason: EndReason): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { session, saved, call } = entry;
    if (session) session.delegate = undefined;
    this.conclude(id, reason);
    this.options.farewells.say({ ...saved, id, direction: call.direction, reason, session });
  }

  /** Since when the far end cannot be reached; undefined when it can. */
  noteLoss(entry: Entry, lostAt: number | undefined): void {
    const { lostAt: _before, ...saved } = entry.saved;
    this.save(entry, { ...saved, ...(lostAt !== undefined && { lostAt }) });
  }

  /** A call that is over, whether or not it is in the book. */
  tellEnd(call: LiveCall, reason: EndReason, status?: number): void {
    const at = this.options.now();
    const ended = transition(call, { type: 'end', at, reason, ...(status !== undefined && { status }) });
    if (ended?.state !== 'ended') return;
    this.options.log.info(`call ${call.id}: ended, ${reason} ${status ?? ''}`);
    this.options.onEnded(ended);
  }

  private conclude(id: string, reason: EndReason, status?: number): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    void entry.media.close().catch(() => undefined);
    this.tellEnd(entry.call, reason, status);
    this.changed();
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
    const { lostAt } = entry.saved;
    if (dialog) this.save(entry, { dialog, ...(lostAt !== undefined && { lostAt }) });
  }

  private save(entry: Entry, saved: Entry['saved']): void {
    entry.saved = saved;
    this.changed();
  }

  private changed(): void {
    this.options.onCalls(
      this.all.map(({ call }) => call),
      this.all.map(({ call, saved }) => ({ call, ...saved })),
    );
  }
}
