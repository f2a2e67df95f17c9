import { excerpt } from './excerpt';
import { parseHost } from './host';
import { type Profile, parseProfiles } from './profile';
import { DIALING_KEYS, PROFILES_KEY, type SettingKey } from './profile-keys';
import { LONGEST_NAME } from './profile-name';
import type { ProfileProblem } from './profile-problem';
import { controllerAddresses, isDisabled, listOf, type Name46xx, setting46xx } from './settings-46xx-names';
import { readFeatures } from './settings-features';
import { type SettingsProblems, settingsProblems } from './settings-file-problem';
import { type SettingsRecord, textOf } from './settings-record';

export interface SettingsOfSystem {
  /** What people choose the system by; made of the address when not given. */
  name?: string | undefined;
  /** Where the settings file came from; not known of a pasted text. */
  url?: string | undefined;
  settings: SettingsRecord;
}

export interface SettingsProfile {
  /** Not there when the settings name no gateway. */
  profile?: Profile;
  problems: ProfileProblem[];
}

/** Which settings become a profile key, by precedence: of the first that is there. */
const SOURCES = {
  Domain: ['SIPDOMAIN'],
  OutsidePrefix: ['PHNOL'],
  CountryCode: ['PHNCC'],
  CityCode: ['DIALPLANAREACODE', 'SP_AC'],
  PbxPrefix: ['DIALPLANPBXPREFIX', 'PHNPBXMAINPREFIX'],
  LongDistancePrefix: ['PHNLD'],
  InternationalPrefix: ['PHNIC'],
  ExtensionLength: ['DIALPLANEXTENSIONLENGTHLIST', 'PHNDPLENGTH'],
  NationalLength: ['DIALPLANNATIONALPHONENUMLENGTHLIST', 'PHNLDLENGTH'],
  RemoveAreaCode: ['DIALPLANLOCALCALLPREFIX', 'PHNREMOVEAREACODE'],
  ApplyToPlusNumber: ['APPLY_DIALINGRULES_TO_PLUS_NUMBERS'],
  VoicemailNumber: ['PSTN_VM_NUM'],
  ConferenceURI: ['CONFERENCE_FACTORY_URI'],
  ContactMatchingDigits: ['CONTACT_MATCHING_MIN_DIGITS'],
} as const satisfies Partial<Record<SettingKey, Name46xx[]>>;

const FLAGS: readonly SettingKey[] = ['RemoveAreaCode', 'ApplyToPlusNumber'];
const EMERGENCY = ['PHNEMERGNUM', 'PHNMOREEMERGNUMS', 'CELLULAR_DIRECT_NUMBER_LIST'] as const;
/** Without these, numbers cannot be told apart. */
const NEEDED_BY_RULES = ['CountryCode', 'NationalLength', 'ExtensionLength'] as const;

/** Of these a settings file has its own way of speaking. */
const SAID_OTHERWISE: ReadonlySet<string> = new Set(['dialing-without-rule', 'plan-national-length-missing']);

/** The keys of a profile JSON, and the setting that each comes from. */
interface Entry {
  values: Partial<Record<SettingKey, string | boolean>>;
  origins: Partial<Record<SettingKey, Name46xx>>;
}

/**
 * Makes a profile of the settings in force, with the checks of a profile JSON. The first entry of SIP_CONTROLLER_LIST
 * becomes the Address, the second the SecondaryAddress.
 */
export function profileFromSettings({ name, url, settings }: SettingsOfSystem): SettingsProfile {
  const problems = settingsProblems();
  const [first, second] = controllerAddresses(textOf(settings, 'SIP_CONTROLLER_LIST') ?? '') ?? [];
  if (first === undefined) {
    const expected = setting46xx('SIP_CONTROLLER_LIST').example;
    problems.note('settings-gateway-missing', { setting: 'SIP_CONTROLLER_LIST' }, { expected });
    return { problems: problems.list() };
  }
  const { values, origins } = readSources(settings);
  values.Name = name ?? systemName(url, first);
  values.Address = first;
  origins.Address = 'SIP_CONTROLLER_LIST';
  if (second !== undefined) {
    // A client that is given several controllers goes to the next when one is away.
    values.SecondaryAddress = second;
    values.AutoFailover = true;
    origins.SecondaryAddress = 'SIP_CONTROLLER_LIST';
  }
  readRules(settings, { values, origins }, problems);
  const { profiles, problems: ofJson } = parseProfiles(JSON.stringify({ [PROFILES_KEY]: [values] }));
  const features = readFeatures(settings, problems);
  const placed = ofJson.filter(({ code }) => !SAID_OTHERWISE.has(code)).map(placeBack(settings, origins));
  const all = [...placed, ...problems.list()];
  return profiles[0] ? { profile: { ...profiles[0], features }, problems: all } : { problems: all };
}

