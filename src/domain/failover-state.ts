import type { LossReason } from './registration';

export type GatewaySide = 'primary' | 'secondary';

/** Plain, so that it outlives the worker. Times are milliseconds since the epoch. */
export interface Failover {
  /** AutoFailover, and there is a secondary gateway. */
  possible: boolean;
  home: GatewaySide;
  everRegistered: boolean;
  /** Undefined while the phone is registered, and before its first try. */
  away: Away | undefined;
  /** Before then a gateway does not want to be tried (Retry-After). */
  notBefore: Record<GatewaySide, number>;
  /** The secondary does not take this user: it is left alone. */
  barred: boolean;
  /** Answers of the primary in a row, and when it is asked next; only at the secondary. */
  steady: number;
  probeAt: number;
  /** Answers in a row that it takes to go back. */
  needed: number;
  /** When the phone went back last. */
  returnedAt: number | undefined;
  /** A person wants the primary tried now. */
  asked: boolean;
  /** Somebody talks, or would but for the loss. */
  inCall: boolean;
}

export interface Away {
  stage: 'home' | 'ask' | 'home-again' | 'other' | 'returning';
  reason: LossReason;
  since: number;
  /** Rounds that have failed. */
  rounds: number;
  /** The other gateway did not answer when it was asked last. */
  otherSilent: boolean;
  /** Of the last try: see `FailedTry`. */
  staysHere: boolean;
}

export type FailoverEvent =
  | { type: 'registered'; gateway: GatewaySide; at: number }
  /** A registration that stood does not any more. */
  | { type: 'lost'; reason: LossReason; at: number }
  | FailedTry
  /** A wrong password, an unknown user, forbidden. */
  | { type: 'refused'; gateway: GatewaySide; at: number }
  | Probed
  /** Time has passed, or a call has ended. */
  | { type: 'looked'; at: number; idleSince: number | undefined }
  /** A person wants a try now. */
  | { type: 'asked'; at: number }
  /** The phone starts, or its own network is back. */
  | { type: 'begun'; at: number };

export interface FailedTry {
  type: 'failed';
  gateway: GatewaySide;
  reason: LossReason;
  at: number;
  /** Milliseconds that the gateway does not want to be tried for, or 0. */
  retryAfter: number;
  /** The other gateway is no help: calls stand over this one's socket, or it asks for other credentials. */
  staysHere: boolean;
}

export interface Probed {
  type: 'probed';
  answered: boolean;
  at: number;
  /** Undefined in a call. */
  idleSince: number | undefined;
}

/** Times are milliseconds since the epoch; `patience` is how many a try may take, where that is bounded. */
export type Decision =
  | { do: 'nothing' }
  | { do: 'try'; gateway: GatewaySide; at: number; patience: number | undefined }
  | { do: 'probe'; gateway: GatewaySide; at: number }
  | { do: 'look'; at: number }
  /** Unregister here, then try the primary. */
  | { do: 'fail-back'; patience: number }
  /** No further try by itself. */
  | { do: 'give-up' };

export interface Followed {
  state: Failover;
  decision: Decision;
}

/** Milliseconds. Two tries at a silent gateway, the second a shorter one after a pause, take less than 8 s. */
export const PATIENCE = 4_000;

/** Answers in a row that a primary must give before the phone goes back to it for the first time. */
export const STEADY = 2;

export function initialFailover(possible: boolean, everRegistered: boolean): Failover {
  return {
    possible,
    home: 'primary',
    everRegistered,
    away: undefined,
    notBefore: { primary: 0, secondary: 0 },
    barred: false,
    steady: 0,
    probeAt: 0,
    needed: STEADY,
    returnedAt: undefined,
    asked: false,
    inCall: false,
  };
}

export function otherThan(gateway: GatewaySide): GatewaySide {
  return gateway === 'primary' ? 'secondary' : 'primary';
}
