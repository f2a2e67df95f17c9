import { type Gateway, parseGatewayAddress } from './gateway-address';
import { parseHost } from './host';
import type { ObjectNode } from './json-node';
import type { Profile } from './profile';
import { readDialRules } from './profile-dialling';
import {
  declineWays,
  defaultFeatures,
  isCodecName,
  type ProfileFeatures,
  withCodecs,
} from './profile-features';
import { profileId } from './profile-id';
import { matchSettingKey } from './profile-key-match';
import { SETTINGS, type SettingKey } from './profile-keys';
import { readName } from './profile-name';
import type { Report } from './profile-problem';
import { EntrySettings } from './profile-settings';

type Settings = EntrySettings<typeof SETTINGS>;

const ICE_PORT = 3478;
const CONTACT_MATCHING_DIGITS = 10;

/** One entry of the list of profiles; undefined when it has no good Name or Address. */
export function readProfile(node: ObjectNode, names: Set<string>, report: Report): Profile | undefined {
  const settings: Settings = new EntrySettings(node, { table: SETTINGS, match: matchSettingKey }, report);
  const name = readName(settings, 'Name', names);
  const address = settings.required('Address');
  const gateway = readGateway(settings, 'Address', address);
  const secondary = readSecondary(settings, gateway);
  const emergencyNumbers = settings.list('EmergencyNumbers');
  const rest: Omit<Profile, 'id' | 'name' | 'address' | 'gateway'> = {
    accountsToken: settings.flag('AccountsToken') ?? false,
    logDownload: allows(settings, 'LogDownload'),
    icePolicy: settings.text('ICEPolicy') === 'relay' ? 'relay' : 'all',
    autoFailover: settings.flag('AutoFailover') ?? false,
    dialRules: readDialRules(settings, emergencyNumbers),
    emergencyNumbers,
    features: readFeatures(settings),
    directoryRequiresIdentity:
      settings.flag('DirectoryRequiresIdentity') ?? settings.has('DirectoryRequiresIdentity'),
    contactMatchingDigits: Number(settings.text('ContactMatchingDigits') ?? CONTACT_MATCHING_DIGITS),
  };
  const turn = readTurn(settings);
  const optional = dropAbsent({
    domain: parseHost(settings.text('Domain') ?? ''),
    stun: readStun(settings),
    turn,
    secondaryAddress: secondary?.url,
    voicemailNumber: settings.text('VoicemailNumber'),
    conferenceUri: settings.text('ConferenceURI'),
    callStealCode: settings.text('CallStealCode'),
    directoryUrl: settings.text('DirectoryURL'),
  });
  warnOfLoneSettings(settings, rest);
  if (rest.icePolicy === 'relay' && !turn) settings.note('ICEPolicy', 'relay-without-turn');
  if (name === undefined || address === undefined || !gateway) return undefined;
  return { id: profileId(name, address), name, address, gateway, ...rest, ...optional };
}

function readGateway(
  settings: Settings,
  key: 'Address' | 'SecondaryAddress',
  address: string | undefined,
): Gateway | undefined {
  if (address === undefined) return undefined;
  const gateway = parseGatewayAddress(address);
  if ('url' in gateway) return gateway;
  settings.reject(key, gateway.code, JSON.stringify(address), JSON.stringify(gateway.expected));
  return undefined;
}

/** One that is the gateway itself is none. */
function readSecondary(settings: Settings, gateway: Gateway | undefined): Gateway | undefined {
  const address = settings.text('SecondaryAddress');
  const secondary = readGateway(settings, 'SecondaryAddress', address);
  if (!secondary || secondary.url !== gateway?.url) return secondary;
  settings.note('SecondaryAddress', 'secondary-is-primary', { found: JSON.stringify(address) });
  return undefined;
}

function readStun(settings: Settings): Profile['stun'] {
  const host = parseHost(settings.text('STUNHost') ?? '');
  const port = Number(settings.text('STUNPort') ?? ICE_PORT);
  return host === undefined ? undefined : { host, port };
}

function readFeatures(settings: Settings): ProfileFeatures {
  const way = settings.text('DeclineWith') as keyof typeof declineWays | undefined;
  const features = {
    ...defaultFeatures(),
    callDeclinePolicy: way && declineWays[way],
    forwarding: allows(settings, 'AllowForwarding'),
    autoAnswer: allows(settings, 'AllowAutoAnswer'),
    callHandover: allows(settings, 'AllowCallHandover'),
    otherPhoneMode: allows(settings, 'AllowOtherPhone'),
  };
  return withCodecs(features, settings.list('Codecs').map(lowerCase).filter(isCodecName));
}

/** What was meant as a restriction and cannot be read stays one. */
function allows(
  settings: Settings,
  key: 'LogDownload' | 'AllowForwarding' | 'AllowAutoAnswer' | 'AllowCallHandover' | 'AllowOtherPhone',
): boolean {
  return settings.flag(key) ?? !settings.has(key);
}

/** Without credentials it is none: Chrome makes no connection at all for a call where one lacks them. */
function readTurn(settings: Settings): Profile['turn'] {
  const host = parseHost(settings.text('TURNHost') ?? '');
  const port = Number(settings.text('TURNPort') ?? ICE_PORT);
  const user = settings.text('TURNUser');
  const password = settings.text('TURNPassword');
  return host === undefined || !user || !password ? undefined : { host, port, user, password };
}

/** Settings that do nothing, or not all they say, without another one. */
function warnOfLoneSettings(
  settings: Settings,
  { autoFailover, features }: Pick<Profile, 'autoFailover' | 'features'>,
): void {
  const pairs: [boolean, SettingKey, SettingKey][] = [
    [settings.has('STUNPort'), 'STUNPort', 'STUNHost'],
    [settings.has('TURNPort'), 'TURNPort', 'TURNHost'],
    [settings.has('TURNUser'), 'TURNUser', 'TURNHost'],
    [settings.has('TURNPassword'), 'TURNPassword', 'TURNHost'],
    [settings.has('TURNHost'), 'TURNHost', 'TURNUser'],
    [settings.has('TURNHost'), 'TURNHost', 'TURNPassword'],
    [settings.has('SecondaryAddress'), 'SecondaryAddress', 'AutoFailover'],
    [features.callDeclinePolicy === declineWays.voicemail, 'DeclineWith', 'VoicemailNumber'],
    [autoFailover, 'AutoFailover', 'SecondaryAddress'],
  ];
  for (const [applies, found, expected] of pairs) {
    if (applies && !settings.has(expected)) settings.note(found, 'needs-setting', { found, expected });
  }
}

function lowerCase(text: string): string {
  return text.toLowerCase();
}

function dropAbsent<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(value).filter(([, field]) => field !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
