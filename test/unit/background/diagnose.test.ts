import { diagnose, reasonOf } from '../../../src/background/diagnose';

type Listener = (details: { url: string; error: string }) => void;

let listeners: Set<Listener>;
let filters: unknown[];

function fakeChrome({ granted }: { granted: boolean }): void {
  listeners = new Set();
  filters = [];
  const onErrorOccurred = {
    addListener: (listener: Listener, filter: unknown) => {
      listeners.add(listener);
      filters.push(filter);
    },
    removeListener: (listener: Listener) => listeners.delete(listener),
  };
  const permissions = { contains: async () => granted };
  Object.assign(globalThis, { chrome: { permissions, webRequest: { onErrorOccurred } } });
}

/** What `fetch` does with the request; Chrome tells of an error a moment after it has failed. */
function fetchFails(error?: { url: string; error: string }): void {
  Object.assign(globalThis, {
    fetch: () => {
      if (error) setTimeout(() => listeners.forEach((listener) => void listener(error)), 20);
      return Promise.reject(new TypeError('Failed to fetch'));
    },
  });
}

const url = 'wss://gateway.example.com:9443/sip';

it('without the permission it knows only that the gateway cannot be reached', async () => {
  fakeChrome({ granted: false });
  fetchFails();
  expect(await diagnose(url)).toBe('gateway-unreachable');
  expect(filters).toEqual([]);
});

it('takes an answer over HTTP for a server that is no gateway', async () => {
  fakeChrome({ granted: false });
  Object.assign(globalThis, { fetch: () => Promise.resolve(new Response()) });
  expect(await diagnose(url)).toBe('not-sip-gateway');
});

it('with the permission it waits for what Chrome says of its own request, and listens no longer', async () => {
  fakeChrome({ granted: true });
  fetchFails({ url: 'https://gateway.example.com:9443/sip', error: 'net::ERR_CERT_DATE_INVALID' });
  expect(await diagnose(url)).toBe('certificate-not-trusted');
  expect(filters).toEqual([{ urls: ['https://gateway.example.com/*'], tabId: -1 }]);
  expect(listeners.size).toBe(0);
});

it('is not misled by another request to the same host', async () => {
  fakeChrome({ granted: true });
  fetchFails({ url: 'https://gateway.example.com:9443/other', error: 'net::ERR_CERT_DATE_INVALID' });
  expect(await diagnose(url)).toBe('gateway-unreachable');
});

it.each([
  ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate-not-trusted'],
  ['net::ERR_SSL_SERVER_CERT_BAD_FORMAT', 'certificate-not-trusted'],
  ['net::ERR_SSL_PROTOCOL_ERROR', 'not-sip-gateway'],
  ['net::ERR_EMPTY_RESPONSE', 'not-sip-gateway'],
  ['net::ERR_CONNECTION_REFUSED', 'gateway-unreachable'],
  ['net::ERR_NAME_NOT_RESOLVED', 'gateway-unreachable'],
  [undefined, 'gateway-unreachable'],
])('takes %s for %s', (error, reason) => {
  expect(reasonOf(error)).toBe(reason);
});