function readSources(settings: SettingsRecord): Entry {
  const entry: Entry = { values: {}, origins: {} };
  for (const [key, names] of Object.entries(SOURCES) as [SettingKey, readonly Name46xx[]][]) {
    const origin = names.find((candidate) => textOf(settings, candidate) !== undefined);
    const value = origin && textOf(settings, origin);
    if (origin === undefined || value === undefined) continue;
    entry.values[key] = FLAGS.includes(key) ? value === '1' : value;
    entry.origins[key] = origin;
  }
  const given = EMERGENCY.filter((candidate) => !isDisabled(textOf(settings, candidate) ?? 'DISABLED'));
  const emergency = given.flatMap((candidate) => listOf(textOf(settings, candidate) ?? ''));
  if (given[0]) {
    entry.origins.EmergencyNumbers = given[0];
    entry.values.EmergencyNumbers = [...new Set(emergency)].join(',');
  }
  return entry;
}

/** ENHDIALSTAT 1 turns the rules on, 2 for contacts too; 0, which IP Office writes itself, is no oversight. */
function readRules(settings: SettingsRecord, { values, origins }: Entry, problems: SettingsProblems): void {
  const status = textOf(settings, 'ENHDIALSTAT');
  const dialing = DIALING_KEYS.flatMap((key) => origins[key] ?? []);
  if (status === '1' || status === '2') {
    values.DialRule = true;
    origins.DialRule = 'ENHDIALSTAT';
    const missing = NEEDED_BY_RULES.filter((key) => !origins[key]).map((key) => SOURCES[key].at(-1));
    const place = placeOf(settings, 'ENHDIALSTAT');
    if (missing.length > 0) {
      problems.note('settings-rules-incomplete', place, { expected: missing.join(', ') });
    }
  } else if (status === undefined && dialing[0]) {
    const expected = setting46xx('ENHDIALSTAT').example;
    problems.note('dialing-without-rule', placeOf(settings, dialing[0]), {
      found: dialing.join(', '),
      expected,
    });
  }
}

/** What was found wrong in the JSON stands where the setting came from, and speaks of settings instead of keys. */
function placeBack(settings: SettingsRecord, origins: Entry['origins']) {
  return ({ path, line, column, ...problem }: ProfileProblem): ProfileProblem => {
    const key = /\w+$/.exec(path ?? '')?.[0] as SettingKey | undefined;
    const setting = key && (origins[key] ?? usualSource(key));
    const [, missing, value] = /^"(\w+)": "?([^"]*)"?$/.exec(problem.expected ?? '') ?? [];
    const toAdd = usualSource(missing as SettingKey | undefined);
    return {
      ...problem,
      ...(toAdd && { expected: `SET ${toAdd} ${value}` }),
      ...(setting && placeOf(settings, setting)),
    };
  };
}

/** The setting that a key would come from, if it came from one; the oldest, which every phone knows. */
function usualSource(key: SettingKey | undefined): Name46xx | undefined {
  const sources: Partial<Record<SettingKey, readonly Name46xx[]>> = SOURCES;
  return key && sources[key]?.at(-1);
}

function placeOf(
  settings: SettingsRecord,
  name: Name46xx,
): { file?: string; line?: number; setting: Name46xx } {
  const { file, line } = settings[name] ?? {};
  return { ...(file !== undefined && { file }), ...(line !== undefined && { line }), setting: name };
}

/** The host that the file came from, or else the gateway's, as far as it fits. */
function systemName(url: string | undefined, address: string): string {
  const host = hostOf(url ?? '') ?? hostOf(address) ?? address;
  if (host.length <= LONGEST_NAME) return host;
  // The end of an IP address tells it from its neighbours, the first word of a name.
  if (/^\[|^[\d.]+$/.test(host)) return `…${host.slice(1 - LONGEST_NAME)}`;
  return excerpt(host.split('.', 1)[0] ?? host, LONGEST_NAME);
}

function hostOf(url: string): string | undefined {
  return parseHost(/^[a-z]+:\/\/(\[[^\]]*\]|[^/?#:\\]+)/i.exec(url)?.[1] ?? '');
}
