import type { ElementHandle, Page } from 'puppeteer-core';
import { polling } from '../../scripts/screens';
import { draftOf } from './contacts';
import type { ScreenState } from './screen-states';
import { snapshotOf } from './snapshots';

const csv = [
  'Prénom;Nom;Société;Adresse de messagerie;Téléphone (bureau);Couleur',
  'Zoé;Côté;Société Générale des Eaux et Forêts du Nord;zoe.cote@eaux-et-forets.example;+33 1 45 00 00 01;bleu',
  'Anselm;Böhm;;anselm.boehm@example.com;+49 30 1200 4711;',
  ';;;nowhere;;',
  'Mei;Lin;Acme;mei@example.com;201;rouge',
].join('\r\n');

const begun = { id: 'one', fileName: 'contacts-2026.csv', state: 'running', share: 0.42 } as const;
const counts = { added: 41_580, merged: 312, unchanged: 8, bad: 0 };

const company = {
  url: 'https://directory.example.com/people.json',
  by: 'policy',
  receivedAt: Date.UTC(2026, 10, 18, 9),
  checkedAt: Date.UTC(2026, 10, 20, 9),
  count: 1_204,
  skipped: 2,
} as const;
const away = { code: 'unreachable', url: company.url } as const;

/** Contacts that are brought in from a file, in the settings. */
export function importStates(): ScreenState[] {
  const settings = (name: string, more: Partial<ScreenState>): ScreenState => ({
    name: `settings-import-${name}`,
    screen: 'settings',
    snapshot: snapshotOf(),
    ...more,
  });
  return [
    settings('preview', { steps: (page) => preview(page) }),
    settings('running', { snapshot: snapshotOf({ directoryImport: { ...begun, counts } }) }),
    settings('stopped', {
      snapshot: snapshotOf({ directoryImport: { ...begun, counts, state: 'stopped', stop: 'cancelled' } }),
    }),
    settings('company', { snapshot: snapshotOf({ companyDirectory: company }) }),
    settings('company-away', {
      snapshot: snapshotOf({ companyDirectory: { ...company, failure: { ...away, at: company.checkedAt } } }),
    }),
    settings('done', {
      snapshot: snapshotOf({
        directoryImport: { ...begun, share: 1, state: 'done', counts: { ...counts, bad: 3 } },
      }),
      steps: showDone,
    }),
  ];
}

async function preview(page: Page): Promise<void> {
  const input = (await page.waitForSelector(
    '#directory input[type=file]',
  )) as ElementHandle<HTMLInputElement>;
  await input.evaluate((element, text) => {
    const files = new DataTransfer();
    files.items.add(new File([text], 'contacts-2026.csv', { type: 'text/csv' }));
    element.files = files.files;
    element.dispatchEvent(new Event('change', { bubbles: true }));
  }, csv);
  await page.waitForSelector('.import-preview li');
}

/** With contacts of one's own, and rows that could not be used. */
async function showDone(page: Page): Promise<void> {
  await page.waitForSelector('#directory summary');
  await page.evaluate(
    async (contact) => {
      const opening = indexedDB.open('ringtab');
      const database = await new Promise<IDBDatabase>((resolve) => {
        opening.onsuccess = () => resolve(opening.result);
      });
      const stores = ['contact-drawers', 'import-bad-rows'];
      const transaction = database.transaction(stores, 'readwrite');
      transaction.objectStore('contact-drawers').put({ id: 'o0', next: 900, size: 900, revision: 1 });
      const bad = transaction.objectStore('import-bad-rows');
      bad.clear();
      bad.add({ line: 20, problem: 'contact-email-not-usable', cells: [contact.firstName] });
      bad.add({ line: 4_711, problem: 'row-unclosed-quote', cells: [] });
      bad.add({ line: 41_000, problem: 'contact-empty', cells: [] });
      await new Promise((resolve) => {
        transaction.oncomplete = resolve;
      });
      database.close();
    },
    draftOf({ firstName: 'Ann' }),
  );
  await page.reload();
  await page.waitForSelector('#directory summary');
  await page.click('#directory summary');
  await page.waitForFunction(() => document.querySelectorAll('.import-bad-rows li').length === 3, {
    polling,
  });
}
