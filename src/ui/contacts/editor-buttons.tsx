import { useEffect, useRef } from 'preact/hooks';
import { t } from '../messages';

interface EditorButtonsProps {
  busy: boolean;
  /** Leaves the editor, and what was typed; undefined while nobody wants that. */
  leaving: (() => void) | undefined;
  onStay(): void;
  onCancel(): void;
}

/** Save or not; and where something would be lost, once more. No dialog: a call that comes in stays in reach. */
export function EditorButtons({ busy, leaving, onStay, onCancel }: EditorButtonsProps) {
  const stay = useRef<HTMLButtonElement>(null);
  const asking = leaving !== undefined;
  useEffect(() => {
    if (asking) stay.current?.focus();
  }, [asking]);
  if (leaving) {
    return (
      <div class="editor-buttons editor-question" role="alertdialog" aria-labelledby="discard-question">
        <p id="discard-question">{t('contact_discard_question')}</p>
        <div class="dialog-buttons">
          <button type="button" class="button" ref={stay} onClick={onStay}>
            {t('contact_keep_editing')}
          </button>
          <button type="button" class="button button-danger" onClick={leaving}>
            {t('contact_discard')}
          </button>
        </div>
      </div>
    );
  }
  return (
    <div class="editor-buttons dialog-buttons">
      <button type="button" class="button" onClick={onCancel}>
        {t('cancel')}
      </button>
      <button type="submit" class="button button-primary" disabled={busy}>
        {t('contact_save')}
      </button>
    </div>
  );
}
