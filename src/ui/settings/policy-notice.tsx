import { TriangleAlert } from 'lucide';
import type { Snapshot } from '../../contract/snapshot';
import { Icon } from '../components/icon';
import { t } from '../messages';

/** Which keys of the company's policy are not used because of what stands there, for whoever wrote it. */
export function PolicyNotice({ snapshot: { policyProblems } }: { snapshot: Snapshot }) {
  if (policyProblems.length === 0) return null;
  return (
    <div class="notice notice-warning">
      <Icon of={TriangleAlert} />
      <p>{t('policy_problems', policyProblems.join(', '))}</p>
    </div>
  );
}
