import { gatewayInUse } from '../../../src/domain/failover';
import type { Failover } from '../../../src/domain/failover-state';
import type { RegistrationEvent } from '../../../src/domain/registration';
import type { RealmsByGateway } from '../../../src/sip/known-realms';
import type { Phone } from '../../../src/sip/phone';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';
import { silentLogger } from '../../fakes/silent-logger';

const primaryUrl = 'wss://one.example.com:9443/';
const secondaryUrl = 'wss://two.example.com:9443/';
const minute = 60_000;

/** A gateway with a realm of its own. */
function gatewayOf(realm: string): FakeGateway {
  const gateway = new FakeGateway();
  gateway.answer = (request) => {
    if (request.method === 'OPTIONS') return respond(request, '200 OK');
    if (!request.header('Authorization'))
      return respond(request, '401 Unauthorized', `WWW-Authenticate: Digest realm="${realm}", nonce="n"`);
    return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
  };
  return gateway;
}

let primary: FakeGateway;
let secondary: FakeGateway;
let phones: Phone[];

interface Kept {
  failover?: Failover;
  realms?: RealmsByGateway;
}

function open({
  fresh = true,
  kept = {},
  withSecondary = true,
}: {
  fresh?: boolean;
  kept?: Kept;
  withSecondary?: boolean;
} = {}) {
  const events: RegistrationEvent[] = [];
  const moves: boolean[] = [];
  const lines: string[] = [];
  const stages: string[] = [];
  const left: Kept = {};
  const phone = phoneAt(primary, {
    identity: {
      url: primaryUrl,
      domain: 'one.example.com',
      ...(withSecondary && { secondary: { url: secondaryUrl, domain: 'two.example.com' } }),
    },
    fresh,
    ...kept,
    openSocket: (url) => (url === primaryUrl ? primary : secondary).openSocket(),
    delegate: {
      onRegistration: (event) => events.push(event),
      onRealms: (realms) => Object.assign(left, { realms }),
      onFailover: (failover) => {
        if (!failover.away) left.failover = failover;
        const stage = gatewayInUse(failover);
        if (stage !== stages.at(-1)) stages.push(stage);
      },
      onConnected: (moved) => moves.push(moved),
    },
    logger: () => ({ ...silentLogger, info: (line: string) => void lines.push(line) }),
  });
  phones.push(phone);
  void phone.binding.start();
  return { phone, events, moves, stages, lines, left, last: () => events.at(-1) };
}

async function atPrimary(options?: Parameters<typeof open>[0]) {
  const phone = open(options);
  await jest.advanceTimersByTimeAsync(10);
  expect(phone.last()).toMatchObject({ type: 'registered' });
  return phone;
}

/** Signed in, and then driven to the secondary. */
async function atSecondary() {
  const phone = await atPrimary();
  stop(primary);
  await jest.advanceTimersByTimeAsync(6_000);
  expect(phone.last()).toMatchObject({ type: 'registered' });
  expect(phone.stages.at(-1)).toBe('secondary');
  return phone;
}

function stop(gateway: FakeGateway): void {
  gateway.up = false;
  for (const socket of gateway.openSockets) socket.drop();
}

/** Each answer takes so many milliseconds. */
function slowly(gateway: FakeGateway, delay: number): void {
  const { answer } = gateway;
  gateway.answer = (request) => {
    const socket = gateway.openSockets.at(-1);
    setTimeout(() => socket?.deliver(answer(request) ?? ''), delay);
    return undefined;
  };
}

const registers = (gateway: FakeGateway) => gateway.requests.filter(({ method }) => method === 'REGISTER');
const header = (name: string) => (request: FakeRequest | undefined) => request?.header(name);

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  primary = gatewayOf('one');
  secondary = gatewayOf('two');
  phones = [];
});
afterEach(async () => {
  await signOut(...phones);
  jest.useRealTimers();
});

