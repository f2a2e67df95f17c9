import { watchedNumbers } from '../contract/protocol';
import type { Snapshot } from '../contract/snapshot';
import type { Onlooker } from './colleagues';
import type { Store } from './store';

/** Serves one open screen: a full snapshot on connect and whenever it is another one; whom it shows is watched meanwhile. */
export function serveScreen(
  port: chrome.runtime.Port,
  store: Store,
  ready: Promise<{ onlooker(): Onlooker }>,
): void {
  let unsubscribe = () => {};
  let open = true;
  let onlooker: Onlooker | undefined;
  let told = '';
  // Many a change leaves what was there, and a screen draws all of itself for each.
  const tell = (snapshot: Snapshot) => {
    const text = JSON.stringify(snapshot);
    if (text !== told) port.postMessage(snapshot);
    told = text;
  };
  void ready.then(() => {
    if (!open) return;
    tell(store.snapshot);
    unsubscribe = store.subscribe(tell);
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
