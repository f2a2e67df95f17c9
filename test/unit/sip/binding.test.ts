import type { Profile } from '../../../src/domain/profile';
import type { RegistrationEvent } from '../../../src/domain/registration';
import type { Realms } from '../../../src/sip/known-realms';
import type { Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { ourInstance, phoneAt } from '../../fakes/phone-at-gateway';

const challenge = 'WWW-Authenticate: Digest realm="demo", nonce="n1", algorithm=MD5';

function registrar(request: FakeRequest): string {
  if (!request.header('Authorization')) return respond(request, '401 Unauthorized', challenge);
  return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
}

function signIn({ fresh = true, gateway = new FakeGateway() } = {}) {
  const events: RegistrationEvent[] = [];
  const stuns: Profile['stun'][] = [];
  const realms: Realms[] = [];
  const connected = jest.fn();
  const phone = phoneAt(gateway, {
    fresh,
    delegate: {
      onRegistration: (event) => events.push(event),
      onStun: (stun) => stuns.push(stun),
      onRealms: (known) => realms.push(...Object.values(known)),
      onConnected: connected,
    },
  });
  void phone.binding.start();
  return { phone, gateway, events, stuns, realms, connected, last: () => events.at(-1) };
}

async function registered(gateway = new FakeGateway()) {
  gateway.answer = registrar;
  const phone = signIn({ gateway });
  await jest.advanceTimersByTimeAsync(10);
  expect(phone.last()).toMatchObject({ type: 'registered' });
  return phone;
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('signing in', () => {
  it('registers one binding with the instance id, answering the challenge', async () => {
    const { gateway, connected } = await registered();
    expect(gateway.requests.map(({ method }) => method)).toEqual(['REGISTER', 'REGISTER']);
    expect(gateway.requests[1]?.header('Contact')).toContain(`+sip.instance="<urn:uuid:${ourInstance}>"`);
    expect(connected).toHaveBeenCalledTimes(1);
  });

  it.each([
    ['401 Unauthorized', 'wrong-password', 401],
    ['404 Not Found', 'unknown-user', 404],
    ['403 Forbidden', 'forbidden', 403],
    ['405 Method Not Allowed', 'not-sip-gateway', 405],
  ])('is refused by %s as %s, and not tried again', async (status, reason, code) => {
    const gateway = new FakeGateway();
    gateway.answer = (request) => respond(request, status, challenge);
    const { last } = signIn({ gateway });
    await jest.advanceTimersByTimeAsync(10);
    expect(last()).toEqual({ type: 'rejected', reason, status: code });
    const sent = gateway.requests.length;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(gateway.requests).toHaveLength(sent);
    expect(gateway.openSockets).toEqual([]);
  });

  it('says that the gateway cannot be reached', async () => {
    const gateway = new FakeGateway();
    gateway.up = false;
    const { last } = signIn({ gateway });
    await jest.advanceTimersByTimeAsync(10);
    expect(last()).toEqual({ type: 'rejected', reason: 'gateway-unreachable' });
  });

  it('says that what answers the handshake is no SIP gateway when nothing else is said', async () => {
    const { last } = signIn();
    await jest.advanceTimersByTimeAsync(8_010);
    expect(last()).toEqual({ type: 'rejected', reason: 'not-sip-gateway' });
  });

  it.each([
    ['asks for the password after 7 s, and takes it after 7 more', 7_000, 'registered'],
    ['asks for the password after 7 s, and says nothing more', undefined, 'rejected'],
  ])('waits for each answer of a gateway that %s', async (_what, second, outcome) => {
    const gateway = new FakeGateway();
    gateway.answer = (request) => {
      const signed = request.header('Authorization') !== '';
      const delay = signed ? second : 7_000;
      const answer = () => gateway.openSockets[0]?.deliver(registrar(request));
      if (delay !== undefined) setTimeout(answer, delay);
      return undefined;
    };
    const { last } = signIn({ gateway });
    await jest.advanceTimersByTimeAsync(13_900);
    expect(last()?.type).not.toBe('rejected');
    await jest.advanceTimersByTimeAsync(2_200);
    expect(last()?.type).toBe(outcome);
  });

  it('after an answer that never came goes on with a number that was not used yet', async () => {
    const { gateway, phone } = await registered();
    gateway.answer = (request) =>
      request.header('Authorization') ? undefined : respond(request, '401 Unauthorized', challenge);
    void phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(16_100);
    gateway.answer = registrar;
    void phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(20);
    const numbers = gateway.requests
      .filter(({ method }) => method === 'REGISTER')
      .map((request) => Number.parseInt(request.header('CSeq'), 10));
    expect(numbers).toEqual([...new Set(numbers)].sort((one, other) => one - other));
  });

  it('asks for longer when the gateway finds the time too brief', async () => {
    const gateway = new FakeGateway();
    gateway.answer = (request) =>
      Number(request.header('Expires')) < 1_800
        ? respond(request, '423 Interval Too Brief', 'Min-Expires: 1800')
        : registrar(request);
    const { last } = signIn({ gateway });
    await jest.advanceTimersByTimeAsync(10);
    expect(last()).toMatchObject({ type: 'registered' });
  });
});

describe('the STUN server that the gateway names', () => {
  it.each([
    ['stun.example.com', { host: 'stun.example.com', port: 3478 }],
    ['stun.example.com:3479', { host: 'stun.example.com', port: 3479 }],
    [' 192.0.2.7:3479 ', { host: '192.0.2.7', port: 3479 }],
    ['[2001:db8::7]', { host: '[2001:db8::7]', port: 3478 }],
    ['stun:stun.example.com', undefined],
    ['stun.example.com:99999', undefined],
    ['not a host', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('by %j is %j', async (header, stun) => {
    const gateway = new FakeGateway();
    gateway.answer = (request) =>
      respond(
        request,
        '200 OK',
        `Contact: ${request.header('Contact')}`,
        ...(header === undefined ? [] : [`Ringtab-STUN: ${header}`]),
      );
    const { stuns, last } = signIn({ gateway });
    await jest.advanceTimersByTimeAsync(10);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stuns).toEqual([stun]);
  });
});

describe('a binding that stands', () => {
  it('is renewed before it expires, over the same Call-ID with a rising number', async () => {
    const { gateway } = await registered();
    const before = gateway.requests.length;
    await jest.advanceTimersByTimeAsync(480_000);
    const renewal = gateway.requests.slice(before).find(({ method }) => method === 'REGISTER');
    expect(renewal?.header('Call-ID')).toBe(gateway.requests[0]?.header('Call-ID'));
    expect(Number.parseInt(renewal?.header('CSeq') ?? '', 10)).toBeGreaterThan(2);
  });

  it('comes back by itself after the gateway closed the socket', async () => {
    const { gateway, events, connected, last } = await registered();
    gateway.sockets[0]?.drop();
    expect(last()).toMatchObject({ type: 'lost', reason: 'gateway-closed' });
    await jest.advanceTimersByTimeAsync(8_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(events.map(({ type }) => type)).toContain('retry');
    expect(connected).toHaveBeenCalledTimes(2);
    expect(gateway.openSockets).toHaveLength(1);
  });

  it('comes back after the socket was lost in the middle of a REGISTER', async () => {
    const { gateway, last } = await registered();
    gateway.answer = () => undefined;
    await jest.advanceTimersByTimeAsync(480_000);
    gateway.openSockets[0]?.drop();
    gateway.answer = registrar;
    await jest.advanceTimersByTimeAsync(5_000);
    expect(last()).toMatchObject({ type: 'registered' });
  });

  it('that is lost when it was about to be renewed is tried for when the countdown says, not before', async () => {
    const { gateway, last } = await registered();
    await jest.advanceTimersByTimeAsync(479_500);
    gateway.openSockets[0]?.drop();
    const lost = last();
    if (lost?.type !== 'lost') throw new Error(`not lost but ${lost?.type}`);
    await jest.advanceTimersByTimeAsync(lost.retryAt - lost.at - 100);
    expect(gateway.sockets).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(200);
    expect(last()).toMatchObject({ type: 'registered' });
  });

  it('waits as long as the gateway asks', async () => {
    const { gateway, last } = await registered();
    gateway.answer = (request) => respond(request, '503 Service Unavailable', 'Retry-After: 25');
    gateway.sockets[0]?.drop();
    await jest.advanceTimersByTimeAsync(4_100);
    const lost = last();
    if (lost?.type !== 'lost') throw new Error(`not lost but ${lost?.type}`);
    expect(lost.reason).toBe('gateway-refused');
    expect(lost.retryAt - lost.at).toBe(25_000);
  });

  it('tries at once when told to', async () => {
    const { gateway, phone, last } = await registered();
    gateway.up = false;
    gateway.sockets[0]?.drop();
    await jest.advanceTimersByTimeAsync(30_000);
    gateway.up = true;
    await phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(1);
    expect(last()).toMatchObject({ type: 'registered' });
  });

  it('stays lost, not refused, when the gateway is away for long', async () => {
    const { gateway, events } = await registered();
    gateway.up = false;
    gateway.sockets[0]?.drop();
    await jest.advanceTimersByTimeAsync(600_000);
    expect(events.filter(({ type }) => type === 'rejected')).toEqual([]);
    expect(gateway.sockets.length).toBeGreaterThan(20);
  });

  it('is removed at sign-out, and stays so', async () => {
    const { gateway, phone, events } = await registered();
    const closing = phone.close();
    await jest.advanceTimersByTimeAsync(10);
    await closing;
    const registers = gateway.requests.filter(({ method }) => method === 'REGISTER');
    expect(registers.at(-1)?.header('Expires')).toBe('0');
    expect(gateway.openSockets).toEqual([]);
    const told = events.length;
    await jest.advanceTimersByTimeAsync(120_000);
    expect(events).toHaveLength(told);
    expect(gateway.openSockets).toEqual([]);
  });
});

describe('when there is reason to doubt the socket', () => {
  const doubts = [
    ['the computer has slept', 'computer-slept', (phone: Phone) => phone.binding.woke()],
    ['the network is another one', 'network-changed', (phone: Phone) => phone.binding.networkChanged()],
  ] as const;

  it.each(doubts)(
    '%s: one that leads nowhere is left within 4 s, for another one at once',
    async (...row) => {
      const [, reason, doubt] = row;
      const { gateway, phone, events, connected } = await registered();
      for (const socket of gateway.openSockets) gateway.halfOpen.add(socket);
      const told = events.length;
      doubt(phone);
      await jest.advanceTimersByTimeAsync(4_020);
      expect(events.slice(told).filter(({ type }) => type !== 'retry')).toMatchObject([
        { type: 'lost', reason },
        { type: 'registered' },
      ]);
      expect(connected).toHaveBeenCalledTimes(2);
      expect(gateway.openSockets).toHaveLength(1);
    },
  );

  it.each(doubts)('%s: one that stands is kept', async (_what, _reason, doubt) => {
    const { gateway, phone, events } = await registered();
    doubt(phone);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(gateway.sockets).toHaveLength(1);
    expect(events.filter(({ type }) => type === 'lost')).toEqual([]);
  });

  it.each(doubts)(
    '%s: where nothing can be reached yet, it is tried again within seconds',
    async (...row) => {
      const [, reason, doubt] = row;
      const { gateway, phone, last } = await registered();
      for (const socket of gateway.openSockets) gateway.halfOpen.add(socket);
      gateway.up = false;
      doubt(phone);
      await jest.advanceTimersByTimeAsync(4_100);
      expect(last()).toMatchObject({ type: 'lost', reason });
      await jest.advanceTimersByTimeAsync(2_000);
      gateway.up = true;
      await jest.advanceTimersByTimeAsync(4_000);
      expect(last()).toMatchObject({ type: 'registered' });
    },
  );

  it.each(doubts)(
    '%s: a countdown ends at once, unless the gateway has asked for the time',
    async (...row) => {
      const [, , doubt] = row;
      const { gateway, phone, last } = await registered();
      gateway.answer = (request) => respond(request, '503 Service Unavailable', 'Retry-After: 25');
      gateway.sockets[0]?.drop();
      await jest.advanceTimersByTimeAsync(4_100);
      const sent = gateway.requests.length;
      doubt(phone);
      await jest.advanceTimersByTimeAsync(10);
      expect(gateway.requests).toHaveLength(sent);

      gateway.answer = registrar;
      gateway.up = false;
      gateway.openSockets[0]?.drop();
      await jest.advanceTimersByTimeAsync(60_000);
      gateway.up = true;
      doubt(phone);
      await jest.advanceTimersByTimeAsync(10);
      expect(last()).toMatchObject({ type: 'registered' });
    },
  );

  it('a clock that is set back makes nobody wait for longer than the gateway has asked', async () => {
    const { gateway, phone, last } = await registered();
    gateway.answer = (request) => respond(request, '503 Service Unavailable', 'Retry-After: 25');
    gateway.sockets[0]?.drop();
    await jest.advanceTimersByTimeAsync(4_100);
    jest.setSystemTime(Date.now() - 3_600_000);
    phone.binding.clockSetBack(3_600_000);
    const sent = gateway.requests.length;
    phone.binding.checkUp();
    await jest.advanceTimersByTimeAsync(10);
    expect(gateway.requests).toHaveLength(sent);
    gateway.answer = registrar;
    await jest.advanceTimersByTimeAsync(25_000);
    expect(last()).toMatchObject({ type: 'registered' });
  });

  it.each([3_600_000, -3_600_000])('a clock set by %i ms lets no registration lapse', async (by) => {
    const { gateway, phone, events } = await registered();
    await jest.advanceTimersByTimeAsync(60_000);
    const sent = gateway.requests.length;
    jest.setSystemTime(Date.now() + by);
    if (by < 0) phone.binding.clockSetBack(-by);
    await jest.advanceTimersByTimeAsync(480_000);
    expect(gateway.requests.slice(sent).map(({ method }) => method)).toContain('REGISTER');
    expect(events.filter(({ type }) => type === 'lost')).toEqual([]);
  });

  it('after a sleep the binding is renewed, as the gateway may have forgotten it', async () => {
    const { gateway, phone } = await registered();
    const before = gateway.requests.length;
    phone.binding.woke();
    await jest.advanceTimersByTimeAsync(10);
    expect(gateway.requests.slice(before).map(({ method }) => method)).toContain('REGISTER');
  });
});

describe('a phone that was registered before its worker died', () => {
  it('keeps trying instead of being refused when the gateway is away', async () => {
    const gateway = new FakeGateway();
    gateway.up = false;
    gateway.answer = registrar;
    const { last } = signIn({ fresh: false, gateway });
    await jest.advanceTimersByTimeAsync(10);
    expect(last()).toMatchObject({ type: 'lost', reason: 'gateway-unreachable' });
    gateway.up = true;
    await jest.advanceTimersByTimeAsync(10_000);
    expect(last()).toMatchObject({ type: 'registered' });
  });
});
