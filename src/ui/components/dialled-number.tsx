import type { DialExplanation } from '../../domain/dial-trace';

/** The number that is dialled, each prefix in a frame of its own; copied, it is the number and nothing else. */
export function DialledNumber({ explanation }: { explanation: DialExplanation }) {
  const { dialed, prefixes } = explanation;
  const front = prefixes.map(({ digits }) => digits).join('');
  return (
    <bdi class="dialled-number" title={dialed}>
      {prefixes.map(({ meaning, digits }) => (
        <b key={meaning} class="dialled-prefix">
          {digits}
        </b>
      ))}
      {dialed.slice(front.length)}
    </bdi>
  );
}
