import { PhoneError } from '../contract/phone-error';
import { type CallLog, openCallLog } from '../data/call-log';
import type { Ended, LiveCall } from '../domain/call';
import type { CallContact } from '../domain/call-facts';
import {
  type CallLogEntry,
  callLogEntry,
  interruptedEntry,
  isOpen,
  type OpenCall,
  openCall,
} from '../domain/call-log';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { StorageHealth } from './storage-health';
import type { Store } from './store';

const day = 24 * 60 * 60_000;
/** Milliseconds between two looks for calls that are too old to be kept, and for lists that are wrong. */
const lookAfterEvery = 60 * 60_000;
/** Calls that wait for room on the disk. */
const mostUnwritten = 1_000;
/** Removed calls that can be put back. */
const mostRemoved = 20;

export interface CallLogKeeperOptions {
  store: Store;
  health: Pick<StorageHealth, 'failed' | 'worked'>;
  now(): number;
  log: Logger;
}

/**
 * Writes the call log: each call when it begins, when it is answered, and when it is over; every sign of life between.
 * What cannot be written is tried again; the phone never waits for it.
 */
export class CallLogKeeper {
  /** The live calls, as they were noted. */
  private readonly live = new Map<string, OpenCall>();
  /** By id, in the order they came: the newest that is known of each call. */
  private readonly unwritten = new Map<string, CallLogEntry | OpenCall>();
  private queue: Promise<unknown> = Promise.resolve();
  /** By id, the last of them: they can be put back. */
  private readonly removed = new Map<string, CallLogEntry>();
  private lookedAfterAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly options: CallLogKeeperOptions) {
    options.store.subscribe(({ settings }, before) => {
      if (settings.callLogDays !== before.settings.callLogDays) void this.expire();
    });
  }

  /**
   * Completes what the last browser has left open, as interrupted.
   *
   * @param going the ids of calls that only the worker has died in
   * @returns the calls completed in this way
   */
  restore(going: readonly string[]): Promise<CallLogEntry[]> {
    return this.next(async (log) => {
      const left = (await log.open()).filter(({ id }) => !going.includes(id) && !this.live.has(id));
      const entries = left.map(interruptedEntry);
      await log.put(entries);
      for (const { id } of entries) this.options.log.info(`call ${id}: interrupted`);
      if (entries.length > 0) this.changed();
      return entries;
    }, []);
  }

  /** The live calls of this moment. */
  follow(calls: readonly LiveCall[]): void {
    const ids = new Set(calls.map(({ id }) => id));
    for (const id of this.live.keys()) if (!ids.has(id)) this.live.delete(id);
    for (const call of calls) {
      const noted = this.live.get(call.id);
      const open = openCall(call, this.profileName(call.profileId), this.options.now());
      this.live.set(call.id, open);
      if (!noted || !isSameValue(lasting(noted), lasting(open))) this.write(open);
    }
  }

  ended(call: Ended): void {
    this.live.delete(call.id);
    this.write(callLogEntry(call, this.profileName(call.profileId)));
  }

  /** Whose numbers they were is known only now. @param contacts by the calls' ids */
  async named(contacts: ReadonlyMap<string, CallContact[]>): Promise<void> {
    if (await this.next((log) => log.name(contacts), false)) this.changed();
  }

  /** The alarm: a sign of life of the live calls, and what could not be written is tried again. */
  beat(): void {
    const seenAt = this.options.now();
    for (const open of this.live.values()) this.write({ ...open, seenAt });
    if (this.unwritten.size > 0) this.writeAll();
    if (Math.abs(seenAt - this.lookedAfterAt) < lookAfterEvery) return;
    this.lookedAfterAt = seenAt;
    void this.expire();
    void this.mend();
  }

  /** Throws PhoneError 'storage-failed'. */
  async remove(id: string): Promise<void> {
    await this.change(async (log) => {
      const removed = await log.remove(id);
      if (removed) this.removed.set(id, removed);
      const [oldest] = this.removed.keys();
      if (this.removed.size > mostRemoved && oldest !== undefined) this.removed.delete(oldest);
    });
  }

  /** Puts back a call that was removed a moment ago. Throws PhoneError 'storage-failed' or 'no-such-call'. */
  async restoreRemoved(id: string): Promise<void> {
    const removed = this.removed.get(id);
    if (!removed) throw new PhoneError('no-such-call', `no removed call ${id}`);
    await this.change(async (log) => void (await log.put([removed])));
    this.removed.delete(id);
  }

  /** Throws PhoneError 'storage-failed'. */
  async clear(): Promise<void> {
    this.removed.clear();
    for (const [id, call] of this.unwritten) if (!isOpen(call)) this.unwritten.delete(id);
    await this.change((log) => log.clear());
  }

  /** Removes what is older than the settings say; 0 days keep everything. */
  private async expire(): Promise<void> {
    const { store, now, log } = this.options;
    const { callLogDays } = store.snapshot.settings;
    if (callLogDays === 0) return;
    const removed = await this.next((calls) => calls.removeBefore(now() - callLogDays * day), 0);
    if (removed === 0) return;
    log.info(`${removed} calls older than ${callLogDays} days removed`);
    this.changed();
  }

  private async mend(): Promise<void> {
    if (!(await this.next((log) => log.mend(), false))) return;
    this.options.log.warn('the lists of calls were made anew');
    this.changed();
  }

  private write(call: CallLogEntry | OpenCall): void {
    this.unwritten.delete(call.id);
    this.unwritten.set(call.id, call);
    const [oldest] = this.unwritten.keys();
    if (this.unwritten.size > mostUnwritten && oldest !== undefined) this.unwritten.delete(oldest);
    this.writeAll();
  }

  private writeAll(): void {
    void this.next(async (log) => {
      const calls = [...this.unwritten.values()];
      if (calls.length === 0) return;
      const listsChanged = await log.put(calls);
      for (const call of calls) if (this.unwritten.get(call.id) === call) this.unwritten.delete(call.id);
      this.options.health.worked('call log');
      if (listsChanged) this.changed();
    }, undefined);
  }

  /** For what somebody waits for. */
  private async change(work: (log: CallLog) => Promise<void>): Promise<void> {
    const done = await this.next(async (log) => {
      await work(log);
      return true;
    }, false);
    if (!done) throw new PhoneError('storage-failed', 'the call log cannot be changed');
    this.options.health.worked('call log');
    this.changed();
  }

  /** One after the other, as a later one may depend on an earlier. Never rejects. */
  private next<Result>(work: (log: CallLog) => Promise<Result>, otherwise: Result): Promise<Result> {
    const { health } = this.options;
    const done = this.queue.then(async () => {
      try {
        return await work(await openCallLog());
      } catch (error) {
        health.failed('call log', error);
        return otherwise;
      }
    });
    this.queue = done;
    return done;
  }

  private changed(): void {
    const { store } = this.options;
    store.update({ callLogRevision: store.snapshot.callLogRevision + 1 });
  }

  private profileName(profileId: string): string {
    const { identity, profiles } = this.options.store.snapshot;
    if (identity?.profileId === profileId) return identity.profileName;
    return profiles.find(({ id }) => id === profileId)?.name ?? '';
  }
}

/** What grows with each second is not worth a write of its own: it goes with the next sign of life. */
function lasting({ seenAt: _seen, quality: _measured, ...call }: OpenCall): Partial<OpenCall> {
  return call;
}
