import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ElementHandle, Page } from 'puppeteer-core';
import { launch, type RingtabBrowser } from '../../../scripts/ringtab-browser';
import { press, waitForButton } from '../../../scripts/screens';
import type { MessageKey } from '../../../src/ui/messages';
import { people } from '../../bench/people';
import { waitUntil } from '../../gateway/real/wait-until';
import { sentence, waitForWords } from '../screen-probes';

jest.setTimeout(180_000);

const folder = mkdtempSync(join(tmpdir(), 'ringtab-import-'));
const downloads = join(folder, 'downloads');
let ringtab: RingtabBrowser;
let settings: Page;

beforeAll(async () => {
  ringtab = await launch({});
  settings = await openSettings();
});

afterAll(async () => {
  await ringtab?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function openSettings(): Promise<Page> {
  const page = await ringtab.openScreen('settings', { width: 800, height: 900 });
  const session = await page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
  return page;
}

function fileOf(name: string, text: string | Buffer): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function choose(path: string): Promise<void> {
  const input = (await settings.waitForSelector(
    '#directory input[type=file]',
  )) as ElementHandle<HTMLInputElement>;
  await input.uploadFile(path);
}

const waitForState = async (key: MessageKey, name: string, timeout = 60_000) => {
  const words = await sentence(settings, key, name);
  await settings.waitForFunction(
    (wanted) => document.querySelector('#import-state')?.textContent === wanted,
    { timeout },
    words,
  );
};

/** All of the user's own contacts, without what is different each time, in an order of their own. */
async function contacts(): Promise<string[]> {
  const all = await settings.evaluate(async () => {
    const opening = indexedDB.open('ringtab');
    const database = await new Promise<IDBDatabase>((resolve) => {
      opening.onsuccess = () => resolve(opening.result);
    });
    const asked = database.transaction('contact-folders').objectStore('contact-folders').getAll();
    const folders = await new Promise<{ contacts: Record<string, unknown>[] }[]>((resolve) => {
      asked.onsuccess = () => resolve(asked.result);
    });
    const found = folders.flatMap(({ contacts }) => contacts);
    database.close();
    return found.map(({ id: _id, changedAt: _at, ...rest }) => JSON.stringify(rest));
  });
  return all.sort();
}

async function download(key: MessageKey): Promise<string> {
  rmSync(downloads, { recursive: true, force: true });
  mkdirSync(downloads);
  await press(settings, key);
  return waitUntil(
    'the downloaded file',
    () => {
      const name = readdirSync(downloads).find((file) => /\.(?:csv|vcf)$/.test(file));
      return name && readFileSync(join(downloads, name), 'utf8') ? join(downloads, name) : undefined;
    },
    { timeoutMs: 60_000 },
  );
}

async function deleteAll(): Promise<void> {
  await press(settings, 'contacts_delete_all');
  await press(settings, 'contacts_delete_all_confirm');
  await waitForWords(settings, await sentence(settings, 'directory_none'));
}

async function bring(path: string, name: string): Promise<void> {
  await choose(path);
  await waitForButton(settings, 'import_start');
  await press(settings, 'import_start');
  await waitForState('import_state_done', name);
  await press(settings, 'import_dismiss');
}

const head = 'email;firstname;lastname;company;workphone;note';

/** As many rows as people, of which every hundredth is bad. */
function longFile(count: number): string {
  const rows = people(count, 7).map((one, at) => {
    const email = at % 100 === 99 ? 'no address' : one.email || `nobody${at}@x.test`;
    return [email, one.firstName, one.lastName, one.company, one.numbers[0]?.number, `"n;${at}"`].join(';');
  });
  return `${head}\r\n${rows.join('\r\n')}\r\n`;
}

it('shows what a file is taken for, what it becomes, and another way to read it', async () => {
  const text = 'Prénom;Nom;Adresse de messagerie;Couleur\r\nZoé;Côté;zoe@x.test;bleu\r\nBad;Row;nowhere;\r\n';
  await choose(fileOf('ms.csv', Buffer.from(text, 'latin1')));
  await waitForWords(settings, 'Zoé Côté');
  await waitForWords(settings, await sentence(settings, 'row_problem_contact_email_not_usable'));
  await waitForWords(settings, await sentence(settings, 'import_unused', 'Couleur'));
  await settings.select('.import-ways select', ',');
  await waitForWords(settings, await sentence(settings, 'import_no_header'));
  await press(settings, 'cancel');
});

/** `npm test` has a short form; RINGTAB_IMPORT_ROWS=100000 is what the figures are about. */
const rowCount = Number(process.env.RINGTAB_IMPORT_ROWS ?? 30_000);
const badCount = rowCount / 100;
const goodCount = rowCount - badCount;

it(`brings in ${rowCount} rows with ${badCount} bad ones, stopped, gone on with, and over the death of the worker`, async () => {
  const path = fileOf('long.csv', longFile(rowCount));
  await choose(path);
  await waitForButton(settings, 'import_start');
  const began = Date.now();
  await press(settings, 'import_start');
  await settings.waitForFunction(
    () => (document.querySelector('#directory progress') as HTMLProgressElement)?.value > 0.1,
  );
  await press(settings, 'import_cancel');
  await waitForState('import_stopped_cancelled', 'long.csv');
  const kept = await contacts();
  expect(kept.length).toBeGreaterThan(rowCount / 20);
  expect(kept.length).toBeLessThan(goodCount);
  await press(settings, 'import_resume');
  await settings.waitForFunction(
    () => (document.querySelector('#directory progress') as HTMLProgressElement)?.value > 0.5,
  );
  await ringtab.killWorker();
  // Closing the screen does not end it either.
  await settings.close();
  settings = await openSettings();
  await waitForState('import_state_done', 'long.csv', 120_000);
  console.log(`stopped, gone on with and died in: ${Date.now() - began} ms`);
  await waitForWords(settings, await sentence(settings, 'import_bad_other', badCount.toLocaleString('en')));
  await settings.click('#directory summary');
  await waitForWords(settings, `${await sentence(settings, 'import_bad_line', '101')} `);
  const bad = readFileSync(await download('import_bad_save'), 'utf8')
    .trim()
    .split('\r\n');
  expect(bad).toHaveLength(badCount + 1);
  expect(bad[1]).toMatch(/no address/);
  expect(await contacts()).toHaveLength(goodCount);
  await press(settings, 'import_dismiss');
});

it('a file that is saved and brought in again gives the same directory', async () => {
  const before = await contacts();
  const saved = await download('export_csv');
  await deleteAll();
  const began = Date.now();
  await bring(saved, saved.split('/').at(-1) ?? '');
  console.log(`${goodCount} contacts brought in in ${Date.now() - began} ms`);
  expect(await contacts()).toEqual(before);
});

it('is undone', async () => {
  await deleteAll();
  const text = 'BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Lee\r\nTEL:201\r\nEND:VCARD\r\n';
  await choose(fileOf('ann.vcf', text));
  await waitForWords(settings, 'Ann Lee');
  await press(settings, 'import_start');
  await waitForState('import_state_done', 'ann.vcf');
  expect(await contacts()).toHaveLength(1);
  await press(settings, 'import_undo');
  await waitForWords(settings, await sentence(settings, 'directory_none'));
  expect(await contacts()).toEqual([]);
});
