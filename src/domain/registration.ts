/**
 * The registration's states: what the user sees of the identity's binding at the gateway.
 *
 *                 sign-in              registered
 *   signed-out ------------> signing-in ----------> ready <------------+
 *       ^                      |     ^                | lost           | registered
 *       |             rejected |     | retry-due      v                |
 *       |                      v     |            reconnecting --------+
 *       +--- sign-out ----- refused  +----------------|
 *
 * `sign-out` leads from every state to signed-out, and `removed` to refused.
 */

/** Why the gateway will not have this identity, cannot be used at all, or is none of ours any more. */
export type RefusalReason =
  | 'wrong-password'
  | 'unknown-user'
  | 'forbidden'
  /** The gateway asks for it in a way that is not answered. */
  | 'password-not-given'
  | 'gateway-unreachable'
  | 'certificate-not-trusted'
  | 'not-sip-gateway'
  | 'profile-removed';

/** Why a registration that stood does not stand at this moment. */
export type LossReason =
  | 'gateway-closed'
  | 'gateway-silent'
  | 'gateway-unreachable'
  | 'gateway-refused'
  | 'own-network'
  | 'network-changed'
  | 'computer-slept'
  | 'phone-restarted'
  | 'system-moved'
  /** From the secondary gateway to the primary one, of our own will. */
  | 'failing-back';

/** Times are milliseconds since the epoch. */
export type Registration =
  | { state: 'signed-out' }
  | { state: 'signing-in'; since: number }
  | { state: 'ready'; since: number }
  | {
      state: 'reconnecting';
      reason: LossReason;
      since: number;
      /** Tries made since the loss. */
      attempts: number;
      /** When the next try leaves; undefined while one is under way. */
      retryAt: number | undefined;
    }
  | { state: 'refused'; reason: RefusalReason; status: number | undefined };

export type RegistrationEvent =
  | { type: 'sign-in'; at: number }
  | { type: 'registered'; at: number }
  | { type: 'rejected'; reason: RefusalReason; status?: number }
  | { type: 'lost'; reason: LossReason; at: number; retryAt: number }
  | { type: 'retry'; at: number }
  /** The system that somebody was signed in to is not in the profile any more. */
  | { type: 'removed' }
  /** By so many milliseconds: what was noted before lies ahead. */
  | { type: 'clock-set-back'; by: number }
  | { type: 'sign-out' };

export const signedOut: Registration = { state: 'signed-out' };

/** What the registration is after an event; the same value when the event means nothing in that state. */
export function nextRegistration(current: Registration, event: RegistrationEvent): Registration {
  switch (event.type) {
    case 'sign-in':
      return { state: 'signing-in', since: event.at };
    case 'sign-out':
      return signedOut;
    case 'removed':
      return { state: 'refused', reason: 'profile-removed', status: undefined };
    case 'registered':
      if (current.state === 'signed-out') return current;
      return current.state === 'ready' ? current : { state: 'ready', since: event.at };
    case 'rejected':
      if (current.state === 'signed-out') return current;
      return { state: 'refused', reason: event.reason, status: event.status };
    case 'lost':
      if (current.state === 'signed-out' || current.state === 'refused') return current;
      return {
        state: 'reconnecting',
        reason: event.reason,
        since: current.state === 'reconnecting' ? current.since : event.at,
        attempts: current.state === 'reconnecting' ? current.attempts + 1 : 0,
        retryAt: event.retryAt,
      };
    case 'clock-set-back':
      return earlier(current, event.by);
    case 'retry':
      if (current.state === 'reconnecting') return { ...current, retryAt: undefined };
      if (current.state === 'refused') return { state: 'signing-in', since: event.at };
      return current;
  }
}

/** The registration with its times moved, as the clock has been. */
function earlier(current: Registration, by: number): Registration {
  if (current.state === 'signed-out' || current.state === 'refused') return current;
  const since = current.since - by;
  if (current.state !== 'reconnecting') return { ...current, since };
  const { retryAt } = current;
  return { ...current, since, retryAt: retryAt === undefined ? undefined : retryAt - by };
}

/** Whether a call can be placed now. */
export function canCall(registration: Registration): boolean {
  return registration.state === 'ready';
}
