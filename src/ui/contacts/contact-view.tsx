import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { groupsOf, mainGroup } from '../../domain/conference';
import type { Contact } from '../../domain/contact';
import { isTransferable } from '../../domain/transferable';
import { ErrorNotice } from '../components/notice';
import { t } from '../messages';
import { useLasting } from '../use-lasting';
import { ContactCard } from './contact-card';
import { useContact } from './use-contact';

interface ContactViewProps {
  id: string;
  snapshot: Snapshot;
  /** It has just been saved. */
  isSaved: boolean;
  onBack(): void;
  onEdit(contact: Contact): void;
  onDeleted(): void;
}

/** The card of a contact, as long as there is one. */
export function ContactView({ id, snapshot, isSaved, onBack, onEdit, onDeleted }: ContactViewProps) {
  const read = useContact(id, snapshot.directoryRevision, snapshot.directoryRequiresIdentity);
  // Whoever deletes it here goes elsewhere at once.
  const isGone = useLasting(read.state === 'gone', 500);
  const [said, setSaid] = useState('');
  // A screen reader hears what comes into a region that is there, not what it came with.
  useEffect(() => setSaid(isSaved ? t('contact_saved') : ''), [isSaved]);
  const transferable = mainGroup(groupsOf(snapshot.calls))?.find(isTransferable);
  return (
    <>
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {read.state === 'there' && (
        <ContactCard
          contact={read.contact}
          rules={snapshot.dialRules}
          transferable={transferable?.id}
          {...{ onBack, onDeleted }}
          onEdit={() => onEdit(read.contact)}
        />
      )}
      {isGone && (
        <div class="empty">
          <p>{t('contact_gone')}</p>
          <button type="button" class="button" onClick={onBack}>
            {t('contact_back')}
          </button>
        </div>
      )}
      {read.state === 'failed' && <ErrorNotice code="storage-failed" />}
    </>
  );
}
