import type { ColleagueState } from '../../contract/snapshot';
import { keyOf, t } from '../messages';

/** Whether somebody can be called, as a word and a colour; nothing where nobody knows. */
export function AvailabilityMark({ of }: { of: ColleagueState | undefined }) {
  if (!of) return null;
  return (
    <span class={`availability availability-${of.state}`}>
      <span class="availability-dot" aria-hidden="true" />
      {t(keyOf('availability', of.state))}
    </span>
  );
}
