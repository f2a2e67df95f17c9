import * as v from 'valibot';
import { forwardTimes, longestRing, shortestRing } from '../domain/arrival';
import { callingClients } from '../domain/calling-client';
import { dialRulesOff } from '../domain/dial-rules-settings';
import { mostCallLogDays } from '../domain/policy';

const digits = v.pipe(v.string(), v.regex(/^[0-9*#]{0,15}$/));
const numbers = v.pipe(v.array(v.pipe(v.string(), v.regex(/^[0-9*#]{1,15}$/))), v.maxLength(50));
const lengths = v.pipe(
  v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20))),
  v.maxLength(20),
);

/** The user's own dial rules, within the bounds that a profile has too; what each is, says `DialRules`. */
export const ownDialRulesSchema = v.object({
  mode: v.picklist(['off', 'user']),
  outsidePrefix: digits,
  countryCode: v.pipe(v.string(), v.regex(/^(?:[1-9]\d{0,2})?$/)),
  cityCodes: numbers,
  pbxPrefix: digits,
  longDistancePrefix: digits,
  internationalPrefix: digits,
  extensionLengths: lengths,
  nationalLengths: lengths,
  removeAreaCode: v.boolean(),
  applyToPlusNumber: v.boolean(),
  emergencyNumbers: numbers,
});

export type OwnDialRules = v.InferOutput<typeof ownDialRulesSchema>;

const callLogDaysSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(mostCallLogDays));

/** What applies. Devices are chosen by id or by name, see `device-choice.ts`; '' is the system's default. */
export const settingsSchema = v.object({
  microphoneId: v.string(),
  /** What Chrome does to what the microphone hears. */
  echoCancellation: v.boolean(),
  noiseSuppression: v.boolean(),
  autoGainControl: v.boolean(),
  speakerId: v.string(),
  ringerId: v.string(),
  /** 0 to 1. */
  ringVolume: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  /** Open a small window for an incoming call, as neither popup nor side panel can open by itself. */
  windowOnIncoming: v.boolean(),
  /** Calls do not ring, and their callers are told so. */
  doNotDisturb: v.boolean(),
  /** A colleague who asks for it is answered at once, with a sound before. */
  autoAnswer: v.boolean(),
  /** When calls go to another number. */
  forwardWhen: v.picklist(forwardTimes),
  /** As the user would dial it. */
  forwardTo: v.pipe(v.string(), v.maxLength(128)),
  /** Seconds that a call rings before. */
  forwardAfter: v.pipe(v.number(), v.integer(), v.minValue(shortestRing), v.maxValue(longestRing)),
  /** What the sign-in form offers to someone who has not signed in before. */
  staySignedIn: v.boolean(),
  /** Who places calls asked for from outside of the phone, where the administrator allows more than one. */
  client: v.picklist(['ask', ...callingClients]),
  /** Finished calls are kept for so many days; 0 for as long as there is room. */
  callLogDays: callLogDaysSchema,
  /** They apply where the profile leaves dial rules to people. */
  dialRules: ownDialRulesSchema,
});

export type Settings = v.InferOutput<typeof settingsSchema>;

export const defaultSettings: Settings = {
  microphoneId: '',
  echoCancellation: true,
  noiseSuppression: true,
  autoGainControl: true,
  speakerId: '',
  ringerId: '',
  ringVolume: 0.7,
  windowOnIncoming: false,
  doNotDisturb: false,
  autoAnswer: false,
  forwardWhen: 'never',
  forwardTo: '',
  forwardAfter: 20,
  staySignedIn: false,
  client: 'ask',
  callLogDays: 0,
  dialRules: { ...dialRulesOff(), mode: 'off' },
};

export interface PolicyLayers {
  /** People may choose otherwise. */
  defaults: Partial<Settings>;
  /** People may not. */
  enforced: Partial<Settings>;
}

/** What policy says of the settings; see `domain/policy.ts`. */
export interface SettingsPolicy extends PolicyLayers {
  problems: readonly { key: string }[];
}

/** What applies: our own defaults, then the policy's, then what the user has chosen, then what the policy enforces. */
export function effectiveSettings(chosen: Partial<Settings>, policy: PolicyLayers): Settings {
  return { ...defaultSettings, ...policy.defaults, ...chosen, ...policy.enforced };
}

/** The settings that are good among those kept by this or an earlier version. */
export function readChoices(kept: object): Partial<Settings> {
  const choices = Object.entries(kept).filter(
    ([key, value]) =>
      Object.hasOwn(settingsSchema.entries, key) &&
      v.is(settingsSchema.entries[key as keyof Settings], value),
  );
  return Object.fromEntries(choices);
}

/** Earlier versions kept every setting: what is as it was by default has not been chosen. */
export function withoutDefaults(settings: Partial<Settings>): Partial<Settings> {
  const chosen = Object.entries(settings).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(defaultSettings[key as keyof Settings]),
  );
  return Object.fromEntries(chosen);
}
