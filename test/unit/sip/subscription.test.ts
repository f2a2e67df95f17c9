import type { Phone } from '../../../src/sip/phone';
import type { Subscription } from '../../../src/sip/subscription';
import type { SavedSubscription } from '../../../src/sip/subscription-dialog';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { phoneAt, signOut } from '../../fakes/phone-at-gateway';
import { answersOf, notify, subscribes } from '../../fakes/subscribed';

let gateway: FakeGateway;
let phone: Phone;
let told: string[];
let lost: string[];
let saved: (SavedSubscription | undefined)[];
let unsolicited: string[];
/** How often there was nothing to tell. */
let empty: number;
/** What the gateway says to a SUBSCRIBE. */
let answer: (request: FakeRequest) => string | undefined;

const mailbox = { event: 'message-summary', target: '201', accept: 'application/simple-message-summary' };
const settled = () => jest.advanceTimersByTimeAsync(20);
const pass = (seconds: number) => jest.advanceTimersByTimeAsync(seconds * 1000);
const accepting = (expires: number) => (request: FakeRequest) =>
  respond(
    request,
    '200 OK',
    `Expires: ${request.header('Expires') === '0' ? 0 : expires}`,
    'Contact: <sip:mwi@gateway.example.com>',
  );

function watch(known?: SavedSubscription, target = '201'): Subscription {
  return phone.subscriptions.subscribe(
    { ...mailbox, target },
    {
      onState: (_type, body) => void (body === '' ? empty++ : told.push(body)),
      onLost: (because) => void lost.push(because),
      onSaved: (dialog) => void saved.push(dialog),
    },
    known,
  );
}

function openPhone(): Phone {
  return phoneAt(gateway, {
    delegate: { onUnsolicited: (_type, body) => void unsolicited.push(body) },
  });
}

const last = () => subscribes(gateway).at(-1);
const count = () => subscribes(gateway).length;

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  [told, lost, saved, unsolicited] = [[], [], [], []];
  empty = 0;
  gateway = new FakeGateway();
  answer = accepting(600);
  gateway.answer = (request) => {
    if (request.text.startsWith('SIP/2.0') || request.method === 'ACK') return undefined;
    if (request.method === 'SUBSCRIBE') return answer(request);
    return respond(request, '200 OK', `Contact: ${request.header('Contact')};expires=600`);
  };
  phone = openPhone();
  await phone.binding.start();
});
afterEach(async () => {
  await signOut(phone);
  jest.useRealTimers();
});

