import { PageVisits } from '../../../src/background/page-visits';
import type { PageWanted } from '../../../src/contract/page-wanted';

const ourselves = 'nbemafgiekgfbclpindbncbbbafgkeoj';
const site = 'https://crm.example.com';
Object.assign(globalThis, { chrome: { runtime: { id: ourselves } } });

const sender = {
  id: ourselves,
  tab: { id: 7, active: false, url: `${site}/case/7` } as chrome.tabs.Tab,
  url: `${site}/case/7`,
  origin: site,
  frameId: 0,
  documentId: 'd',
  documentLifecycle: 'active',
} satisfies chrome.runtime.MessageSender;
const wanted = (kind: PageWanted['wanted']): PageWanted => ({ to: 'background', wanted: kind });

let now = 0;
function listening(allows: (origin: string, kind: string, around?: string) => boolean = () => true) {
  const did: string[] = [];
  const visits = new PageVisits({
    sites: { allows },
    scripts: {
      bringFinder: async ({ documentId }) => void did.push(`finder for ${documentId}`),
      end: async (kind, { documentId }, pattern) => void did.push(`end ${kind} in ${documentId}, ${pattern}`),
    },
    ready: async () => undefined,
    now: () => now,
  });
  return { did, visits };
}

beforeEach(() => {
  now = 1_000_000;
});

it('a script that looks for numbers is given what finds them, in a tab behind others too', async () => {
  const { did, visits } = listening();
  await visits.hear(wanted('number'), sender);
  expect(did).toEqual(['finder for d']);
});

it('one that looks for links needs nothing', async () => {
  const { did, visits } = listening();
  await visits.hear(wanted('link'), sender);
  expect(did).toEqual([]);
});

it.each(['link', 'number'] as const)(
  'where nothing is allowed any more, who asks for %s is ended',
  async (kind) => {
    const { did, visits } = listening(() => false);
    await visits.hear(wanted(kind), sender);
    expect(did).toEqual([`end link in d, ${site}/*`, `end number in d, ${site}/*`]);
  },
);

it('where only links are, the search for numbers is ended, and brings nothing', async () => {
  const { did, visits } = listening((_origin, kind) => kind === 'link');
  await visits.hear(wanted('number'), sender);
  expect(did).toEqual([`end number in d, ${site}/*`]);
});

it('a frame in an excluded page is ended', async () => {
  const { did, visits } = listening((_origin, _kind, around) => around === undefined);
  const tab = { ...sender.tab, url: 'https://bank.example/' };
  await visits.hear(wanted('number'), { ...sender, frameId: 3, tab });
  expect(did).toHaveLength(2);
});

it.each([
  ['more than that', { ...wanted('number'), dial: { number: '1', kind: 'link' } }, {}],
  ['something else', { to: 'background', wanted: 'everything' }, {}],
  ['to somebody else', { to: 'content', wanted: 'number' }, {}],
  ['from another extension', wanted('number'), { id: 'a'.repeat(32) }],
  ['from outside of a tab', wanted('number'), { tab: undefined }],
  ['from a page in the cache', wanted('number'), { documentLifecycle: 'cached' }],
  ['from a file', wanted('number'), { origin: 'file://', url: 'file:///x' }],
])('a message that says %s is passed over', async (_what, message, change) => {
  const { did, visits } = listening();
  await visits.hear(message, { ...sender, ...change } as chrome.runtime.MessageSender);
  expect(did).toEqual([]);
});

it('a flood brings it once a second, and the pages beside have theirs', async () => {
  const { did, visits } = listening();
  for (let count = 0; count < 3_000; count++) {
    now += 1;
    await visits.hear(wanted('number'), sender);
  }
  expect(did).toHaveLength(3);
  await visits.hear(wanted('number'), { ...sender, documentId: 'e' });
  expect(did).toHaveLength(4);
});
