import { useRef } from 'preact/hooks';
import { BusyButton } from '../../components/busy-button';
import { ErrorNotice } from '../../components/notice';
import { plural, t } from '../../messages';
import { useIntent } from '../../use-intent';

/** Deletes all of the user's own contacts, once they have read what that means. */
export function DeleteContacts({ count }: { count: number }) {
  const { run, error, busy } = useIntent();
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <div>
      <BusyButton
        class="button"
        busy={busy}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        {t('contacts_delete_all')}
      </BusyButton>
      <ErrorNotice code={error} />
      <dialog
        ref={dialog}
        class="question"
        aria-labelledby="delete-contacts-title"
        aria-describedby="delete-contacts-text"
      >
        <h2 id="delete-contacts-title">{t('contacts_delete_all_title')}</h2>
        <div id="delete-contacts-text">
          <p>{plural('contacts_delete_all_text', count)}</p>
        </div>
        <form method="dialog" class="button-row">
          <button type="submit" class="button">
            {t('cancel')}
          </button>
          <button type="submit" class="button button-danger" onClick={() => void run('clear-contacts', {})}>
            {t('contacts_delete_all_confirm')}
          </button>
        </form>
      </dialog>
    </div>
  );
}
