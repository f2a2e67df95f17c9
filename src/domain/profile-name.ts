import type { SettingTable, TextKeys } from './profile-keys';
import type { EntrySettings } from './profile-settings';

/** Characters. */
export const LONGEST_NAME = 14;

/** The name that people choose a system by. `names` are those before it in the text; its own is added. */
export function readName<Table extends SettingTable>(
  settings: EntrySettings<Table>,
  key: TextKeys<Table>,
  names: Set<string>,
): string | undefined {
  const name = settings.required(key);
  if (name === undefined) return undefined;
  const length = [...name].length;
  if (length > LONGEST_NAME) {
    settings.note(key, 'name-too-long', { expected: String(LONGEST_NAME), found: String(length) });
  }
  const spoken = name.normalize('NFC').toLowerCase();
  if (names.has(spoken)) settings.note(key, 'name-duplicate', { found: name });
  names.add(spoken);
  return name;
}
