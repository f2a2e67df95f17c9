import type { LiveCall } from '../domain/call';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';

/** Milliseconds between an ICE restart that has not brought the sound back, and the next one. */
const restartPause = 2_000;
/** Milliseconds without sound after which a call is given up. */
const patience = 30_000;

/**
 * Brings the sound of calls back by ICE restarts: one as soon as it is lost, more until it is back, and after 30 s
 * the call is given up. A call on hold has no sound to lose: it waits for the end of the hold. While the gateway is
 * away nothing can be sent: the repair that follows restarts ICE as well, or gives the call up.
 */
export class MediaMender {
  /** Calls without sound, with the timer of their end. */
  private readonly losses = new Map<string, ReturnType<typeof setTimeout> | undefined>();
  private readonly underWay = new Set<string>();
  private readonly resting = new Set<string>();
  /** Calls whose far end must be told even while they are on hold. */
  private readonly pressing = new Set<string>();

  constructor(
    private readonly book: CallBook,
    private readonly log: Logger,
  ) {}

  /**
   * Nothing reaches the far end of this call, or comes from there.
   *
   * @param final no way can come back without an ICE restart, which is due even while the call is on hold
   */
  lost(entry: Entry, final: boolean): void {
    const { id } = entry.call;
    entry.mediaCut = true;
    if (!this.losses.has(id)) this.losses.set(id, undefined);
    if (final) this.pressing.add(id);
    this.show(entry, true);
    this.look();
  }

  /** There is a way to the far end again. */
  restored(entry: Entry): void {
    entry.mediaCut = false;
    this.forget(entry.call.id);
    this.show(entry, false);
  }

  /** The network of this machine is another one: a better way is looked for, while the old one may still work. */
  moved(entry: Entry): void {
    entry.mediaCut = true;
    this.look();
  }

  /** To be called whenever calls have changed. */
  look(): void {
    for (const id of [...this.losses.keys()]) if (!this.book.get(id)) this.forget(id);
    for (const entry of this.book.all) {
      if (this.losses.has(entry.call.id)) this.show(entry, true);
      this.keepTime(entry);
      if (this.isDue(entry)) this.restart(entry);
    }
  }

  private keepTime(entry: Entry): void {
    const { id, state } = entry.call;
    if (!this.losses.has(id)) return;
    const timer = this.losses.get(id);
    if (state !== 'talking' || isOnHold(entry.call) || isInterrupted(entry.call)) {
      clearTimeout(timer);
      this.losses.set(id, undefined);
    } else if (timer === undefined) {
      this.losses.set(
        id,
        setTimeout(() => this.giveUp(entry), patience),
      );
    }
  }

  private isDue({ call, session, mediaCut }: Entry): boolean {
    if (call.state !== 'talking' || !session || !mediaCut) return false;
    if (this.underWay.has(call.id) || this.resting.has(call.id)) return false;
    if (call.interrupted || call.holdPending) return false;
    return this.pressing.has(call.id) || !isOnHold(call);
  }

  private restart(entry: Entry): void {
    const { id } = entry.call;
    this.underWay.add(id);
    this.log.info(`ICE restart for ${id}`);
    entry.session
      ?.reinvite({ iceRestart: true })
      .catch((error) => this.log.warn(`no ICE restart for ${id}: ${String(error)}`))
      .then((accepted) => this.restarted(entry, accepted === true));
  }

  private restarted(entry: Entry, accepted: boolean): void {
    const { id } = entry.call;
    this.underWay.delete(id);
    if (accepted) this.pressing.delete(id);
    // One that the loss of the socket has cut short is done again by the repair.
    if (!this.losses.has(id) && !isInterrupted(entry.call)) entry.mediaCut = false;
    this.resting.add(id);
    setTimeout(() => {
      this.resting.delete(id);
      this.look();
    }, restartPause);
  }

  /** A call for help goes on as long as anybody wants it to. */
  private giveUp({ call: { id } }: Entry): void {
    const call = this.book.get(id)?.call;
    if (!call || call.emergency) return;
    this.log.warn(`${id} has had no sound for ${patience} ms`);
    this.book.end(id, 'media-failed');
  }

  private forget(id: string): void {
    clearTimeout(this.losses.get(id));
    this.losses.delete(id);
    this.pressing.delete(id);
  }

  private show({ call }: Entry, lost: boolean): void {
    if (call.state === 'talking' && (call.soundLost ?? false) !== lost)
      this.book.apply(call.id, { type: 'sound-lost', lost });
  }
}

function isInterrupted(call: LiveCall): boolean {
  return call.state === 'talking' && call.interrupted;
}

function isOnHold(call: LiveCall): boolean {
  return call.state === 'talking' && (call.held || call.heldByOther);
}
