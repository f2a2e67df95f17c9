import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { readCallLogIndex, readCalls, readNewestCalls } from '../../data/call-log-lists';
import type { CallLogEntry } from '../../domain/call-log';
import type { CallLogIndex } from '../../domain/call-log-index';

/** Entries that are kept at hand, at most. */
const mostAtHand = 500;

export interface CallsAtHand {
  /** Undefined until it has been read. */
  index: CallLogIndex | undefined;
  /** It tells of every call, not only of the newest. */
  isWhole: boolean;
  /** The database cannot be read. */
  failed: boolean;
  /** An entry that is at hand. */
  entry(id: string): CallLogEntry | undefined;
  /** Reads those of these that are not at hand. */
  want(ids: readonly string[]): void;
}

/** The call log, for as much of it as a screen shows. @param revision that it has changed makes it be read again */
export function useCalls(revision: number): CallsAtHand {
  const [{ index, isWhole }, setRead] = useState<{ index?: CallLogIndex; isWhole: boolean }>({
    isWhole: false,
  });
  const [failed, setFailed] = useState(false);
  const { entry, want } = useEntries(revision, () => setFailed(true));

  // The revision is not read: that it has changed is what makes the query ask again.
  useEffect(() => {
    let wanted = true;
    async function read(): Promise<void> {
      // What fills the screen first; the rest follows when that stands.
      if (!index) {
        const newest = await readNewestCalls();
        if (wanted) setRead((before) => (before.index ? before : { index: newest, isWhole: false }));
      }
      const whole = await readCallLogIndex();
      if (!wanted) return;
      setRead({ index: whole, isWhole: true });
      setFailed(false);
    }
    read().catch(() => wanted && setFailed(true));
    return () => {
      wanted = false;
    };
  }, [revision]);

  return { index, isWhole, failed, entry, want };
}

function useEntries(revision: number, onFailed: () => void) {
  const atHand = useRef(new Map<string, { entry: CallLogEntry | undefined; revision: number }>());
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const [, setCount] = useState(0);

  const want = useCallback(
    (ids: readonly string[]) => {
      const known = atHand.current;
      const missing = ids.filter((id) => known.get(id)?.revision !== revision);
      if (missing.length === 0) return;
      readCalls(missing).then(
        (entries) => {
          for (const id of missing) {
            const entry = entries.find((each) => each.id === id);
            known.delete(id);
            known.set(id, { entry, revision });
          }
          for (const id of known.keys()) if (known.size > mostAtHand) known.delete(id);
          setCount((count) => count + 1);
        },
        () => failed.current(),
      );
    },
    [revision],
  );
  const entry = useCallback((id: string) => atHand.current.get(id)?.entry, []);
  return { entry, want };
}