describe('when the primary gateway stops', () => {
  it('the phone is at the secondary after two tries, with its domain and its realm, and says so at each step', async () => {
    const { stages, moves, lines, left } = await atSecondary();
    expect(primary.sockets).toHaveLength(3);
    expect(stages).toEqual(['primary', 'failing-over', 'secondary']);
    expect(moves).toEqual([false, true]);
    const [, signed] = registers(secondary);
    expect(signed?.text).toMatch(/^REGISTER sip:two\.example\.com /);
    expect(header('To')(signed)).toContain('sip:201@two.example.com');
    expect(header('Authorization')(signed)).toContain('realm="two"');
    expect(left.realms).toEqual({ [primaryUrl]: { registrar: 'one' }, [secondaryUrl]: { registrar: 'two' } });
    expect(lines.filter((line) => line.startsWith('gateway in use'))).toEqual([
      'gateway in use: failing-over (was: primary)',
      'gateway in use: secondary (was: failing-over)',
    ]);
  });

  it('the secondary is asked first without credentials, over a socket of its own', async () => {
    await atSecondary();
    const [asked] = secondary.requests;
    expect(asked?.method).toBe('OPTIONS');
    expect(asked?.text).not.toContain('Authorization');
    expect(secondary.sockets).toHaveLength(2);
    expect(secondary.openSockets).toHaveLength(1);
  });

  it('nobody is asked again elsewhere for a password that the primary refuses', async () => {
    const { phone, last } = await atPrimary();
    for (const status of ['403 Forbidden', '404 Not Found', '401 Unauthorized']) {
      primary.answer = (request) =>
        respond(request, status, 'WWW-Authenticate: Digest realm="one", nonce="n"');
      const trying = phone.binding.tryNow();
      await jest.advanceTimersByTimeAsync(20);
      await trying;
      expect(last()).toMatchObject({ type: 'rejected' });
      await jest.advanceTimersByTimeAsync(2 * minute);
    }
    expect(secondary.sockets).toEqual([]);
  });

  it('without a secondary it stays where it was', async () => {
    const { stages } = await atPrimary({ withSecondary: false });
    stop(primary);
    await jest.advanceTimersByTimeAsync(10 * minute);
    expect(secondary.sockets).toEqual([]);
    expect(stages).toEqual(['primary']);
  });

  it('and the secondary is away as well, it goes on with the primary', async () => {
    const { last, stages } = await atPrimary();
    stop(secondary);
    stop(primary);
    await jest.advanceTimersByTimeAsync(5 * minute);
    primary.up = true;
    await jest.advanceTimersByTimeAsync(30_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages).toEqual(['primary']);
    expect(registers(secondary)).toEqual([]);
  });
});

describe('when the primary gateway', () => {
  it('is frozen, two tries take less than 8 s', async () => {
    const { stages, last } = await atPrimary();
    primary.answer = () => undefined;
    for (const socket of primary.openSockets) socket.drop();
    await jest.advanceTimersByTimeAsync(4_000 + 8_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages.at(-1)).toBe('secondary');
    expect(primary.openSockets).toEqual([]);
  });

  it.each([
    ['says nothing', () => undefined],
    ['refuses', (request: FakeRequest) => respond(request, '503 Service Unavailable')],
  ])('takes new sockets but %s to a REGISTER, it is left as fast in a call', async (_, answer) => {
    const { phone, stages, last } = await atPrimary();
    phone.binding.setInCall(true);
    primary.answer = answer;
    for (const socket of primary.openSockets) socket.drop();
    await jest.advanceTimersByTimeAsync(4_000 + 8_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages.at(-1)).toBe('secondary');
  });

  it.each(['503 Service Unavailable', '500 Server Internal Error'])(
    'answers a renewal with %s, it is left after the second one',
    async (status) => {
      const { stages } = await atPrimary();
      const before = registers(primary).length;
      primary.answer = (request) => respond(request, status);
      await jest.advanceTimersByTimeAsync(480_000 + 2_000);
      expect(stages.at(-1)).toBe('secondary');
      expect(registers(primary).slice(before)).toHaveLength(2);
    },
  );

  it('refuses and closes its socket while the secondary is being asked, it is left as fast', async () => {
    const { stages, moves } = await atPrimary();
    primary.answer = (request) => {
      const [socket] = primary.openSockets;
      setTimeout(() => socket?.drop(), 50);
      return respond(request, '503 Service Unavailable');
    };
    slowly(secondary, 100);
    await jest.advanceTimersByTimeAsync(480_000 + 3_000);
    expect(stages.at(-1)).toBe('secondary');
    expect(moves).toEqual([false, true]);
  });

  it('says nothing to a renewal, a call begun meanwhile keeps its socket while that lives', async () => {
    const { phone } = await atPrimary();
    const { answer } = primary;
    primary.answer = (request) => (request.method === 'REGISTER' ? undefined : answer(request));
    await jest.advanceTimersByTimeAsync(480_000 + 1_000);
    phone.binding.setInCall(true);
    await jest.advanceTimersByTimeAsync(20_000);
    expect(primary.sockets).toHaveLength(1);
    expect(primary.openSockets).toHaveLength(1);
  });

  it('names a time (Retry-After), it is left at the first 503, and asked again only then', async () => {
    const { stages } = await atPrimary();
    const before = registers(primary).length;
    primary.answer = (request) => respond(request, '503 Service Unavailable', 'Retry-After: 240');
    await jest.advanceTimersByTimeAsync(480_000 + 1_000);
    expect(stages.at(-1)).toBe('secondary');
    expect(registers(primary).slice(before)).toHaveLength(1);
    const sockets = primary.sockets.length;
    await jest.advanceTimersByTimeAsync(235_000);
    expect(primary.sockets).toHaveLength(sockets);
    await jest.advanceTimersByTimeAsync(65_000);
    expect(primary.sockets.length).toBeGreaterThan(sockets);
  });

  it.each([[], ['Retry-After: 240']])(
    'refuses to register while calls stand over its socket, the phone stays until they are over (%s)',
    async (...headers) => {
      const { phone, stages } = await atPrimary();
      phone.binding.setInCall(true);
      const { answer } = primary;
      primary.answer = (request) =>
        request.method === 'REGISTER'
          ? respond(request, '503 Service Unavailable', ...headers)
          : answer(request);
      await jest.advanceTimersByTimeAsync(480_000 + 15_000);
      // The alarm.
      phone.binding.checkUp();
      await jest.advanceTimersByTimeAsync(15_000);
      expect(stages).toEqual(['primary']);
      expect(primary.openSockets).toHaveLength(1);
      phone.binding.setInCall(false);
      phone.binding.checkUp();
      await jest.advanceTimersByTimeAsync(40_000);
      expect(stages.at(-1)).toBe('secondary');
    },
  );
});

