import {
  after,
  afterInternational,
  areaForLocal,
  type DialPlan,
  dialPlan,
  extensionAfter,
  isExtensionLength,
  isNational,
  isTrunkCall,
} from './dial-plan';
import type { DialRules } from './dial-rules-settings';
import {
  type DialExplanation,
  type DialKind,
  type Dialled,
  type DialPrefix,
  type DialRuleName,
  DialTrace,
} from './dial-trace';
import { isEmergencyNumber } from './emergency-numbers';
import { nationalKind, placeNational } from './national-call';
import { readTyped, type TypedNumber } from './typed-number';

/**
 * What to dial for what was typed, pasted or clicked. Takes any text and any rules, never throws, and takes
 * time in proportion to the text. `dialed` is '' when there is nothing in it that could be called.
 */
export function applyDialRules(typed: string, rules: DialRules): Dialled {
  const { dialed, postDial, rule, kind } = explainDialling(typed, rules);
  return { dialed, postDial, rule, kind };
}

/** The same with everything a screen needs to put it in words, and each step on the way. */
export function explainDialling(typed: string, rules: DialRules): DialExplanation {
  const read = readTyped(typed);
  if (read.type === 'uri') return new DialTrace('').decide('uri', 'uri', read.uri);
  if (read.type === 'name') return new DialTrace('').decide('name', 'name', read.name);
  if (read.type === 'nothing') return new DialTrace('').decide('name', 'name', '');
  return explainNumber(typed, read, rules);
}

/** The first step that fits decides. */
function explainNumber(
  typed: string,
  read: TypedNumber & { type: 'number' },
  rules: DialRules,
): DialExplanation {
  const trace = new DialTrace(read.postDial);
  trace.remove('trunk-prefix', read.trunkDropped);
  const plan = dialPlan(rules);
  const emergency = isEmergencyNumber(read.number, rules);
  const number = emergency || !/^[0-9]+$/.test(read.number) ? read.number : read.context + read.number;
  trace.pass('cleaned', number, number !== typed.trim());
  if (rules.mode === 'off') return trace.decide('off', emergency ? 'emergency' : unruledKind(number), number);
  if (emergency) {
    const rest = after(plan.outside, number);
    return rest !== undefined && isEmergencyNumber(rest, { ...rules, outsidePrefix: '' })
      ? trace.decide('emergency', 'emergency', rest, [outsideLine(plan)])
      : trace.decide('emergency', 'emergency', number);
  }
  trace.pass('emergency', number);
  for (const [step, attempt] of attempts) {
    const decided = attempt(plan, number, trace);
    if (decided) return decided;
    trace.pass(step, number);
  }
  return trace.decide('13', 'other', number, [outsideLine(plan)]);
}

function unruledKind(number: string): DialKind {
  if (/[*#]/.test(number)) return 'feature';
  return number.startsWith('+') ? 'international' : 'other';
}

function outsideLine(plan: DialPlan): DialPrefix {
  return { meaning: 'outside-line', digits: plan.outside };
}

function abroad(plan: DialPlan): DialPrefix[] {
  return [outsideLine(plan), { meaning: 'international', digits: plan.international }];
}

type Attempt = (plan: DialPlan, number: string, trace: DialTrace) => DialExplanation | undefined;

const attempts: [DialRuleName, Attempt][] = [
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
  if (own === undefined)
    // Without a prefix for calls abroad only the gateway can know what the + stands for.
    return plan.international === ''
      ? trace.decide('4', 'international', number)
      : trace.decide('4', 'international', digits, abroad(plan));
  return inOwnCountry(plan, '4', own, trace);
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

function longDistance(plan: DialPlan): DialPrefix {
  return { meaning: 'long-distance', digits: plan.longDistance };
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
