import { parseHostPort } from './host';
import { type SettingKey, settingOf } from './profile-keys';
import type { ProfileProblemCode } from './profile-problem';

/** What a value must be like, and the problem when it is not. An empty value is always good: it resets. */
interface Setting46xx {
  /** The line as it would be typed. */
  example: string;
  check?: [(text: string) => boolean, ProfileProblemCode];
}

/** The same check as the profile key that the setting becomes. */
function like(key: SettingKey, example: string): Setting46xx {
  const { check, list } = settingOf(key);
  if (!check) return { example };
  const [isGood, code] = check;
  return { example, check: [(text) => (list ? listOf(text) : [text]).every(isGood), code] };
}

function numbers(example: string, pattern: RegExp): Setting46xx {
  return { example, check: [(text) => pattern.test(text), 'settings-number-expected'] };
}

const flag = (example: string) => numbers(example, /^[01]$/);

/** The settings that Ringtab uses; the hundreds of others are for desk phones and are passed over. */
export const SETTINGS_46XX = {
  SIP_CONTROLLER_LIST: {
    example: 'SET SIP_CONTROLLER_LIST pbx.example.com:5061;transport=tls',
    check: [(text) => controllerAddresses(text) !== undefined, 'settings-controller-expected'],
  },
  SIPDOMAIN: like('Domain', 'SET SIPDOMAIN example.com'),
  ENHDIALSTAT: numbers('SET ENHDIALSTAT 1', /^[0-2]$/),
  PHNOL: like('OutsidePrefix', 'SET PHNOL 9'),
  PHNCC: like('CountryCode', 'SET PHNCC 44'),
  DIALPLANAREACODE: like('CityCode', 'SET DIALPLANAREACODE 116'),
  SP_AC: like('CityCode', 'SET SP_AC 116'),
  DIALPLANPBXPREFIX: like('PbxPrefix', 'SET DIALPLANPBXPREFIX 538'),
  PHNPBXMAINPREFIX: like('PbxPrefix', 'SET PHNPBXMAINPREFIX 538'),
  PHNLD: like('LongDistancePrefix', 'SET PHNLD 0'),
  PHNIC: like('InternationalPrefix', 'SET PHNIC 00'),
  DIALPLANEXTENSIONLENGTHLIST: like('ExtensionLength', 'SET DIALPLANEXTENSIONLENGTHLIST "3,4"'),
  PHNDPLENGTH: like('ExtensionLength', 'SET PHNDPLENGTH 4'),
  DIALPLANNATIONALPHONENUMLENGTHLIST: like('NationalLength', 'SET DIALPLANNATIONALPHONENUMLENGTHLIST "9,10"'),
  PHNLDLENGTH: like('NationalLength', 'SET PHNLDLENGTH 10'),
  DIALPLANLOCALCALLPREFIX: flag('SET DIALPLANLOCALCALLPREFIX 1'),
  PHNREMOVEAREACODE: flag('SET PHNREMOVEAREACODE 1'),
  APPLY_DIALINGRULES_TO_PLUS_NUMBERS: flag('SET APPLY_DIALINGRULES_TO_PLUS_NUMBERS 1'),
  PHNEMERGNUM: like('EmergencyNumbers', 'SET PHNEMERGNUM 112'),
  PHNMOREEMERGNUMS: like('EmergencyNumbers', 'SET PHNMOREEMERGNUMS "112,999"'),
  CELLULAR_DIRECT_NUMBER_LIST: {
    example: 'SET CELLULAR_DIRECT_NUMBER_LIST "911","9911"',
    check: [
      (text) => isDisabled(text) || listOf(text).every(settingOf('EmergencyNumbers').check?.[0] ?? Boolean),
      'digits-expected',
    ],
  },
  CONTACT_MATCHING_MIN_DIGITS: like('ContactMatchingDigits', 'SET CONTACT_MATCHING_MIN_DIGITS 8'),
  CONFERENCE_FACTORY_URI: like('ConferenceURI', 'SET CONFERENCE_FACTORY_URI "ConfServer@example.com"'),
  PSTN_VM_NUM: like('VoicemailNumber', 'SET PSTN_VM_NUM "VM.user@example.com"'),
  ENABLE_OPUS: numbers('SET ENABLE_OPUS 1', /^\d$/),
  ENABLE_G722: numbers('SET ENABLE_G722 1', /^\d$/),
  ENABLE_G711A: numbers('SET ENABLE_G711A 1', /^\d$/),
  ENABLE_G711U: numbers('SET ENABLE_G711U 1', /^\d$/),
  SETTINGS_CHECK_INTERVAL: numbers('SET SETTINGS_CHECK_INTERVAL 1', /^\d{1,5}$/),
  IPO_CALL_HANDOVER_ENABLED: flag('SET IPO_CALL_HANDOVER_ENABLED 1'),
  IPO_OTHER_PHONE_MODE_ENABLED: flag('SET IPO_OTHER_PHONE_MODE_ENABLED 1'),
  AUTO_ANSWER: flag('SET AUTO_ANSWER 1'),
  CALL_DECLINE_POLICY: numbers('SET CALL_DECLINE_POLICY 2', /^\d$/),
  DND_SAC_LINK: flag('SET DND_SAC_LINK 1'),
  COUNTRY: { example: 'SET COUNTRY UK' },
  OBSCURE_PREFERENCES: { example: 'SET OBSCURE_PREFERENCES "DIRSRVR,DIRUSERNAME"' },
} as const satisfies Record<string, Setting46xx>;

export type Name46xx = keyof typeof SETTINGS_46XX;

export function isUsed(name: string): name is Name46xx {
  return Object.hasOwn(SETTINGS_46XX, name);
}

export function setting46xx(name: Name46xx): Setting46xx {
  return SETTINGS_46XX[name];
}

/** The entries of a comma-separated list. */
export function listOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** The word that stands for no number at all. */
export function isDisabled(text: string): boolean {
  return text.toUpperCase() === 'DISABLED';
}

/**
 * The Addresses in `host:port;transport=tls`, comma-separated, the first one first; undefined when one of them is none.
 * The port is that of SIP for desk phones, not of the gateway's WebSocket, and is left out, unless the transport is one
 * of RFC 7118 (section 5.2): ws or wss.
 */
export function controllerAddresses(text: string): string[] | undefined {
  const addresses = listOf(text).map(controllerAddress);
  const good = addresses.filter((address) => address !== undefined);
  return good.length > 0 && good.length === addresses.length ? [...new Set(good)] : undefined;
}

function controllerAddress(entry: string): string | undefined {
  const [place = '', ...parameters] = entry.split(';').map((part) => part.trim());
  const { host, port } = parseHostPort(place) ?? {};
  if (host === undefined || port === undefined) return host;
  const webSocket = parameters.map((parameter) => /^transport=(wss?)$/i.exec(parameter)?.[1]).find(Boolean);
  return webSocket === undefined ? host : `${webSocket.toLowerCase()}://${host}:${port}/`;
}
