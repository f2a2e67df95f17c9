import type { Page } from 'puppeteer-core';
import { press, signIn, waitForButton } from '../../../scripts/screens';
import type { ImportProgress } from '../../../src/domain/import-job';
import { breakDatabase } from '../../e2e/broken-database';
import { askDirectly, currentSnapshot, sentence, waitForWords } from '../../e2e/screen-probes';
import { waitUntil } from '../../gateway/real/wait-until';
import { type DemoStage, directoryUrl } from '../demo-stage';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

/** Some seconds of work. */
const rowsOfFile = 40_000;

/** Drops a file of so many contacts into the settings, and waits until some of them are in. */
async function importBegins(stage: DemoStage): Promise<Page> {
  const settings = await stage.browser.openScreen('settings', { width: 800, height: 900 });
  await settings.waitForSelector('#directory .drop');
  await settings.evaluate((count) => {
    const rows = Array.from({ length: count }, (_, at) => `user${at}@x.test,User${at},7${at}`);
    const data = new DataTransfer();
    data.items.add(new File([['email,firstname,workphone', ...rows].join('\n')], 'people.csv'));
    const drop = new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true });
    document.querySelector('#directory .drop')?.dispatchEvent(drop);
  }, rowsOfFile);
  await waitForButton(settings, 'import_start', patience);
  await press(settings, 'import_start');
  await importIs(stage, ({ counts }) => counts.added > rowsOfFile / 10);
  return settings;
}

function importIs(stage: DemoStage, wanted: (progress: ImportProgress) => boolean): Promise<unknown> {
  const look = async () => {
    const { directoryImport } = await currentSnapshot(stage.phone);
    return directoryImport !== undefined && wanted(directoryImport);
  };
  return waitUntil('the import', look, { timeoutMs: patience });
}

/** Every row of the file has come, once; the directory is left empty, as it was. */
async function importEnds(stage: DemoStage): Promise<void> {
  await importIs(stage, ({ state }) => state === 'done');
  const { directoryImport } = await currentSnapshot(stage.phone);
  expect(directoryImport?.counts).toEqual({ added: rowsOfFile, merged: 0, unchanged: 0, bad: 0 });
  await askDirectly(stage.phone, 'dismiss-import');
  await askDirectly(stage.phone, 'clear-contacts');
}

/** IndexedDB refuses whatever the worker writes, until `makeRoom`. */
async function takeRoom(stage: DemoStage): Promise<void> {
  const worker = await stage.browser.worker();
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
    const refuse = () => {
      throw new DOMException('no room', 'QuotaExceededError');
    };
    Object.assign(store, { keptPut: store.put, keptAdd: store.add, put: refuse, add: refuse });
  });
}

async function makeRoom(stage: DemoStage): Promise<void> {
  const worker = await stage.browser.worker();
  await worker.evaluate(() => {
    const store = IDBObjectStore.prototype as unknown as Record<string, unknown>;
    Object.assign(store, { put: store.keptPut, add: store.keptAdd });
  });
}

/** What becomes of the call log and the directory, and of the phone with them. */
export const listRows: DemoRow[] = [
  {
    name: 'the worker is killed in the middle of an import',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const settings = await importBegins(stage);
      await stage.browser.killWorker();
      await importEnds(stage);
      await settings.close();
      stage.faultIsOver();
    },
  },
  {
    name: 'the screen is closed in the middle of an import',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const settings = await importBegins(stage);
      await settings.close();
      await importEnds(stage);
      stage.faultIsOver();
    },
  },
  {
    name: 'the disk is full in the middle of an import',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const settings = await importBegins(stage);
      await takeRoom(stage);
      await importIs(stage, ({ state }) => state === 'stopped');
      await waitForWords(settings, await sentence(settings, 'import_stopped_storage_failed', 'people.csv'));
      await makeRoom(stage);
      await press(settings, 'import_resume');
      await importEnds(stage);
      await settings.close();
      stage.faultIsOver();
    },
  },
  {
    name: 'the disk is full: no room in the call log',
    gateway: 'demo',
    before: 'idle',
    outcome: 'survives',
    async cause(stage) {
      await takeRoom(stage);
      await stage.startCall();
      await stage.desk.openTab('calls', stage.phone);
      await stage.hasSaid('storage_failing');
      await makeRoom(stage);
      await stage.desk.openTab('keypad', stage.phone);
      stage.faultIsOver();
    },
  },
  {
    name: 'the database is broken when Chrome starts',
    gateway: 'demo',
    needs: { staysSignedIn: true },
    before: 'idle',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      await stage.restartBrowser('close', breakDatabase);
      await stage.phone.waitForSelector('.no-profile, .sign-in');
      // The key of what was kept secret was in it: profile and password are brought again.
      if (await stage.phone.$('.no-profile'))
        await stage.installation.useProfile({ Address: stage.gateway.url });
      await signIn(stage.phone, '201', 'demo-201');
      stage.faultIsOver();
      await stage.startCall();
      await stage.desk.openTab('calls', stage.phone);
      await stage.hasSaid('data_lost');
      await stage.desk.openTab('keypad', stage.phone);
    },
  },
  {
    name: 'the server of the company directory is gone',
    gateway: 'demo',
    needs: { company: true },
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      const { pathname } = new URL(directoryUrl);
      const text = JSON.stringify([{ firstname: 'Ann', workphone: '7001' }]);
      stage.company.serve(pathname, { text, forEveryone: true });
      const state = async () => (await currentSnapshot(stage.phone)).companyDirectory;
      await askDirectly(stage.phone, 'refresh-directory');
      await waitUntil('its entries', async () => (await state())?.count === 1);
      await stage.company.close();
      await askDirectly(stage.phone, 'refresh-directory');
      await waitUntil('a failure', async () => (await state())?.failure?.code === 'unreachable');
      await stage.desk.openTab('contacts', stage.phone);
      await waitForWords(stage.phone, 'Ann', patience);
      await stage.desk.openTab('keypad', stage.phone);
      stage.faultIsOver();
    },
  },
];
