import { serveScreen } from '../../../src/background/screens';
import { Store } from '../../../src/background/store';
import type { Snapshot } from '../../../src/contract/snapshot';

/** What a screen gets from now on. */
async function open(store: Store): Promise<Snapshot[]> {
  const got: Snapshot[] = [];
  const deaf = { addListener: () => undefined };
  const port = {
    postMessage: (snapshot: Snapshot) => got.push(snapshot),
    onMessage: deaf,
    onDisconnect: deaf,
  };
  serveScreen(
    port as unknown as chrome.runtime.Port,
    store,
    Promise.resolve({ onlooker: () => ({ want: () => undefined, close: () => undefined }) }),
  );
  await Promise.resolve();
  return got;
}

it('a screen is told what there is, what changes, and nothing twice', async () => {
  const store = new Store();
  const got = await open(store);
  expect(got).toEqual([store.snapshot]);
  store.update({ missedCalls: 1 });
  store.update({ missedCalls: 1, calls: [] });
  expect(got.map(({ missedCalls }) => missedCalls)).toEqual([0, 1]);
  store.update({ missedCalls: 0 });
  expect(got.map(({ missedCalls }) => missedCalls)).toEqual([0, 1, 0]);
});
