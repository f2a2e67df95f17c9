import { masked, wordLetters } from './look-alikes';
import { invisible } from './page-text';

/** Digits that stand together as telephone numbers are written. */
export interface Candidate {
  start: number;
  end: number;
  /** Without an extension and without what is invisible. */
  main: string;
  /** The digits between the separators of `main`, in order. */
  groups: string[];
  /** Begins with a plus, or with 00 that stands for it. */
  international: boolean;
  plus: boolean;
}

/** What stands together, and the parts that it may be made of. */
export interface CandidateGroup {
  whole: Candidate;
  parts: Candidate[];
}

const blank = `[ \\n${invisible}]`;
// No two ways to read the same signs: a row of digits and blanks would take for ever.
const separator = `${blank}*(?:[-./()]{1,3}(?:${blank}+\\(?)?)?`;
const opening = '(?:\\(?\\+ ?\\(?|\\( ?)?';
/** More digits than any number has, so that what is longer is seen to be longer. */
const body = `\\d(?:${separator}\\d){5,60}`;
/** The number behind the number: "ext. 12", "x12", "Durchwahl 12", "poste 12", "#12". */
const extension =
  '(?: ?,? ?(?:ext(?:ension)?|durchwahl|dw|poste|anexo|ramal|interno|int|доб|内線)[.:]? ?| ?x ?| ?,? ?#)\\d{1,6}(?!\\d)';

const touching = `${wordLetters}\\d_${masked}`;
const notAfter = `(?<![${touching}@#$€£¥%&=*^~±≈≤≥\\\\])(?<![\\d${masked}][-./:,'(]{1,2})(?<!(?:^|[\\s/])/)(?<!(?:^|\\s)-)(?<!= )`;
/** A plus begins a number wherever it stands; other digits not right behind digits. */
const notBehindDigits = `(?<!\\d[ \\n./()*=×÷-]{0,4})`;
const notBefore = `(?![${touching}@%*=^°])(?![ \\n]*\\d)(?![-./:,'+(][\\d${masked}])(?![-./:'+(] [\\d${masked}])(?!-[${wordLetters}])(?! ?[*=×÷] ?\\d)(?! \\+ \\d)`;
const pattern = new RegExp(
  `${notAfter}(?:(?=\\(?\\+)(?<!\\d ?\\+)|${notBehindDigits})${opening}${body}(?:${extension})?${notBefore}`,
  'giu',
);
const behind = new RegExp(`${extension}$`, 'iu');

/** Where one number may end: "030 123456 / 030 654321", the end of a line, several blanks, "030 123456 (24 h)". */
const between = / +[-/] +| *\n\s*| {2,}|(?<=(?:\d\D{0,3}){6}\d) (?=\()/gu;

/** @param text as `maskLookAlikes` gives it */
export function candidateGroups(text: string): CandidateGroup[] {
  return [...text.matchAll(pattern)].map(({ 0: match, index }) => ({
    whole: candidate(match, index),
    parts: partsOf(match, index),
  }));
}

function partsOf(match: string, start: number): Candidate[] {
  const cuts = [...match.matchAll(between)];
  if (cuts.length === 0) return [];
  const starts = [0, ...cuts.map((cut) => cut.index + cut[0].length)];
  const ends = [...cuts.map((cut) => cut.index), match.length];
  return starts.map((from, at) => candidate(match.slice(from, ends[at]), start + from));
}

function candidate(match: string, start: number): Candidate {
  // A bracket that closes behind the number is none of it.
  const lone = match.startsWith('(') && !match.includes(')') ? 1 : 0;
  const text = match.slice(lone);
  const main = text
    .replace(behind, '')
    .replaceAll(invisible, '')
    .replace(/\s+/g, ' ')
    .replace(/^\(\+ ?(\d+)\)/, '+$1')
    .trim();
  return {
    start: start + lone,
    end: start + match.length,
    main,
    groups: main.match(/\d+/g) ?? [],
    international: /^[^\d]*\+|^\(?00/.test(main),
    plus: /^\D*\+/.test(main),
  };
}
