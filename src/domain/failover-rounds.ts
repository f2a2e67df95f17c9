import { notReturned } from './failover-return';
import {
  type Away,
  type FailedTry,
  type Failover,
  type Followed,
  type GatewaySide,
  otherThan,
  PATIENCE,
} from './failover-state';
import type { LossReason } from './registration';
import { retryDelay } from './retry';

/** Milliseconds. */
const PATIENCE_AGAIN = 3_000;
const PAUSE_AGAIN = 500;
/** For no longer than this does a round wait for the time that a gateway wants (Retry-After). */
const SHORT_WAIT = 4_000;

export function lost(state: Failover, reason: LossReason, at: number, chance: number): Followed {
  const { since, rounds } = state.away ?? { since: at, rounds: -1 };
  const away: Away = {
    stage: 'home',
    reason,
    since,
    rounds: rounds + 1,
    otherSilent: false,
    staysHere: false,
  };
  return beginRound(
    { ...state, away },
    at + retryDelay(reason, away.rounds, at - since, chance, state.inCall),
  );
}

export function failed(state: Failover, failure: FailedTry, chance: number): Followed {
  const { gateway, reason, at, retryAfter, staysHere } = failure;
  const notBefore = { ...state.notBefore, [gateway]: retryAfter > 0 ? at + retryAfter : 0 };
  const next = { ...state, notBefore, away: { ...(state.away ?? newlyAway(at)), reason, staysHere } };
  switch (next.away.stage) {
    case 'returning':
      return notReturned(next, at);
    case 'home-again':
      return staysHere ? pause(next, at, chance) : tryOther(next, at);
    case 'other':
      return pause(next, at, chance);
    default:
      return !staysHere && mayTry(next, otherThan(next.home), at) ? ask(next, at) : pause(next, at, chance);
  }
}

/** The primary's word is final, whoever serves; the secondary may only not know this user. */
export function refused(state: Failover, gateway: GatewaySide, at: number, chance: number): Followed {
  if (state.away?.stage === 'returning') return notReturned(state, at);
  if (gateway === 'primary' || !state.everRegistered) {
    return { state: { ...state, home: 'primary', away: undefined }, decision: { do: 'give-up' } };
  }
  const away: Away = { ...(state.away ?? newlyAway(at)), reason: 'gateway-refused' };
  const next = { ...state, barred: true, away };
  return state.home === 'secondary' ? beginRound(next, at) : pause(next, at, chance);
}

/** What came of asking the other gateway. */
export function answered(state: Failover, isThere: boolean, at: number, chance: number): Followed {
  const away = { ...(state.away ?? newlyAway(at)), otherSilent: !isThere };
  const next = { ...state, away };
  if (!isThere) return pause(next, at, chance);
  const again = at + PAUSE_AGAIN;
  const { home } = state;
  if (!mayTry(next, home, again)) return tryOther(next, at);
  return tryHomeAgain(next, Math.max(again, state.notBefore[home]));
}

/** What a gateway has asked for holds for the phone, not for the person. */
export function asked(state: Failover, at: number): Followed {
  const next = { ...state, asked: true, barred: false, notBefore: { primary: 0, secondary: 0 } };
  // The other one has answered already: whoever is impatient must not begin the round anew, again and again.
  if (state.away?.stage === 'home-again') return tryHomeAgain(next, at);
  if (state.away || state.home === 'primary') return beginRound(next, at);
  return { state: next, decision: { do: 'probe', gateway: 'primary', at } };
}

/** Not before `when`; with the home gateway, unless that does not want to be tried for long. */
export function beginRound(state: Failover, when: number): Followed {
  const { home, notBefore } = state;
  const other = otherThan(home);
  // It may want to be left alone for long: even so nobody else is asked while calls stand here.
  if (state.inCall && state.away?.staysHere) return tryHome(state, Math.max(when, notBefore[home]));
  if (mayTry(state, home, when)) return tryHome(state, Math.max(when, notBefore[home]));
  if (mayTry(state, other, when)) return ask(state, Math.max(when, notBefore[other]));
  if (!state.possible || isBarred(state, other) || notBefore[home] <= notBefore[other]) {
    return tryHome(state, notBefore[home]);
  }
  return ask(state, notBefore[other]);
}

function tryHome(state: Failover, at: number): Followed {
  const { home, away } = state;
  // Where the other one does not answer either, the line may be slow: that is no time to hurry.
  const hurried = mayTry(state, otherThan(home), at) && away?.otherSilent !== true;
  return {
    state: { ...state, away: away && { ...away, stage: 'home' } },
    decision: { do: 'try', gateway: home, at, patience: hurried ? PATIENCE : undefined },
  };
}

function tryHomeAgain(state: Failover, at: number): Followed {
  const away: Away = { ...(state.away ?? newlyAway(at)), stage: 'home-again' };
  const decision = { do: 'try', gateway: state.home, at, patience: PATIENCE_AGAIN } as const;
  return { state: { ...state, away }, decision };
}

function ask(state: Failover, at: number): Followed {
  const away: Away = { ...(state.away ?? newlyAway(at)), stage: 'ask' };
  return { state: { ...state, away }, decision: { do: 'probe', gateway: otherThan(state.home), at } };
}

function tryOther(state: Failover, at: number): Followed {
  const away: Away = { ...(state.away ?? newlyAway(at)), stage: 'other' };
  const decision = { do: 'try', gateway: otherThan(state.home), at, patience: undefined } as const;
  return { state: { ...state, away }, decision };
}

/** The round has brought nothing. Who has never been registered is told so. */
function pause(state: Failover, at: number, chance: number): Followed {
  const { since, rounds, reason, ...away } = state.away ?? newlyAway(at);
  if (!state.everRegistered && reason !== 'gateway-refused') {
    return { state: { ...state, away: undefined }, decision: { do: 'give-up' } };
  }
  const delay = retryDelay(reason, rounds + 1, at - since, chance, state.inCall);
  return beginRound({ ...state, away: { ...away, since, reason, rounds: rounds + 1 } }, at + delay);
}

function mayTry(state: Failover, gateway: GatewaySide, when: number): boolean {
  if (gateway !== state.home && !state.possible) return false;
  return !isBarred(state, gateway) && state.notBefore[gateway] <= when + SHORT_WAIT;
}

function isBarred(state: Failover, gateway: GatewaySide): boolean {
  return state.barred && gateway === 'secondary';
}

/** A try has failed that no loss went before. */
function newlyAway(at: number): Away {
  return {
    stage: 'home',
    reason: 'gateway-unreachable',
    since: at,
    rounds: -1,
    otherSilent: false,
    staysHere: false,
  };
}
