import { User, UserPlus } from 'lucide';
import { useContext } from 'preact/hooks';
import type { CallFacts } from '../../domain/call-facts';
import type { MenuItem } from '../components/menu';
import { t } from '../messages';
import { ContactWishes } from './contact-wishes';

export type CallOfContact = Pick<CallFacts, 'party' | 'contacts' | 'emergency'>;

/** Shows who somebody is, or keeps who is not in the directory yet; nothing for one whose number nobody knows. */
export function useContactItems(call: CallOfContact): MenuItem[] {
  const wish = useContext(ContactWishes);
  const { party, contacts = [], emergency } = call;
  const known = contacts[0];
  if (emergency || (!known && party.number === '')) return [];
  if (!known)
    return [{ label: t('contact_add_caller'), icon: UserPlus, act: () => wish({ type: 'add', party }) }];
  return [{ label: t('contact_show'), icon: User, act: () => wish({ type: 'show', id: known.id }) }];
}
