import { CallBook } from '../../src/background/call-book';
import type { SignedIn } from '../../src/background/call-desk';
import { CallMedia } from '../../src/background/call-media';
import { CallRecovery } from '../../src/background/call-recovery';
import { Farewells } from '../../src/background/farewells';
import type { Farewell, SavedCall } from '../../src/background/kept-state';
import { OtherPhones } from '../../src/background/other-phones';
import type { MediaHost, MediaSession } from '../../src/contract/media-session';
import type { Ended, LiveCall } from '../../src/domain/call';
import type { EndReason } from '../../src/domain/end-reason';
import type { CallSession, CallSessionDelegate } from '../../src/sip/call-session';
import type { Phone } from '../../src/sip/phone';
import type { SavedDialog } from '../../src/sip/saved-dialog';
import { profileOf } from './profiles';
import { silentLogger } from './silent-logger';

type FarEnd = 'unanswered' | 'talking' | 'over';

/** A gateway that can be lost, which knows of each call only what it was told while it was there. */
export class LosableGateway {
  isThere = false;
  /** What it answers to a re-INVITE; true accepts. */
  acceptsRepairs = true;
  readonly farEnds = new Map<string, FarEnd>();
  readonly phone = {
    resume: (dialog: SavedDialog) => this.session(dialog.callId),
    abandon: async (kept: string) => this.tell(kept),
    hangUp: async ({ callId }: SavedDialog) => this.tell(callId),
  } as unknown as Phone;

  /** A session of a call, with what its far end makes of it. */
  session(id: string): CallSession {
    return new LosableSession(id, this) as unknown as CallSession;
  }

  /** True when the far end knows now that it is over. */
  tell(id: string): boolean {
    if (this.isThere) this.farEnds.set(id, 'over');
    return this.isThere;
  }
}

class LosableSession {
  delegate: CallSessionDelegate | undefined;
  readonly isAnswered = false;

  constructor(
    private readonly id: string,
    private readonly gateway: LosableGateway,
  ) {}

  saved = () => ({ callId: this.id }) as SavedDialog;
  connectionLost = () => undefined;
  end = async () => this.gateway.tell(this.id);
  forget = async () => undefined;

  async reinvite(): Promise<boolean> {
    const { isThere, acceptsRepairs, farEnds } = this.gateway;
    if (!isThere || farEnds.get(this.id) !== 'over') return isThere && acceptsRepairs;
    this.delegate?.onDialogGone('call-gone');
    return false;
  }
}

/** One worker's calls, between a gateway that may be lost and a storage that outlives the worker. */
export class CallWorker {
  readonly book: CallBook;
  readonly recovery: CallRecovery;
  readonly farewells: Farewells;
  calls: LiveCall[] = [];
  private dead = false;

  constructor(
    private readonly gateway: LosableGateway,
    readonly kept: { calls: SavedCall[]; farewells: Farewell[]; media: Set<string>; ended: Ended[] },
  ) {
    const host = this.host();
    this.farewells = new Farewells({
      onChanged: (farewells) => this.alive(() => Object.assign(kept, { farewells })),
      now: Date.now,
      log: silentLogger,
    });
    this.book = new CallBook({
      onCalls: (calls, saved) =>
        this.alive(() => {
          this.calls = calls;
          kept.calls = structuredClone(saved);
        }),
      onEstablished: (entry) => this.recovery.established(entry),
      onEnded: (call) => this.alive(() => kept.ended.push(call)),
      farewells: this.farewells,
      now: Date.now,
      log: silentLogger,
    });
    this.recovery = new CallRecovery({
      book: this.book,
      host,
      media: new CallMedia(this.book, host, silentLogger),
      farewells: this.farewells,
      otherPhones: new OtherPhones({
        book: this.book,
        host,
        signedIn: () => undefined,
        farewells: this.farewells,
        holdOthers: async () => undefined,
        log: silentLogger,
      }),
      replace: () => false,
      now: Date.now,
      log: silentLogger,
    });
  }

  /** Takes up what the worker before has left; the gateway is reached later. */
  async start(): Promise<void> {
    const signedIn: SignedIn = {
      phone: this.gateway.phone,
      profile: profileOf(),
      user: '201',
      media: { iceServers: [], relayOnly: false },
    };
    const { calls, farewells } = structuredClone({ calls: this.kept.calls, farewells: this.kept.farewells });
    await this.recovery.resume({ calls, farewells }, signedIn);
    if (this.gateway.isThere) this.recovery.gatewayBack(this.gateway.phone, false);
  }

  /** What it still does reaches nobody; its timers are for the test to clear. */
  die(): void {
    this.dead = true;
  }

  place(direction: LiveCall['direction']): void {
    if (!this.gateway.isThere) return;
    const id = `call ${this.gateway.farEnds.size}`;
    this.kept.media.add(id);
    this.gateway.farEnds.set(id, 'unanswered');
    const state = direction === 'outgoing' ? 'ringing' : 'incoming';
    const facts = { id, direction, party: { number: '600', name: '' }, called: '600', profileId: 'p' };
    const call = { ...facts, state, startedAt: Date.now(), earlyMedia: false } as LiveCall;
    const entry = this.book.add(call, this.mediaOf(id), { keptInvite: id });
    this.book.follow(entry, this.gateway.session(id));
  }

  answered(id: string): void {
    const entry = this.book.get(id);
    if (!entry || !this.gateway.isThere || entry.call.state === 'talking') return;
    if (entry.call.state === 'incoming') this.book.apply(id, { type: 'answer' });
    this.gateway.farEnds.set(id, 'talking');
    entry.session?.delegate?.onEstablished(undefined);
  }

  farEndHangsUp(id: string, reason: EndReason = 'other-hung-up'): void {
    this.gateway.farEnds.set(id, 'over');
    if (this.gateway.isThere) this.book.get(id)?.session?.delegate?.onEnded(reason, undefined);
  }

  private alive(change: () => void): void {
    if (!this.dead) change();
  }

  private mediaOf(id: string): MediaSession {
    const nothing = async () => undefined;
    const close = async () => this.alive(() => void this.kept.media.delete(id));
    return {
      id,
      close,
      rollback: nothing,
      setDirection: nothing,
      setMuted: nothing,
      startMicrophone: nothing,
      hasUnsentCandidates: async () => false,
    } as Partial<MediaSession> as MediaSession;
  }

  private host(): MediaHost {
    return {
      open: (id: string) => {
        this.kept.media.add(id);
        return this.mediaOf(id);
      },
      adopt: async (id: string) => {
        // One answer after the other.
        const turns = 4 * [...this.kept.media].indexOf(id);
        for (let turn = 0; turn < turns; turn++) await Promise.resolve();
        return this.kept.media.has(id) ? this.mediaOf(id) : undefined;
      },
      onEvent: () => undefined,
    } as unknown as MediaHost;
  }
}
