import type { DialRules } from './dial-rules-settings';
import { type Gateway, parseGatewayAddress } from './gateway-address';
import type { JsonNode, ObjectNode } from './json-node';
import { findEntries } from './profile-entries';
import { readProfile } from './profile-entry';
import type { ProfileFeatures } from './profile-features';
import { readJson } from './profile-json';
import type { ProfileProblem, Report } from './profile-problem';
import { problemList } from './profile-problem-list';
import { readSettingsFile, type SettingsFileAddress } from './profile-settings-file';

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
  turn?: { host: string; port: number; user: string; password: string };
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
  /** What is dialled for a call that another device of the user has; `{number}` in it is the user's extension. */
  callStealCode?: string;
  /** How many last digits of two numbers must agree for a caller to be the contact. */
  contactMatchingDigits: number;
  /** Entries of the company's directory without e-mail address (Unique Identity) are not shown and not called. */
  directoryRequiresIdentity: boolean;
  /** Where the company's directory is fetched, as written. */
  directoryUrl?: string;
  features: ProfileFeatures;
}

export interface ParsedProfiles {
  /** Those that can be used, in the order of the text. */
  profiles: Profile[];
  /** Where further profiles can be read from, in the order of the text. */
  settingsFiles: SettingsFileAddress[];
  problems: ProfileProblem[];
}

/**
 * Reads the administrator's JSON: `{"IP_Office_Server_Profile": [{…}]}`, the same without the outer braces, a
 * bare list or a single profile; and `{"Client_Settings_File_Address": [{…}]}`, alone or beside it.
 *
 * What a mistake costs stands in `SETTINGS` for a wrong value, and with the codes of the problems for
 * everything else: the rest is used. Never throws; time grows linearly with the text.
 */
export function parseProfiles(text: string): ParsedProfiles {
  const { report, settle } = problemList(text);
  reportLostCharacters(text, report);
  const root = readJson(text, report);
  const found = root ? findEntries(root, report) : { profiles: [], settingsFiles: [] };
  const names = new Set<string>();
  const profiles = readEach(found.profiles, (node) => readProfile(node, names, report));
  const settingsFiles = readEach(found.settingsFiles, (node) => readSettingsFile(node, names, report));
  const { problems, lost } = settle([...found.profiles, ...found.settingsFiles]);
  return { profiles: without(lost, profiles), settingsFiles: without(lost, settingsFiles), problems };
}

/** The domain of the addresses of record: `Domain`, or the gateway's host. */
export function sipDomain(profile: Pick<Profile, 'domain' | 'gateway'>): string {
  return profile.domain ?? profile.gateway.host;
}

/** The gateway that AutoFailover goes to, with its SIP domain: `Domain`, or that gateway's host. */
export function failoverGateway(
  profile: Pick<Profile, 'domain' | 'gateway' | 'autoFailover' | 'secondaryAddress'>,
): { url: string; domain: string } | undefined {
  const { autoFailover, secondaryAddress, gateway, domain } = profile;
  // A profile kept by an earlier version may name the same gateway twice.
  if (!autoFailover || secondaryAddress === undefined || secondaryAddress === gateway.url) return undefined;
  const secondary = parseGatewayAddress(secondaryAddress);
  return 'code' in secondary ? undefined : { url: secondary.url, domain: domain ?? secondary.host };
}

function readEach<Value>(entries: JsonNode[], read: (node: ObjectNode) => Value | undefined) {
  return entries.flatMap((entry): [JsonNode, Value][] => {
    const value = entry.kind === 'object' ? read(entry) : undefined;
    return value === undefined ? [] : [[entry, value]];
  });
}

function without<Value>(lost: Set<JsonNode>, entries: [JsonNode, Value][]): Value[] {
  return entries.filter(([entry]) => !lost.has(entry)).map(([, value]) => value);
}

/** A replacement character stands where a text was read in a wrong encoding, NUL where that was UTF-16. */
function reportLostCharacters(text: string, report: Report): void {
  for (const { index, 0: char } of text.matchAll(/[\0\uFFFD]/g)) {
    report('json-encoding', index, undefined, {
      expected: 'UTF-8',
      costs: char === '\0' ? 'text' : 'profile',
    });
    if (char === '\0') return;
  }
}
