import { EndpointCall } from './endpoint-call';
import { Fork } from './fork';
import type { CallContext, DialogOutcome, Leg, LegEnd } from './leg';
import type { Playing } from './media-endpoint';
import { OutgoingLeg } from './outgoing-leg';
import type { Binding } from './registrar';
import type { Direction } from './sdp';
import type { Header } from './sip-text';

export interface PlacedCallOptions {
  /** The user to call; every contact of theirs rings. */
  to: string;
  from: { number: string; name?: string };
  /** More headers for the INVITE: Diversion, User-to-User, Alert-Info, P-Asserted-Identity ... */
  headers?: Readonly<Record<string, string>>;
  media?: Playing;
  toneHertz?: number;
  /** Somebody's phone rings. */
  ringing?: () => void;
}

export type PlacedCallState = 'calling' | 'ringing' | 'established' | 'ended';

/** A call that the gateway places to a user. */
export class PlacedCall {
  state: PlacedCallState = 'calling';
  /** The leg that answered. */
  leg: Leg | undefined;
  /** Resolves with the leg that answered; rejects with the status when nobody did. */
  readonly answered: Promise<Leg>;
  /** Resolves when the call is over, however it ended. */
  readonly ended: Promise<LegEnd>;
  private readonly fork: Fork;
  private settleAnswered: { resolve: (leg: Leg) => void; reject: (error: Error) => void };
  private settleEnded: (end: LegEnd) => void;

  constructor(context: CallContext, bindings: readonly Binding[], options: PlacedCallOptions) {
    const answered = deferred<Leg>();
    const ended = deferred<LegEnd>();
    this.answered = answered.promise;
    this.ended = ended.promise;
    this.settleAnswered = answered;
    this.settleEnded = ended.resolve;
    // Whoever does not ask how it went must not be brought down by it.
    this.answered.catch(() => undefined);

    const { to, from, headers = {}, media = 'none', toneHertz = 440 } = options;
    const caller = { uri: context.contactUri(from.number).split(';')[0] ?? '', name: from.name };
    const called = context.contactUri(to).split(';')[0] ?? '';
    const legs = bindings.map(
      (binding) => new OutgoingLeg(context, binding, to, caller, from.number, called),
    );
    for (const leg of legs) {
      new EndpointCall(leg, { ...context.mediaDefaults(), playing: media, toneHertz }, () =>
        this.legEnded(leg),
      );
    }
    this.fork = new Fork(legs, {
      progress: () => {
        if (this.state === 'calling') options.ringing?.();
        this.state = 'ringing';
      },
      answered: (leg, outcome) => this.answer(leg, outcome),
      failed: (outcome) => this.fail(outcome.status),
    });
    const extra = Object.entries(headers);
    if (legs.length === 0) this.fail(480);
    else this.fork.start(async (leg) => ({ headers: extra, body: await leg.endpoint?.media.offer() }));
  }

  cancel(reason?: string): void {
    const headers: Header[] = reason === undefined ? [] : [['Reason', reason]];
    this.fork.cancel(headers);
  }

  hangUp(reason?: string): void {
    if (!this.leg) {
      this.cancel(reason);
      return;
    }
    this.leg.hangUp(reason === undefined ? [] : [['Reason', reason]]);
  }

  async hold(direction: Direction = 'sendonly'): Promise<void> {
    const leg = await this.answered;
    await leg.endpoint?.hold(direction);
  }

  async resume(): Promise<void> {
    const leg = await this.answered;
    await leg.endpoint?.resume();
  }

  private answer(leg: OutgoingLeg, outcome: DialogOutcome): void {
    this.leg = leg;
    this.state = 'established';
    outcome.ack();
    const accepted = leg.endpoint?.media.accept(outcome.message?.body ?? '');
    accepted?.catch(() => leg.hangUp([['Reason', 'SIP;cause=488;text="Not Acceptable Here"']]));
    this.settleAnswered.resolve(leg);
  }

  private fail(status: number): void {
    this.state = 'ended';
    this.settleAnswered.reject(new Error(`call was answered ${status}`));
    this.settleEnded({ by: 'remote', status });
  }

  private legEnded(leg: Leg): void {
    if (leg !== this.leg) return;
    this.state = 'ended';
    this.settleEnded(leg.end ?? { by: 'lost' });
  }
}

function deferred<Value>() {
  let resolve: (value: Value) => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<Value>((onValue, onError) => {
    resolve = onValue;
    reject = onError;
  });
  return { promise, resolve, reject };
}
