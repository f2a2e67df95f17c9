import { isUsed, type Name46xx } from './settings-46xx-names';

/** A value as a settings file gave it, and where. */
export interface KeptSetting {
  /** Without quotation marks; '' asks for the default. */
  value: string;
  /** 1-based. */
  line: number;
  file: string;
}

/** The settings that Ringtab uses, by name. It has no prototype, and may be stored as JSON. */
export type SettingsRecord = Partial<Record<Name46xx, KeptSetting>>;

export function emptyRecord(): SettingsRecord {
  return Object.create(null);
}

/**
 * What is in force after a settings file was read again: as clients do (administration manual, "The IP Office
 * Settings Files"), a setting that is no longer in the file keeps its value, and an empty one is taken back.
 */
export function mergeSettings(kept: SettingsRecord, parsed: { settings: SettingsRecord }): SettingsRecord {
  const merged = emptyRecord();
  for (const source of [kept, parsed.settings]) {
    for (const [name, setting] of Object.entries(source)) {
      if (!isUsed(name)) continue;
      if (setting.value === '') delete merged[name];
      else merged[name] = { ...setting };
    }
  }
  return merged;
}

/** The value of a setting; undefined when it is not there or empty. */
export function textOf(settings: SettingsRecord, name: Name46xx): string | undefined {
  return (Object.hasOwn(settings, name) && settings[name]?.value) || undefined;
}
