import { createHash } from 'node:crypto';
import type { Realms } from '../../../src/sip/known-realms';
import type { Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';

const digest = (parameters = '', realm = 'office') => `Digest realm="${realm}", nonce="n1"${parameters}`;
const www = (value: string) => `WWW-Authenticate: ${value}`;
const unauthorized = (request: FakeRequest, ...values: string[]) =>
  respond(request, '401 Unauthorized', ...values.map(www));
const accepted = (request: FakeRequest) =>
  respond(request, '200 OK', `Contact: ${request.header('Contact')}`);

let gateway: FakeGateway;
let phone: Phone;
let kept: Realms[];
let lines: string[];
let states: string[];

const url = 'wss://gateway.example.com:9443/';

function open({ fresh = true, realms }: { fresh?: boolean; realms?: Realms } = {}): void {
  const note = (line: string) => void lines.push(line);
  phone = phoneAt(gateway, {
    identity: { url },
    fresh,
    realms: realms && { [url]: realms },
    delegate: {
      onRegistration: (event) =>
        states.push('reason' in event ? `${event.type} ${event.reason}` : event.type),
      onRealms: (known) => kept.push(known[url] ?? {}),
    },
    logger: () => ({ debug() {}, info() {}, warn: note, error: note }),
  });
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new FakeGateway();
  kept = [];
  lines = [];
  states = [];
  open();
});
afterEach(async () => {
  await signOut(phone);
  jest.useRealTimers();
});

/** Registers at a gateway that challenges so, and accepts any answer; answers what was sent. */
async function register(...challenges: string[]): Promise<(string | undefined)[]> {
  gateway.answer = (request) =>
    request.header('Authorization') ? accepted(request) : unauthorized(request, ...challenges);
  const before = gateway.requests.length;
  const trying = phone.binding.tryNow();
  await jest.advanceTimersByTimeAsync(20);
  await trying;
  return gateway.requests.slice(before).map((request) => request.header('Authorization') || undefined);
}

const parameter = (header: string | undefined, name: string) =>
  new RegExp(`\\b${name}="?([^",]*)`).exec(header ?? '')?.[1];

describe('a challenge', () => {
  const strong = digest(', algorithm=SHA-256, qop="auth"');
  const weak = digest(', algorithm=MD5, qop="auth"');

  it.each([
    ['SHA-256 alone', [strong], 'SHA-256'],
    ['SHA-256 first', [strong, weak], 'SHA-256'],
    ['SHA-256 last', [weak, strong], 'SHA-256'],
    ['SHA-256 within one header', [`${strong}, ${weak}`], 'SHA-256'],
    ['SHA-256 behind what sip.js cannot read', ['Bearer ===', strong, '"'], 'SHA-256'],
    ['MD5 alone', [weak], 'MD5'],
    ['folded lines', [strong.replace(', algorithm', ',\r\n\t algorithm')], 'SHA-256'],
  ])('of %s is answered with %s', async (_offer, challenges, algorithm) => {
    const [, header] = await register(...challenges);
    const hash = (text: string) =>
      createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
        .update(text)
        .digest('hex');
    const secret = hash('201:office:planted');
    const request = hash('REGISTER:sip:example.com');
    expect(parameter(header, 'algorithm')).toBe(algorithm);
    expect(parameter(header, 'response')).toBe(
      hash(`${secret}:n1:00000001:${parameter(header, 'cnonce')}:auth:${request}`),
    );
    expect(states.at(-1)).toBe('registered');
  });

  it('counts how often a nonce was answered', async () => {
    const counts: (string | undefined)[] = [];
    for (let time = 0; time < 3; time += 1) {
      const [, header] = await register(strong);
      counts.push(parameter(header, 'nc'));
    }
    expect(counts).toEqual(['00000001', '00000002', '00000003']);
  });

  it('that says the nonce is stale is answered once more, not twice', async () => {
    gateway.answer = (request) => {
      const stale = request.header('Authorization') ? ', stale=true' : '';
      return unauthorized(
        request,
        digest(`, qop="auth"${stale}`).replace('n1', `n${gateway.requests.length}`),
      );
    };
    void phone.binding.start();
    await jest.advanceTimersByTimeAsync(20);
    const headers = gateway.requests.map((request) => request.header('Authorization'));
    expect(headers.map((header) => parameter(header, 'nonce'))).toEqual([undefined, 'n1', 'n2']);
    expect(states.at(-1)).toBe('rejected wrong-password');
  });

  it.each([
    ['without a digest', 'Bearer abc'],
    ['of an unknown algorithm', digest(', algorithm=SHA-1')],
    ['with an endless realm', digest('', 'r'.repeat(3_000))],
    ['with an endless nonce', `Digest realm="office", nonce="${'n'.repeat(3_000)}"`],
  ])('%s is not answered, and it is not the password that is wrong', async (_what, challenge) => {
    expect(await register(challenge)).toEqual([undefined]);
    expect(states.at(-1)).toBe('rejected password-not-given');
    expect(lines.join('\n')).toContain('no digest that this phone knows');
  });
});

