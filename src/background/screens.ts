import { watchedNumbers } from '../contract/protocol';
import type { Onlooker } from './colleagues';
import type { Store } from './store';

/** Serves one open screen: a full snapshot on connect and on each change; whom it shows is watched meanwhile. */
export function serveScreen(
  port: chrome.runtime.Port,
  store: Store,
  ready: Promise<{ onlooker(): Onlooker }>,
): void {
  let unsubscribe = () => {};
  let open = true;
  let onlooker: Onlooker | undefined;
  void ready.then(() => {
    if (!open) return;
    port.postMessage(store.snapshot);
    unsubscribe = store.subscribe((snapshot) => port.postMessage(snapshot));
  });
  port.onMessage.addListener((message) => {
    const numbers = watchedNumbers(message);
    if (!numbers) return;
    void ready.then((phone) => {
      if (!open) return;
      onlooker ??= phone.onlooker();
      onlooker.want(numbers);
    });
  });
  port.onDisconnect.addListener(() => {
    open = false;
    unsubscribe();
    onlooker?.close();
  });
}
