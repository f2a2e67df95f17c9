import type { JSX } from 'preact';
import { useId } from 'preact/hooks';

interface SegmentsProps<Choice extends string> {
  options: readonly { choice: Choice; label: string }[];
  chosen: Choice;
  onChoose(choice: Choice): void;
}

/** A few ways of which one is shown: radio buttons, so that arrow keys move between them. Its fieldset names them. */
export function Segments<Choice extends string>(props: SegmentsProps<Choice>): JSX.Element {
  const name = useId();
  return (
    <div class="segments">
      {props.options.map(({ choice, label }) => (
        <label key={choice} class="segment">
          <input
            type="radio"
            class="visually-hidden"
            name={name}
            checked={choice === props.chosen}
            onChange={() => props.onChoose(choice)}
          />
          <span>{label}</span>
        </label>
      ))}
    </div>
  );
}
