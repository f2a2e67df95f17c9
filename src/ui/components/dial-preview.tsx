import { TriangleAlert } from 'lucide';
import type { DialRules } from '../../domain/dial-rules-settings';
import { dialWords, type DialPreview as Preview, previewDialling, spelled } from '../dial-words';
import { t } from '../messages';
import { postDialWords } from '../post-dial-words';
import { useSettled } from '../use-settled';
import { DialledNumber } from './dialled-number';
import { Icon } from './icon';

/** Milliseconds without a further digit, after which a screen reader is told what would be dialled. */
const SILENCE_MS = 800;

interface DialPreviewProps {
  /** What was typed, or the number of a contact. */
  number: string;
  rules: DialRules;
  /** Past the rules, for this one call. */
  asTyped?: boolean;
  /** Without it there is no choice. */
  onAsTyped?: (asTyped: boolean) => void;
  /** The number is shown also where it is what was typed. */
  always?: boolean;
  /** For the `aria-describedby` of the field it is about. */
  id: string;
}

/** The number that will really be dialled, and why. The rules can be passed over where they change something. */
export function DialPreview({
  number,
  rules,
  asTyped = false,
  onAsTyped,
  always = false,
  id,
}: DialPreviewProps) {
  const typed = number.trim();
  const preview = previewDialling(typed, rules, asTyped);
  const said = useSettled(typed === '' ? '' : spokenWords(preview, asTyped), SILENCE_MS);
  return (
    <div class="dial-preview">
      {typed !== '' && <Shown preview={preview} asTyped={asTyped} onAsTyped={onAsTyped} always={always} />}
      <p class="visually-hidden" id={id} aria-live="polite">
        {typed !== '' && said}
      </p>
    </div>
  );
}

interface ShownProps {
  preview: Preview;
  asTyped: boolean;
  onAsTyped: DialPreviewProps['onAsTyped'];
  always: boolean;
}

/** To the eye only: a screen reader has the same in one sentence, once it stands still. */
function Shown({ preview, asTyped, onAsTyped, always }: ShownProps) {
  const { explanation, rulesMatter, differs } = preview;
  const emergency = explanation.kind === 'emergency';
  const postDial = postDialWords(explanation.postDial);
  return (
    <>
      {(differs || rulesMatter || always) && explanation.dialed !== '' && (
        <p class="dial-line" aria-hidden="true">
          <span class="dial-label">{t('dial_dials')}</span> <DialledNumber explanation={explanation} />
        </p>
      )}
      <p class={emergency ? 'dial-words dial-emergency' : 'dial-words'}>
        {emergency && <Icon of={TriangleAlert} size={18} />}
        <span aria-hidden="true">{words(preview, asTyped)}</span>{' '}
        {rulesMatter && onAsTyped && (
          <button
            type="button"
            class="dial-toggle"
            aria-keyshortcuts="Alt+R"
            title="Alt+R"
            onClick={() => onAsTyped(!asTyped)}
          >
            {t(asTyped ? 'dial_use_rules' : 'dial_as_typed')}
          </button>
        )}
      </p>
      {postDial !== '' && (
        <p class="dial-words dial-after" aria-hidden="true" title={postDial}>
          {postDial}
        </p>
      )}
    </>
  );
}

function words({ explanation, rulesMatter }: Preview, asTyped: boolean): string {
  return asTyped && rulesMatter ? t('dial_past_rules') : dialWords(explanation);
}

function spokenWords(preview: Preview, asTyped: boolean): string {
  const { dialed, postDial } = preview.explanation;
  const dials = dialed === '' ? '' : `${t('dial_dials')} ${spelled(dialed)}`;
  const sentences = [
    dials,
    words(preview, asTyped).replace(/\.$/, ''),
    postDialWords(postDial).replace(/\.$/, ''),
  ];
  return sentences.filter((sentence) => sentence !== '').join('. ');
}
