import type { DialRules } from './dial-rules-settings';

/** Emergency numbers by country code. */
const byCountryCode: Record<string, string> = {
  '1': '911',
  '33': '15 17 18 112 114 115 116117 119 191 196',
  '44': '999 112',
  '49': '110 112',
};

/** The country's numbers and the administrator's; 112 and 911 when the country is not known. Digits only. */
export function emergencyNumbers(rules: DialRules): string[] {
  const country = rules.countryCode.replace(/[^0-9]/g, '');
  const national = Object.hasOwn(byCountryCode, country) ? byCountryCode[country] : undefined;
  const own = rules.emergencyNumbers.map((number) => number.replace(/[^0-9*#]/g, ''));
  return [...new Set([...(national ?? '112 911').split(' '), ...own])].filter((number) => number !== '');
}

/** Whether these digits reach an emergency service, dialled with or without the prefix for an outside line. */
export function isEmergencyNumber(number: string, rules: DialRules): boolean {
  const outside = rules.outsidePrefix.replace(/[^0-9*#]/g, '');
  return emergencyNumbers(rules).some((entry) => number === entry || number === outside + entry);
}
