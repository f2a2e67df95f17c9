import type { DialRules } from './dial-rules-settings';
import { type Gateway, parseGatewayAddress } from './gateway-address';
import { parseHost } from './host';
import { findEntries } from './profile-entries';
import { defaultFeatures, type ProfileFeatures } from './profile-features';
import { profileId } from './profile-id';
import { readJson } from './profile-json';
import { DIALING_KEYS, type SettingKey } from './profile-keys';
import { type ProfileProblem, problemList } from './profile-problem';
import { ProfileSettings } from './profile-settings';

/** One system an administrator lets people sign in to: an entry of `IP_Office_Server_Profile`, checked. */
export interface Profile {
  /** The same for the same name and address, whatever else changes. */
  id: string;
  /** At most 14 characters. */
  name: string;
  /** As written. */
  address: string;
  gateway: Gateway;
  /** The SIP domain where it is not the gateway's host; see `sipDomain`. */
  domain?: string;
  /** People may sign in with the company's single sign-on. */
  accountsToken: boolean;
  /** People may download the log. */
  logDownload: boolean;
  stun?: { host: string; port: number };
  turn?: { host: string; port: number; user?: string; password?: string };
  /** `relay`: media goes through the TURN server only, and no address of this machine is told to anyone. */
  icePolicy: 'all' | 'relay';
  /** URL of the gateway that AutoFailover goes to. */
  secondaryAddress?: string;
  autoFailover: boolean;
  dialRules: DialRules;
  /** The administrator's own, beside those of the country. */
  emergencyNumbers: string[];
  /** A number or SIP URI, as written. */
  voicemailNumber?: string;
  /** A number or SIP URI, as written. */
  conferenceUri?: string;
  /** How many last digits of two numbers must agree for a caller to be the contact. */
  contactMatchingDigits: number;
  features: ProfileFeatures;
}

export interface ParsedProfiles {
  /** Those without an error, in the order of the text. */
  profiles: Profile[];
  problems: ProfileProblem[];
}

export const LONGEST_NAME = 14;
const ICE_PORT = 3478;
const CONTACT_MATCHING_DIGITS = 10;

/**
 * Reads the administrator's JSON: `{"IP_Office_Server_Profile": [{…}]}`, the same without the outer braces, a
 * bare list or a single profile.
 *
 * An error costs the profile it stands in, one outside of every profile costs them all, and a warning costs
 * nothing: the setting is taken as meant or left out. Never throws; time grows linearly with the text.
 */
export function parseProfiles(text: string): ParsedProfiles {
  const problems = problemList(text);
  const garbled = /[\0\uFFFD]/.exec(text);
  if (garbled) problems.report('json-encoding', garbled.index, undefined, { expected: 'UTF-8' });
  const root = readJson(text, problems.report);
  const entries = root ? findEntries(root, problems.report) : [];
  const names = new Set<string>();
  const read = entries.map((entry) =>
    entry.kind === 'object' ? readProfile(new ProfileSettings(entry, problems.report), names) : undefined,
  );
  const spoilt = problems.spoils(entries);
  const profiles = read.filter((_, index) => !spoilt[index]).filter((profile) => profile !== undefined);
  return { profiles, problems: problems.list() };
}

/** The domain of the addresses of record: `Domain`, or the gateway's host. */
export function sipDomain(profile: Pick<Profile, 'domain' | 'gateway'>): string {
  return profile.domain ?? profile.gateway.host;
}

function readProfile(settings: ProfileSettings, names: Set<string>): Profile | undefined {
  const name = readName(settings, names);
  const address = readRequired(settings, 'Address');
  const gateway = readGateway(settings, 'Address', address);
  const secondary = readGateway(settings, 'SecondaryAddress', settings.text('SecondaryAddress'));
  const emergencyNumbers = settings.list('EmergencyNumbers');
  const icePolicy = settings.text('ICEPolicy') === 'relay' ? 'relay' : 'all';
  const rest: Omit<Profile, 'id' | 'name' | 'address' | 'gateway'> = {
    accountsToken: settings.flag('AccountsToken') ?? false,
    // What was meant as a restriction and cannot be read stays one.
    logDownload: settings.flag('LogDownload') ?? !settings.has('LogDownload'),
    icePolicy,
    autoFailover: settings.flag('AutoFailover') ?? false,
    dialRules: readDialRules(settings, emergencyNumbers),
    emergencyNumbers,
    features: defaultFeatures(),
    contactMatchingDigits: Number(settings.text('ContactMatchingDigits') ?? CONTACT_MATCHING_DIGITS),
  };
  const optional = dropAbsent({
    domain: parseHost(settings.text('Domain') ?? ''),
    stun: readStun(settings),
    turn: readTurn(settings),
    secondaryAddress: secondary?.url,
    voicemailNumber: settings.text('VoicemailNumber'),
    conferenceUri: settings.text('ConferenceURI'),
  });
  warnOfLoneSettings(settings, icePolicy);
  if (name === undefined || address === undefined || !gateway) return undefined;
  return { id: profileId(name, address), name, address, gateway, ...rest, ...optional };
}

