import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { countContacts } from '../../data/contacts';
import { type NumberSuggestion, numberSuggestions } from './number-suggestions';
import { useDirectory } from './use-directory';
import { useRecentContacts } from './use-recent-contacts';

/** As many as there is room for. */
const most = 2;
/** Contacts that are looked at: some have no number. */
const looked = 8;

/** Whose number it may be that is being typed; none while nobody is found. */
export function useSuggestions(
  typed: string,
  {
    directoryRevision,
    callLogRevision,
    directoryRequiresIdentity: identityRequired,
    dialRules: { countryCode },
  }: Snapshot,
): NumberSuggestion[] {
  const text = typed.trim();
  const { search, version } = useDirectory(directoryRevision, text !== '');
  const recent = useRecentContacts(callLogRevision);
  const [found, setFound] = useState<{ text: string; suggestions: NumberSuggestion[] }>();
  useEffect(() => {
    if (version === 0 || text === '') return;
    const stop = new AbortController();
    const page = search.find({ text, identityRequired, countryCode, recent }).page(0, looked, stop.signal);
    page.then(
      (contacts) => {
        const there = contacts.filter((contact) => contact !== undefined);
        setFound({ text, suggestions: numberSuggestions(there, text, most) });
      },
      // A keypad without suggestions is a keypad. What was given up may fail after the next one has been shown.
      () => !stop.signal.aborted && setFound(undefined),
    );
    return () => stop.abort();
  }, [search, version, text, identityRequired, countryCode, recent]);
  return text === '' ? [] : (found?.suggestions ?? []);
}

let known = false;

/** Whether there is anybody to be suggested. */
export function useHasContacts(directoryRevision: number): boolean {
  const [has, setHas] = useState(known);
  useEffect(() => {
    countContacts().then(
      ({ own, company }) => {
        known = own + company > 0;
        setHas(known);
      },
      () => undefined,
    );
  }, [directoryRevision]);
  return has;
}
