import type { Store } from './store';

/** Serves one open screen: a full snapshot on connect and on each change. */
export function serveScreen(port: chrome.runtime.Port, store: Store, ready: Promise<unknown>): void {
  let unsubscribe = () => {};
  let open = true;
  void ready.then(() => {
    if (!open) return;
    port.postMessage(store.snapshot);
    unsubscribe = store.subscribe((snapshot) => port.postMessage(snapshot));
  });
  port.onDisconnect.addListener(() => {
    open = false;
    unsubscribe();
  });
}
