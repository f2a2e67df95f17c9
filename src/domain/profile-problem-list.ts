import { excerpt } from './excerpt';
import { formatJsonPath } from './json-path';
import {
  type ProblemCosts,
  type ProfileProblem,
  type ProfileProblemCode,
  type Report,
  severityOf,
  usualCosts,
} from './profile-problem';

interface Range {
  at: number;
  end: number;
}

export interface ProblemList {
  report: Report;
  /**
   * Ends the list: the problems in the order of the text, and those of the entries (which do not overlap)
   * that a problem costs. What costs a profile costs them all when it stands in none.
   */
  settle<Entry extends Range>(entries: readonly Entry[]): { problems: ProfileProblem[]; lost: Set<Entry> };
}

const MOST_LISTED = 200;
const LONGEST_EXCERPT = 60;
const LONGEST_LOOKED_AT = 1000;

/** One of these comes with dozens of its like: the first says it all. */
const SAID_ONCE: ReadonlySet<ProfileProblemCode> = new Set([
  'json-encoding',
  'json-typographic-quotes',
  'json-single-quotes',
  'json-odd-space',
  'json-comment',
]);

/** There is nothing at these places that could be lost. */
const NO_ENTRY: ReadonlySet<ProfileProblemCode> = new Set(['profiles-missing', 'profiles-empty']);

/** Problems whose `expected` and `found` are keys, never values: these may be shown even of a password. */
const NAMES_KEYS: ReadonlySet<ProfileProblemCode> = new Set([
  'json-duplicate-key',
  'key-case',
  'key-misspelt',
  'key-translated',
  'key-unknown',
  'needs-setting',
]);

type Noted = ProfileProblem & { at: number; code: ProfileProblemCode; costs: ProblemCosts };

export function problemList(text: string): ProblemList {
  const kept: Record<ProfileProblem['severity'], Noted[]> = { error: [], warning: [] };
  const said = new Set<ProfileProblemCode>();
  const offsets: number[] = [];
  let total = 0;
  let textIsLost = false;

  const report: Report = (code, at, path, { expected, found, costs = usualCosts(code) } = {}) => {
    if (costs === 'text') textIsLost = true;
    if (costs === 'profile' && !NO_ENTRY.has(code)) offsets.push(at);
    if (SAID_ONCE.has(code) && said.has(code)) return;
    said.add(code);
    total++;
    const severity = severityOf(costs);
    if (kept[severity].length === MOST_LISTED) {
      if (costs !== 'text') return;
      kept[severity].pop();
    }
    const secret = !NAMES_KEYS.has(code) && /password|mot ?de ?passe/i.test(String(path?.key));
    const show = (shown: string) => excerpt(withoutSecrets(shown), LONGEST_EXCERPT);
    const problem: Noted = { at, severity, costs, code, path: formatJsonPath(path) };
    if (expected !== undefined) problem.expected = secret ? '"…"' : show(expected);
    if (found !== undefined) problem.found = secret ? '…' : show(found);
    kept[severity].push(problem);
  };

  const settle = <Entry extends Range>(entries: readonly Entry[]) => {
    const sorted = entries.toSorted((a, b) => a.at - b.at);
    const lost = new Set<Entry>();
    for (const offset of offsets) {
      const entry = entryAround(sorted, offset);
      if (entry) lost.add(entry);
      else textIsLost = true;
    }
    const finalCosts = ({ costs, code, at }: Noted): ProblemCosts =>
      costs === 'profile' && !NO_ENTRY.has(code) && !entryAround(sorted, at) ? 'text' : costs;
    const locate = locator(text);
    const problems = [...kept.error, ...kept.warning]
      .slice(0, MOST_LISTED)
      .sort((a, b) => a.at - b.at)
      .map((problem): ProfileProblem => {
        const { at, ...rest } = problem;
        return { ...rest, costs: finalCosts(problem), ...locate(at) };
      });
    if (total > problems.length) {
      const found = String(total - problems.length);
      problems.push({ severity: 'warning', costs: 'nothing', code: 'too-many-problems', found });
    }
    return { problems, lost: textIsLost ? new Set(entries) : lost };
  };

  return { report, settle };
}

/** An address may carry a user with a password, and a query with a token. */
function withoutSecrets(text: string): string {
  return text
    .slice(0, LONGEST_LOOKED_AT)
    .replace(/(:\/\/)[^/?#\s"]*@/g, '$1…@')
    .replace(/(:\/\/[^?\s"]*\?)[^#\s"]+/g, '$1…');
}

function entryAround<Entry extends Range>(sorted: readonly Entry[], offset: number): Entry | undefined {
  const entry = sorted[lastIndexAtOrBefore(sorted, offset)];
  return entry && offset <= entry.end ? entry : undefined;
}

function locator(text: string): (at: number) => { line: number; column: number } {
  const lineStarts = [{ at: 0 }];
  for (const { index, 0: lineEnd } of text.matchAll(/\r\n|\r|\n/g)) {
    lineStarts.push({ at: index + lineEnd.length });
  }
  return (at) => {
    const line = lastIndexAtOrBefore(lineStarts, at);
    return { line: line + 1, column: at - (lineStarts[line]?.at ?? 0) + 1 };
  };
}

/** Binary search in offsets sorted ascending; -1 when all lie after. */
function lastIndexAtOrBefore(sorted: readonly { at: number }[], offset: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.at ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
