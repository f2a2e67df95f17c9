import { after, dialPlan } from './dial-plan';
import type { DialRules } from './dial-rules-settings';
import { dialSteps, outsideLine } from './dial-steps';
import { type DialExplanation, type DialKind, type Dialled, DialTrace } from './dial-trace';
import { isEmergencyNumber } from './emergency-numbers';
import { readTyped, type TypedNumber } from './typed-number';

export type {
  DialExplanation,
  DialKind,
  Dialled,
  DialPrefix,
  DialRemoved,
  DialRuleName,
  DialStep,
} from './dial-trace';

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
  for (const [step, attempt] of dialSteps) {
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
