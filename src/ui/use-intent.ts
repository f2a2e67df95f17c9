import { useCallback, useState } from 'preact/hooks';
import { type PhoneErrorCode, toPhoneError } from '../contract/phone-error';
import type { IntentArgs, IntentName, IntentResult } from '../contract/protocol';
import { send } from './background-link';

export interface IntentState {
  /** Sends an intent; undefined when it failed, and then `error` says why. */
  run<N extends IntentName>(intent: N, args: IntentArgs<N>): Promise<{ value: IntentResult<N> } | undefined>;
  /** What went wrong with the last one, to be said where the user is looking. */
  error: PhoneErrorCode | undefined;
  busy: boolean;
  clearError(): void;
}

/** Intents of one part of a screen, with the error to show beside it. */
export function useIntent(): IntentState {
  const [error, setError] = useState<PhoneErrorCode>();
  const [pending, setPending] = useState(0);

  const run = useCallback(async <N extends IntentName>(intent: N, args: IntentArgs<N>) => {
    setError(undefined);
    setPending((count) => count + 1);
    try {
      return { value: await send(intent, args) };
    } catch (thrown) {
      setError(toPhoneError(thrown).code);
      return undefined;
    } finally {
      setPending((count) => count - 1);
    }
  }, []);
  const clearError = useCallback(() => setError(undefined), []);

  return { run, error, busy: pending > 0, clearError };
}
