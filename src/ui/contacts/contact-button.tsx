import { Icon } from '../components/icon';
import { type CallOfContact, useContactItems } from './use-contact-items';

interface ContactButtonProps {
  call: CallOfContact;
  /** How it looks: a picture alone, or with its words. */
  look: 'picture' | 'words';
}

/** Shows who somebody is, or keeps who is not in the directory yet; nothing for one whose number nobody knows. */
export function ContactButton({ call, look }: ContactButtonProps) {
  const [item] = useContactItems(call);
  if (!item) return null;
  const picture = look === 'picture';
  return (
    <button
      type="button"
      class={picture ? 'icon-button' : 'button'}
      aria-label={picture ? item.label : undefined}
      title={picture ? item.label : undefined}
      onClick={item.act}
    >
      <Icon of={item.icon} size={18} />
      {!picture && item.label}
    </button>
  );
}