describe('a subscription', () => {
  it('asks for the event of the one who is watched, and tells each state', async () => {
    watch();
    await settled();
    expect(last()?.text).toMatch(/^SUBSCRIBE sip:201@example\.com SIP\/2\.0/);
    expect(last()?.header('Event')).toBe('message-summary');
    expect(last()?.header('Accept')).toBe('application/simple-message-summary');
    const cseq = notify(gateway, last(), { body: 'Messages-Waiting: yes\r\n' });
    await settled();
    expect(told).toEqual(['Messages-Waiting: yes\r\n']);
    expect(answersOf(gateway)[cseq]).toBe(200);
  });

  it('tells also that there is nothing to tell, but not while that is still to be decided', async () => {
    watch();
    await settled();
    notify(gateway, last(), { state: 'pending' });
    await settled();
    expect(empty).toBe(0);
    notify(gateway, last());
    await settled();
    expect(empty).toBe(1);
  });

  it('is renewed before it expires, in its dialog, with a higher number', async () => {
    watch();
    await settled();
    const first = last();
    notify(gateway, first);
    await pass(530);
    expect(count()).toBe(1);
    await pass(20);
    expect(count()).toBe(2);
    const [before, after] = [first?.header('CSeq'), last()?.header('CSeq')].map((cseq) =>
      Number.parseInt(cseq ?? '', 10),
    );
    expect(after).toBeGreaterThan(before ?? Number.NaN);
    expect(last()?.header('Call-ID')).toBe(first?.header('Call-ID'));
    expect(last()?.header('To')).toContain('tag=gateway');
    // Where the NOTIFY came from, not where the first SUBSCRIBE went.
    expect(last()?.text).toMatch(/^SUBSCRIBE sip:notifier@gateway\.example\.com;transport=ws SIP/);
  });

  it('takes the shorter time that a NOTIFY grants', async () => {
    watch();
    await settled();
    notify(gateway, last(), { state: 'active;expires=100' });
    await pass(85);
    expect(count()).toBe(2);
  });

  it('stands without any NOTIFY, as long as the gateway accepts it', async () => {
    watch();
    await pass(560);
    expect(count()).toBe(2);
    expect(last()?.header('To')).toContain('tag=gateway');
    expect(last()?.text).toMatch(/^SUBSCRIBE sip:mwi@gateway\.example\.com SIP/);
    expect(lost).toEqual([]);
  });

  it('takes a NOTIFY that comes before the answer', async () => {
    answer = (request) => {
      notify(gateway, request, { body: 'Messages-Waiting: no\r\n' });
      return accepting(600)(request);
    };
    watch();
    await settled();
    expect(told).toEqual(['Messages-Waiting: no\r\n']);
    answer = accepting(600);
    await pass(560);
    expect(last()?.header('To')).toContain('tag=gateway');
  });

  it('asks for as long as the gateway wants it (423)', async () => {
    answer = (request) =>
      Number(request.header('Expires')) < 7200
        ? respond(request, '423 Interval Too Brief', 'Min-Expires: 7200')
        : accepting(7200)(request);
    watch();
    await settled();
    expect(subscribes(gateway).map((request) => request.header('Expires'))).toEqual(['1800', '7200']);
  });

  it('does not race with a gateway that asks for ever more (423 to each)', async () => {
    answer = (request) =>
      respond(request, '423 Interval Too Brief', `Min-Expires: ${Number(request.header('Expires')) + 60}`);
    watch();
    await pass(10);
    expect(count()).toBeLessThanOrEqual(2);
  });

  it('begins a new dialog at once when the gateway has forgotten it (481 to a renewal)', async () => {
    watch();
    await settled();
    const { 'Call-ID': callId } = { 'Call-ID': last()?.header('Call-ID') };
    answer = (request) =>
      /tag=/.test(request.header('To')) ? respond(request, '481 Gone') : accepting(600)(request);
    await pass(560);
    expect(count()).toBe(3);
    expect(last()?.header('Call-ID')).not.toBe(callId);
    expect(last()?.header('To')).not.toContain('tag=');
    expect(lost).toEqual(['again']);
  });

  it('leaves a gateway alone that does not know the event (489), for an hour', async () => {
    answer = (request) => respond(request, '489 Bad Event');
    watch();
    await pass(3_590);
    expect(count()).toBe(1);
    expect(lost).toEqual(['unknown-event']);
    await pass(20);
    expect(count()).toBe(2);
  });

  it('asks again, less and less often, where the gateway does not answer', async () => {
    answer = () => undefined;
    watch();
    await pass(33);
    expect(lost).toEqual(['again']);
    await pass(30);
    expect(count()).toBe(2);
    await pass(3_600);
    expect(count()).toBeLessThan(9);
    expect(count()).toBeGreaterThan(4);
  });

  it('waits as long as Retry-After says', async () => {
    answer = (request) => respond(request, '503 Busy', 'Retry-After: 300');
    watch();
    await pass(299);
    expect(count()).toBe(1);
    await pass(3);
    expect(count()).toBe(2);
  });

  it('holds on to what was granted when a renewal fails for the moment', async () => {
    watch();
    await settled();
    notify(gateway, last());
    answer = (request) => respond(request, '500 Oops');
    await pass(560);
    expect(lost).toEqual([]);
    answer = accepting(600);
    await pass(31);
    expect(last()?.header('To')).toContain('tag=gateway');
    expect(count()).toBe(3);
  });

  it('knows nothing any more once what was granted is over, and begins anew', async () => {
    watch();
    await settled();
    notify(gateway, last());
    answer = (request) => respond(request, '503 Busy', 'Retry-After: 1800');
    await pass(590);
    expect(lost).toEqual([]);
    await pass(20);
    expect(lost).toEqual(['again']);
    answer = accepting(600);
    await pass(1800);
    expect(last()?.header('To')).not.toContain('tag=');
    expect(count()).toBe(3);
  });
});

