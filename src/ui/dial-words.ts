/** What will really be dialled, in words. */
import type { CallFacts } from '../domain/call-facts';
import { explainDialling } from '../domain/dial-rules';
import type { DialRules } from '../domain/dial-rules-settings';
import type { DialExplanation } from '../domain/dial-trace';
import { keyOf, t, textLanguage } from './messages';

export interface DialPreview {
  /** What is dialled, with the rules or, if the user wants it so, without. */
  explanation: DialExplanation;
  /** The rules make another number of it than there would be without them. */
  rulesMatter: boolean;
  /** It is not what was typed, spaces and the like apart. */
  differs: boolean;
}

/** What becomes of a number that was typed, under rules or past them. */
export function previewDialling(typed: string, rules: DialRules, asTyped: boolean): DialPreview {
  const ruled = explainDialling(typed, rules);
  const bare = explainDialling(typed, { ...rules, mode: 'off' });
  const explanation = asTyped ? bare : ruled;
  return {
    explanation,
    rulesMatter: ruled.dialed !== bare.dialed,
    differs: isNumber(explanation.dialed) && explanation.dialed !== plainNumber(typed),
  };
}

/** And not a name, or the address of somebody. */
function isNumber(dialed: string): boolean {
  return /^\+?[0-9*#]+$/.test(dialed);
}

/** A number without the signs that only part it: `(212) 555-0100` is `2125550100`. */
export function plainNumber(text: string): string {
  return text.trim().replace(/[\s().\-/]/g, '');
}

/** `National call: 9 for an outside line, 1 for long distance`; '' when there is nothing to say. */
export function dialWords(explanation: DialExplanation): string {
  if (explanation.dialed === '') return t('dial_nothing');
  const kind = kindWords(explanation);
  const reasons = dialReasons(explanation);
  if (reasons === '') return kind;
  return kind === '' ? reasons : t('dial_kind_because', kind, reasons);
}

/** `9 for an outside line, without area code 303`; '' when nothing is put in front or left out. */
export function dialReasons(explanation: DialExplanation): string {
  if (explanation.kind === 'emergency') return '';
  return [...prefixWords(explanation), ...removedWords(explanation)].join(', ');
}

function kindWords({ kind, prefixes }: DialExplanation): string {
  if (kind !== 'other') return t(keyOf('dial_kind', kind));
  return prefixes.length > 0 ? t('dial_kind_outside') : '';
}

function prefixWords({ prefixes }: DialExplanation): string[] {
  return prefixes.map(({ meaning, digits }) => t(keyOf('dial_prefix', meaning), digits));
}

function removedWords({ removed }: DialExplanation): string[] {
  if (removed.length === 0) return [];
  const parts = removed.map(({ meaning, digits }) => t(keyOf('dial_removed', meaning), digits));
  return [t('dial_without', new Intl.ListFormat(textLanguage()).format(parts))];
}

/** Digit by digit, as a screen reader is to say it: as one word it would be a number of billions. */
export function spelled(number: string): string {
  return isNumber(number) ? [...number].join(' ') : number;
}

/** What was sent to the gateway, where the screen would otherwise show nothing but another number. */
export function dialledDifferently({ direction, called, typed, party }: CallFacts): string | undefined {
  if (direction === 'incoming' || typed === undefined || !isNumber(called)) return undefined;
  const shown = [typed, party.number].map(plainNumber);
  return shown.includes(called) ? undefined : called;
}
