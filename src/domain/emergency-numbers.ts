import { diallable, dialPlan } from './dial-plan';
import type { DialRules } from './dial-rules-settings';
import { emergencyNumbersOfEurope } from './emergency-numbers-europe';
import { emergencyNumbersOfTheWorld } from './emergency-numbers-world';
import { percentDecoded } from './typed-number';

const byCountryCode = new Map(
  Object.entries({ ...emergencyNumbersOfEurope, ...emergencyNumbersOfTheWorld }).map(
    ([code, numbers]) => [code, numbers.split(' ')] as const,
  ),
);

/** User, then host, of RFC 3261 section 19.1.1. */
const sipAddress = /^sips?:([^@:;?]+)(?:[:;][^@]*)?@(\[[^\]]*\]|[^@:;?[]+)(?:[:;?]|$)/i;

/** Where the country is not known, or has no list: these reach help in most networks of the world. */
const anywhere = ['112', '911'];

/** The country's numbers, then the administrator's, each once; `0-9 * #` only. */
export function emergencyNumbers(rules: DialRules): string[] {
  const { country } = dialPlan(rules);
  const own = rules.emergencyNumbers.map(diallable);
  return [...new Set([...(byCountryCode.get(country) ?? anywhere), ...own])].filter(
    (number) => number !== '',
  );
}

/** Whether these digits reach an emergency service, dialled with or without the prefix for an outside line. */
export function isEmergencyNumber(number: string, rules: DialRules): boolean {
  const { outside } = dialPlan(rules);
  return emergencyNumbers(rules).some((entry) => number === entry || number === outside + entry);
}

/**
 * Whether a SIP URI is but another way to dial such a number: its user, at a domain that this phone's own numbers
 * belong to. At any other the same digits may be anybody.
 */
export function isEmergencyUri(uri: string, rules: DialRules, domains: readonly string[]): boolean {
  const [, user = '', host = ''] = sipAddress.exec(uri) ?? [];
  const own = domains.some((domain) => domain.toLowerCase() === host.toLowerCase());
  return own && isEmergencyNumber(percentDecoded(user), rules);
}
