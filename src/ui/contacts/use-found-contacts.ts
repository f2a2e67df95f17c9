import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { FoundContacts } from '../../data/directory-search';
import type { Contact } from '../../domain/contact';
import type { DirectoryQuery } from '../../domain/directory-query';
import type { DirectoryAtHand } from './use-directory';

/** Contacts that are kept at hand, at most. */
const mostAtHand = 500;
/** Read before a list is shown, so that it is never seen without its first rows. */
const firstRows = 24;

/** What a query has found: with a text one list, without one the favourites and then everybody. */
export interface Findings {
  text: string;
  lists: { key: 'favourites' | 'all'; found: FoundContacts }[];
  /** Rows of all lists. */
  rows: number;
}

export interface FoundAtHand {
  /** Of the query before, until the next has been read; undefined before the first. */
  findings: Findings | undefined;
  failed: boolean;
  /** @param row counted through all lists */
  contact(row: number): Contact | undefined;
  /** Reads those of these rows that are not at hand. */
  want(first: number, end: number): void;
}

type AtHand = Map<number, Contact | undefined>;

/** Asks the directory again whenever the query or the directory changes. */
export function useFoundContacts(
  { search, version }: DirectoryAtHand,
  { text, identityRequired, countryCode, recent }: Required<Omit<DirectoryQuery, 'favouritesOnly'>>,
): FoundAtHand {
  const [shown, setShown] = useState<{ findings: Findings; atHand: AtHand }>();
  const [failed, setFailed] = useState(false);
  const [, setRead] = useState(0);
  const current = useRef(shown);
  current.current = shown;
  const seen = useRef<[first: number, end: number]>([0, 0]);

  useEffect(() => {
    if (version === 0) return;
    const stop = new AbortController();
    const query = { text, identityRequired, countryCode, recent };
    const findings = findingsOf(search.find(query), query, () =>
      search.find({ ...query, favouritesOnly: true }),
    );
    const atHand: AtHand = new Map();
    // Where the directory has changed under somebody who has scrolled, what is seen stays there.
    const [first, end] = current.current?.findings.text === text ? seen.current : [0, 0];
    const read = async () => {
      await readRows(findings, atHand, 0, firstRows, stop.signal);
      await readRows(findings, atHand, first, end, stop.signal);
    };
    read().then(
      () => {
        if (stop.signal.aborted) return;
        setShown({ findings, atHand });
        setFailed(false);
      },
      () => !stop.signal.aborted && setFailed(true),
    );
    return () => stop.abort();
  }, [search, version, text, identityRequired, countryCode, recent]);

  const want = useCallback(
    (first: number, end: number) => {
      if (!shown) return;
      seen.current = [first, end];
      const { findings, atHand } = shown;
      readRows(findings, atHand, first, end).then(
        (read) => {
          if (read && current.current === shown) setRead((count) => count + 1);
        },
        () => setFailed(true),
      );
    },
    [shown],
  );
  const contact = useCallback((row: number) => shown?.atHand.get(row), [shown]);
  return { findings: shown?.findings, failed, contact, want };
}

function findingsOf(all: FoundContacts, { text }: DirectoryQuery, favourites: () => FoundContacts): Findings {
  const lists: Findings['lists'] = [{ key: 'all', found: all }];
  if (text.trim() === '') lists.unshift({ key: 'favourites', found: favourites() });
  const some = lists.filter(({ found }) => found.total > 0);
  return { text, lists: some, rows: some.reduce((sum, { found }) => sum + found.total, 0) };
}

/** Answers whether there was something to read. */
async function readRows(
  { lists }: Findings,
  atHand: AtHand,
  first: number,
  end: number,
  signal?: AbortSignal,
): Promise<boolean> {
  let before = 0;
  let anyRead = false;
  for (const { found } of lists) {
    const from = Math.max(0, first - before);
    const to = Math.min(found.total, end - before);
    const rows = rowsFrom(from, to).filter((row) => !atHand.has(before + row));
    const [lowest = 0, highest = -1] = [rows[0], rows.at(-1)];
    const contacts = rows.length > 0 ? await found.page(lowest, highest + 1, signal) : [];
    contacts.forEach((one, at) => {
      atHand.delete(before + lowest + at);
      atHand.set(before + lowest + at, one);
    });
    anyRead ||= rows.length > 0;
    before += found.total;
  }
  for (const row of atHand.keys()) if (atHand.size > mostAtHand) atHand.delete(row);
  return anyRead;
}

function rowsFrom(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
}
