import { type ForwardWhen, forwardTimes, longestRing, shortestRing } from './arrival';
import { deviceByName } from './device-choice';
import { excerpt } from './excerpt';
import { noOutsidePolicy, type OutsidePolicy, POLICY_LIST_KEYS, readPolicyList } from './policy-lists';

/** Ringtab's own settings, as far as an administrator may decide about them; named as in the settings. */
export interface PolicySettings {
  microphoneId: string;
  echoCancellation: boolean;
  noiseSuppression: boolean;
  autoGainControl: boolean;
  speakerId: string;
  ringerId: string;
  ringVolume: number;
  windowOnIncoming: boolean;
  autoAnswer: boolean;
  forwardWhen: ForwardWhen;
  forwardTo: string;
  forwardAfter: number;
  staySignedIn: boolean;
  callLogDays: number;
}

/** A hundred years: what is more is a mistake. */
export const mostCallLogDays = 36_500;

/** A key of the policy that is not used, and what it should have been. */
export interface PolicyProblem {
  key: string;
  /** In English, for the log. */
  expected: string;
}

/** What the administrator has written into Chrome's policy for Ringtab. */
export interface Policy {
  /** `Profile`: the profile JSON, unread. */
  profileText: string | undefined;
  /** `ProfileAddress`: where the profile JSON is fetched. */
  profileAddress: string | undefined;
  /** `DirectoryURL`: where the company's directory is fetched. */
  directoryUrl: string | undefined;
  /** Of calls asked for from outside of the phone. */
  outside: OutsidePolicy;
  /** People may choose otherwise. */
  defaults: Partial<PolicySettings>;
  /** People may not. */
  enforced: Partial<PolicySettings>;
  problems: PolicyProblem[];
}

type Read<Value> = (value: unknown) => Value | undefined;

interface PolicyKey<Name extends keyof PolicySettings = keyof PolicySettings> {
  setting: Name;
  read: Read<PolicySettings[Name]>;
  expected: string;
}

const truth: Read<boolean> = (value) => (typeof value === 'boolean' ? value : undefined);
const share: Read<number> = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1 ? value : undefined;
const days: Read<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= mostCallLogDays
    ? value
    : undefined;
const device: Read<string> = (value) => (typeof value === 'string' ? deviceByName(value.trim()) : undefined);

const moment: Read<ForwardWhen> = (value) => forwardTimes.find((one) => one === value);
const number: Read<string> = (value) =>
  typeof value === 'string' && value.length <= 128 ? value.trim() : undefined;
const patience: Read<number> = (value) =>
  typeof value === 'number' && Number.isInteger(value) && value >= shortestRing && value <= longestRing
    ? value
    : undefined;

const yesOrNo = 'true or false';
const deviceName = 'the name of a device';

/** The keys of `managed-schema.json` that are settings, as `{"value": ..., "enforced": true | false}`. */
const KEYS: Record<string, PolicyKey> = {
  RingVolume: { setting: 'ringVolume', read: share, expected: 'a number from 0 to 1' },
  WindowOnIncoming: { setting: 'windowOnIncoming', read: truth, expected: yesOrNo },
  AutoAnswer: { setting: 'autoAnswer', read: truth, expected: yesOrNo },
  ForwardWhen: { setting: 'forwardWhen', read: moment, expected: `one of ${forwardTimes.join(', ')}` },
  ForwardTo: { setting: 'forwardTo', read: number, expected: 'a number as it is dialled' },
  ForwardAfter: {
    setting: 'forwardAfter',
    read: patience,
    expected: `a number of seconds from ${shortestRing} to ${longestRing}`,
  },
  StaySignedIn: { setting: 'staySignedIn', read: truth, expected: yesOrNo },
  Microphone: { setting: 'microphoneId', read: device, expected: deviceName },
  EchoCancellation: { setting: 'echoCancellation', read: truth, expected: yesOrNo },
  NoiseSuppression: { setting: 'noiseSuppression', read: truth, expected: yesOrNo },
  AutoGainControl: { setting: 'autoGainControl', read: truth, expected: yesOrNo },
  Speaker: { setting: 'speakerId', read: device, expected: deviceName },
  Ringer: { setting: 'ringerId', read: device, expected: deviceName },
  CallLogDays: {
    setting: 'callLogDays',
    read: days,
    expected: `a number of days from 0 to ${mostCallLogDays}`,
  },
};

export const POLICY_SETTING_KEYS = Object.keys(KEYS);
/** The keys that are one string. */
export const POLICY_TEXT_KEYS = ['Profile', 'ProfileAddress', 'DirectoryURL'];

export function noPolicy(): Policy {
  const outside = noOutsidePolicy();
  return {
    profileText: undefined,
    profileAddress: undefined,
    directoryUrl: undefined,
    outside,
    defaults: {},
    enforced: {},
    problems: [],
  };
}

/**
 * Reads what `storage.managed` holds. A value that cannot be used costs only its key; without `enforced`
 * it is a default. Never throws.
 */
export function readPolicy(managed: object): Policy {
  const policy = noPolicy();
  for (const [key, value] of Object.entries(managed)) {
    if (key === 'Profile') policy.profileText = readText(key, value, policy);
    else if (key === 'ProfileAddress') policy.profileAddress = readText(key, value, policy)?.trim();
    else if (key === 'DirectoryURL') policy.directoryUrl = readText(key, value, policy)?.trim();
    else if (!readPolicyList(key, value, policy.outside, policy.problems)) readSetting(key, value, policy);
  }
  return policy;
}

function readText(key: string, value: unknown, { problems }: Policy): string | undefined {
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  problems.push({ key, expected: 'a string' });
  return undefined;
}

function readSetting(key: string, written: unknown, policy: Policy): void {
  const known = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
  if (!known) {
    policy.problems.push({
      key: excerpt(key, 40),
      expected: `one of ${[...POLICY_TEXT_KEYS, ...POLICY_SETTING_KEYS, ...POLICY_LIST_KEYS].join(', ')}`,
    });
    return;
  }
  const { value, enforced = false } = isRecord(written) ? written : {};
  const read = known.read(value);
  if (read === undefined) policy.problems.push({ key: `${key}.value`, expected: known.expected });
  if (typeof enforced !== 'boolean') policy.problems.push({ key: `${key}.enforced`, expected: yesOrNo });
  if (read === undefined) return;
  const layer = enforced === true ? policy.enforced : policy.defaults;
  Object.assign(layer, { [known.setting]: read });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