describe('our own network', () => {
  it('lost and back, is no reason to leave', async () => {
    const { phone, stages, last } = await atPrimary();
    primary.up = false;
    secondary.up = false;
    phone.binding.networkGone();
    await jest.advanceTimersByTimeAsync(100_000);
    primary.up = true;
    secondary.up = true;
    phone.binding.networkChanged();
    await jest.advanceTimersByTimeAsync(100);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages).toEqual(['primary']);
    expect(registers(secondary)).toEqual([]);
  });
});

describe('at the secondary gateway', () => {
  it('the phone goes back after two answers a minute apart, and is registered at one gateway only', async () => {
    const { stages, moves } = await atSecondary();
    primary.up = true;
    await jest.advanceTimersByTimeAsync(50_000);
    expect(stages.at(-1)).toBe('secondary');
    await jest.advanceTimersByTimeAsync(minute);
    expect(stages).toEqual(['primary', 'failing-over', 'secondary', 'failing-back', 'primary']);
    expect(moves).toEqual([false, true, true]);
    expect(header('Expires')(registers(secondary).at(-1))).toBe('0');
    expect(secondary.openSockets).toEqual([]);
    expect(primary.openSockets).toHaveLength(1);
    const [first, last] = [registers(primary)[0], registers(primary).at(-1)];
    // The same binding, newer: what the primary still had of before is replaced (RFC 3261 section 10.3).
    expect(header('Call-ID')(last)).toBe(header('Call-ID')(first));
    expect(Number.parseInt(last?.header('CSeq') ?? '', 10)).toBeGreaterThan(
      Number.parseInt(registers(secondary).at(-1)?.header('CSeq') ?? '', 10),
    );
  });

  it('a primary that answers once in two minutes is not gone back to', async () => {
    const { stages } = await atSecondary();
    for (let turn = 0; turn < 10; turn++) {
      primary.up = turn % 2 === 0;
      await jest.advanceTimersByTimeAsync(minute);
    }
    expect(stages.at(-1)).toBe('secondary');
  });

  it('a primary that takes nobody in is not left waiting: 503 is no answer', async () => {
    const { stages } = await atSecondary();
    primary.up = true;
    primary.answer = (request) => respond(request, '503 Service Unavailable');
    await jest.advanceTimersByTimeAsync(5 * minute);
    expect(stages.at(-1)).toBe('secondary');
    expect(registers(primary)).toHaveLength(2);
  });

  it('the phone stays in a call, and goes back ten seconds after it', async () => {
    const { phone, stages } = await atSecondary();
    phone.binding.setInCall(true);
    primary.up = true;
    await jest.advanceTimersByTimeAsync(5 * minute);
    expect(stages.at(-1)).toBe('secondary');
    phone.binding.setInCall(false);
    await jest.advanceTimersByTimeAsync(9_000);
    expect(stages.at(-1)).toBe('secondary');
    await jest.advanceTimersByTimeAsync(2_000);
    expect(stages.at(-1)).toBe('primary');
  });

  it('a call that comes in the moment of leaving keeps the phone there', async () => {
    const { phone, stages } = await atSecondary();
    primary.up = true;
    const { answer } = secondary;
    secondary.answer = (request) => {
      if (request.header('Expires') === '0') phone.binding.setInCall(true);
      return answer(request);
    };
    await jest.advanceTimersByTimeAsync(3 * minute);
    expect(stages.at(-1)).toBe('secondary');
    expect(secondary.openSockets).toHaveLength(1);
    expect(header('Expires')(registers(secondary).at(-1))).not.toBe('0');
  });

  it('“Try now” goes back at once where the primary answers', async () => {
    const { phone, stages } = await atSecondary();
    primary.up = true;
    void phone.binding.tryNow();
    await jest.advanceTimersByTimeAsync(100);
    expect(stages.at(-1)).toBe('primary');
  });

  it('a primary that answers but refuses this phone is left at once, and registered nowhere twice', async () => {
    const { stages, last } = await atSecondary();
    primary.up = true;
    primary.answer = (request) =>
      respond(request, request.method === 'REGISTER' ? '403 Forbidden' : '200 OK');
    await jest.advanceTimersByTimeAsync(2 * minute);
    expect(stages.slice(-2)).toEqual(['failing-back', 'secondary']);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(header('Expires')(registers(secondary).at(-1))).not.toBe('0');
    expect(primary.openSockets).toEqual([]);
  });

  it('the next worker goes on there, asks the primary when it is due, and knows both realms', async () => {
    const before = await atSecondary();
    stop(secondary);
    secondary.up = true;
    const { moves, stages, left, last } = open({
      fresh: false,
      kept: JSON.parse(JSON.stringify(before.left)),
    });
    await jest.advanceTimersByTimeAsync(100);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages).toEqual(['secondary']);
    expect(moves).toEqual([false]);
    primary.up = true;
    await jest.advanceTimersByTimeAsync(2 * minute);
    expect(stages.at(-1)).toBe('primary');
    expect(left.realms).toBeUndefined();
  });

  it('a secondary that dies too is left for whichever answers', async () => {
    const { stages, last } = await atSecondary();
    primary.up = true;
    stop(secondary);
    await jest.advanceTimersByTimeAsync(8_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages.at(-1)).toBe('primary');
  });

  it('signing out unregisters there', async () => {
    const { phone } = await atSecondary();
    const closing = phone.close();
    await jest.advanceTimersByTimeAsync(100);
    await closing;
    expect(header('Expires')(registers(secondary).at(-1))).toBe('0');
    expect(secondary.openSockets).toEqual([]);
  });
});

