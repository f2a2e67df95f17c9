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
    country: digitsOnly(rules.countryCode).replace(/^0+/, ''),
    areas: rules.cityCodes.map(digitsOnly).filter((code) => code !== ''),
    pbx: digitsOnly(rules.pbxPrefix),
    longDistance: diallable(rules.longDistancePrefix),
    international: diallable(rules.internationalPrefix),
    extensionLengths: rules.extensionLengths.filter((length) => length > 0),
    nationalLengths: rules.nationalLengths.filter((length) => length > 0),
    removeAreaCode: rules.removeAreaCode,
    applyToPlusNumber: rules.applyToPlusNumber,
  };
}

/** Prefixes may hold * and #: some systems fetch the outside line by a feature code. */
export function diallable(prefix: string): string {
  return prefix.replace(/[^0-9*#]/g, '');
}

function digitsOnly(text: string): string {
  return text.replace(/[^0-9]/g, '');
}

export function isExtensionLength(plan: DialPlan, length: number): boolean {
  return plan.extensionLengths.includes(length);
}

/**
 * Whether this can be a number of the country: with area code, without country code and trunk prefix. Where the
 * trunk prefix is 0 no such number begins with 0 (ITU-T E.164: the prefix is no part of it), and that tells
 * 0 2 9999 1234 from 0 99991234 behind an outside line.
 */
export function isNational(plan: DialPlan, number: string): boolean {
  return plan.nationalLengths.includes(number.length) && !beginsWithTrunk(plan, number);
}

/** The area code that makes this local number a national one, the home code if it does; undefined if none. */
export function areaForLocal(plan: DialPlan, local: string): string | undefined {
  if (beginsWithTrunk(plan, local)) return undefined;
  return plan.areas.find((area) => plan.nationalLengths.includes(area.length + local.length));
}

function beginsWithTrunk(plan: DialPlan, number: string): boolean {
  return plan.longDistance === '0' && number.startsWith('0');
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
  return rest !== undefined && isNational(plan, rest);
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
