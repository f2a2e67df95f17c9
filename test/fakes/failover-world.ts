import { followFailover } from '../../src/domain/failover';
import {
  type FailoverEvent,
  type Followed,
  type GatewaySide,
  initialFailover,
} from '../../src/domain/failover-state';
import type { LossReason } from '../../src/domain/registration';

/** When something does not work: from, until; milliseconds. */
export type Outages = readonly (readonly [number, number])[];

export interface World {
  primary: Outages;
  secondary: Outages;
  /** Our own network. */
  network: Outages;
  /** When a call is up. */
  calls?: Outages;
  /** A gateway that is away refuses at once, or takes everything and answers nothing. */
  away: 'refuses' | 'is silent';
  /** From a try to a registration, from a question to its answer. */
  delay: number;
}

export interface Stay {
  gateway: GatewaySide;
  from: number;
  /** Of our own will, as the primary was steady. */
  failedBack: boolean;
  /** Answers that the primary had given in a row, and over which time. */
  steady: number;
}

/** What a socket that is opened waits for at most, and how soon a refusal comes. */
const handshake = { idle: 6_000, inCall: 2_500 };
const refusal = 20;
const probePatience = 3_000;

const isIn = (outages: Outages, at: number) => outages.some(([from, until]) => at >= from && at < until);
const nextIn = (outages: Outages, at: number) =>
  Math.min(...outages.map(([from, until]) => (at < until ? Math.max(at, from) : Infinity)));

/** Where a phone that follows the policy is registered, one stay after the other, until a time. */
export function staysOf(world: World, until: number, chance: () => number, lostAt?: LossReason): Stay[] {
  const stays: Stay[] = [];
  let phone: Followed = { state: initialFailover(true, true), decision: { do: 'nothing' } };
  let now = 0;
  let failedBack = false;
  const works = (gateway: GatewaySide, at: number) =>
    !isIn(world.network, at) && !isIn(world[gateway], at) && !isIn(world[gateway], at + world.delay);
  const follow = (event: FailoverEvent) => {
    phone = followFailover({ ...phone.state, inCall: idleSince() === undefined }, event, chance());
  };
  const current = () => phone;
  const idleSince = () => (world.calls && isIn(world.calls, now) ? undefined : 0);

  const tryIt = (gateway: GatewaySide, patience: number | undefined) => {
    if (works(gateway, now)) {
      now += world.delay;
      const { steady } = phone.state;
      follow({ type: 'registered', gateway, at: now });
      stays.push({ gateway, from: now, failedBack: failedBack && gateway === 'primary', steady });
    } else {
      const limit = idleSince() === undefined ? handshake.inCall : handshake.idle;
      now += world.away === 'refuses' ? refusal : Math.min(patience ?? limit, limit);
      const reason = world.away === 'refuses' ? 'gateway-unreachable' : 'gateway-silent';
      follow({ type: 'failed', gateway, reason, at: now, retryAfter: 0, staysHere: false });
    }
    failedBack = false;
  };

  follow(lostAt ? { type: 'lost', reason: lostAt, at: 0 } : { type: 'begun', at: 0 });
  while (now < until) {
    const { state, decision } = current();
    const due = 'at' in decision ? Math.max(now, decision.at) : now;
    if (!state.away && stays.length > 0) {
      const lost = Math.min(nextIn(world[state.home], now), nextIn(world.network, now));
      if (lost <= due || decision.do === 'nothing') {
        now = lost;
        const reason = isIn(world.network, now) ? 'own-network' : 'gateway-closed';
        if (now < until) follow({ type: 'lost', reason, at: now });
        continue;
      }
    }
    now = due;
    if (now >= until) break;
    if (decision.do === 'try') tryIt(decision.gateway, decision.patience);
    else if (decision.do === 'probe') {
      const answered = works(decision.gateway, now);
      now += answered ? world.delay : world.away === 'refuses' ? refusal : probePatience;
      follow({ type: 'probed', answered, at: now, idleSince: idleSince() });
    } else if (decision.do === 'look') follow({ type: 'looked', at: now, idleSince: idleSince() });
    else if (decision.do === 'fail-back') {
      failedBack = true;
      tryIt('primary', decision.patience);
    } else break;
  }
  return stays;
}
