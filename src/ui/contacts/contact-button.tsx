import { User, UserPlus } from 'lucide';
import { useContext } from 'preact/hooks';
import type { CallFacts } from '../../domain/call';
import { Icon } from '../components/icon';
import { t } from '../messages';
import { ContactWishes } from './contact-wishes';

interface ContactButtonProps {
  call: Pick<CallFacts, 'party' | 'contacts' | 'emergency'>;
  /** How it looks: a picture alone, or with its words. */
  look: 'picture' | 'words';
}

/** Shows who somebody is, or keeps who is not in the directory yet; nothing for one whose number nobody knows. */
export function ContactButton({ call, look }: ContactButtonProps) {
  const wish = useContext(ContactWishes);
  const { party, contacts = [] } = call;
  const known = contacts[0];
  if (call.emergency || (!known && party.number === '')) return null;
  const words = t(known ? 'contact_show' : 'contact_add_caller');
  const picture = look === 'picture';
  return (
    <button
      type="button"
      class={picture ? 'icon-button contact-button' : 'button'}
      aria-label={picture ? words : undefined}
      title={picture ? words : undefined}
      onClick={() => wish(known ? { type: 'show', id: known.id } : { type: 'add', party })}
    >
      <Icon of={known ? User : UserPlus} size={18} />
      {!picture && words}
    </button>
  );
}
