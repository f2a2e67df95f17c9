import type { LossReason } from './registration';

/** Milliseconds. The gateway's own restart must not bring every phone back in the same second. */
const SPREAD_AFTER_GATEWAY_LOSS = 8_000;
const JITTER = 500;
const RETRY_CEILING_FIRST_MINUTE = 10_000;
const RETRY_CEILING_LATER = 30_000;
const FIRST_MINUTE = 60_000;
/** A call that is interrupted does not wait out a pause: between tries that met silence there is hardly one. */
const PAUSE_IN_CALL = 250;
const JITTER_IN_CALL = 500;

const OWN_FAULTS: readonly LossReason[] = [
  'own-network',
  'network-changed',
  'computer-slept',
  'phone-restarted',
];

/**
 * How long to wait before trying to reach the gateway again.
 *
 * After the gateway was lost, each phone tries about once per spread, at the place in it that chance gave its first
 * try: so all of them together go on as evenly as they began, whenever the gateway returns. Pauses that grow would
 * have many try at once after 2 s. Where the fault was ours alone, they do grow, from one second.
 *
 * In a call, silence is followed by a try at once, as more often than not it is our own network that was cut. Whoever
 * is turned away by the gateway keeps to the spread: everybody is.
 *
 * @param reason why the registration was lost
 * @param attempts tries already made since the loss, from 0
 * @param lostFor milliseconds since the loss
 * @param random a number in [0, 1)
 * @param inCall whether a call is interrupted meanwhile
 * @returns milliseconds
 */
export function retryDelay(
  reason: LossReason,
  attempts: number,
  lostFor: number,
  random: number,
  inCall = false,
): number {
  const ownFault = OWN_FAULTS.includes(reason);
  // Silence is noticed by each phone in a moment of its own.
  if (attempts === 0 && reason === 'gateway-silent') return 0;
  if (attempts > 0 && inCall && (ownFault || reason === 'gateway-silent')) {
    return Math.round(PAUSE_IN_CALL + random * JITTER_IN_CALL);
  }
  if (attempts === 0) return ownFault ? 0 : Math.round(random * SPREAD_AFTER_GATEWAY_LOSS);
  if (lostFor >= FIRST_MINUTE) return Math.round(RETRY_CEILING_LATER * (0.5 + random / 2));
  if (!ownFault) return Math.round(SPREAD_AFTER_GATEWAY_LOSS + (2 * random - 1) * JITTER);
  const base = Math.min(RETRY_CEILING_FIRST_MINUTE, 1_000 * 2 ** Math.min(attempts, 10));
  return Math.round(base * (0.5 + random / 2));
}

/**
 * Why the registration is lost still, after a try that reached nobody. Right after a sleep, or in another network,
 * ours needs a moment before anything can be reached: that is not yet the gateway's fault.
 *
 * @param failure what the try itself met
 */
export function reasonAfterFailure(
  before: LossReason | undefined,
  attempts: number,
  failure: LossReason,
): LossReason {
  if (before === 'own-network') return before;
  const settling = before === 'computer-slept' || before === 'network-changed';
  return settling && attempts < 3 ? before : failure;
}
