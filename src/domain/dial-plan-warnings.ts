import { type DialPlan, dialPlan, isExtensionLength } from './dial-plan';
import type { DialRules } from './dial-rules-settings';

export type DialPlanWarning =
  /** RemoveAreaCode takes off every code of CityCode; the network may allow that for the home code only. */
  | 'several-area-codes-removed'
  /** RemoveAreaCode is set, and CityCode names no code that could be removed. */
  | 'no-area-code-to-remove'
  /** An area code is written with the trunk prefix 0, which is no part of it. */
  | 'area-code-with-trunk-prefix'
  /** Without NationalLength a national number is known by its plus only. */
  | 'national-length-missing'
  /** Without InternationalPrefix a number with a plus can only be sent as it stands. */
  | 'international-prefix-missing'
  /** Outside numbers as long as an extension are dialled as extensions. */
  | 'extension-length-of-outside-numbers'
  /** OutsidePrefix and LongDistancePrefix together look like InternationalPrefix. */
  | 'outside-prefix-reads-as-international';

/** What in dial rules is likely to surprise: numbers the rules cannot tell apart, and settings that do nothing. */
export function dialPlanWarnings(rules: DialRules): DialPlanWarning[] {
  if (rules.mode === 'off') return [];
  const plan = dialPlan(rules);
  const codes = Object.keys(checks) as DialPlanWarning[];
  return codes.filter((code) => checks[code](plan));
}

const checks: Record<DialPlanWarning, (plan: DialPlan) => boolean> = {
  'several-area-codes-removed': ({ removeAreaCode, areas }) => removeAreaCode && areas.length > 1,
  'no-area-code-to-remove': ({ removeAreaCode, areas }) => removeAreaCode && areas.length === 0,
  'area-code-with-trunk-prefix': ({ longDistance, areas }) =>
    longDistance === '0' && areas.some((area) => area.startsWith('0')),
  'national-length-missing': ({ nationalLengths }) => nationalLengths.length === 0,
  'international-prefix-missing': ({ applyToPlusNumber, international }) =>
    applyToPlusNumber && international === '',
  'extension-length-of-outside-numbers': (plan) =>
    plan.nationalLengths.some(
      (length) =>
        isExtensionLength(plan, length) ||
        plan.areas.some((area) => isExtensionLength(plan, length - area.length)),
    ),
  'outside-prefix-reads-as-international': readsAsInternational,
};

/** Hardly any country has numbers shorter than this, country code and all. */
const usualInternational = 8;

function readsAsInternational({ outside, longDistance, international, nationalLengths }: DialPlan): boolean {
  if (outside === '' || longDistance === '' || international === '') return false;
  const front = outside + longDistance;
  if (!front.startsWith(international) && !international.startsWith(front)) return false;
  return nationalLengths.some((length) => front.length + length >= international.length + usualInternational);
}
