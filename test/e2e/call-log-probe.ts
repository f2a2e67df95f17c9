// What the call log has, read from where it is kept.
import type { Page } from 'puppeteer-core';
import type { CallLogEntry, OpenCall } from '../../src/domain/call-log';
import { waitUntil } from '../gateway/real/wait-until';

/** The calls that have ended, as the log has them, the newest first. */
export function callLog(page: Page): Promise<CallLogEntry[]> {
  return page.evaluate(async () => {
    const asked = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await asked(indexedDB.open('ringtab'));
    const calls = await asked<(CallLogEntry | OpenCall)[]>(
      database.transaction('call-log').objectStore('call-log').getAll(),
    );
    database.close();
    const entries = calls.filter((call): call is CallLogEntry => 'outcome' in call);
    return entries.sort((one, other) => other.startedAt - one.startedAt);
  });
}

/** Waits until the call that ended last is in the log like this: the phone does not wait for the disk. */
export async function newestCallIs(page: Page, wanted: Partial<CallLogEntry>): Promise<void> {
  await waitUntil('the newest call of the log', async () => {
    expect((await callLog(page))[0]).toMatchObject(wanted);
    return true;
  });
}
