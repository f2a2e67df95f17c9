import { Undo2 } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { t } from '../messages';
import { Icon } from './icon';

/** Milliseconds for which a deletion can be taken back: long enough to be heard, and found with the keyboard. */
const offered = 20_000;

interface UndoBarProps {
  /** What was deleted last, by its id, while that can be undone: by the button, or by Ctrl+Z. */
  deleted: string | undefined;
  /** Says that it was. */
  words: string;
  onUndo(): void;
}

export function UndoBar({ deleted, words, onUndo }: UndoBarProps) {
  const [over, setOver] = useState<string>();
  const open = deleted !== undefined && deleted !== over;
  useEffect(() => {
    const timer = setTimeout(() => setOver(deleted), offered);
    return () => clearTimeout(timer);
  }, [deleted]);
  useEffect(() => {
    if (!open) return;
    function onKeyDown(event: KeyboardEvent): void {
      // In a field it takes back what was typed.
      if (event.target instanceof HTMLInputElement || !(event.ctrlKey || event.metaKey)) return;
      if (event.key.toLowerCase() !== 'z') return;
      event.preventDefault();
      onUndo();
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [open, onUndo]);
  return (
    <div class="undo-place" role="status">
      {open && (
        <div class="undo-bar">
          <span>{words}</span>
          <button type="button" class="button button-small" onClick={onUndo}>
            <Icon of={Undo2} size={16} />
            {t('undo')}
          </button>
        </div>
      )}
    </div>
  );
}