describe('signing in for the first time', () => {
  it('goes to the secondary where the primary is away', async () => {
    primary.up = false;
    const { last, moves, stages } = open();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(stages.at(-1)).toBe('secondary');
    expect(moves).toEqual([false]);
  });

  it('goes to the secondary where the primary refuses, and closes its socket meanwhile', async () => {
    primary.answer = (request) => {
      const [socket] = primary.openSockets;
      setTimeout(() => socket?.drop(), 50);
      return respond(request, '503 Service Unavailable');
    };
    slowly(secondary, 100);
    const { last, events } = open();
    await jest.advanceTimersByTimeAsync(3_000);
    expect(last()).toMatchObject({ type: 'registered' });
    expect(events.filter(({ type }) => type === 'rejected')).toEqual([]);
  });

  it('fails where neither is there, and where the secondary refuses', async () => {
    primary.up = false;
    secondary.up = false;
    const nobody = open();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(nobody.last()).toEqual({ type: 'rejected', reason: 'gateway-unreachable' });
    secondary.up = true;
    secondary.answer = (request) =>
      respond(request, request.method === 'REGISTER' ? '403 Forbidden' : '200 OK');
    const refused = open();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(refused.last()).toEqual({ type: 'rejected', reason: 'forbidden', status: 403 });
  });
});
