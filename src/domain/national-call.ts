import { areaOf, type DialPlan, extensionAfter } from './dial-plan';
import type { DialExplanation, DialKind, DialPrefix, DialRuleName, DialTrace } from './dial-trace';

/** N1 to N4: how a number of the own country, with area code and without anything in front, is dialled. */
export function placeNational(
  plan: DialPlan,
  national: string,
  trace: DialTrace,
  rule?: DialRuleName,
): DialExplanation {
  const own = ownRange(plan, national);
  if (own) {
    trace.remove('area-code', own.area);
    trace.remove('pbx-prefix', plan.pbx);
    return trace.decide(rule ?? 'N1', 'extension', own.extension, [], 'N1');
  }
  trace.pass('N1', national);
  const outside: DialPrefix = { meaning: 'outside-line', digits: plan.outside };
  const far: DialPrefix = { meaning: 'long-distance', digits: plan.longDistance };
  const area = areaOf(plan, national);
  if (area !== undefined && plan.removeAreaCode) {
    trace.remove('area-code', area);
    return trace.decide(rule ?? 'N2', 'local', national.slice(area.length), [outside], 'N2');
  }
  trace.pass('N2', national);
  if (area !== undefined) {
    // North America dials local numbers with ten digits; where the trunk prefix is 0 it is never left out.
    const prefixes = plan.country === '1' ? [outside] : [outside, far];
    return trace.decide(rule ?? 'N3', 'local', national, prefixes, 'N3');
  }
  trace.pass('N3', national);
  return trace.decide(rule ?? 'N4', 'national', national, [outside, far], 'N4');
}

/** What a number of the own country is called: a call within the local area, or beyond. */
export function nationalKind(plan: DialPlan, national: string): DialKind {
  return areaOf(plan, national) === undefined ? 'national' : 'local';
}

/** A number of the telephone system itself. In a closed plan there is no area code in front of its prefix. */
function ownRange(plan: DialPlan, national: string): { area: string; extension: string } | undefined {
  for (const area of plan.areas.length > 0 ? plan.areas : ['']) {
    const extension = extensionAfter(plan, area, national);
    if (extension !== undefined) return { area, extension };
  }
  return undefined;
}
