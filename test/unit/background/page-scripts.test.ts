import { type PagePlan, PageScripts } from '../../../src/background/page-scripts';
import { silentLogger } from '../../fakes/silent-logger';

const site = 'https://crm.example.com';
const pattern = `${site}/*`;
const plan = (country: string, changes: Partial<PagePlan> = {}): PagePlan => ({
  sites: [{ pattern, links: true, numbers: true, byPolicy: false, granted: true }],
  excluded: [],
  country,
  ...changes,
});

/** A browser with one tab, in whose page of the site there is one frame of another. */
function begin() {
  const did: string[] = [];
  let registered: chrome.scripting.RegisteredContentScript[] = [];
  Object.assign(globalThis, {
    chrome: {
      tabs: {
        query: async () => [{ id: 7 }],
        sendMessage: async (tab: number, { stop }: { stop: string }) =>
          void did.push(`stop ${stop} in ${tab}`),
      },
      scripting: {
        getRegisteredContentScripts: async ({ ids }: { ids: string[] }) =>
          registered.filter(({ id }) => ids.includes(id)),
        registerContentScripts: async (scripts: chrome.scripting.RegisteredContentScript[]) => {
          registered.push(...scripts);
        },
        unregisterContentScripts: async ({ ids }: { ids: string[] }) => {
          registered = registered.filter(({ id }) => !ids.includes(id));
        },
        insertCSS: async () => undefined,
        executeScript: async ({ target, files }: chrome.scripting.ScriptInjection<[], string>) => {
          if (files) did.push(`run ${files.join(' and ')} in ${target.documentIds?.join()}`);
          return [
            { documentId: 'own', result: site },
            { documentId: 'other', result: 'https://other.example' },
          ];
        },
      },
    },
  });
  const scripts = new PageScripts(silentLogger);
  return { scripts, did, ids: () => registered.map(({ id }) => id) };
}

const sender = { tab: { id: 7 } as chrome.tabs.Tab, documentId: 'd' };

it('scripts run where they may, also in pages that are open, and are left alone while nothing changes', async () => {
  const { scripts, did, ids } = begin();
  await scripts.follow(plan('44'));
  expect(ids()).toEqual(['link', 'number']);
  expect(did.sort()).toEqual(['run content-links.js in own', 'run content-numbers.js in own']);
  did.length = 0;
  await scripts.follow(plan('44'));
  expect(did).toEqual([]);
});

it('they are stopped where they may not run any more', async () => {
  const { scripts, did, ids } = begin();
  await scripts.follow(plan('44'));
  did.length = 0;
  await scripts.follow(plan('44', { sites: [] }));
  expect(ids()).toEqual([]);
  expect(did.sort()).toEqual(['stop link in 7', 'stop number in 7']);
});

it.each([
  ['44', '44'],
  ['', '0'],
  ['../44', '0'],
])('what finds numbers is brought with the country %j', async (country, file) => {
  const { scripts, did } = begin();
  await scripts.follow(plan(country));
  did.length = 0;
  await scripts.bringFinder(sender);
  expect(did).toEqual([`run countries/${file}.js and content-number-finder.js in d`]);
});

it('in another country, numbers are looked for anew in pages that are open', async () => {
  const { scripts, did } = begin();
  await scripts.follow(plan('44'));
  did.length = 0;
  await scripts.follow(plan('49'));
  expect(did).toEqual(['run content-numbers.js in own']);
});