describe('a challenge for another realm', () => {
  it('is not answered, the password is not called wrong, and the phone goes on trying', async () => {
    await register(digest());
    expect(await register(digest('', 'elsewhere'))).toEqual([undefined]);
    expect(states.at(-1)).toBe('lost gateway-refused');
    expect(lines.join('\n')).toContain('another realm, "elsewhere" (registrar)');
    expect(lines.join('\n')).not.toMatch(/planted|n1/);
    expect(await register(digest())).toHaveLength(2);
    expect(states.at(-1)).toBe('registered');
  });

  it.each([
    ['at the first sign-in', [], 'rejected password-not-given'],
    ['later', [digest()], 'lost gateway-refused'],
  ])(
    'that follows a good answer is not answered, and the password is not called wrong, %s',
    async (_when, before, state) => {
      if (before.length > 0) await register(...before);
      gateway.answer = (request) =>
        unauthorized(request, digest('', request.header('Authorization') ? 'elsewhere' : 'office'));
      void phone.binding.tryNow();
      await jest.advanceTimersByTimeAsync(20);
      expect(gateway.requests.at(-1)?.header('Authorization')).toContain('realm="office"');
      expect(states.at(-1)).toBe(state);
    },
  );

  it('is not in the way of one for the right realm, though that be weaker', async () => {
    await register(digest());
    const [, header] = await register(digest(', algorithm=SHA-256', 'elsewhere'), digest());
    expect(header).toContain('realm="office"');
    expect(header).toContain('algorithm=MD5');
  });

  it('is not answered by the next worker either', async () => {
    await register(digest());
    expect(kept).toEqual([{ registrar: 'office' }]);
    await phone.close();
    open({ fresh: false, realms: { registrar: 'office' } });
    expect(await register(digest('', 'elsewhere'))).toEqual([undefined]);
    expect(await register(digest())).toHaveLength(2);
  });

  it('is answered when the gateway has never accepted the realm of before', async () => {
    gateway.answer = (request) => unauthorized(request, digest('', 'mistyped'));
    void phone.binding.start();
    await jest.advanceTimersByTimeAsync(20);
    expect(states.at(-1)).toBe('rejected wrong-password');
    expect(kept).toEqual([]);
    expect(await register(digest())).toHaveLength(2);
  });
});

describe('a proxy', () => {
  /** Sends a request that a proxy challenges for this realm; answers the credentials that it got. */
  async function ask(realm: string, toTag?: string): Promise<string[]> {
    const { userAgentCore, configuration } = (phone as unknown as { userAgent: import('sip.js').UserAgent })
      .userAgent;
    const { uri } = configuration;
    gateway.answer = (request) =>
      request.header('Proxy-Authorization')
        ? respond(request, '200 OK')
        : respond(request, '407 Proxy Authentication Required', `Proxy-Authenticate: ${digest('', realm)}`);
    const before = gateway.requests.length;
    userAgentCore.request(
      userAgentCore.makeOutgoingRequestMessage('BYE', uri, uri, uri, toTag === undefined ? {} : { toTag }),
    );
    await jest.advanceTimersByTimeAsync(20);
    return gateway.requests.slice(before).map((request) => request.header('Proxy-Authorization'));
  }

  beforeEach(() => register(digest()));

  it('and the registrar may challenge one request both, each once, and both answers go along', async () => {
    gateway.answer = (request) => {
      if (!request.header('Authorization'))
        return unauthorized(request, digest(', qop="auth"').replace('n1', 'n2'));
      if (!request.header('Proxy-Authorization'))
        return respond(
          request,
          '407 Proxy Authentication Required',
          `Proxy-Authenticate: ${digest('', 'proxy')}`,
        );
      return accepted(request);
    };
    const before = gateway.requests.length;
    void phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(20);
    const sent = gateway.requests.slice(before);
    expect(sent.map((request) => parameter(request.header('Authorization'), 'nc'))).toEqual([
      undefined,
      '00000001',
      '00000002',
    ]);
    expect(sent.map((request) => parameter(request.header('Proxy-Authorization'), 'realm'))).toEqual([
      undefined,
      undefined,
      'proxy',
    ]);
    expect(states.at(-1)).toBe('registered');
  });

  it('that asks again and again is answered once', async () => {
    gateway.answer = (request) =>
      request.header('Authorization')
        ? respond(request, '407 Proxy Authentication Required', `Proxy-Authenticate: ${digest('', 'proxy')}`)
        : unauthorized(request, digest());
    const before = gateway.requests.length;
    void phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(20);
    expect(gateway.requests.slice(before)).toHaveLength(3);
  });

  it('may have a realm of its own, and keeps it', async () => {
    expect(await ask('proxy')).toEqual(['', expect.stringContaining('realm="proxy"')]);
    expect(kept.at(-1)).toEqual({ registrar: 'office', proxy: 'proxy' });
    expect(await ask('office')).toEqual(['']);
    expect(await ask('proxy')).toHaveLength(2);
  });

  it('does not make a new realm known within a call, where the far end may be asking', async () => {
    expect(await ask('far end', 'tag')).toEqual(['']);
    expect(lines.join('\n')).toContain('a new realm in a call, "far end" (proxy)');
    expect(await ask('office', 'tag')).toHaveLength(2);
  });
});

it('challenges where they do not belong do no harm', async () => {
  gateway.answer = (request) =>
    request.header('Authorization')
      ? respond(request, '200 OK', `Contact: ${request.header('Contact')}`, 'Proxy-Authenticate: ,"')
      : respond(request, '401 Unauthorized', 'Proxy-Authenticate: Digest realm=', www(digest()));
  void phone.binding.start();
  await jest.advanceTimersByTimeAsync(20);
  expect(states.at(-1)).toBe('registered');
});
