import type { RegistrationEvent } from '../../../src/domain/registration';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { phoneAt } from '../../fakes/phone-at-gateway';

const day = 24 * 3_600_000;
const untilIdle = setImmediate;

/** Runs every timer of a day. Jest's own way rests for a millisecond after each of them: that would be minutes. */
async function oneDay(): Promise<void> {
  const end = Date.now() + day;
  while (Date.now() < end) {
    jest.advanceTimersToNextTimer();
    await new Promise<void>((done) => untilIdle(done));
  }
}

interface Circumstances {
  /** Seconds that the gateway grants. */
  expires: number;
  /** Milliseconds that each of its answers takes. */
  delay?: number;
  /** Every so many registrations an answer comes too late for its nonce. */
  staleEvery?: number;
  /** Milliseconds from one loss of the socket to the next. */
  lossEvery?: number;
}

/** A registrar whose bindings end, to the millisecond, and that takes each of its nonces once. */
class Registrar {
  readonly gateway = new FakeGateway();
  /** When the one binding ended by itself, and was not renewed before. */
  readonly lapses: number[] = [];
  readonly bindings = new Set<string>();
  renewals = 0;
  private nonces = 0;
  private answered = 0;
  private lapse: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly circumstances: Circumstances) {
    const { delay = 0 } = circumstances;
    this.gateway.answer = (request) => {
      const answer = request.method === 'REGISTER' ? this.register(request) : respond(request, '200 OK');
      if (delay === 0) return answer;
      const socket = this.gateway.openSockets.at(-1);
      setTimeout(() => socket?.deliver(answer), delay);
      return undefined;
    };
  }

  private register(request: FakeRequest): string {
    const nonce = /nonce="([^"]*)"/.exec(request.header('Authorization'))?.[1];
    if (nonce === undefined) return this.challenge(request, '');
    const { expires, staleEvery = Number.POSITIVE_INFINITY } = this.circumstances;
    this.answered++;
    if (nonce !== `n${this.nonces}`) throw new Error(`${nonce} was answered twice, or never given`);
    if (this.answered % staleEvery === 0) return this.challenge(request, ', stale=true');
    this.nonces++;
    this.renewals++;
    const contact = request.header('Contact');
    this.bindings.add(/sip\.instance="([^"]*)"/.exec(contact)?.[1] ?? contact);
    clearTimeout(this.lapse);
    this.lapse = setTimeout(() => this.lapses.push(Date.now()), expires * 1_000);
    return respond(request, '200 OK', `Contact: ${contact.replace(/;expires=\d+/, `;expires=${expires}`)}`);
  }

  private challenge(request: FakeRequest, stale: string): string {
    this.nonces++;
    const challenge = `Digest realm="demo", nonce="n${this.nonces}", algorithm=MD5${stale}`;
    return respond(request, '401 Unauthorized', `WWW-Authenticate: ${challenge}`);
  }
}

/** Signs in, and keeps what the phone has said and when. */
function signIn(gateway: FakeGateway) {
  const said: { at: number; event: RegistrationEvent }[] = [];
  const phone = phoneAt(gateway, {
    delegate: { onRegistration: (event) => said.push({ at: Date.now(), event }) },
  });
  void phone.binding.start();
  return { phone, said };
}

/** Milliseconds for which the phone did not say that it can be called, from the first registration on. */
function notReady(said: { at: number; event: RegistrationEvent }[], end: number): number {
  let since: number | undefined;
  let sum = 0;
  for (const { at, event } of said) {
    if (event.type === 'lost') since ??= at;
    if (event.type === 'registered' && since !== undefined) {
      sum += at - since;
      since = undefined;
    }
  }
  return sum + (since === undefined ? 0 : end - since);
}

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
});
afterEach(() => {
  jest.useRealTimers();
});

describe('24 hours of registrations leave no gap', () => {
  it.each<[name: string, circumstances: Circumstances]>([
    ['of 60 s, with slow answers and some that come too late', { expires: 60, delay: 2_500, staleEvery: 4 }],
    ['of 600 s, with slower answers', { expires: 600, delay: 3_500 }],
    ['of 3600 s, with a new socket now and then', { expires: 3_600, lossEvery: 29 * 60_000 }],
  ])(
    '%s',
    async (_name, circumstances) => {
      const registrar = new Registrar(circumstances);
      const { gateway } = registrar;
      const { said } = signIn(gateway);
      await jest.advanceTimersByTimeAsync(0);
      const { expires, lossEvery } = circumstances;
      let losses = 0;
      const losing =
        lossEvery &&
        setInterval(() => {
          losses++;
          gateway.openSockets[0]?.drop();
        }, lossEvery);
      await oneDay();
      clearInterval(losing || undefined);
      expect(registrar.lapses).toEqual([]);
      expect(registrar.renewals).toBeGreaterThan(day / 1_000 / expires);
      expect(registrar.bindings.size).toBe(1);
      expect(gateway.openSockets).toHaveLength(1);
      expect(said.filter(({ event }) => event.type === 'lost')).toHaveLength(losses);
      expect(said.filter(({ event }) => event.type === 'rejected')).toEqual([]);
      // After the gateway closed a socket, the way back is spread over 8 s.
      expect(notReady(said, Date.now())).toBeLessThanOrEqual(losses * 8_000);
      expect(said.filter(({ event }) => event.type !== 'retry').at(-1)?.event.type).toBe('registered');
    },
    // A day is millions of timers: on a busy machine that takes a while.
    600_000,
  );
});
