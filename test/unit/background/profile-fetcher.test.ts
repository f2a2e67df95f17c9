import {
  createFetcher,
  type FetcherOptions,
  shownUrl,
  type TextKind,
} from '../../../src/background/profile-fetcher';
import type { LogLevel } from '../../../src/domain/log-line';
import { isFetchFailure } from '../../../src/domain/profile-source';

type Answer = () => Response | Promise<Response>;

const address = 'https://company.example/phone/profile.json?key=planted';
const shown = 'https://company.example/phone/profile.json';
const lines: string[] = [];

beforeEach(() => lines.splice(0));

/** Fetches where requests are answered in this order; the last answer stays. */
function fetcher(answers: Answer[], permitted = false) {
  const requests: { url: string; init: RequestInit }[] = [];
  const write = (level: LogLevel) => (text: string) => void lines.push(`${level} ${text}`);
  const options: FetcherOptions = {
    fetch: async (url, init) => {
      requests.push({ url: url.href, init });
      const answer = answers.length > 1 ? answers.shift() : answers[0];
      return (answer as Answer)();
    },
    permitted: async () => permitted,
    log: { debug: write('debug'), info: write('info'), warn: write('warn'), error: write('error') },
  };
  const fetchText = createFetcher(options);
  const ask = (kind: TextKind = 'profile', url = address, signal = new AbortController().signal) =>
    fetchText(url, kind, signal);
  return { ask, requests };
}

const sends =
  (body: BodyInit | null, init: ResponseInit = {}, url = address): Answer =>
  () =>
    Object.defineProperty(new Response(body, init), 'url', { value: url });

const fails: Answer = () => Promise.reject(new TypeError('Failed to fetch'));

/** A body in pieces; `cancelled` tells whether whoever reads it has stopped. */
function pieces(make: (index: number) => Uint8Array | undefined) {
  const state = { sent: 0, cancelled: false };
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      const piece = make(state.sent++);
      if (piece) controller.enqueue(piece);
      else controller.close();
    },
    cancel() {
      state.cancelled = true;
    },
  });
  return { stream, state };
}

const bytes = (text: string) => new TextEncoder().encode(text);

it('gives the text and where redirects have led', async () => {
  const moved = 'https://files.company.example/profile.json';
  const { ask } = fetcher([sends('{"a": "é"}', {}, moved)]);
  expect(await ask()).toEqual({ text: '{"a": "é"}', url: moved });
});

it('sends no cookie and no header of its own, and has Chrome revalidate what it kept', async () => {
  const { ask, requests } = fetcher([sends('{}')]);
  await ask();
  expect(requests).toHaveLength(1);
  expect(requests[0]?.init).toMatchObject({ credentials: 'omit', cache: 'no-cache' });
  expect(requests[0]?.init.headers).toBeUndefined();
});

it.each([
  ['a byte order mark', [Uint8Array.of(0xef, 0xbb, 0xbf), bytes('{}')], '{}'],
  ['a character cut in two', [Uint8Array.of(0x7b, 0xc3), Uint8Array.of(0xa9, 0x7d)], '{é}'],
  ['nothing', [], ''],
])('reads %s', async (_what, parts, text) => {
  const { ask } = fetcher([sends(pieces((index) => parts[index]).stream)]);
  expect(await ask()).toMatchObject({ text });
});

it.each([
  ['bytes that are no UTF-8', [Uint8Array.of(0x7b, 0xff, 0x7d)]],
  ['a character that never ends', [Uint8Array.of(0x7b, 0xc3)]],
])('does not take %s for text', async (_what, parts) => {
  const { ask } = fetcher([sends(pieces((index) => parts[index]).stream)]);
  expect(await ask()).toEqual({ code: 'not-text', url: shown, status: 200 });
});

it('takes a million characters, and stops reading what has more', async () => {
  const exact = fetcher([sends('é'.repeat(1_000_000))]);
  expect(await exact.ask()).toMatchObject({ text: expect.stringMatching(/^é+$/) });
  const piece = bytes(' '.repeat(65_536));
  const { stream, state } = pieces(() => piece);
  const endless = fetcher([sends(stream)]);
  expect(await endless.ask()).toEqual({ code: 'too-long', url: shown, status: 200 });
  expect(state.cancelled).toBe(true);
  expect(state.sent).toBeLessThan(20);
});

it.each<[number, TextKind, string]>([
  [404, 'profile', 'not-found'],
  [410, 'settings-file', 'not-found'],
  [401, 'profile', 'refused'],
  [403, 'profile', 'refused'],
  [429, 'profile', 'refused'],
  [403, 'settings-file', 'settings-file-refused'],
  [406, 'settings-file', 'settings-file-refused'],
  [500, 'profile', 'gateway-error'],
  [503, 'settings-file', 'gateway-error'],
])('calls HTTP %i for a %s %j', async (status, kind, code) => {
  const { ask } = fetcher([sends('no', { status })]);
  expect(await ask(kind)).toEqual({ code, url: shown, status });
});

