import type { Page } from 'puppeteer-core';
import { type IntentName, screenPort } from '../../src/contract/protocol';
import type { Snapshot } from '../../src/contract/snapshot';
import { inFolders } from '../../src/data/contact-migration';
import type { CallLogEntry } from '../../src/domain/call-log';
import { leavesOf, rowOf } from '../../src/domain/call-log-leaf';
import type { Contact } from '../../src/domain/contact';
import { drawerPlaces, placeOf } from '../../src/domain/contact-id';

/** What the fake keeps in the page. */
interface FakeWindow {
  fakeBackground: { show(snapshot: Snapshot): void; intents: { intent: string; args: unknown }[] };
}

/** The answers of intents, where one is needed. */
export type FakeAnswers = Partial<Record<IntentName, unknown>>;

/**
 * Stands in for the worker: the page gets this snapshot over its port, and every intent is taken with
 * thanks. To be called before the page loads; answers the scripts by which it does so from then on.
 */
export async function fakeBackground(
  page: Page,
  snapshot: Snapshot,
  answers: FakeAnswers = {},
): Promise<{ identifier: string }[]> {
  // tsx wraps inner functions in a helper of its own, which the page does not have.
  const helper = await page.evaluateOnNewDocument('globalThis.__name = (named) => named');
  const background = await page.evaluateOnNewDocument(
    (first: Snapshot, portName: string, answerOf: Record<string, unknown>) => {
      const fake = {
        current: first,
        listeners: [] as ((message: Snapshot) => void)[],
        intents: [] as { intent: string; args: unknown }[],
        connect() {
          return {
            name: portName,
            onMessage: {
              addListener(listener: (message: Snapshot) => void) {
                fake.listeners.push(listener);
                queueMicrotask(() => listener(fake.current));
              },
            },
            onDisconnect: { addListener: () => undefined },
            postMessage: () => undefined,
          };
        },
        async sendMessage({ intent, args }: { intent: string; args: unknown }) {
          fake.intents.push({ intent, args });
          return { ok: true, value: answerOf[intent] };
        },
        show(next: Snapshot) {
          fake.current = next;
          for (const listener of fake.listeners) listener(next);
        },
      };
      Object.assign(chrome.runtime, { connect: fake.connect, sendMessage: fake.sendMessage });
      Object.assign(window, { fakeBackground: fake });
    },
    snapshot,
    screenPort,
    answers as Record<string, unknown>,
  );
  return [helper, background];
}

/** Delivers another snapshot to the page. */
export async function show(page: Page, snapshot: Snapshot): Promise<void> {
  await page.evaluate((next) => (window as unknown as FakeWindow).fakeBackground.show(next), snapshot);
}

/** The intents the page has sent. */
export function sentIntents(page: Page): Promise<{ intent: string; args: unknown }[]> {
  return page.evaluate(() => (window as unknown as FakeWindow).fakeBackground.intents);
}

/** Whether a page of the extension has made its database. */
export async function hasDatabase(page: Page): Promise<boolean> {
  return page.evaluate(async () => (await indexedDB.databases()).some(({ name }) => name === 'ringtab'));
}

/** Replaces the call log of the extension; the database must have been opened by the page before. */
export async function fillCallLog(page: Page, entries: CallLogEntry[]): Promise<void> {
  await page.evaluate(putAll, 'call-log', [], true);
  for (let at = 0; at < entries.length; at += 10_000)
    await page.evaluate(putAll, 'call-log', entries.slice(at, at + 10_000), false);
  const rows = entries.map(rowOf).sort((one, other) => one.startedAt - other.startedAt);
  // What goes to the page goes as JSON, which has no columns of numbers.
  const leaves = leavesOf(rows).map((leaf) => ({
    ...leaf,
    startedAt: [...leaf.startedAt],
    kinds: [...leaf.kinds],
  }));
  await page.evaluate(putAll, 'call-log-leaves', leaves, true);
}

/** In the page: values into a store of the extension's database, with columns of numbers made of lists. */
async function putAll(storeName: string, values: object[], clear: boolean): Promise<void> {
  const database = await new Promise<IDBDatabase>((resolve, reject) => {
    const opening = indexedDB.open('ringtab');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(opening.result);
  });
  await new Promise<void>((resolve, reject) => {
    const transaction = database.transaction(storeName, 'readwrite');
    transaction.onerror = () => reject(transaction.error);
    transaction.oncomplete = () => resolve();
    const store = transaction.objectStore(storeName);
    if (clear) store.clear();
    for (const value of values) {
      const { startedAt, kinds } = value as { startedAt: unknown; kinds?: number[] };
      const columns = Array.isArray(startedAt) && {
        startedAt: Float64Array.from(startedAt),
        kinds: Uint8Array.from(kinds ?? []),
      };
      store.put({ ...value, ...columns });
    }
  });
  database.close();
}

/** Replaces the directory of the extension; the database must have been opened by the page before. */
export async function fillDirectory(page: Page, contacts: Contact[]): Promise<void> {
  await page.evaluate(
    (folders, drawers) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('ringtab');
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const names = ['contact-folders', 'contact-drawers', 'drawer-indexes', 'drawer-numbers'];
          const transaction = opening.result.transaction(names, 'readwrite');
          for (const name of names) transaction.objectStore(name).clear();
          for (const folder of folders) transaction.objectStore('contact-folders').put(folder);
          for (const drawer of drawers) transaction.objectStore('contact-drawers').put(drawer);
          transaction.onerror = () => reject(transaction.error);
          transaction.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    inFolders(contacts),
    drawersOf(contacts),
  );
}

let revision = 0;

/** Without indexes: whoever searches makes them. */
function drawersOf(contacts: Contact[]): { id: string; next: number; size: number; revision: number }[] {
  revision++;
  const ids = new Set(contacts.map(({ id }) => placeOf(id).drawer));
  return [...ids].map((id) => {
    const size = contacts.filter((contact) => placeOf(contact.id).drawer === id).length;
    return { id, next: drawerPlaces, size, revision };
  });
}
