import type { Store } from './store';

export function isInCall(store: Store): boolean {
  return store.snapshot.calls.length > 0;
}

/** Tells each time that the last call is over, once everyone else knows of it. Answers how to stop that. */
export function onCallsOver(store: Store, heard: () => void): () => void {
  return store.subscribe(({ calls }, before) => {
    if (calls.length === 0 && before.calls.length > 0) queueMicrotask(heard);
  });
}

/** Settled once the last of the calls that there are now is over. */
export function callsOver(store: Store): Promise<void> {
  return new Promise((over) => {
    const stop = onCallsOver(store, () => {
      stop();
      over();
    });
  });
}
