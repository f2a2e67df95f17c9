import { excerpt } from './excerpt';
import { formatJsonPath, type JsonPath } from './json-path';
import {
  type ProblemCosts,
  type ProfileProblem,
  type ProfileProblemCode,
  type Report,
  severityOf,
  usualCosts,
} from './profile-problem';
import { isHarmless, namesSecret, type SecretParts, secretParts, withoutSecrets } from './profile-secrets';

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

/** Problems whose `expected` is made of what stands there; that of the others is an example of ours. */
const EXPECTS_WHAT_WAS_MEANT: ReadonlySet<ProfileProblemCode> = new Set([
  'json-unquoted',
  'json-bad-string',
  'number-for-string',
  'address-scheme',
  'address-insecure',
  'address-invalid',
  'settings-file-insecure',
]);

type Noted = ProfileProblem & { at: number; code: ProfileProblemCode; costs: ProblemCosts };

export function problemList(text: string): ProblemList {
  const kept: Record<ProfileProblem['severity'], Noted[]> = { error: [], warning: [] };
  const said = new Set<ProfileProblemCode>();
  const offsets: number[] = [];
  let total = 0;
  let textIsLost = false;
  let secrets: SecretParts | undefined;

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
    secrets ??= secretParts(text);
    const { share } = secrets;
    // Whatever follows the end of a profile may be a note that is nobody's business.
    const isSecret =
      code === 'json-trailing-text' ||
      secrets.hold(at) ||
      leadsToSecret(code === 'key-unknown' ? path?.parent : path);
    const mayShow = (shown: string) => isHarmless(shown) || !(isSecret || share(shown));
    const show = (shown: string) => excerpt(withoutSecrets(shown), LONGEST_EXCERPT);
    const showKey = (key: string) => (isHarmless(key) || !share(key) ? withoutSecrets(key) : '…');
    const problem: Noted = { at, severity, costs, code, path: formatJsonPath(path, showKey) };
    if (expected !== undefined) {
      problem.expected = !EXPECTS_WHAT_WAS_MEANT.has(code) || mayShow(expected) ? show(expected) : '"…"';
    }
    if (found !== undefined) problem.found = mayShow(found) ? show(found) : '…';
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

function leadsToSecret(path: JsonPath): boolean {
  for (let place = path; place; place = place.parent) if (namesSecret(place.key)) return true;
  return false;
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
