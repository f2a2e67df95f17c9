import { User } from 'lucide';
import type { Party } from '../../domain/call-facts';
import { initials } from '../format';
import { Icon } from './icon';

/** The person's disc: initials, or a figure where there is only a number. */
export function Avatar({ party, large = false }: { party: Party; large?: boolean }) {
  const text = initials(party);
  return (
    <span class={large ? 'avatar avatar-large' : 'avatar'} aria-hidden="true">
      {text === '' ? <Icon of={User} size={large ? 32 : 20} /> : text}
    </span>
  );
}