function readRequired(settings: ProfileSettings, key: 'Name' | 'Address'): string | undefined {
  const text = settings.text(key);
  if (!settings.has(key)) settings.note(key, 'required', { expected: key });
  return text;
}

function readName(settings: ProfileSettings, names: Set<string>): string | undefined {
  const name = readRequired(settings, 'Name');
  if (name === undefined) return undefined;
  const length = [...name].length;
  if (length > LONGEST_NAME) {
    settings.note('Name', 'name-too-long', { expected: String(LONGEST_NAME), found: String(length) });
  }
  const spoken = name.normalize('NFC').toLowerCase();
  if (names.has(spoken)) settings.note('Name', 'name-duplicate', { found: name });
  names.add(spoken);
  return name;
}

function readGateway(
  settings: ProfileSettings,
  key: 'Address' | 'SecondaryAddress',
  address: string | undefined,
): Gateway | undefined {
  if (address === undefined) return undefined;
  const gateway = parseGatewayAddress(address);
  if ('url' in gateway) return gateway;
  settings.reject(key, gateway.code, JSON.stringify(address), JSON.stringify(gateway.expected));
  return undefined;
}

function readStun(settings: ProfileSettings): Profile['stun'] {
  const host = parseHost(settings.text('STUNHost') ?? '');
  const port = Number(settings.text('STUNPort') ?? ICE_PORT);
  return host === undefined ? undefined : { host, port };
}

function readTurn(settings: ProfileSettings): Profile['turn'] {
  const host = parseHost(settings.text('TURNHost') ?? '');
  const port = Number(settings.text('TURNPort') ?? ICE_PORT);
  const credentials = dropAbsent({
    user: settings.text('TURNUser'),
    password: settings.text('TURNPassword'),
  });
  return host === undefined ? undefined : { host, port, ...credentials };
}

function readDialRules(settings: ProfileSettings, emergencyNumbers: string[]): DialRules {
  const rule = settings.flag('DialRule');
  const idle = rule ? [] : DIALING_KEYS.filter((key) => settings.has(key));
  if (idle[0])
    settings.note(idle[0], 'dialing-without-rule', { found: idle.join(', '), expected: '"DialRule": true' });
  return {
    mode: rule === undefined ? 'off' : rule ? 'profile' : 'user',
    outsidePrefix: settings.text('OutsidePrefix') ?? '',
    countryCode: settings.text('CountryCode') ?? '',
    cityCodes: settings.list('CityCode'),
    pbxPrefix: settings.text('PbxPrefix') ?? '',
    longDistancePrefix: settings.text('LongDistancePrefix') ?? '',
    internationalPrefix: settings.text('InternationalPrefix') ?? '',
    extensionLengths: settings.list('ExtensionLength').map(Number),
    nationalLengths: settings.list('NationalLength').map(Number),
    removeAreaCode: settings.flag('RemoveAreaCode') ?? false,
    applyToPlusNumber: settings.flag('ApplyToPlusNumber') ?? false,
    emergencyNumbers: [...emergencyNumbers],
  };
}

/** Settings that do nothing, or not all they say, without another one. */
function warnOfLoneSettings(settings: ProfileSettings, icePolicy: Profile['icePolicy']): void {
  const pairs: [boolean, SettingKey, SettingKey][] = [
    [settings.has('STUNPort'), 'STUNPort', 'STUNHost'],
    [settings.has('TURNPort'), 'TURNPort', 'TURNHost'],
    [settings.has('TURNUser'), 'TURNUser', 'TURNHost'],
    [settings.has('TURNPassword'), 'TURNPassword', 'TURNHost'],
    [icePolicy === 'relay', 'ICEPolicy', 'TURNHost'],
    [settings.has('TURNHost'), 'TURNHost', 'TURNUser'],
    [settings.has('TURNHost'), 'TURNHost', 'TURNPassword'],
    [settings.has('SecondaryAddress'), 'SecondaryAddress', 'AutoFailover'],
  ];
  for (const [applies, found, expected] of pairs) {
    if (applies && !settings.has(expected)) settings.note(found, 'needs-setting', { found, expected });
  }
}

function dropAbsent<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
