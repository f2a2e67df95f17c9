import { useEffect, useState } from 'preact/hooks';
import type { Snapshot } from '../../contract/snapshot';
import { countContacts } from '../../data/contacts';
import { type NumberSuggestion, numberSuggestions } from './number-suggestions';
import { useDirectory } from './use-directory';
import { useRecentContacts } from './use-recent-contacts';

/** As many as there is room for, under what is typed and instead of it. */
const most = 2;
const mostFirst = 3;
/** Contacts that are looked at: some have no number. */
const looked = 8;

/**
 * Whose number it may be that is being typed; none while nobody is found.
 *
 * @param first who is offered before anything is typed
 */
export function useSuggestions(
  typed: string,
  {
    directoryRevision,
    callLogRevision,
    directoryRequiresIdentity: identityRequired,
    dialRules: { countryCode },
  }: Snapshot,
  first: 'nobody' | 'favourites' = 'nobody',
): NumberSuggestion[] {
  const text = typed.trim();
  const isAsked = text !== '' || first === 'favourites';
  const { search, version } = useDirectory(directoryRevision, isAsked);
  const recent = useRecentContacts(callLogRevision);
  const [found, setFound] = useState<{ text: string; suggestions: NumberSuggestion[] }>();
  useEffect(() => {
    if (version === 0 || !isAsked) return;
    const stop = new AbortController();
    const query = { text, identityRequired, countryCode, recent, favouritesOnly: text === '' };
    const page = search.find(query).page(0, looked, stop.signal);
    page.then(
      (contacts) => {
        const there = contacts.filter((contact) => contact !== undefined);
        setFound({ text, suggestions: numberSuggestions(there, text, text === '' ? mostFirst : most) });
      },
      // A keypad without suggestions is a keypad. What was given up may fail after the next one has been shown.
      () => !stop.signal.aborted && setFound(undefined),
    );
    return () => stop.abort();
  }, [search, version, text, isAsked, identityRequired, countryCode, recent]);
  // What was found for nothing is no suggestion for the first letter, nor the other way round.
  const fits = isAsked && found !== undefined && (found.text === '') === (text === '');
  return fits ? found.suggestions : [];
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
