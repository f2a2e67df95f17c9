import { Search, X } from 'lucide';
import type { RefObject } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from './icon';

interface SearchFieldProps {
  label: string;
  clearLabel: string;
  query: string;
  onQuery(query: string): void;
  onKeyDown?(event: KeyboardEvent): void;
  /** For who gives it the focus. */
  field?: RefObject<HTMLInputElement | null>;
}

/** Where one types what is looked for in a list. */
export function SearchField(props: SearchFieldProps) {
  const own = useRef<HTMLInputElement>(null);
  const { label, clearLabel, query, onQuery, onKeyDown, field = own } = props;
  function clear(): void {
    onQuery('');
    field.current?.focus();
  }
  return (
    <label class="search">
      <Icon of={Search} size={18} />
      <span class="visually-hidden">{label}</span>
      <input
        type="search"
        ref={field}
        value={query}
        placeholder={label}
        maxLength={100}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => onQuery(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {query !== '' && (
        <button type="button" class="icon-button" aria-label={clearLabel} onClick={clear}>
          <Icon of={X} size={18} />
        </button>
      )}
    </label>
  );
}
