import { useEffect, useRef } from 'preact/hooks';
import { t } from '../messages';
import { CommandKeys } from './command-keys';

type Shortcut = [keys: string, meaning: string];

/** The shortcuts, as they are written on keys. */
export function HelpDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  const everywhere: Shortcut[] = [
    ['0–9 * # +', t('help_digits')],
    [t('key_enter'), t('help_enter')],
    [t('key_escape'), t('help_escape')],
    ['Alt+R', t('help_as_typed')],
    ['Alt+M', t('help_mute')],
    ['Alt+H', t('help_hold')],
    ['Alt+W', t('help_swap')],
    ['Alt+J', t('help_join')],
    ['Alt+K', t('help_tones')],
    ['Alt+T', t('help_transfer')],
    ['Alt+G', t('help_move')],
    ['Alt+S', t('help_post_dial')],
    ['Alt+X', t('help_hang_up')],
    ['Alt+U', t('help_end_and_answer')],
    ['Alt+D', t('help_do_not_disturb')],
    ['Alt+N', t('help_keypad')],
    ['Alt+C', t('help_calls')],
    ['Alt+P', t('help_contacts')],
    ['Alt+V', t('help_voicemail')],
    ['Alt+B', t('help_pick_up')],
    ['?', t('help_help')],
  ];
  const inLists: Shortcut[] = [
    ['↑ ↓', t('help_rows')],
    [t('key_home_end'), t('help_ends')],
    [t('key_enter'), t('help_row_enter')],
    [t('key_delete'), t('help_row_delete')],
    ['Ctrl+Z', t('help_undo')],
  ];
  return (
    <dialog ref={dialog} class="help" aria-labelledby="help-title" onClose={onClose}>
      {/* With the focus it is read from its beginning, which the button at its end is not. */}
      <h2 id="help-title" tabIndex={-1} autofocus>
        {t('help_title')}
      </h2>
      <Shortcuts of={everywhere} />
      <h3>{t('help_lists')}</h3>
      <Shortcuts of={inLists} />
      <CommandKeys open={open} />
      <form method="dialog">
        <button type="submit" class="button button-wide">
          {t('close')}
        </button>
      </form>
    </dialog>
  );
}

function Shortcuts({ of }: { of: readonly Shortcut[] }) {
  return (
    <dl class="shortcuts">
      {of.map(([keys, meaning]) => (
        <div key={keys}>
          <dt>
            <kbd>{keys}</kbd>
          </dt>
          <dd>{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
