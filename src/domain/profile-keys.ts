import { parseHost, parsePort } from './host';
import { declineWays, isCodecName } from './profile-features';
import type { ProblemCosts, ProfileProblemCode } from './profile-problem';

/** The list of profiles. */
export const PROFILES_KEY = 'IP_Office_Server_Profile';
/** The list of settings files that profiles are made of. */
export const SETTINGS_FILES_KEY = 'Client_Settings_File_Address';

export interface Setting {
  type: 'string' | 'boolean';
  /** The value as JSON, to show when another stands there. */
  example: string;
  /**
   * What a wrong value costs: the value itself where its default is safe, the dial rules where numbers would
   * be dialled wrong, the whole profile where the phone would sign in or send media where it should not.
   */
  costs: Extract<ProblemCosts, 'value' | 'rules' | 'profile'>;
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
const decline: Setting['check'] = [(text) => Object.hasOwn(declineWays, text), 'decline-expected'];
const codec: Setting['check'] = [(text) => isCodecName(text.toLowerCase()), 'codecs-expected'];
const stealCode: Setting['check'] = [isStealCode, 'steal-code-expected'];
const count: Setting['check'] = [(text) => /^(?:[1-9]|1[0-5])$/.test(text), 'count-expected'];

/**
 * The settings of a profile. The first two groups are those of the administration manual's chapter on Spaces
 * Calling ("Connection Settings", "Dialing Settings"); the third is our own, all optional.
 */
export const SETTINGS = {
  Name: { type: 'string', example: '"Office"', costs: 'profile' },
  Address: { type: 'string', example: '"gateway.example.com"', costs: 'profile' },
  AccountsToken: { type: 'boolean', example: 'true', costs: 'value' },
  LogDownload: { type: 'boolean', example: 'true', costs: 'value' },
  STUNHost: { type: 'string', example: '"stun.example.com"', costs: 'value', check: host },
  STUNPort: { type: 'string', example: '"3478"', costs: 'value', check: port },
  AutoFailover: { type: 'boolean', example: 'true', costs: 'value' },
  DialRule: { type: 'boolean', example: 'true', costs: 'rules' },

  OutsidePrefix: { type: 'string', example: '"9"', costs: 'rules', check: digits },
  CountryCode: { type: 'string', example: '"44"', costs: 'rules', check: country },
  CityCode: { type: 'string', example: '"555,777"', costs: 'rules', list: true, check: digits },
  PbxPrefix: { type: 'string', example: '"538"', costs: 'rules', check: digits },
  LongDistancePrefix: { type: 'string', example: '"1"', costs: 'rules', check: digits },
  InternationalPrefix: { type: 'string', example: '"011"', costs: 'rules', check: digits },
  ExtensionLength: {
    type: 'string',
    example: '"3,4"',
    costs: 'rules',
    list: true,
    check: lengths,
  },
  NationalLength: {
    type: 'string',
    example: '"10,11"',
    costs: 'rules',
    list: true,
    check: lengths,
  },
  RemoveAreaCode: { type: 'boolean', example: 'true', costs: 'rules' },
  ApplyToPlusNumber: { type: 'boolean', example: 'false', costs: 'rules' },

  SecondaryAddress: { type: 'string', example: '"backup.example.com"', costs: 'value' },
  Domain: { type: 'string', example: '"example.com"', costs: 'profile', check: host },
  TURNHost: { type: 'string', example: '"turn.example.com"', costs: 'value', check: host },
  TURNPort: { type: 'string', example: '"3478"', costs: 'value', check: port },
  TURNUser: { type: 'string', example: '"phone"', costs: 'value' },
  TURNPassword: { type: 'string', example: '"…"', costs: 'value' },
  ICEPolicy: { type: 'string', example: '"relay"', costs: 'profile', check: icePolicy },
  Codecs: { type: 'string', example: '"opus,g722,g711a"', costs: 'value', list: true, check: codec },
  EmergencyNumbers: { type: 'string', example: '"911,9911"', costs: 'value', list: true, check: digits },
  VoicemailNumber: { type: 'string', example: '"*17"', costs: 'value', check: uri },
  ConferenceURI: { type: 'string', example: '"ConfServer@example.com"', costs: 'value', check: uri },
  CallStealCode: { type: 'string', example: '"*45*{number}#"', costs: 'value', check: stealCode },
  DeclineWith: { type: 'string', example: '"voicemail"', costs: 'value', check: decline },
  AllowForwarding: { type: 'boolean', example: 'false', costs: 'value' },
  AllowAutoAnswer: { type: 'boolean', example: 'false', costs: 'value' },
  AllowCallHandover: { type: 'boolean', example: 'false', costs: 'value' },
  AllowOtherPhone: { type: 'boolean', example: 'false', costs: 'value' },
  ContactMatchingDigits: { type: 'string', example: '"10"', costs: 'value', check: count },
  DirectoryURL: { type: 'string', example: '"https://company.com/directory.json"', costs: 'value' },
  DirectoryRequiresIdentity: { type: 'boolean', example: 'true', costs: 'value' },
} as const satisfies Record<string, Setting>;

/** An entry of `Client_Settings_File_Address`. */
export const FILE_SETTINGS = {
  Profile_Name: { type: 'string', example: '"Head Office"', costs: 'profile' },
  Client_Settings_File_Url: {
    type: 'string',
    example: '"https://pbx.example.com/46xxsettings.txt"',
    costs: 'profile',
  },
} as const satisfies Record<string, Setting>;

export type SettingTable = Readonly<Record<string, Setting>>;
type KeysOf<Table, What> = { [K in keyof Table]: Table[K] extends What ? K : never }[keyof Table] & string;
export type FlagKeys<Table> = KeysOf<Table, { type: 'boolean' }>;
export type ListKeys<Table> = KeysOf<Table, { list: true }>;
export type TextKeys<Table> = Exclude<keyof Table & string, FlagKeys<Table> | ListKeys<Table>>;

export type SettingKey = keyof typeof SETTINGS;
export type FileKey = keyof typeof FILE_SETTINGS;

export function settingOf(key: SettingKey): Setting {
  return SETTINGS[key];
}

export const SETTING_KEYS = Object.keys(SETTINGS) as readonly SettingKey[];
export const FILE_KEYS = Object.keys(FILE_SETTINGS) as readonly FileKey[];
/** Those that do something only where `DialRule` is true. */
export const DIALING_KEYS = SETTING_KEYS.filter(
  (key) => SETTINGS[key].costs === 'rules' && key !== 'DialRule',
);

/** A feature code, which no number of anybody is, with the user's own extension in it once at most. */
function isStealCode(text: string): boolean {
  return text.length <= 40 && /[*#]/.test(text) && /^[0-9*#]*(?:\{number\}[0-9*#]*)?$/.test(text);
}

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
