import { useEffect } from 'preact/hooks';
import type { PhoneErrorCode } from '../contract/phone-error';
import { useIntent } from './use-intent';

/** Calls the mailbox, once at a time; what went wrong is worth reading until there is a call. */
export function useListening(calls: number): { listen: () => void; error: PhoneErrorCode | undefined } {
  const { run, error, busy, clearError } = useIntent();
  useEffect(clearError, [calls]);
  return { listen: () => void (!busy && run('listen-to-voicemail', {})), error };
}
