import { defaultFeatures, type ProfileFeatures } from './profile-features';
import { listOf, type Name46xx } from './settings-46xx-names';
import type { SettingsProblems } from './settings-file-problem';
import { type SettingsRecord, textOf } from './settings-record';

/** Days. */
const LONGEST_INTERVAL = 30;

/** How many days to wait before the file is read again: SETTINGS_CHECK_INTERVAL, from 1 to 30; 1 when not given. */
export function checkIntervalDays(settings: SettingsRecord): number {
  const days = Number(textOf(settings, 'SETTINGS_CHECK_INTERVAL') ?? 1);
  return Number.isFinite(days) ? Math.min(Math.max(Math.trunc(days), 1), LONGEST_INTERVAL) : 1;
}

/** What a settings file says of features and codecs. */
export function readFeatures(settings: SettingsRecord, problems: SettingsProblems): ProfileFeatures {
  const usual = defaultFeatures();
  const isOn = (name: Name46xx, otherwise: boolean) => {
    const value = textOf(settings, name);
    return value === undefined ? otherwise : value !== '0';
  };
  const policy = textOf(settings, 'CALL_DECLINE_POLICY');
  return {
    codecs: readCodecs(settings, usual.codecs, isOn, problems),
    callHandover: isOn('IPO_CALL_HANDOVER_ENABLED', false),
    otherPhoneMode: isOn('IPO_OTHER_PHONE_MODE_ENABLED', false),
    autoAnswer: isOn('AUTO_ANSWER', false),
    forwarding: usual.forwarding,
    callDeclinePolicy: policy === undefined ? undefined : Number(policy),
    dndSacLink: isOn('DND_SAC_LINK', usual.dndSacLink),
    country: textOf(settings, 'COUNTRY') ?? '',
    obscuredPreferences: [...new Set(listOf(textOf(settings, 'OBSCURE_PREFERENCES') ?? ''))],
  };
}

/** A phone whose every codec is off could talk to nobody: desk phones have others that browsers do not. */
function readCodecs(
  settings: SettingsRecord,
  usual: ProfileFeatures['codecs'],
  isOn: (name: Name46xx, otherwise: boolean) => boolean,
  problems: SettingsProblems,
): ProfileFeatures['codecs'] {
  const codecs = {
    opus: isOn('ENABLE_OPUS', usual.opus),
    g722: isOn('ENABLE_G722', usual.g722),
    g711a: isOn('ENABLE_G711A', usual.g711a),
    g711u: isOn('ENABLE_G711U', usual.g711u),
  };
  if (Object.values(codecs).some(Boolean)) return codecs;
  const { file, line } = settings.ENABLE_G711A ?? {};
  problems.note(
    'settings-codecs-off',
    { file, line, setting: 'ENABLE_G711A' },
    { expected: 'SET ENABLE_G711A 1' },
  );
  return usual;
}
