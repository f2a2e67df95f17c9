import { useEffect, useRef } from 'preact/hooks';
import { t } from '../messages';

/** The shortcuts, as they are written on keys. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  const shortcuts: [keys: string, meaning: string][] = [
    ['0–9 * # +', t('help_digits')],
    [t('key_enter'), t('help_enter')],
    [t('key_escape'), t('help_escape')],
    ['Alt+R', t('help_as_typed')],
    ['Alt+M', t('help_mute')],
    ['Alt+H', t('help_hold')],
    ['Alt+K', t('help_tones')],
    ['Alt+S', t('help_post_dial')],
    ['Alt+X', t('help_hang_up')],
    ['Alt+N', t('help_keypad')],
    ['Alt+C', t('help_calls')],
    ['Alt+P', t('help_contacts')],
    ['?', t('help_help')],
  ];
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">{t('help_title')}</h2>
      <dl class="shortcuts">
        {shortcuts.map(([keys, meaning]) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit" class="button button-wide">
          {t('close')}
        </button>
      </form>
    </dialog>
  );
}
