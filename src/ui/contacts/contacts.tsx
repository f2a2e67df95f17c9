import { useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { readContact } from '../../data/contacts';
import type { ContactNumber } from '../../domain/contact';
import { ErrorNotice } from '../components/notice';
import { StorageNotice } from '../components/storage-notice';
import { UndoBar } from '../components/undo-bar';
import { t } from '../messages';
import { useIntent } from '../use-intent';
import { ContactEditor } from './contact-editor';
import { ContactView } from './contact-view';
import { ContactsList } from './contacts-list';
import { draftOfQuery } from './draft-errors';
import { useDirectory } from './use-directory';
import { useFoundContacts } from './use-found-contacts';
import { type ContactWish, usePlaces } from './use-places';
import { useRecentContacts } from './use-recent-contacts';

interface ContactsProps {
  snapshot: Snapshot;
  /** What another part of the phone wants of the contacts. */
  wish: ContactWish | undefined;
  onWishDone(): void;
}

/** The directory: everybody, one of them, or one that is being written. */
export function Contacts({ snapshot, wish, onWishDone }: ContactsProps) {
  const { run, error } = useIntent();
  const directory = useDirectory(snapshot.directoryRevision);
  const [query, setQuery] = useState('');
  const [lastRow, setLastRow] = useState<number>();
  const [deleted, setDeleted] = useState<string>();
  /** One of the company's was chosen to get a number. */
  const [readOnly, setReadOnly] = useState(false);
  const [savedId, setSavedId] = useState<string>();
  const recent = useRecentContacts(snapshot.callLogRevision);
  const found = useFoundContacts(directory, {
    text: query,
    identityRequired: snapshot.directoryRequiresIdentity,
    countryCode: snapshot.dialRules.countryCode,
    recent,
  });
  const places = usePlaces(wish, onWishDone);
  const { place, leaving } = places;

  function search(next: string): void {
    setReadOnly(false);
    setQuery(next);
    setLastRow(undefined);
  }
  async function open(id: string, row: number): Promise<void> {
    setSavedId(undefined);
    setLastRow(row);
    const adding = place.at === 'list' ? place.adding : undefined;
    const contact = adding && (await readContact(id).catch(() => undefined));
    setReadOnly(contact?.source === 'company');
    if (contact?.source === 'own') places.edit(contact, adding);
    else if (!adding) places.showCard(id);
  }
  function choose(adding: ContactNumber | undefined): void {
    search('');
    places.showList(adding);
  }
  async function undo(): Promise<void> {
    const id = deleted;
    setDeleted(undefined);
    if (id !== undefined) await run('restore-contact', { id });
  }
  const hasOthers = query !== '' || (found.findings?.rows ?? 0) > 0;
  const failed = directory.failed || found.failed;
  return (
    <div class="calls contacts">
      <StorageNotice snapshot={snapshot} />
      <ErrorNotice code={failed ? 'storage-failed' : readOnly ? 'contact-read-only' : error} />
      {place.at === 'list' && (
        <ContactsList
          {...{ found, query }}
          startRow={lastRow}
          adding={place.adding?.number}
          onQuery={search}
          onOpen={(id, row) => void open(id, row)}
          onAdd={(text) => places.add(draftOfQuery(text))}
          onStopAdding={() => {
            setReadOnly(false);
            places.showList();
          }}
        />
      )}
      {place.at === 'card' && (
        <ContactView
          key={place.id}
          id={place.id}
          snapshot={snapshot}
          isSaved={savedId === place.id}
          onBack={() => places.showList()}
          onEdit={(contact) => places.edit(contact)}
          onDeleted={() => {
            setDeleted(place.id);
            places.showList();
          }}
        />
      )}
      {place.at === 'editor' && (
        <ContactEditor
          editing={place.editing}
          leaving={leaving}
          onDraft={places.change}
          onStay={places.stay}
          onCancel={places.cancelEditing}
          onSaved={(id) => {
            setSavedId(id);
            places.saved(id);
          }}
          onAddToExisting={place.adding && hasOthers ? () => choose(place.adding) : undefined}
        />
      )}
      <UndoBar deleted={deleted} words={t('contact_deleted')} onUndo={() => void undo()} />
    </div>
  );
}
