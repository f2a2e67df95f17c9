/** The step that decided, as the dial rules number them; N1 to N4 place a national number. */
export type DialRuleName =
  | 'off'
  | 'uri'
  | 'name'
  | 'emergency'
  | 'feature'
  | '4'
  | '5'
  | '6'
  | '7'
  | '8'
  | '9'
  | '10'
  | '11'
  | '12'
  | '13'
  | 'N1'
  | 'N2'
  | 'N3'
  | 'N4';

export type DialKind =
  | 'uri'
  | 'name'
  | 'emergency'
  | 'feature'
  | 'extension'
  | 'local'
  | 'national'
  | 'international'
  | 'other';

export interface Dialled {
  /** The number (`0-9 * #`, a leading `+`), SIP URI or user to send; '' when there is nothing to call. */
  dialed: string;
  /** Tones for after the answer: `0-9 A-D * #`, `,` for two seconds, `w` to wait for the user; '' when none. */
  postDial: string;
  rule: DialRuleName;
  kind: DialKind;
}

/** Digits in front of what is dialled. */
export interface DialPrefix {
  meaning: 'outside-line' | 'long-distance' | 'international';
  digits: string;
}

/** Digits that were typed and are not dialled. */
export interface DialRemoved {
  meaning:
    | 'country-code'
    | 'trunk-prefix'
    | 'area-code'
    | 'pbx-prefix'
    | 'international-prefix'
    | 'long-distance-prefix';
  digits: string;
}

/** One step, in the order they are tried; `cleaned` is the first, which leaves only what can be dialled. */
export interface DialStep {
  step: DialRuleName | 'cleaned';
  applied: boolean;
  /** The number after this step. */
  number: string;
}

export interface DialExplanation extends Dialled {
  /** In the order they stand in front of the number. */
  prefixes: DialPrefix[];
  removed: DialRemoved[];
  steps: DialStep[];
}

/** What a number has gone through so far. */
export class DialTrace {
  readonly steps: DialStep[] = [];
  private readonly removed: DialRemoved[] = [];

  constructor(private readonly postDial: string) {}

  /** A step that did not decide, and what the number is after it. */
  pass(step: DialStep['step'], number: string, applied = false): void {
    this.steps.push({ step, applied, number });
  }

  remove(meaning: DialRemoved['meaning'], digits: string): void {
    if (digits !== '') this.removed.push({ meaning, digits });
  }

  /** The step that decided; `prefixes` stand in front of `rest`. */
  decide(
    rule: DialRuleName,
    kind: DialKind,
    rest: string,
    prefixes: DialPrefix[] = [],
    step: DialStep['step'] = rule,
  ): DialExplanation {
    const standing = prefixes.filter(({ digits }) => digits !== '');
    const dialed = standing.map(({ digits }) => digits).join('') + rest;
    this.pass(step, dialed, true);
    return {
      dialed,
      postDial: this.postDial,
      rule,
      kind,
      prefixes: standing,
      removed: this.removed.filter((part) => !isPutBack(part, standing)),
      steps: this.steps,
    };
  }
}

/** A prefix for long distance that was taken off to look at the number, and stands in front again. */
function isPutBack(part: DialRemoved, prefixes: DialPrefix[]): boolean {
  if (part.meaning !== 'long-distance-prefix' && part.meaning !== 'trunk-prefix') return false;
  return prefixes.some(({ meaning, digits }) => meaning === 'long-distance' && digits === part.digits);
}
