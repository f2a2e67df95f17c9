import { useEffect, useRef } from 'preact/hooks';
import { plural, t } from '../messages';

interface DeleteAllDialogProps {
  count: number;
  onCancel(): void;
  onDelete(): void;
}

/** Nobody can take this back, so it is asked once. */
export function DeleteAllDialog({ count, onCancel, onDelete }: DeleteAllDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="help" aria-labelledby="delete-all-title" onClose={onCancel}>
      <h2 id="delete-all-title">{t('calls_delete_all_title')}</h2>
      <p class="dialog-text">{plural('calls_delete_all_text', count)}</p>
      <form method="dialog" class="dialog-buttons">
        <button type="submit" class="button">
          {t('cancel')}
        </button>
        <button type="button" class="button button-danger" onClick={onDelete}>
          {t('call_delete')}
        </button>
      </form>
    </dialog>
  );
}
