import { useRef } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { t } from '../messages';

interface ForgetProfileProps {
  snapshot: Snapshot;
  busy: boolean;
  onForget(): void;
}

/** Takes the user's own profile away, once they have read what that means. */
export function ForgetProfile({ snapshot, busy, onForget }: ForgetProfileProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { identity, calls } = snapshot;
  return (
    <>
      <button
        type="button"
        class="button"
        disabled={busy}
        aria-haspopup="dialog"
        onClick={() => dialog.current?.showModal()}
      >
        {t('profile_forget')}
      </button>
      <dialog ref={dialog} class="question" aria-labelledby="forget-title" aria-describedby="forget-text">
        <h2 id="forget-title">{t('profile_forget_title')}</h2>
        <div id="forget-text">
          {identity && (
            <p>
              {calls.length > 0
                ? t('profile_forget_in_call')
                : t('profile_forget_signed_in', identity.user, identity.profileName)}
            </p>
          )}
          <p>{t('profile_forget_text')}</p>
        </div>
        <form method="dialog" class="button-row">
          <button type="submit" class="button">
            {t('profile_forget_keep')}
          </button>
          <button type="submit" class="button button-danger" onClick={onForget}>
            {t('profile_forget_confirm')}
          </button>
        </form>
      </dialog>
    </>
  );
}
