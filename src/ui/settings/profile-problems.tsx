import { CircleAlert, TriangleAlert } from 'lucide';
import type { ProfileProblem } from '../../domain/profile-problem';
import { Icon } from '../components/icon';
import { keyOf, t } from '../messages';

interface ProfileProblemsProps {
  problems: readonly ProfileProblem[];
  /** What leads to the place of a problem, where its text is there to be seen. */
  showing?: ((problem: ProfileProblem) => (() => void) | undefined) | undefined;
}

/** What is to be mended in a profile, and where. */
export function ProfileProblems({ problems, showing }: ProfileProblemsProps) {
  return (
    <ul class="problems">
      {problems.map((problem, index) => (
        <Problem
          // Two settings files may have the same problem in the same line.
          key={`${index} ${problem.code}`}
          problem={problem}
          show={showing?.(problem)}
        />
      ))}
    </ul>
  );
}

interface ProblemProps {
  problem: ProfileProblem;
  show: (() => void) | undefined;
}

function Problem({ problem, show }: ProblemProps) {
  const { severity, costs, code, path, setting, expected = '', found = '' } = problem;
  const isError = severity === 'error';
  return (
    <li class={`problem problem-${severity}`}>
      <Icon of={isError ? CircleAlert : TriangleAlert} size={18} />
      <div>
        <p>
          <strong>{t(isError ? 'problem_severity_error' : 'problem_severity_warning')}</strong>{' '}
          {t(keyOf('problem', code), expected, found, path ?? setting ?? '')}
          {(costs === 'value' || costs === 'rules' || costs === 'profile') && ` ${t(keyOf('costs', costs))}`}
        </p>
        <p class="problem-place">
          <Place problem={problem} show={show} />
          {(path ?? setting) !== undefined && <code>{path ?? setting}</code>}
        </p>
      </div>
    </li>
  );
}

function Place({ problem: { line, column, file }, show }: ProblemProps) {
  if (line === undefined) return file === undefined ? null : <span>{file}</span>;
  if (file !== undefined && !show) return <span>{t('problem_line_of_file', file, line)}</span>;
  const place = column === undefined ? t('problem_line_only', line) : t('problem_line', line, column);
  if (!show) return <span>{place}</span>;
  return (
    <button type="button" class="link" onClick={show}>
      {place}
    </button>
  );
}