describe('an address', () => {
  it.each([
    ['', 'address-invalid'],
    ['company.example/profile.json', 'address-invalid'],
    ['ftp://company.example/profile.json', 'address-invalid'],
    ['file:///etc/passwd', 'address-invalid'],
    ['javascript:alert(1)', 'address-invalid'],
    ['https://jane:planted@company.example/profile.json', 'address-invalid'],
    ['http://company.example/profile.json', 'not-https'],
  ])('%j is not fetched for a profile: %s', async (url, code) => {
    const { ask, requests } = fetcher([sends('{}')]);
    expect(await ask('profile', url)).toMatchObject({ code });
    expect(requests).toEqual([]);
  });

  it('over http is fetched for a settings file', async () => {
    const url = 'http://pbx.example/46xxsettings.txt';
    const { ask } = fetcher([sends('SET A 1', {}, url)]);
    expect(await ask('settings-file', url)).toEqual({ text: 'SET A 1', url });
  });

  it('over https that leads to http is not used for a profile', async () => {
    const { ask } = fetcher([sends('{}', {}, 'http://company.example/profile.json')]);
    expect(await ask()).toEqual({ code: 'not-https', url: shown, status: 200 });
  });
});

describe('a profile is taken from where redirects lead', () => {
  it.each([
    ['https://company.example/other.json', true],
    ['https://company.example:8443/profile.json', true],
    ['https://www.company.example/profile.json', true],
    ['https://company.example.attacker.example/profile.json', false],
    ['https://attackercompany.example/profile.json', false],
    ['https://attacker.example/profile.json', false],
    ['https://example/profile.json', false],
  ])('to %s: %s', async (url, taken) => {
    const { ask } = fetcher([sends('{}', {}, url)]);
    expect(await ask()).toEqual(
      taken ? { text: '{}', url } : { code: 'redirected', url: shown, status: 200 },
    );
  });

  it('from www. to the company itself', async () => {
    const { ask } = fetcher([sends('{}')]);
    expect(await ask('profile', 'https://www.company.example/profile.json')).toMatchObject({ text: '{}' });
  });
});

describe('where no answer can be read', () => {
  it('the server is not there', async () => {
    const { ask, requests } = fetcher([fails]);
    expect(await ask()).toEqual({ code: 'unreachable', url: shown });
    expect(requests[1]?.init).toMatchObject({ mode: 'no-cors', credentials: 'omit' });
  });

  it('the server is there, and the permission is missing', async () => {
    const { ask } = fetcher([fails, sends('hidden')]);
    expect(await ask()).toEqual({ code: 'permission-needed', url: shown });
  });

  it('the server is there, may be read, and leads to one that may not', async () => {
    const { ask } = fetcher([fails, sends('hidden')], true);
    expect(await ask()).toEqual({ code: 'redirected', url: shown });
  });

  it('the connection breaks within the text', async () => {
    const broken = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(bytes('{'));
        controller.error(new TypeError('network error'));
      },
    });
    const { ask } = fetcher([sends(broken)]);
    expect(await ask()).toEqual({ code: 'unreachable', url: shown, status: 200 });
  });

  it('there is no more time', async () => {
    const { ask, requests } = fetcher([fails]);
    expect(await ask('profile', address, AbortSignal.abort())).toEqual({ code: 'unreachable', url: shown });
    expect(requests).toHaveLength(1);
  });
});

it('writes host and path into the log, and no token', async () => {
  await fetcher([sends('{}')]).ask();
  await fetcher([fails]).ask();
  await fetcher([fails]).ask('profile', 'https://jane:planted@company.example/');
  await fetcher([fails]).ask('profile', 'company.example/profile.json?key=planted');
  expect(lines).toHaveLength(4);
  expect(lines[0]).toContain(`info ${shown} fetched`);
  expect(lines.join('\n')).not.toContain('planted');
  expect(shownUrl('https://jane:planted@company.example:8443/p?key=planted#planted')).toBe(
    'https://company.example:8443/p',
  );
  // This is no address, and is shown all the same.
  expect(shownUrl('https://jane:planted@company example/p?key=planted')).toBe('https://…@company example/p');
});

it('tells the administrator in the log what Chrome does not tell', async () => {
  await fetcher([fails, sends('hidden')]).ask('directory');
  await fetcher([fails]).ask('directory');
  await fetcher([sends('no', { status: 404 })]).ask('directory');
  expect(lines[0]).toContain(`warn ${shown} cannot be used: permission-needed (`);
  expect(lines[0]).toContain('404');
  expect(lines[0]).toContain('Access-Control-Allow-Origin');
  expect(lines[1]).toContain('certificate');
  expect(lines[2]).toBe(`warn ${shown} cannot be used: not-found 404`);
});

it('a failure can be told from a text', async () => {
  const answers = await Promise.all([fetcher([sends('{}')]).ask(), fetcher([fails]).ask()]);
  expect(answers.map(isFetchFailure)).toEqual([false, true]);
});
