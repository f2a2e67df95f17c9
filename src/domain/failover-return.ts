import {
  type Failover,
  type Followed,
  type GatewaySide,
  PATIENCE,
  type Probed,
  STEADY,
} from './failover-state';

/** Milliseconds. */
const PROBE_EVERY = 60_000;
/** People often call again; and the gateway has still to hear of the end of the call. */
const IDLE_FOR = 10_000;
/** A return that lasts less doubles what it takes to return once more. */
const RELAPSE = 10 * 60_000;
/** Of a gateway that names a time (Retry-After). */
const LONGEST_WAIT = 60 * 60_000;
/** Half an hour of answers in a row. */
const STEADY_AT_MOST = 32;

export function registered(state: Failover, gateway: GatewaySide, at: number, chance: number): Followed {
  const notBefore = { ...state.notBefore, [gateway]: 0 };
  const next = { ...state, notBefore, home: gateway, everRegistered: true, away: undefined, asked: false };
  if (gateway === 'primary') {
    const returnedAt = state.home === 'secondary' ? at : state.returnedAt;
    return { state: { ...next, barred: false, returnedAt }, decision: { do: 'nothing' } };
  }
  if (state.home === 'secondary') return probeLater(next, at);
  const relapsed = state.returnedAt !== undefined && at - state.returnedAt < RELAPSE;
  const needed = relapsed ? doubled(state.needed) : STEADY;
  // At a time of its own: phones that came in the same seconds do not leave in the same seconds.
  const probeAt = at + Math.round(PROBE_EVERY * (0.5 + chance / 2));
  return probeLater({ ...next, needed, steady: 0, probeAt }, at);
}

/** The primary was asked, from the secondary. */
export function probed(state: Failover, { answered, at, idleSince }: Probed): Followed {
  const steady = answered ? state.steady + 1 : 0;
  const enough = answered && state.asked ? Math.max(steady, state.needed) : steady;
  const asked = state.asked && answered;
  return look({ ...state, asked, steady: enough, probeAt: at + PROBE_EVERY }, at, idleSince);
}

/** Back to the primary if it is steady and nobody talks, nor has just talked. */
export function look(state: Failover, at: number, idleSince: number | undefined): Followed {
  if (state.away || state.home === 'primary') return { state, decision: { do: 'nothing' } };
  if (state.steady < state.needed || idleSince === undefined) return probeLater(state, at);
  const idleAt = state.asked ? at : Math.min(idleSince, at) + IDLE_FOR;
  if (idleAt > at) return { state, decision: { do: 'look', at: idleAt } };
  const away = {
    stage: 'returning',
    reason: 'failing-back',
    since: at,
    rounds: -1,
    otherSilent: false,
    staysHere: false,
  } as const;
  return { state: { ...state, away }, decision: { do: 'fail-back', patience: PATIENCE } };
}

/** The primary answers questions but does not take us: back to the secondary, for longer. */
export function notReturned(state: Failover, at: number): Followed {
  const away = {
    stage: 'home',
    reason: 'gateway-unreachable',
    since: at,
    rounds: -1,
    otherSilent: false,
    staysHere: false,
  } as const;
  const needed = doubled(state.needed);
  return {
    state: { ...state, away, needed, steady: 0, asked: false, probeAt: at + PROBE_EVERY },
    decision: { do: 'try', gateway: 'secondary', at, patience: undefined },
  };
}

/** A clock that was set back must not put the question off for hours. */
function probeLater(state: Failover, now: number): Followed {
  const inTime = Math.min(state.probeAt, now + PROBE_EVERY);
  const probeAt = Math.max(now, inTime, Math.min(state.notBefore.primary, now + LONGEST_WAIT));
  return { state: { ...state, probeAt }, decision: { do: 'probe', gateway: 'primary', at: probeAt } };
}

function doubled(needed: number): number {
  return Math.min(needed * 2, STEADY_AT_MOST);
}
