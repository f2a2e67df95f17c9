import type { Contact } from './contact';
import { contactDigits } from './contact-digits';
import { type DialPlan, dialPlan } from './dial-plan';
import type { DialRules } from './dial-rules-settings';
import { type PlanNumber, planNumber } from './plan-number';

/** What the profile says about whose number is whose. */
export interface MatchingRules {
  dialRules: DialRules;
  /** ContactMatchingDigits: how many last digits must agree. */
  digits: number;
  /** DirectoryRequiresIdentity: company entries without e-mail are nobody's. */
  identityRequired: boolean;
}

/** Whoever has this number, as far as the numbering plan knows; two contacts may. */
export function matchCaller(number: string, contacts: readonly Contact[], rules: MatchingRules): Contact[] {
  const plan = dialPlan(rules.dialRules);
  const caller = planNumber(number, plan);
  const { digits } = contactDigits(number);
  const shown = contacts.filter((contact) => !isHidden(contact, rules));
  const exact = shown.filter(({ numbers }) =>
    numbers.some((one) => isSame(caller, planNumber(one.number, plan))),
  );
  if (exact.length > 0 || !canMatchByDigits(caller, digits, rules)) return exact;
  const end = digits.slice(-rules.digits);
  return shown.filter(({ numbers }) =>
    numbers.some((one) => {
      const kept = contactDigits(one.number).digits;
      return kept.endsWith(end) && planNumber(one.number, plan).kind !== 'extension';
    }),
  );
}

/** A company entry that the profile shows to nobody, for want of a Unique Identity. */
export function isHidden(
  { source, email }: Pick<Contact, 'source' | 'email'>,
  { identityRequired }: Pick<MatchingRules, 'identityRequired'>,
): boolean {
  return identityRequired && source === 'company' && email === '';
}

/**
 * How many last digits of a number any contact with this number has too: enough to look for it. A kept number
 * may be its extension, or without area and country; without a plan nothing less than the digits that must agree.
 */
export function tailLength(number: string, { dialRules, digits }: MatchingRules): number {
  const plan = dialPlan(dialRules);
  const length = contactDigits(number).digits.length;
  return Math.max(1, Math.min(length, digits, ...shortForms(plan)));
}

/** The digits of the shortest ways to write one number: as extension, within the area, within the country. */
function shortForms(plan: DialPlan): number[] {
  const local = plan.areas.flatMap((area) => plan.nationalLengths.map((length) => length - area.length));
  const extensions = plan.pbx === '' ? [] : plan.extensionLengths;
  return [...extensions, ...local, ...plan.nationalLengths, 7].filter((length) => length > 0);
}

function isSame(one: PlanNumber, other: PlanNumber): boolean {
  if (one.kind === 'nothing' || one.kind !== other.kind) return false;
  if (one.kind === 'address' || other.kind === 'address')
    return one.kind === 'address' && other.kind === 'address' && isSameAddress(one.address, other.address);
  return 'digits' in other && one.digits === other.digits;
}

/** A user without host is one of the gateway, whatever its host is called. */
function isSameAddress(one: string, other: string): boolean {
  if (one === other) return true;
  const [user, host] = one.split('@');
  const [otherUser, otherHost] = other.split('@');
  return user === otherUser && (host === undefined || otherHost === undefined);
}

/** Extensions and feature codes are equal or they are not. */
function canMatchByDigits(caller: PlanNumber, digits: string, rules: MatchingRules): boolean {
  if (caller.kind !== 'e164' && caller.kind !== 'unknown') return false;
  return digits.length >= rules.digits && /^[0-9]+$/.test(digits);
}
