import { useEffect, useState } from 'preact/hooks';
import { readRecentCalls } from '../../data/call-log-lists';

/** Calls that are looked at. */
const calls = 50;

/** Who one talked with last, the latest first, by the ids of their contacts. @param revision of the call log */
export function useRecentContacts(revision: number): readonly string[] {
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    readRecentCalls(calls).then(
      (entries) => {
        const ids = new Set(entries.flatMap(({ contacts = [] }) => contacts.map(({ id }) => id)));
        if (current && ids.size > 0) setRecent([...ids]);
      },
      // The order without them is an order too.
      () => undefined,
    );
    return () => {
      current = false;
    };
  }, [revision]);
  return recent;
}
