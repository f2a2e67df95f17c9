import { type DialPlanWarning, dialPlanWarnings } from './dial-plan-warnings';
import type { DialRules } from './dial-rules-settings';
import { DIALING_KEYS, type SETTINGS, type SettingKey } from './profile-keys';
import type { ProblemDetails } from './profile-problem';
import type { EntrySettings } from './profile-settings';

type Settings = EntrySettings<typeof SETTINGS>;

/** Three names fit in a sentence. */
const MOST_NAMED = 3;

/** `DialRule` and the settings that need it; off where one of them that is in force cannot be read. */
export function readDialRules(settings: Settings, emergencyNumbers: readonly string[]): DialRules {
  const rule = settings.flag('DialRule');
  // A DialRule that cannot be read has been reported, and is not missing.
  const alone = rule || settings.rulesLost ? [] : DIALING_KEYS.filter((key) => settings.has(key));
  const [first] = alone;
  if (first) {
    const found =
      alone.length > MOST_NAMED ? [...alone.slice(0, MOST_NAMED), '…'].join(', ') : alone.join(', ');
    settings.note(first, 'dialing-without-rule', { found, expected: '"DialRule": true' });
  }
  const rules: DialRules = {
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
  // What could be read of the country still tells its emergency numbers.
  if (settings.rulesLost) return { ...rules, mode: 'off' };
  if (rules.mode === 'profile') warnOfPlan(settings, rules);
  return rules;
}

/** What in good settings is likely to surprise, at the setting that would mend it. */
function warnOfPlan(settings: Settings, rules: DialRules): void {
  const { cityCodes, extensionLengths, outsidePrefix, longDistancePrefix } = rules;
  const withoutTrunk = cityCodes.map((code) => code.replace(/^0+/, '')).filter((code) => code !== '');
  const said: Record<DialPlanWarning, [SettingKey, ProblemDetails]> = {
    'several-area-codes-removed': ['RemoveAreaCode', { found: cityCodes.join(', ') }],
    'no-area-code-to-remove': ['RemoveAreaCode', { expected: '"CityCode": "555"' }],
    'area-code-with-trunk-prefix': [
      'CityCode',
      { found: cityCodes.join(','), expected: JSON.stringify(withoutTrunk.join(',')) },
    ],
    'national-length-missing': ['NationalLength', { expected: '"NationalLength": "10"' }],
    'international-prefix-missing': ['InternationalPrefix', { expected: '"InternationalPrefix": "011"' }],
    'extension-length-of-outside-numbers': ['ExtensionLength', { found: extensionLengths.join(', ') }],
    'outside-prefix-reads-as-international': ['OutsidePrefix', { found: outsidePrefix + longDistancePrefix }],
  };
  for (const warning of dialPlanWarnings(rules)) {
    const [key, details] = said[warning];
    settings.note(key, `plan-${warning}`, details);
  }
}
