import { CircleAlert, TriangleAlert } from 'lucide';
import type { ProfileProblem } from '../../domain/profile-problem';
import { Icon } from '../components/icon';
import { keyOf, t } from '../messages';

interface ProfileProblemsProps {
  problems: readonly ProfileProblem[];
  /** Leads to the place in the text; absent where there is no text to be seen. */
  onShow?: ((problem: ProfileProblem) => void) | undefined;
}

/** What is to be mended in a profile, and where. */
export function ProfileProblems({ problems, onShow }: ProfileProblemsProps) {
  return (
    <ul class="problems">
      {problems.map((problem) => (
        <Problem
          key={`${problem.code} ${problem.path} ${problem.line} ${problem.column}`}
          problem={problem}
          onShow={onShow}
        />
      ))}
    </ul>
  );
}

function Problem({ problem, onShow }: { problem: ProfileProblem } & Pick<ProfileProblemsProps, 'onShow'>) {
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
          <Place problem={problem} onShow={onShow} />
          {(path ?? setting) !== undefined && <code>{path ?? setting}</code>}
        </p>
      </div>
    </li>
  );
}

function Place({ problem, onShow }: { problem: ProfileProblem } & Pick<ProfileProblemsProps, 'onShow'>) {
  const { line, column, file } = problem;
  if (line === undefined) return file === undefined ? null : <span>{file}</span>;
  if (file !== undefined) return <span>{t('problem_line_of_file', file, line)}</span>;
  const place = column === undefined ? t('problem_line_only', line) : t('problem_line', line, column);
  if (!onShow) return <span>{place}</span>;
  return (
    <button type="button" class="link" onClick={() => onShow(problem)}>
      {place}
    </button>
  );
}
