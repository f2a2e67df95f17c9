import { parseHostPort } from './host';
import type { ObjectNode } from './json-node';
import { formatJsonPath } from './json-path';
import { matchFileKey } from './profile-key-match';
import { FILE_SETTINGS } from './profile-keys';
import { readName } from './profile-name';
import type { Report } from './profile-problem';
import { EntrySettings } from './profile-settings';

/** An entry of `Client_Settings_File_Address`, checked: a system that is described by a settings file. */
export interface SettingsFileAddress {
  /** As a profile's. */
  name: string;
  /** http or https, with a path. */
  url: string;
  /** Where it stands, for example `$.Client_Settings_File_Address[0]`. */
  path: string;
}

const WEB_ADDRESS = /^(https?):\/\/([^/?#@\s\\]+)(\/[!-"$-;=?-[\]-_a-z|~]*)$/i;

/** Undefined when it has no good name or address. An unencrypted address is taken, with a warning. */
export function readSettingsFile(
  node: ObjectNode,
  names: Set<string>,
  report: Report,
): SettingsFileAddress | undefined {
  const kind = { table: FILE_SETTINGS, match: matchFileKey };
  const settings = new EntrySettings(node, kind, report);
  const name = readName(settings, 'Profile_Name', names);
  const url = settings.required('Client_Settings_File_Url');
  if (url === undefined) return undefined;
  const address = parseWebAddress(url);
  if (!address) {
    settings.reject('Client_Settings_File_Url', 'settings-file-address', JSON.stringify(url));
    return undefined;
  }
  if (address.startsWith('http:')) {
    const expected = JSON.stringify(address.replace('http:', 'https:'));
    const found = JSON.stringify(url);
    settings.note('Client_Settings_File_Url', 'settings-file-insecure', { expected, found });
  }
  return name === undefined ? undefined : { name, url: address, path: formatJsonPath(node.path) };
}

/** As a browser takes it, scheme and host in lower case; undefined without a path, or with a password. */
function parseWebAddress(url: string): string | undefined {
  const [, scheme = '', place = '', path] = WEB_ADDRESS.exec(url) ?? [];
  const { host, port } = parseHostPort(place) ?? {};
  if (host === undefined) return undefined;
  return `${scheme.toLowerCase()}://${host}${port === undefined ? '' : `:${port}`}${path}`;
}
