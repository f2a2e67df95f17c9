import { AddressBar, type OfferedNumber, xmlText } from '../../../src/background/address-bar';
import { Store } from '../../../src/background/store';
import { PhoneError } from '../../../src/contract/phone-error';
import { silentLogger } from '../../fakes/silent-logger';

const first: { description: string }[] = [];
Object.assign(globalThis, {
  chrome: {
    i18n: { getMessage: (key: string, text = '') => (key === 'omnibox_call' ? `Call ${text}` : key) },
    omnibox: { setDefaultSuggestion: (suggestion: { description: string }) => void first.push(suggestion) },
  },
});

function bar(change: { offers?: OfferedNumber[]; fails?: boolean; waits?: Promise<void> } = {}) {
  const events: string[] = [];
  const store = new Store();
  const addressBar = new AddressBar({
    store,
    offer: async () => {
      await change.waits;
      return change.offers ?? [];
    },
    rest: () => void events.push('rest'),
    dial: async ({ number }) => {
      if (change.fails) throw new PhoneError('gateway-not-ready');
      events.push(`dialled ${number}`);
    },
    ask: async ({ number }) => void events.push(`asked ${number}`),
    showPhone: async () => void events.push('phone'),
    log: silentLogger,
  });
  return { addressBar, events, store };
}
const offered = async ({ addressBar }: ReturnType<typeof bar>, text: string) => {
  const suggestions: chrome.omnibox.SuggestResult[] = [];
  await addressBar.typed(text, (each) => void suggestions.push(...each));
  return suggestions;
};

it('what will be dialled is said of what is typed and of each that is offered', async () => {
  const there = bar({ offers: [{ number: '+49 89 1234', name: 'Ann <b>' }] });
  expect(await offered(there, 'tel:+1 303 555 1234')).toEqual([
    { content: '+49 89 1234', description: 'Call +49891234 <dim>– Ann &lt;b&gt;</dim>' },
  ]);
  expect(first.at(-1)?.description).toContain('Call +13035551234');
});

it('whoever types on gets no offer for what they typed before', async () => {
  let go = () => {};
  const there = bar({ offers: [{ number: '1', name: 'Ann' }], waits: new Promise((done) => (go = done)) });
  const early = offered(there, 'an');
  const late = offered(there, 'ann');
  go();
  expect(await early).toEqual([]);
  expect(await late).toHaveLength(1);
});

it('Enter calls a number and shows the phone', async () => {
  const { addressBar, events } = bar();
  await addressBar.entered(' Tel.: 303 555 1234 ');
  expect(events).toEqual(['rest', 'dialled 303 555 1234', 'phone']);
});

it.each([
  ['a name', { text: 'reception' }],
  ['a phone that is not ready', { text: '303 555 1234', fails: true }],
])('with %s it is asked first', async (_what, { text, ...change }) => {
  const { addressBar, events } = bar(change);
  await addressBar.entered(text);
  expect(events).toEqual(['rest', `asked ${text}`]);
});

it.each([['ask'], ['desktop']] as const)('where the client is %s it is asked first', async (client) => {
  const { addressBar, events, store } = bar();
  store.update({
    allowedClients: ['ringtab', 'desktop'],
    settings: { ...store.snapshot.settings, client },
  });
  await addressBar.entered('201');
  expect(events).toEqual(['rest', 'asked 201']);
});

it('any text is text in a description', () => {
  expect(xmlText('<a href="x">&\'\u0000\u202E\uD800</a>')).toBe(
    '&lt;a href=&quot;x&quot;&gt;&amp;&apos;&lt;/a&gt;',
  );
});
