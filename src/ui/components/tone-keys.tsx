import { useLayoutEffect, useState } from 'preact/hooks';
import { t } from '../messages';
import type { TypedKeys } from '../typed-keys';
import { Keys } from './keys';

/** Keys whose tones the other side hears; typed digits go the same way while they are open. */
export function ToneKeys({ typedKeys, onTones }: { typedKeys: TypedKeys; onTones: (tones: string) => void }) {
  const [sent, setSent] = useState('');
  function press(tone: string): void {
    if (tone === '+') return;
    setSent((before) => before + tone);
    onTones(tone);
  }
  // Before the next key can be typed.
  useLayoutEffect(() => typedKeys.take('tones', { digit: press }));
  return (
    <div class="tones">
      <output class="tones-sent" aria-label={t('tones_sent')}>
        {sent || t('tones_hint')}
      </output>
      <Keys small onKey={press} />
    </div>
  );
}
