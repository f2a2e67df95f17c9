import { useId } from 'preact/hooks';
import { t } from '../messages';

/** The numbers beside the first of a text that was pasted or dropped: one of them may have been meant. */
export function OtherNumbers(props: { numbers: readonly string[]; onChoose: (number: string) => void }) {
  const id = useId();
  if (props.numbers.length === 0) return null;
  return (
    <div class="other-numbers" role="status">
      <span id={id}>{t('pasted_others')}</span>
      <ul aria-labelledby={id}>
        {props.numbers.map((number) => (
          <li key={number}>
            <button type="button" class="button button-small" onClick={() => props.onChoose(number)}>
              <bdi>{number}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
