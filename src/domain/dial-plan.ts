import type { DialRules } from './dial-rules-settings';

/** Dial rules with nothing in them that cannot be dialled, and the questions the steps ask of them. */
export interface DialPlan {
  outside: string;
  country: string;
  areas: string[];
  pbx: string;
  longDistance: string;
  international: string;
  extensionLengths: number[];
  nationalLengths: number[];
  removeAreaCode: boolean;
  applyToPlusNumber: boolean;
}

export function dialPlan(rules: DialRules): DialPlan {
  return {
    outside: diallable(rules.outsidePrefix),
    country: rules.countryCode.replace(/[^0-9]/g, ''),
    areas: rules.cityCodes.map((code) => code.replace(/[^0-9]/g, '')).filter((code) => code !== ''),
    pbx: rules.pbxPrefix.replace(/[^0-9]/g, ''),
    longDistance: diallable(rules.longDistancePrefix),
    international: diallable(rules.internationalPrefix),
    extensionLengths: rules.extensionLengths.filter((length) => length > 0),
    nationalLengths: rules.nationalLengths.filter((length) => length > 0),
    removeAreaCode: rules.removeAreaCode,
    applyToPlusNumber: rules.applyToPlusNumber,
  };
}

/** Prefixes may hold * and #: some systems fetch the outside line by a feature code. */
function diallable(prefix: string): string {
  return prefix.replace(/[^0-9*#]/g, '');
}

export function isExtensionLength(plan: DialPlan, length: number): boolean {
  return plan.extensionLengths.includes(length);
}

/** Length with area code, without country code and trunk prefix. */
export function isNationalLength(plan: DialPlan, length: number): boolean {
  return plan.nationalLengths.includes(length);
}

/** The area code that makes a local number of this many digits a national one; the home code if it fits. */
export function areaForLocal(plan: DialPlan, length: number): string | undefined {
  return plan.areas.find((area) => isNationalLength(plan, area.length + length));
}

/** The longest listed area code the national number begins with, when a local number follows it. */
export function areaOf(plan: DialPlan, national: string): string | undefined {
  return plan.areas
    .filter((area) => national.startsWith(area) && national.length > area.length)
    .sort((one, other) => other.length - one.length)[0];
}

/** What follows `prefix`; undefined where there is no such prefix, or the number begins otherwise. */
export function after(prefix: string, number: string): string | undefined {
  return prefix !== '' && number.startsWith(prefix) ? number.slice(prefix.length) : undefined;
}

/** A national number behind the prefix for long distance. */
export function isTrunkCall(plan: DialPlan, number: string): boolean {
  const rest = after(plan.longDistance, number);
  return rest !== undefined && isNationalLength(plan, rest.length);
}

/** Fewer digits than this behind the international prefix are no number of any country. */
const shortestInternational = 7;

/** What follows the international prefix, if that can be a number of some country. */
export function afterInternational(plan: DialPlan, number: string): string | undefined {
  const rest = after(plan.international, number);
  return rest !== undefined && rest.length >= shortestInternational ? rest : undefined;
}

/** The extension in a number of the telephone system's own range, `lead` being what stands before it. */
export function extensionAfter(plan: DialPlan, lead: string, number: string): string | undefined {
  const rest = plan.pbx === '' ? undefined : after(lead + plan.pbx, number);
  return rest !== undefined && isExtensionLength(plan, rest.length) ? rest : undefined;
}
