import { excerpt } from './excerpt';
import {
  type ProblemDetails,
  type ProfileProblem,
  type ProfileProblemCode,
  severityOf,
  usualCosts,
} from './profile-problem';
import { withoutSecrets } from './profile-secrets';

/** Where a problem of a settings file stands, and what it is about. */
export interface SettingsPlace {
  file?: string | undefined;
  line?: number | undefined;
  setting?: string | undefined;
}

export interface SettingsProblems {
  note(code: ProfileProblemCode, place: SettingsPlace, details?: ProblemDetails): void;
  /** In the order in which they were noted. */
  list(): ProfileProblem[];
}

const MOST_LISTED = 200;
const LONGEST_EXCERPT = 60;

export function settingsProblems(): SettingsProblems {
  const kept: ProfileProblem[] = [];
  let total = 0;
  return {
    note(code, { file, line, setting }, { expected, found, costs = usualCosts(code) } = {}) {
      total++;
      if (kept.length === MOST_LISTED) return;
      const problem: ProfileProblem = { severity: severityOf(costs), costs, code };
      if (file !== undefined) problem.file = file;
      if (line !== undefined) problem.line = line;
      if (setting !== undefined) problem.setting = setting;
      if (expected !== undefined) problem.expected = excerpt(withoutSecrets(expected), LONGEST_EXCERPT);
      if (found !== undefined) problem.found = excerpt(withoutSecrets(found), LONGEST_EXCERPT);
      kept.push(problem);
    },
    list() {
      const more = total - kept.length;
      const code = 'too-many-problems';
      return more === 0
        ? kept
        : [...kept, { severity: 'warning', costs: 'nothing', code, found: String(more) }];
    },
  };
}
