import { useEffect, useState } from 'preact/hooks';
import { callCommands } from '../../domain/call-commands';
import { keyOf, t } from '../messages';
import { openShortcuts } from '../pages';

/** Keys for calls that work whatever is in front, as they are set in Chrome, and the way to where that is done. */
export function CommandKeys({ open }: { open: boolean }) {
  const [keys, setKeys] = useState<ReadonlyMap<string, string>>(new Map());
  // They may have been changed since the help was last open.
  useEffect(() => {
    if (!open) return;
    const set = (commands: chrome.commands.Command[]) =>
      setKeys(new Map(commands.map(({ name = '', shortcut = '' }) => [name, shortcut])));
    void chrome.commands.getAll().then(set, () => undefined);
  }, [open]);
  return (
    <>
      <h3>{t('help_commands')}</h3>
      <dl class="shortcuts">
        {callCommands.map((command) => (
          <div key={command}>
            <dt>
              {keys.get(command) ? (
                <kbd>{keys.get(command)}</kbd>
              ) : (
                <span class="muted">{t('help_no_key')}</span>
              )}
            </dt>
            <dd>{t(keyOf('command', command))}</dd>
          </div>
        ))}
      </dl>
      <button type="button" class="button button-small" onClick={openShortcuts}>
        {t('help_change_keys')}
      </button>
    </>
  );
}
