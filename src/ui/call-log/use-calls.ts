import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { readCallLogIndex, readCalls, readNewestCalls } from '../../data/call-log-lists';
import type { CallLogEntry } from '../../domain/call-log';
import type { CallLogIndex } from '../../domain/call-log-index';

/** Rows that fill every screen. */
const firstRows = 30;
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
  const { entry, want, fetch } = useEntries(revision, () => setFailed(true));

  // The revision is not read: that it has changed is what makes the query ask again.
  useEffect(() => {
    let wanted = true;
    async function read(): Promise<void> {
      if (!index) {
        const newest = await readNewestCalls();
        await fetch(newestIds(newest));
        if (!wanted) return;
        setRead((before) => (before.index ? before : { index: newest, isWhole: false }));
        // The rest follows when that stands on the screen.
        await framePainted();
      }
      const whole = await readCallLogIndex();
      // A row that had to wait for its entry would be empty, and lose the focus.
      await fetch(newestIds(whole));
      if (!wanted) return;
      setRead({ index: whole, isWhole: true });
      setFailed(false);
      await framePainted();
      whole.prepareSearch();
    }
    read().catch(() => wanted && setFailed(true));
    return () => {
      wanted = false;
    };
  }, [revision]);

  return { index, isWhole, failed, entry, want };
}

function newestIds(index: CallLogIndex): string[] {
  return Array.from(index.find('all', '').subarray(0, firstRows), (position) => index.id(position));
}

function framePainted(): Promise<void> {
  return new Promise((painted) => requestAnimationFrame(() => setTimeout(painted)));
}

function useEntries(revision: number, onFailed: () => void) {
  const atHand = useRef(new Map<string, { entry: CallLogEntry | undefined; revision: number }>());
  const failed = useRef(onFailed);
  failed.current = onFailed;
  const [, setCount] = useState(0);

  const fetch = useCallback(
    async (ids: readonly string[]) => {
      const known = atHand.current;
      const missing = ids.filter((id) => known.get(id)?.revision !== revision);
      if (missing.length === 0) return;
      const entries = await readCalls(missing);
      for (const id of missing) {
        const entry = entries.find((each) => each.id === id);
        known.delete(id);
        known.set(id, { entry, revision });
      }
      for (const id of known.keys()) if (known.size > mostAtHand) known.delete(id);
      setCount((count) => count + 1);
    },
    [revision],
  );
  const want = useCallback(
    (ids: readonly string[]) => void fetch(ids).catch(() => failed.current()),
    [fetch],
  );
  const entry = useCallback((id: string) => atHand.current.get(id)?.entry, []);
  return { entry, want, fetch };
}
