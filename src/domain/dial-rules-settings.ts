import { emergencyNumbers } from './emergency-numbers';

/**
 * The dialing settings of a profile, as `applyDialRules` takes them.
 *
 * Prefixes and codes are '' when the profile does not name them; lists are empty then.
 */
export interface DialRules {
  /** DialRule absent: `off`; false: `user`, people set their own; true: `profile`, these apply and are locked. */
  mode: 'off' | 'user' | 'profile';
  /** Digits that fetch an outside line, for example 9. */
  outsidePrefix: string;
  /** Country code without the plus sign. */
  countryCode: string;
  /** Area codes of the local calling area, the home one first. */
  cityCodes: string[];
  /** The telephone system's own prefix within its network. */
  pbxPrefix: string;
  /** Dialled before a national, non-local number: 1 in North America, often 0 elsewhere. */
  longDistancePrefix: string;
  /** Dialled before an international number: 011 in North America, often 00 elsewhere. */
  internationalPrefix: string;
  /** Lengths, in digits, of the numbers inside the company. */
  extensionLengths: number[];
  /** Lengths, in digits, of national numbers: with area code, without country code and trunk prefix. */
  nationalLengths: number[];
  /** Local calls are dialled without the area code. */
  removeAreaCode: boolean;
  /** Numbers that begin with + go through the rules too. */
  applyToPlusNumber: boolean;
  /** The administrator's emergency numbers, beside those of the country. */
  emergencyNumbers: string[];
}

/** No rules: what is typed is what is dialled. */
export function dialRulesOff(): DialRules {
  return {
    mode: 'off',
    outsidePrefix: '',
    countryCode: '',
    cityCodes: [],
    pbxPrefix: '',
    longDistancePrefix: '',
    internationalPrefix: '',
    extensionLengths: [],
    nationalLengths: [],
    removeAreaCode: false,
    applyToPlusNumber: false,
    emergencyNumbers: [],
  };
}

/**
 * The rules that apply to the next call: none, the profile's, or the user's own (mode `user` when switched on,
 * `off` otherwise). The profile's emergency numbers, and those of its country, hold in any case.
 */
export function rulesInForce(ofProfile: DialRules, own: DialRules): DialRules {
  if (ofProfile.mode !== 'user') return ofProfile;
  const emergencyOfProfile =
    ofProfile.countryCode === '' ? ofProfile.emergencyNumbers : emergencyNumbers(ofProfile);
  return {
    ...own,
    mode: own.mode === 'off' ? 'off' : 'user',
    emergencyNumbers: [...new Set([...emergencyOfProfile, ...own.emergencyNumbers])],
  };
}
