import { parseHost, parsePort } from './host';
import type { ProblemSeverity, ProfileProblemCode } from './profile-problem';

export const WRAPPER_KEY = 'IP_Office_Server_Profile';

interface Setting {
  type: 'string' | 'boolean';
  /** The value as JSON, to show when another stands there. */
  example: string;
  /** Whether one bad value costs the whole profile: where the phone would go on unsafely or dial wrongly. */
  bad: ProblemSeverity;
  dialing?: true;
  /** A comma-separated list: each entry is checked. */
  list?: true;
  /** What the trimmed text must satisfy, and the problem when it does not. */
  check?: [(text: string) => boolean, ProfileProblemCode];
}

const digits: Setting['check'] = [(text) => /^[\d*#]{1,15}$/.test(text), 'digits-expected'];
const lengths: Setting['check'] = [(text) => /^(?:[1-9]|1\d|20)$/.test(text), 'lengths-expected'];
const country: Setting['check'] = [(text) => /^[1-9]\d{0,2}$/.test(text), 'country-code-expected'];
const port: Setting['check'] = [(text) => parsePort(text) !== undefined, 'port-expected'];
const host: Setting['check'] = [(text) => parseHost(text) !== undefined, 'host-expected'];
const uri: Setting['check'] = [isNumberOrUri, 'uri-expected'];
const icePolicy: Setting['check'] = [(text) => text === 'all' || text === 'relay', 'choice-expected'];
const count: Setting['check'] = [(text) => /^(?:[1-9]|1[0-5])$/.test(text), 'count-expected'];

/**
 * The settings of a profile. The first two groups are those of the administration manual's chapter on Spaces
 * Calling ("Connection Settings", "Dialing Settings"); the third is our own, all optional.
 */
export const SETTINGS = {
  Name: { type: 'string', example: '"Office"', bad: 'error' },
  Address: { type: 'string', example: '"gateway.example.com"', bad: 'error' },
  AccountsToken: { type: 'boolean', example: 'true', bad: 'warning' },
  LogDownload: { type: 'boolean', example: 'true', bad: 'warning' },
  STUNHost: { type: 'string', example: '"stun.example.com"', bad: 'warning', check: host },
  STUNPort: { type: 'string', example: '"3478"', bad: 'warning', check: port },
  AutoFailover: { type: 'boolean', example: 'true', bad: 'warning' },
  DialRule: { type: 'boolean', example: 'true', bad: 'error' },

  OutsidePrefix: { type: 'string', example: '"9"', bad: 'error', dialing: true, check: digits },
  CountryCode: { type: 'string', example: '"44"', bad: 'error', dialing: true, check: country },
  CityCode: { type: 'string', example: '"555,777"', bad: 'error', dialing: true, list: true, check: digits },
  PbxPrefix: { type: 'string', example: '"538"', bad: 'error', dialing: true, check: digits },
  LongDistancePrefix: { type: 'string', example: '"1"', bad: 'error', dialing: true, check: digits },
  InternationalPrefix: { type: 'string', example: '"011"', bad: 'error', dialing: true, check: digits },
  ExtensionLength: {
    type: 'string',
    example: '"3,4"',
    bad: 'error',
    dialing: true,
    list: true,
    check: lengths,
  },
  NationalLength: {
    type: 'string',
    example: '"10,11"',
    bad: 'error',
    dialing: true,
    list: true,
    check: lengths,
  },
  RemoveAreaCode: { type: 'boolean', example: 'true', bad: 'error', dialing: true },
  ApplyToPlusNumber: { type: 'boolean', example: 'false', bad: 'error', dialing: true },

  SecondaryAddress: { type: 'string', example: '"backup.example.com"', bad: 'warning' },
  Domain: { type: 'string', example: '"example.com"', bad: 'error', check: host },
  TURNHost: { type: 'string', example: '"turn.example.com"', bad: 'warning', check: host },
  TURNPort: { type: 'string', example: '"3478"', bad: 'warning', check: port },
  TURNUser: { type: 'string', example: '"phone"', bad: 'warning' },
  TURNPassword: { type: 'string', example: '"…"', bad: 'warning' },
  ICEPolicy: { type: 'string', example: '"relay"', bad: 'error', check: icePolicy },
  EmergencyNumbers: { type: 'string', example: '"911,9911"', bad: 'warning', list: true, check: digits },
  VoicemailNumber: { type: 'string', example: '"*17"', bad: 'warning', check: uri },
  ConferenceURI: { type: 'string', example: '"ConfServer@example.com"', bad: 'warning', check: uri },
  ContactMatchingDigits: { type: 'string', example: '"10"', bad: 'warning', check: count },
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;

type KeysOf<What> = { [K in SettingKey]: (typeof SETTINGS)[K] extends What ? K : never }[SettingKey];
export type FlagKey = KeysOf<{ type: 'boolean' }>;
export type ListKey = KeysOf<{ list: true }>;
export type TextKey = Exclude<SettingKey, FlagKey | ListKey>;

export function settingOf(key: SettingKey): Setting {
  return SETTINGS[key];
}

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];
export const DIALING_KEYS = SETTING_KEYS.filter((key) => settingOf(key).dialing);

function isNumberOrUri(text: string): boolean {
  const [user = '', at, ...more] = text.replace(/^sips?:/i, '').split('@');
  return more.length === 0 && /^[\w.*#+!~'()&=$-]{1,64}$/.test(user) && (at === undefined || isUriHost(at));
}

function isUriHost(text: string): boolean {
  const [name = '', portText, ...more] = text.startsWith('[') ? [text] : text.split(':');
  return (
    more.length === 0 &&
    parseHost(name) !== undefined &&
    (portText === undefined || parsePort(portText) !== undefined)
  );
}
