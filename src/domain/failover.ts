/**
 * Which gateway next, and when (AutoFailover). `home` is the gateway that the phone is registered at, or was last:
 * its calls are there. While it is not registered it goes through rounds:
 *
 *          lost, or the pause is over
 *                    |
 *                    v   failed         answers
 *            +---> home --------> ask ----------> home-again
 *            |                     |                  |  failed
 *            |       pause         | silent           v
 *            +---------------------+---------------- other
 *                                          failed
 *
 * `ask` is a question to the other gateway, not a registration. As it is answered before `home-again` begins, a
 * network of ours that is lost, or has just come back, never makes us leave. Registered at the secondary, the phone
 * asks the primary every minute and is `returning` once that has answered often enough in a row and nobody talks.
 */
import { look, probed, registered } from './failover-return';
import { answered, asked, beginRound, failed, lost, refused } from './failover-rounds';
import type { Failover, FailoverEvent, Followed } from './failover-state';

/** What screens say of it. */
export type GatewayInUse = 'primary' | 'failing-over' | 'secondary' | 'failing-back';

export function gatewayInUse({ home, away }: Failover): GatewayInUse {
  if (away?.stage === 'returning') return 'failing-back';
  if (away?.stage !== 'home-again' && away?.stage !== 'other') return home;
  return home === 'primary' ? 'failing-over' : 'failing-back';
}

/** By so many milliseconds: what was noted before lies ahead, and nobody may wait for it. */
export function withClockSetBack(state: Failover, by: number): Failover {
  const { away, notBefore, returnedAt, probeAt } = state;
  return {
    ...state,
    away: away && { ...away, since: away.since - by },
    notBefore: { primary: notBefore.primary - by, secondary: notBefore.secondary - by },
    returnedAt: returnedAt === undefined ? undefined : returnedAt - by,
    probeAt: probeAt - by,
  };
}

/** @param chance a number in [0, 1) */
export function followFailover(state: Failover, event: FailoverEvent, chance: number): Followed {
  switch (event.type) {
    case 'registered':
      return registered(state, event.gateway, event.at, chance);
    case 'lost':
      return lost(state, event.reason, event.at, chance);
    case 'failed':
      return failed(state, event, chance);
    case 'refused':
      return refused(state, event.gateway, event.at, chance);
    case 'probed':
      return state.away ? answered(state, event.answered, event.at, chance) : probed(state, event);
    case 'looked':
      return look(state, event.at, event.idleSince);
    case 'asked':
      return asked(state, event.at);
    case 'begun':
      return beginRound(state, event.at);
  }
}
