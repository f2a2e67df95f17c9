/** What people see of their other devices. */
import type { Page } from 'puppeteer-core';
import { press } from '../../scripts/screens';
import type { Snapshot } from '../../src/contract/snapshot';
import type { Party } from '../../src/domain/call-facts';
import type { Transfer } from '../../src/domain/transfer';
import type { ScreenState } from './screen-states';
import { ended, identity, inCall, snapshotOf, talking } from './snapshots';

const anna: Party = { name: 'Anna Schmidt-Hohenstein', number: '+49 89 1234 5679' };

/** @param now milliseconds since the epoch */
export function otherDeviceStates(now: number): ScreenState[] {
  const own: Party = { number: identity.user, name: '' };
  const transfer: Transfer = { state: 'ringing', to: own, toOwn: true, until: now };
  const quiet = inCall(now, 'incoming', { party: anna, quiet: true });
  const moved = inCall(now, 'incoming', { party: anna, transferredBy: own });
  const openMore = (page: Page) => press(page, 'call_more');
  const state = (name: string, change: Partial<Snapshot>, more: Partial<ScreenState> = {}): ScreenState => ({
    name: `other-device-${name}`,
    screen: 'popup',
    snapshot: snapshotOf({ otherDevices: { canMove: true }, ...change }),
    ...more,
  });
  return [
    state('quiet', { calls: [quiet] }),
    state('talks', { otherDevices: { canMove: true, talksTo: anna } }),
    state('talks-and-quiet', { calls: [quiet], otherDevices: { canMove: true, talksTo: anna } }),
    state('talks-in-call', { calls: [talking(now, {})], otherDevices: { canMove: true, talksTo: anna } }),
    state('menu', { calls: [talking(now, {})] }, { steps: openMore }),
    state('rings', { calls: [talking(now, { transfer })] }),
    state('not-moved', {
      calls: [talking(now, { transfer: { ...transfer, state: 'failed', failure: 'busy' } })],
    }),
    state('moved', {
      lastEnded: ended(now, {
        reason: 'transferred',
        answeredAt: now - 40_000,
        transferredTo: own,
        moved: true,
      }),
    }),
    state('moved-here', { calls: [moved] }),
  ];
}
