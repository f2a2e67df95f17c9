import { CircleAlert, CircleCheck, TriangleAlert } from 'lucide';
import type { IntentResult } from '../../contract/protocol';
import type { ProfileProblem } from '../../domain/profile-problem';
import { Icon } from '../components/icon';
import { keyOf, plural, t } from '../messages';

/** What became of a profile text: how many systems were taken over, and what is to be mended where. */
export function ProfileOutcome(props: { outcome: IntentResult<'load-profiles'>; inUse: boolean }) {
  const { accepted, problems } = props.outcome;
  return (
    <div class="outcome">
      <div class={accepted > 0 ? 'notice notice-good' : 'notice notice-error'}>
        <Icon of={accepted > 0 ? CircleCheck : CircleAlert} />
        <p>
          {accepted > 0
            ? plural('profiles_accepted', accepted)
            : t(props.inUse ? 'profiles_refused_kept' : 'profiles_refused')}
        </p>
      </div>
      {problems.length > 0 && (
        <>
          <h3>{plural('profile_problems', problems.length)}</h3>
          <ul class="problems">
            {problems.map((problem) => (
              <Problem
                key={`${problem.code} ${problem.path} ${problem.line} ${problem.column}`}
                problem={problem}
              />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Problem({ problem }: { problem: ProfileProblem }) {
  const { severity, code, line, column, path, expected = '', found = '' } = problem;
  const isError = severity === 'error';
  return (
    <li class={`problem problem-${severity}`}>
      <Icon of={isError ? CircleAlert : TriangleAlert} size={18} />
      <div>
        <p>
          <strong>{t(isError ? 'problem_severity_error' : 'problem_severity_warning')}</strong>{' '}
          {t(keyOf('problem', code), expected, found, path ?? '')}
        </p>
        <p class="problem-place">
          {line !== undefined && <span>{t('problem_line', line, column ?? 1)}</span>}
          {path !== undefined && <code>{path}</code>}
        </p>
      </div>
    </li>
  );
}
