import { useRef } from 'preact/hooks';
import { plural, t } from '../messages';
import { useSettled } from '../use-settled';
import { AvailabilityMark } from './availability-mark';
import { labelWords } from './contact-words';
import type { NumberSuggestion } from './number-suggestions';
import { useAvailability } from './use-availability';

/** Milliseconds without a further key, after which a screen reader is told of them. */
const silence = 1_200;

interface SuggestionsProps {
  suggestions: readonly NumberSuggestion[];
  /** Takes the number, to be called or typed on. */
  onChoose(number: string): void;
  /** Up from the first: back to what is being typed. */
  onLeave(): void;
}

/** Whose number it may be, in a place of its own that is there with suggestions and without: no key moves. */
export function Suggestions({ suggestions, onChoose, onLeave }: SuggestionsProps) {
  const list = useRef<HTMLUListElement>(null);
  const names = suggestions.map(({ name }) => name).join(', ');
  const count = suggestions.length;
  const said = useSettled(count === 0 ? '' : `${plural('suggestions_count', count)} ${names}`, silence);

  function onKeyDown(event: KeyboardEvent): void {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    if (event.key === 'ArrowDown') buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === 'ArrowUp' && at > 0) buttons[at - 1]?.focus();
    else if (event.key === 'ArrowUp' || event.key === 'Escape') onLeave();
    else return;
    event.preventDefault();
  }
  return (
    <div class="suggestions">
      {count > 0 && (
        <ul ref={list} aria-label={t('suggestions')} onKeyDown={onKeyDown}>
          {suggestions.map((suggestion, at) => (
            <li key={at}>
              <Suggestion suggestion={suggestion} onChoose={onChoose} />
            </li>
          ))}
        </ul>
      )}
      <p class="visually-hidden" role="status">
        {said}
      </p>
    </div>
  );
}

function Suggestion({
  suggestion: { name, label, number },
  onChoose,
}: { suggestion: NumberSuggestion } & Pick<SuggestionsProps, 'onChoose'>) {
  const availability = useAvailability([number]);
  return (
    <button type="button" class="suggestion" onClick={() => onChoose(number)}>
      <span class="suggestion-name">
        <bdi>{name}</bdi>
      </span>
      <AvailabilityMark of={availability} />
      <span class="suggestion-number">
        <span class="visually-hidden">{labelWords(label)}</span> <bdi>{number}</bdi>
      </span>
    </button>
  );
}
