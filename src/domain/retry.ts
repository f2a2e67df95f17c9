import type { LossReason } from './registration';

/** Milliseconds. The gateway's own restart must not bring every phone back in the same second. */
const SPREAD_AFTER_GATEWAY_LOSS = 8_000;
const RETRY_CEILING_FIRST_MINUTE = 10_000;
const RETRY_CEILING_LATER = 30_000;
const FIRST_MINUTE = 60_000;

/**
 * How long to wait before trying to reach the gateway again.
 *
 * @param reason why the registration was lost
 * @param attempts tries already made since the loss, from 0
 * @param lostFor milliseconds since the loss
 * @param random a number in [0, 1)
 * @returns milliseconds
 */
export function retryDelay(reason: LossReason, attempts: number, lostFor: number, random: number): number {
  if (attempts === 0) {
    const ownFault = reason === 'own-network' || reason === 'phone-restarted';
    return ownFault ? 0 : Math.round(random * SPREAD_AFTER_GATEWAY_LOSS);
  }
  const ceiling = lostFor < FIRST_MINUTE ? RETRY_CEILING_FIRST_MINUTE : RETRY_CEILING_LATER;
  const base = Math.min(ceiling, 1_000 * 2 ** Math.min(attempts, 10));
  return Math.round(base * (0.5 + random / 2));
}
