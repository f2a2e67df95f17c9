import { useEffect, useRef } from 'preact/hooks';
import { plural } from '../messages';
import { useSettled } from '../use-settled';
import { ContactList } from './contact-list';
import { NobodyFound, NoContacts } from './contacts-empty';
import { ContactsHead } from './contacts-head';
import type { FoundAtHand } from './use-found-contacts';

/** Milliseconds without a further key, after which a screen reader is told how many were found. */
const silence = 800;

interface ContactsListProps {
  found: FoundAtHand;
  query: string;
  startRow: number | undefined;
  /** A number that is to be added to one of them. */
  adding: string | undefined;
  onQuery(query: string): void;
  onOpen(id: string, row: number): void;
  onAdd(query: string): void;
  onStopAdding(): void;
}

/** The search field, and everybody or who was found. */
export function ContactsList(props: ContactsListProps) {
  const { found, query, startRow, adding, onQuery, onOpen, onAdd, onStopAdding } = props;
  const { findings } = found;
  const field = useRef<HTMLInputElement>(null);
  const place = useRef<HTMLDivElement>(null);
  const searched = query.trim();
  const said = useSettled(
    findings && searched !== '' ? plural('contacts_count', findings.rows) : '',
    silence,
  );

  const ready = findings !== undefined;
  useEffect(() => {
    if (ready && startRow === undefined && isFocusFree()) field.current?.focus({ preventScroll: true });
  }, [ready]);
  useEffect(() => {
    const content = place.current?.closest('.content');
    const [list, frame] = [place.current, content].map((element) => element?.getBoundingClientRect());
    // The head stays in reach, the rows under it have changed.
    if (list && frame && list.top < frame.top) place.current?.scrollIntoView({ block: 'start' });
  }, [query]);

  // What is shown may still be of the letters before: the first is opened once those typed have been looked for.
  const opening = useRef<string | undefined>(undefined);
  useEffect(openFirst, [findings]);
  function openFirst(): void {
    const first = found.contact(0);
    if (opening.current === undefined || opening.current !== findings?.text) return;
    opening.current = undefined;
    if (first) onOpen(first.id, 0);
  }
  function enterList(): void {
    const rows = place.current?.querySelectorAll<HTMLElement>('.row-main');
    rows?.item(0)?.focus();
  }
  if (!findings) return null;
  if (findings.rows === 0 && findings.text.trim() === '')
    return adding === undefined ? <NoContacts onAdd={() => onAdd('')} /> : null;
  return (
    <div ref={place}>
      <ContactsHead
        {...{ query, field, adding, onQuery, onStopAdding }}
        onFirst={() => {
          opening.current = query;
          openFirst();
        }}
        onList={enterList}
        onAdd={() => onAdd('')}
      />
      <p class="visually-hidden" role="status">
        {said}
      </p>
      {findings.rows === 0 ? (
        <NobodyFound
          query={findings.text.trim()}
          onShowAll={() => {
            onQuery('');
            field.current?.focus();
          }}
          onAdd={adding === undefined ? () => onAdd(findings.text.trim()) : undefined}
        />
      ) : (
        <ContactList
          {...{ findings, found, startRow, onOpen }}
          onSearch={() => field.current?.focus({ preventScroll: true })}
        />
      )}
    </div>
  );
}

/** Whoever goes through the tabs by their keys goes on there; a call that rings has taken the focus. */
function isFocusFree(): boolean {
  const { activeElement } = document;
  return (
    activeElement === document.body || (activeElement?.matches('[role="tab"]:not(:focus-visible)') ?? true)
  );
}
