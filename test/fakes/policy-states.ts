import type { Snapshot } from '../../src/contract/snapshot';
import { deviceByName } from '../../src/domain/device-choice';
import type { ScreenState } from './screen-states';
import { snapshotOf } from './snapshots';

/** What people see of a policy of Chrome. */
export function policyStates(now: number): ScreenState[] {
  const base = snapshotOf();
  const ruled: Partial<Snapshot> = {
    profileSource: { kind: 'policy', receivedAt: now - 3_600_000, problems: [] },
    settings: {
      ...base.settings,
      microphoneId: deviceByName('Jabra'),
      ringVolume: 0.4,
      windowOnIncoming: true,
      staySignedIn: true,
    },
    enforcedSettings: ['microphoneId', 'ringVolume', 'windowOnIncoming', 'staySignedIn'],
    policyProblems: ['Ringer.enforced'],
  };
  const removed: Partial<Snapshot> = {
    identity: undefined,
    lastSignIn: { profileId: 'lyon', profileName: 'Lyon', user: '201', staySignedIn: false },
    registration: { state: 'refused', reason: 'profile-removed', status: undefined },
  };
  return [
    { name: 'policy-settings', screen: 'settings', snapshot: snapshotOf(ruled) },
    { name: 'policy-removed', screen: 'popup', snapshot: snapshotOf({ ...ruled, ...removed }) },
    {
      name: 'policy-removed-last',
      screen: 'popup',
      snapshot: snapshotOf({ ...removed, profiles: [], profileSource: undefined }),
    },
    {
      name: 'policy-moved',
      screen: 'popup',
      snapshot: snapshotOf({
        ...ruled,
        registration: {
          state: 'reconnecting',
          reason: 'system-moved',
          since: now - 4_000,
          attempts: 1,
          retryAt: now + 3_000,
        },
      }),
    },
  ];
}