describe('a NOTIFY that ends it', () => {
  it.each(['deactivated', 'timeout'])('is followed by a new one at once: %s', async (reason) => {
    watch();
    await settled();
    const before = last()?.header('Call-ID');
    notify(gateway, last(), { state: `terminated;reason=${reason}` });
    await settled();
    expect(count()).toBe(2);
    expect(last()?.header('Call-ID')).not.toBe(before);
  });

  it('does not become a loop with a gateway that ends each at once', async () => {
    answer = (request) => {
      setTimeout(() => {
        notify(gateway, request, { body: 'Messages-Waiting: no\r\n' });
        notify(gateway, request, { state: 'terminated;reason=deactivated' });
      }, 1);
      return accepting(600)(request);
    };
    watch();
    await pass(10);
    expect(count()).toBeLessThanOrEqual(2);
  });

  it('is followed by one after Retry-After: probation', async () => {
    watch();
    await settled();
    notify(gateway, last(), { state: 'terminated;reason=probation;retry-after=120' });
    await pass(118);
    expect(count()).toBe(1);
    await pass(4);
    expect(count()).toBe(2);
  });

  it.each(['rejected', 'noresource'])('is left at that: %s', async (reason) => {
    watch();
    await settled();
    notify(gateway, last(), { state: `terminated;reason=${reason}` });
    await pass(1_800);
    expect(count()).toBe(1);
    expect(lost).toEqual(['refused']);
  });
});

describe('NOTIFYs that are not what they should be', () => {
  it('of another event, or with a state that is none, are refused with 489', async () => {
    watch();
    await settled();
    const wrong = [
      notify(gateway, last(), { event: 'presence', body: 'x' }),
      notify(gateway, last(), { state: 'dormant', body: 'x' }),
    ];
    await settled();
    expect(wrong.map((cseq) => answersOf(gateway)[cseq])).toEqual([489, 489]);
    expect(told).toEqual([]);
  });

  it('of a second phone that the SUBSCRIBE went to are refused with 481', async () => {
    watch();
    await settled();
    notify(gateway, last(), { body: 'one' });
    const second = notify(gateway, last(), { body: 'two', tag: 'another' });
    await settled();
    expect(answersOf(gateway)[second]).toBe(481);
    expect(told).toEqual(['one']);
  });

  it('without Subscription-State, of an old gateway, are taken; a parameter of Event does not matter', async () => {
    watch();
    await settled();
    notify(gateway, last(), { state: '', event: 'Message-Summary;id=7', body: 'one' });
    await settled();
    expect(told).toEqual(['one']);
  });

  it('in a dialog that nobody has are refused with 481, as sip.js does', async () => {
    watch();
    await settled();
    const stale = notify(gateway, last(), { callId: 'of-long-ago', body: 'x' });
    await settled();
    expect(answersOf(gateway)[stale]).toBe(481);
    expect([told, unsolicited]).toEqual([[], []]);
  });

  it('without a subscription are told when they are of messages, and refused when they are not', async () => {
    const taken = notify(gateway, undefined, { toTag: '', body: 'Messages-Waiting: yes\r\n' });
    const other = notify(gateway, undefined, { toTag: '', event: 'dialog', body: '<x/>' });
    await settled();
    expect(unsolicited).toEqual(['Messages-Waiting: yes\r\n']);
    expect(answersOf(gateway)[taken]).toBe(200);
    expect(answersOf(gateway)[other]).toBeGreaterThanOrEqual(400);
  });
});

