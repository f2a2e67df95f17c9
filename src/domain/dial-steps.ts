import {
  after,
  afterInternational,
  areaForLocal,
  type DialPlan,
  extensionAfter,
  isExtensionLength,
  isNational,
  isTrunkCall,
} from './dial-plan';
import type { DialExplanation, DialPrefix, DialRuleName, DialTrace } from './dial-trace';
import { nationalKind, placeNational } from './national-call';

/** Decides, or leaves the number to the next step. */
type Attempt = (plan: DialPlan, number: string, trace: DialTrace) => DialExplanation | undefined;

/** Steps 3 to 12, in the order they are tried. */
export const dialSteps: [DialRuleName, Attempt][] = [
  ['feature', asFeature],
  ['4', fromPlus],
  ['5', asExtension],
  ['6', asPrefixed],
  ['7', fromInternationalPrefix],
  ['8', fromLongDistancePrefix],
  ['9', fromNational],
  ['10', fromCountryCode],
  ['11', fromLocal],
  ['12', fromShort],
];

function asFeature(_: DialPlan, number: string, trace: DialTrace) {
  return /[*#]/.test(number) ? trace.decide('feature', 'feature', number) : undefined;
}

function fromPlus(plan: DialPlan, number: string, trace: DialTrace) {
  if (!number.startsWith('+')) return undefined;
  const digits = number.slice(1);
  const own = after(plan.country, digits);
  if (!plan.applyToPlusNumber) {
    const national = own === undefined ? undefined : withoutTrunk(plan, own);
    const kind = national && isNational(plan, national) ? nationalKind(plan, national) : undefined;
    return trace.decide('4', kind ?? 'international', number);
  }
  if (own) return inOwnCountry(plan, '4', own, trace);
  // A country code alone is no number yet; without a prefix for calls abroad only the gateway can know the +.
  return own === '' || plan.international === ''
    ? trace.decide('4', 'international', number)
    : trace.decide('4', 'international', digits, abroad(plan));
}

/** A national number behind the country's code; a trunk prefix that callers abroad leave out is left out here. */
function inOwnCountry(plan: DialPlan, step: DialRuleName, rest: string, trace: DialTrace) {
  const national = withoutTrunk(plan, rest);
  trace.remove('country-code', plan.country);
  trace.remove('trunk-prefix', rest.slice(0, rest.length - national.length));
  trace.pass(step, national, true);
  return placeNational(plan, national, trace);
}

/** Only where the number fits the plan without its first 0, and does not with it. */
function withoutTrunk(plan: DialPlan, rest: string): string {
  const stray = rest.startsWith('0') && !isNational(plan, rest) && isNational(plan, rest.slice(1));
  return stray ? rest.slice(1) : rest;
}

function asExtension(plan: DialPlan, number: string, trace: DialTrace) {
  return isExtensionLength(plan, number.length) ? trace.decide('5', 'extension', number) : undefined;
}

/** Someone typed the outside prefix by hand. Where the digits have another reading, only the longest form counts. */
function asPrefixed(plan: DialPlan, number: string, trace: DialTrace) {
  const rest = after(plan.outside, number);
  if (rest === undefined) return undefined;
  if (isTrunkCall(plan, rest)) {
    const national = rest.slice(plan.longDistance.length);
    const prefixes = [outsideLine(plan), longDistance(plan)];
    return trace.decide('6', nationalKind(plan, national), national, prefixes);
  }
  if (isNational(plan, number) || isTrunkCall(plan, number)) return undefined;
  const foreign = afterInternational(plan, rest);
  if (foreign !== undefined) return trace.decide('6', 'international', foreign, abroad(plan));
  if (afterInternational(plan, number) !== undefined) return undefined;
  if (areaForLocal(plan, rest) !== undefined) return trace.decide('6', 'local', rest, [outsideLine(plan)]);
  const tenDigits = plan.longDistance === '' || plan.country === '1';
  if (tenDigits && isNational(plan, rest))
    return trace.decide('6', nationalKind(plan, rest), rest, [outsideLine(plan)]);
  return undefined;
}

function fromInternationalPrefix(plan: DialPlan, number: string, trace: DialTrace) {
  const rest = afterInternational(plan, number);
  if (rest === undefined) return undefined;
  const own = after(plan.country, rest);
  if (own === undefined || !isNational(plan, withoutTrunk(plan, own)))
    return trace.decide('7', 'international', rest, abroad(plan));
  trace.remove('international-prefix', plan.international);
  return inOwnCountry(plan, '7', own, trace);
}

function fromLongDistancePrefix(plan: DialPlan, number: string, trace: DialTrace) {
  if (!isTrunkCall(plan, number)) return undefined;
  const national = number.slice(plan.longDistance.length);
  trace.remove('long-distance-prefix', plan.longDistance);
  trace.pass('8', national, true);
  return placeNational(plan, national, trace);
}

function fromNational(plan: DialPlan, number: string, trace: DialTrace) {
  if (!isNational(plan, number)) return undefined;
  trace.pass('9', number, true);
  return placeNational(plan, number, trace);
}

/** How most networks name a caller of the own country: country code, no plus. */
function fromCountryCode(plan: DialPlan, number: string, trace: DialTrace) {
  const national = after(plan.country, number);
  if (national === undefined || !isNational(plan, national)) return undefined;
  trace.remove('country-code', plan.country);
  trace.pass('10', national, true);
  return placeNational(plan, national, trace);
}

function fromLocal(plan: DialPlan, number: string, trace: DialTrace) {
  const extension = extensionAfter(plan, '', number);
  if (extension !== undefined) {
    trace.remove('pbx-prefix', plan.pbx);
    return trace.decide('11', 'extension', extension);
  }
  const area = areaForLocal(plan, number);
  if (area === undefined) return undefined;
  if (plan.removeAreaCode) return trace.decide('11', 'local', number, [outsideLine(plan)]);
  trace.pass('11', area + number, true);
  return placeNational(plan, area + number, trace, '11');
}

function fromShort(plan: DialPlan, number: string, trace: DialTrace) {
  if (number.length === 1) return trace.decide('12', 'extension', number);
  const shortest = Math.min(...plan.extensionLengths);
  const short = Number.isFinite(shortest) && number.length < shortest;
  return short ? trace.decide('12', 'other', number, [outsideLine(plan)]) : undefined;
}

export function outsideLine(plan: DialPlan): DialPrefix {
  return { meaning: 'outside-line', digits: plan.outside };
}

function abroad(plan: DialPlan): DialPrefix[] {
  return [outsideLine(plan), { meaning: 'international', digits: plan.international }];
}

function longDistance(plan: DialPlan): DialPrefix {
  return { meaning: 'long-distance', digits: plan.longDistance };
}
