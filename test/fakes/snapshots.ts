import { defaultSettings } from '../../src/contract/settings';
import type { IdentitySummary, Snapshot } from '../../src/contract/snapshot';
import type { Ended, Incoming, LiveCall } from '../../src/domain/call';
import type { CallFacts } from '../../src/domain/call-facts';
import { type CallLogEntry, callLogEntry } from '../../src/domain/call-log';
import { type QualitySample, withSample } from '../../src/domain/call-quality';
import { dialRulesOff } from '../../src/domain/dial-rules-settings';
import type { Talking } from '../../src/domain/talking';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

export const identity: IdentitySummary = {
  profileId: 'head-office',
  profileName: 'Head Office',
  user: '201',
  gatewayHost: 'sip.example.com',
};

/** A snapshot of a phone that is signed in and quiet, with something changed. */
export function snapshotOf(change: Partial<Snapshot> = {}): Snapshot {
  return {
    profiles: [{ id: 'head-office', name: 'Head Office', address: 'sip.example.com' }],
    profileSource: { kind: 'text', receivedAt: new Date().setHours(9, 12, 0, 0), problems: [] },
    identity,
    lastSignIn: { profileId: 'head-office', user: '201', staySignedIn: true },
    registration: { state: 'ready', since: 0 },
    gatewayInUse: 'primary',
    calls: [],
    resumable: [],
    lastEnded: undefined,
    dialRequest: undefined,
    allowedClients: ['ringtab'],
    sites: [],
    excludedSites: [],
    missedCalls: 0,
    voicemail: undefined,
    availability: {},
    otherDevices: undefined,
    callLogRevision: 0,
    directoryRevision: 0,
    directoryImport: undefined,
    companyDirectory: undefined,
    microphone: 'granted',
    standInMicrophone: undefined,
    speakerMissing: false,
    settings: defaultSettings,
    otherPhone: undefined,
    autoAnswerAllowed: true,
    forwardingAllowed: true,
    enforcedSettings: [],
    policyProblems: [],
    dialRuleMode: 'off',
    dialRules: dialRulesOff(),
    directoryRequiresIdentity: false,
    emergencyNotice: false,
    storageFailing: false,
    dataLost: false,
    logDownload: true,
    ...change,
  };
}

function facts(now: number): CallFacts {
  return {
    id: 'call',
    direction: 'outgoing',
    party: { name: 'Jonas Becker', number: '+49 89 1234 5678' },
    called: '+498912345678',
    profileId: identity.profileId,
    startedAt: now - 8_000,
  };
}

export function talking(now: number, change: Partial<Talking>): Talking {
  return {
    ...facts(now),
    state: 'talking',
    answeredAt: now - 252_000,
    muted: false,
    held: false,
    holdPending: false,
    heldByOther: false,
    interrupted: false,
    ...change,
  };
}

export function inCall(now: number, state: 'incoming', change: Partial<CallFacts>): Incoming;
export function inCall(now: number, state: 'calling' | 'ringing', change: Partial<CallFacts>): LiveCall;
export function inCall(
  now: number,
  state: 'incoming' | 'calling' | 'ringing',
  change: Partial<CallFacts>,
): LiveCall {
  const base = { ...facts(now), ...change };
  if (state === 'incoming') return { ...base, id: 'incoming', direction: 'incoming', state };
  return state === 'ringing' ? { ...base, state, earlyMedia: false } : { ...base, state };
}

export function ended(now: number, change: Partial<Ended>): Ended {
  return {
    ...facts(now),
    state: 'ended',
    answeredAt: undefined,
    endedAt: now,
    reason: 'other-hung-up',
    status: undefined,
    ...change,
  };
}

/** Whenever the tests are run, the day is so far gone that all of today's `entries` are over. */
export const afternoon = new Date().setHours(15, 0, 0, 0);

/** A few days of calls, one of each kind; those of today are over by `afternoon`. */
export function entries(now: number): CallLogEntry[] {
  const today = new Date(now).setHours(0, 0, 0, 0);
  const at = (day: number, hour: number, minute: number) =>
    today - day * DAY + hour * 60 * MINUTE + minute * MINUTE;
  return [
    entry(at(0, 14, 5), 'incoming', 'Reception', '200', { talked: 3 * MINUTE }),
    entry(at(0, 11, 48), 'incoming', '', '+1 303 555 1234', { reason: 'caller-gave-up' }),
    entry(at(0, 9, 30), 'outgoing', 'Jonas Becker', '+498912345678', { talked: 12 * MINUTE }),
    entry(at(1, 17, 22), 'incoming', 'Léa Dubois', '205', { reason: 'answered-elsewhere' }),
    entry(at(1, 16, 1), 'outgoing', '', '9990000', { reason: 'busy' }),
    entry(at(1, 10, 12), 'incoming', '', '', { reason: 'declined' }),
    entry(at(1, 8, 59), 'outgoing', 'Voicemail', '*17', { talked: 42_000 }),
    entry(at(4, 15, 40), 'incoming', 'Amina Haddad', '+33145551234', { reason: 'caller-gave-up' }),
    entry(at(4, 9, 3), 'outgoing', 'Ōtani Rei', '81335550100', { reason: 'network-lost' }),
    entry(at(400, 9, 3), 'outgoing', 'Jon Kim', '207', { talked: 65 * MINUTE }),
  ];
}

/** People whose names do not fit. */
const badlyHeard: QualitySample = {
  seconds: 18_700,
  codec: 'opus',
  roundTrip: 84,
  receiving: { packets: 1_000, lost: 60, jitter: 14 },
  sending: { packets: 1_000, lost: 2, jitter: 6 },
};

export function longEntries(now: number): CallLogEntry[] {
  const today = new Date(now).setHours(9, 30, 0, 0);
  const name = 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine von (Unternehmensbereich Einkauf)';
  return [
    entry(today, 'incoming', name, '+498912345678', { reason: 'caller-gave-up' }),
    entry(
      today - MINUTE,
      'outgoing',
      '',
      'sip:hubert.blaine.wolfeschlegelsteinhausen@subsidiary.example.com',
      {
        talked: 5 * 60 * MINUTE + 12 * MINUTE,
        sound: badlyHeard,
      },
    ),
    entry(today - DAY, 'outgoing', name, '207', { reason: 'declined-by-other' }),
  ];
}

function entry(
  startedAt: number,
  direction: CallLogEntry['direction'],
  name: string,
  number: string,
  outcome: { talked?: number; reason?: CallLogEntry['reason']; sound?: QualitySample },
): CallLogEntry {
  const answeredAt = outcome.talked === undefined ? undefined : startedAt + 9_000;
  const call = {
    id: `${startedAt}`,
    direction,
    party: { name, number },
    called: direction === 'outgoing' ? number : identity.user,
    profileId: identity.profileId,
    startedAt,
    answeredAt,
    endedAt: answeredAt === undefined ? startedAt + 20_000 : answeredAt + (outcome.talked ?? 0),
    reason: outcome.reason ?? 'other-hung-up',
    status: undefined,
    ...(outcome.sound && { quality: withSample(undefined, outcome.sound) }),
  } as const;
  return callLogEntry(call, identity.profileName);
}
