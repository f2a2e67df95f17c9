import { useState } from 'preact/hooks';
import type { PhoneErrorCode } from '../../contract/phone-error';
import type { ProfileFetchResult } from '../../contract/protocol';
import { useIntent } from '../use-intent';

export interface ProfileText {
  text: string;
  change(text: string): void;
  /** Hands the text over as it stands. */
  use(): void;
  /** Shows a file's text and hands it over. */
  open(file: File): void;
  busy: boolean;
  error: PhoneErrorCode | undefined;
  /** What became of the text that was handed over last; undefined when there is nothing to say of it any more. */
  outcome: ProfileFetchResult | undefined;
  /** The text is no longer the one that the outcome speaks of. */
  outdated: boolean;
}

/** A profile's text on its way from the clipboard, or a file, to the phone. */
export function useProfileText(): ProfileText {
  const { run, error, busy, clearError } = useIntent();
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<{ text: string; outcome: ProfileFetchResult }>();

  async function load(profileText: string): Promise<void> {
    setChecked(undefined);
    const done = await run('load-profiles', { text: profileText });
    if (!done) return;
    const outcome: ProfileFetchResult = done.value;
    // Nothing is left to mend in it.
    const spent = outcome.accepted > 0 && outcome.problems.length === 0 && !outcome.failure;
    if (spent) setText((current) => (current === profileText ? '' : current));
    setChecked({ text: spent ? '' : profileText, outcome });
  }
  async function open(file: File): Promise<void> {
    const content = await file.text();
    setText(content);
    await load(content);
  }

  const outdated = checked !== undefined && checked.text !== text;
  const nothingToMend = checked?.outcome.problems.length === 0;
  return {
    text,
    change: (changed) => {
      setText(changed);
      clearError();
    },
    use: () => void load(text),
    open: (file) => void open(file),
    busy,
    error,
    outcome: outdated && (nothingToMend || text === '') ? undefined : checked?.outcome,
    outdated,
  };
}
