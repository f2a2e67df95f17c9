import type { CallQuality } from '../../domain/call-quality';
import { t } from '../messages';
import { soundFigures, soundWords } from './quality-words';

/** How the call sounded, in words; the figures are one step away. */
export function SoundDetail({ quality }: { quality: CallQuality }) {
  return (
    <>
      {soundWords(quality)}
      <details class="figures">
        <summary>{t('sound_figures')}</summary>
        <dl>
          {soundFigures(quality).map(([name, value]) => (
            <div key={name}>
              <dt>{t(name)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  );
}
