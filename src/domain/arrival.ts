/** What becomes of a call that comes in, before anybody has touched it; and of one that is declined. */
import { applyDialRules } from './dial-rules';
import type { DialRules } from './dial-rules-settings';
import { isEmergencyUri } from './emergency-numbers';
import type { ProfileFeatures } from './profile-features';

/** When calls go to the number that the user has given instead. */
export const forwardTimes = ['never', 'always', 'busy', 'unanswered', 'busy-or-unanswered'] as const;
export type ForwardWhen = (typeof forwardTimes)[number];

/** Seconds for which a call rings before it is forwarded, at least and at most. */
export const shortestRing = 5;
export const longestRing = 120;

/** Why a call is sent elsewhere, as Diversion names it (RFC 5806 section 5.1). */
export type DiversionReason = 'unconditional' | 'user-busy' | 'no-answer' | 'do-not-disturb' | 'deflection';

/** How a call is turned away: by a SIP status, or to another number, which is dialled as it stands here. */
export type TurnAway = { status: 480 | 486 | 603 } | { to: string; why: DiversionReason };

/** What the user has chosen, and what the profile says. */
export interface ArrivalRules {
  doNotDisturb: boolean;
  forwardWhen: ForwardWhen;
  /** Dialled, as `redirectTarget` makes it; undefined when calls cannot be forwarded. */
  forwardTo: string | undefined;
  /** The same of the profile's voicemail. */
  voicemail: string | undefined;
  features: Pick<ProfileFeatures, 'callDeclinePolicy' | 'dndSacLink'>;
}

/**
 * Whether a call is turned away without ringing, and what the call log says of it.
 *
 * @param busy there is another call here
 */
export function turnedAway(
  rules: ArrivalRules,
  busy: boolean,
): { reason: 'do-not-disturb' | 'forwarded'; how: TurnAway } | undefined {
  const { doNotDisturb, forwardWhen, forwardTo: to } = rules;
  if (doNotDisturb) return { reason: 'do-not-disturb', how: undisturbed(rules) };
  if (to === undefined) return undefined;
  if (forwardWhen === 'always') return { reason: 'forwarded', how: { to, why: 'unconditional' } };
  if (busy && (forwardWhen === 'busy' || forwardWhen === 'busy-or-unanswered'))
    return { reason: 'forwarded', how: { to, why: 'user-busy' } };
  return undefined;
}

/** Where a call that nobody answers goes in time. */
export function goesOn({ forwardWhen, forwardTo: to }: ArrivalRules): TurnAway | undefined {
  const isWanted = forwardWhen === 'unanswered' || forwardWhen === 'busy-or-unanswered';
  return isWanted && to !== undefined ? { to, why: 'no-answer' } : undefined;
}

/**
 * What the caller is told of a call that is declined: by CALL_DECLINE_POLICY 2 that nobody wants it (603), by 3 the
 * voicemail, and by everything else that this phone is busy (486).
 */
export function declined({ features, voicemail }: Pick<ArrivalRules, 'features' | 'voicemail'>): TurnAway {
  if (features.callDeclinePolicy === 2) return { status: 603 };
  if (features.callDeclinePolicy === 3 && voicemail !== undefined)
    return { to: voicemail, why: 'deflection' };
  return { status: 486 };
}

/** With DND_SAC_LINK all calls are sent away from all phones of the user; without it, other ones ring on. */
function undisturbed({ features, voicemail }: ArrivalRules): TurnAway {
  if (!features.dndSacLink) return { status: 480 };
  return voicemail === undefined ? { status: 603 } : { to: voicemail, why: 'do-not-disturb' };
}

/**
 * What is dialled for a number that calls are sent to; undefined where there is nothing to dial, for the user's own number,
 * and for one of emergency: nobody's call goes there by itself.
 *
 * @param domains of the addresses of record
 */
export function redirectTarget(
  written: string | undefined,
  rules: DialRules,
  { user, domains }: { user: string; domains: readonly string[] },
): string | undefined {
  const { dialed, kind } = applyDialRules(written?.trim() ?? '', rules);
  if (dialed === '' || dialed === user || kind === 'emergency') return undefined;
  return kind === 'uri' && isEmergencyUri(dialed, rules, domains) ? undefined : dialed;
}

/**
 * Where a call is forwarded to that others have sent on before; undefined where it would go in a circle: it has been there,
 * or here.
 *
 * @param sentOnBy their numbers
 */
export function notInCircle(
  to: string | undefined,
  user: string,
  sentOnBy: readonly string[],
): string | undefined {
  const been = sentOnBy.some((number) => number === user || number === to);
  return been ? undefined : to;
}

/** Whether a number is an extension of the same telephone system: by the dial rules, or else as long as the user's own. */
export function isColleague(number: string, rules: DialRules, user: string): boolean {
  if (!/^\d{1,10}$/.test(number)) return false;
  const lengths = rules.mode === 'off' ? [] : rules.extensionLengths;
  return lengths.length > 0 ? lengths.includes(number.length) : number.length === user.length;
}
