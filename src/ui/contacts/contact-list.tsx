import { useMemo } from 'preact/hooks';
import { VirtualList } from '../components/virtual-list';
import { keyOf, t } from '../messages';
import { ContactRow } from './contact-row';
import type { Findings, FoundAtHand } from './use-found-contacts';

interface ContactListProps {
  findings: Findings;
  found: FoundAtHand;
  /** The one that has the focus when the list appears. */
  startRow: number | undefined;
  onOpen(id: string, row: number): void;
  /** Up from the first row, or something typed: it belongs into the search field. */
  onSearch(): void;
}

/** Favourites first, then everybody; or who was looked for, the best first. */
export function ContactList({ findings, found, startRow, onOpen, onSearch }: ContactListProps) {
  const { lists, text } = findings;
  const titled = text.trim() === '' && lists.length > 1;
  const sections = useMemo(
    () =>
      lists.map((list) => ({
        key: list.key,
        size: list.found.total,
        ...(titled && { title: t(keyOf('contacts', list.key)) }),
      })),
    [lists, titled],
  );

  function onKey(event: KeyboardEvent): void {
    const typed = [...event.key].length === 1 && event.key !== ' ' && event.key !== '?';
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'ArrowUp') event.preventDefault();
    // The key itself goes to where the focus is then.
    if (typed || event.key === 'ArrowUp') onSearch();
  }
  return (
    <VirtualList
      sections={sections}
      label={t('tab_contacts')}
      startRow={startRow}
      onRows={found.want}
      onKey={onKey}
      renderRow={(section, place, tabIndex) => {
        const row = lists.slice(0, section).reduce((sum, list) => sum + list.found.total, place);
        const contact = found.contact(row);
        return (
          contact && (
            <ContactRow
              {...{ contact, tabIndex }}
              searched={text.trim()}
              onOpen={() => onOpen(contact.id, row)}
            />
          )
        );
      }}
    />
  );
}
