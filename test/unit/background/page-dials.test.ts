import fc from 'fast-check';
import { PageDials } from '../../../src/background/page-dials';
import { pageDialMessage } from '../../../src/contract/page-dial';
import type { DialRequest } from '../../../src/domain/dial-request';
import { silentLogger } from '../../fakes/silent-logger';
import { fuzz } from '../../fuzz/fuzz';

const ourselves = 'nbemafgiekgfbclpindbncbbbafgkeoj';
const site = 'https://crm.example.com';
Object.assign(globalThis, {
  chrome: {
    runtime: { id: ourselves },
    scripting: { executeScript: async () => [{ result: 'https://around.example' }] },
  },
});

const sender = {
  id: ourselves,
  tab: { id: 7, active: true, url: `${site}/case/7` } as chrome.tabs.Tab,
  url: `${site}/case/7`,
  origin: site,
  frameId: 0,
  documentId: 'd',
  documentLifecycle: 'active',
} satisfies chrome.runtime.MessageSender;

let now = 0;
function listening(allows: (origin: string, kind: string, around?: string) => boolean = () => true) {
  const asked: Omit<DialRequest, 'id'>[] = [];
  const refused: string[] = [];
  const dials = new PageDials({
    sites: { allows },
    ask: async (request) => void asked.push(request),
    refused: async (_sender, origin) => void refused.push(origin),
    ready: async () => undefined,
    now: () => now,
    log: silentLogger,
  });
  return { asked, refused, dials };
}

beforeEach(() => {
  now = 1_000_000;
});

it('a dial of an allowed page is asked about, with what Chrome says of the page', async () => {
  const { asked, dials } = listening();
  await dials.hear(pageDialMessage('tel:+1-303-555-1234?x', 'link'), sender);
  expect(asked).toEqual([
    {
      source: 'link',
      written: 'tel:+1-303-555-1234?x',
      number: 'tel:+1-303-555-1234',
      site: { origin: site },
    },
  ]);
});

it('of a number in text, the number is dialled and not the words around it', async () => {
  const { asked, dials } = listening();
  await dials.hear(pageDialMessage('Tel.: 303\u00A0555\u00A01234', 'number'), sender);
  expect(asked[0]?.number).toBe('303 555 1234');
});

it.each([
  ['of another extension', { id: 'a'.repeat(32) }],
  ['of nobody', { id: undefined }],
  ['without a tab', { tab: undefined }],
  ['of a tab behind another', { tab: { ...sender.tab, active: false } }],
  ['of a page that is prepared and not shown', { documentLifecycle: 'prerender' }],
  ['of a page that is cached', { documentLifecycle: 'cached' }],
  ['of a file', { origin: 'file://', url: 'file:///tmp/x.html' }],
  ['of one of Chrome’s pages', { origin: 'chrome://settings', url: 'chrome://settings/' }],
  [
    'of an extension’s page',
    { origin: `chrome-extension://${ourselves}`, url: `chrome-extension://${ourselves}/x` },
  ],
  ['of nowhere', { origin: undefined, url: undefined }],
])('a message %s is passed over', async (_whose, change) => {
  const { asked, dials } = listening();
  await dials.hear(pageDialMessage('tel:1', 'link'), {
    ...sender,
    ...change,
  } as chrome.runtime.MessageSender);
  expect(asked).toEqual([]);
});

it('is asked about only where the site allows it', async () => {
  const { asked, refused, dials } = listening((origin, kind) => origin === site && kind === 'number');
  await dials.hear(pageDialMessage('tel:1', 'link'), sender);
  expect(asked).toEqual([]);
  expect(refused).toEqual([site]);
});

it.each([
  [
    'is told where Chrome says it',
    { tab: { ...sender.tab, url: 'https://news.example/x' } },
    'https://news.example',
  ],
  [
    'is asked for where Chrome does not',
    { tab: { ...sender.tab, url: undefined } },
    'https://around.example',
  ],
  ['is not told where it is the same site', {}, undefined],
])('the page around a frame %s', async (_what, change, around) => {
  const { asked, dials } = listening();
  await dials.hear(pageDialMessage('tel:1', 'link'), { ...sender, frameId: 3, ...change });
  expect(asked[0]?.site).toEqual(around === undefined ? { origin: site } : { origin: site, around });
});

it('a flood is one request a second, and five in half a minute', async () => {
  const { asked, dials } = listening();
  for (let count = 0; count < 60_000; count += 10) {
    now += 1;
    await dials.hear(pageDialMessage(`tel:${count}`, 'link'), sender);
  }
  expect(asked.length).toBeLessThanOrEqual(5);
  expect(asked[0]?.written).toBe('tel:0');
});

describe('whatever a content script says', () => {
  const good = pageDialMessage('tel:+13035551234', 'link');
  const word = fc.oneof(
    fc.constantFrom('to', 'dial', 'number', 'kind', 'intent', 'args', '__proto__', 'asTyped', 'origin'),
    fc.string({ maxLength: 6 }),
  );
  const anything = fc.oneof(
    fc.constantFrom<unknown>(null, 0, '', 'background', 'link', 'number', 'x'.repeat(300), [], {}, '\uD800'),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const damaged = fc
    .tuple(fc.boolean(), word, anything)
    .map(([outside, key, value]): unknown =>
      outside ? { ...good, [key]: value } : { ...good, dial: { ...good.dial, [key]: value } },
    );

  fuzz('is a dial and nothing more, or is passed over', {
    cases: fc.oneof(damaged, anything, fc.anything()),
    shortRuns: 100_000,
    check: async (message) => {
      const { asked, dials } = listening();
      await dials.hear(message, sender);
      if (asked.length === 0) return;
      const { to, dial, ...more } = message as typeof good;
      const fits =
        to === 'background' &&
        Object.keys(more).length === 0 &&
        Object.keys(dial).sort().join() === 'kind,number';
      if (!fits || dial.number.length > 256) throw new Error('more than a dial was heard');
      if (asked[0]?.written !== dial.number || asked[0]?.source !== dial.kind)
        throw new Error('another dial');
    },
  });
});