describe('through losses', () => {
  it('is renewed in its dialog once the phone is registered over a new socket', async () => {
    watch();
    await settled();
    notify(gateway, last());
    const first = last();
    gateway.openSockets[0]?.drop();
    await settled();
    expect(lost).toEqual(['again']);
    await pass(20);
    expect(count()).toBe(2);
    expect(last()?.header('Call-ID')).toBe(first?.header('Call-ID'));
    expect(last()?.header('To')).toContain('tag=gateway');
    notify(gateway, last(), { body: 'again' });
    await settled();
    expect(told).toEqual(['again']);
  });

  it('sends nothing while there is no gateway', async () => {
    watch();
    await settled();
    gateway.up = false;
    gateway.openSockets[0]?.drop();
    await pass(1_200);
    expect(count()).toBe(1);
    gateway.up = true;
    await pass(60);
    expect(count()).toBe(2);
  });

  it('goes on after the worker died, from what was saved', async () => {
    watch();
    await settled();
    notify(gateway, last());
    await settled();
    const known = saved.at(-1);
    const first = last();
    const before = phone;
    phone = openPhone();
    watch(known);
    await phone.binding.start();
    await settled();
    expect(last()?.header('Call-ID')).toBe(first?.header('Call-ID'));
    expect(Number.parseInt(last()?.header('CSeq') ?? '', 10)).toBeGreaterThan(
      Number.parseInt(first?.header('CSeq') ?? '', 10),
    );
    const cseq = notify(gateway, last(), { body: 'still' });
    await settled();
    expect(told.at(-1)).toBe('still');
    expect(answersOf(gateway)[cseq]).toBe(200);
    await signOut(before);
  });

  it('begins anew at another gateway', async () => {
    watch();
    await settled();
    notify(gateway, last());
    const first = last();
    phone.subscriptions.connect(true);
    await settled();
    expect(last()?.header('Call-ID')).not.toBe(first?.header('Call-ID'));
    expect(last()?.header('To')).not.toContain('tag=');
  });
});

describe('one that is not wanted any more', () => {
  it('is ended at the gateway, and its last NOTIFY is taken', async () => {
    const watched = watch();
    await settled();
    notify(gateway, last());
    watched.close();
    await settled();
    expect(last()?.header('Expires')).toBe('0');
    expect(phone.subscriptions.size).toBe(1);
    const cseq = notify(gateway, last(), { state: 'terminated;reason=timeout', body: 'x' });
    await settled();
    expect(answersOf(gateway)[cseq]).toBe(200);
    expect(phone.subscriptions.size).toBe(0);
    expect(told).toEqual([]);
    await pass(4_000);
    expect(count()).toBe(2);
  });

  it('is forgotten where its last NOTIFY does not come', async () => {
    const watched = watch();
    await settled();
    watched.close();
    await pass(6);
    expect(phone.subscriptions.size).toBe(0);
  });

  it('is ended also when its answer is still on the way', async () => {
    const held: (() => void)[] = [];
    answer = (request) => {
      held.push(() => gateway.openSockets[0]?.deliver(accepting(600)(request)));
      return undefined;
    };
    const watched = watch();
    await settled();
    watched.close();
    await settled();
    for (const release of held) release();
    await settled();
    expect(last()?.header('Expires')).toBe('0');
  });

  it('is gone with the socket', async () => {
    const watched = watch();
    await settled();
    watched.close();
    gateway.openSockets[0]?.drop();
    await settled();
    expect(phone.subscriptions.size).toBe(0);
  });
});

it('many do not ask all at once', async () => {
  let underWay = 0;
  let most = 0;
  answer = (request) => {
    underWay += 1;
    most = Math.max(most, underWay);
    setTimeout(() => {
      underWay -= 1;
      gateway.openSockets[0]?.deliver(accepting(600)(request));
    }, 50);
    return undefined;
  };
  for (let user = 202; user < 242; user += 1) watch(undefined, String(user));
  await pass(2);
  expect(count()).toBe(40);
  expect(most).toBe(3);
});

it('signing out ends all of them', async () => {
  watch();
  await settled();
  notify(gateway, last());
  const closing = phone.close();
  await pass(3);
  await closing;
  expect(last()?.header('Expires')).toBe('0');
});
