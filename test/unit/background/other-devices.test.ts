import { DeviceWatch } from '../../../src/background/device-watch';
import { KeptSubscriptions } from '../../../src/background/kept-subscriptions';
import { OtherDevices } from '../../../src/background/other-devices';
import { Store } from '../../../src/background/store';
import type { Ended } from '../../../src/domain/call';
import type { Phone } from '../../../src/sip/phone';
import type { Watched } from '../../../src/sip/subscribe-request';
import type { SubscriptionDelegate } from '../../../src/sip/subscription';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';
import { dialogInfo, registrationInfo, type ToldDialog } from '../../gateway/demo/states';

let bench: CallDeskBench;
let store: Store;
let area: FakeStorageArea;
let watch: DeviceWatch;
let devices: OtherDevices;
let ends: Ended[];
let asked: Map<string, SubscriptionDelegate>;
/** Events of which all was asked for anew. */
let refreshed: string[];

const phone = {
  contactName: 'ringtab',
  subscriptions: {
    subscribe: ({ event }: Watched, delegate: SubscriptionDelegate) => {
      asked.set(event, delegate);
      return { close() {}, refresh: () => void refreshed.push(event) };
    },
  },
} as unknown as Phone;

/** A worker: what it knows of other devices, and of its own calls. */
async function worker(): Promise<void> {
  asked = new Map();
  refreshed = [];
  watch = new DeviceWatch({
    subscriptions: new KeptSubscriptions(area.kept(), silentLogger),
    session: area.kept(),
    onCalls: () => devices.heard(),
    onDevices: () => devices.look(),
    now: () => bench.now,
    log: silentLogger,
  });
  devices = new OtherDevices({
    ...{ book: bench.book, store, now: () => bench.now, log: silentLogger },
    watch: () => watch,
    signedIn: () => bench.signedIn,
    onEnded: (call) => void ends.push(call),
    onKnown: (call) => void ends.push(call),
  });
  bench.onCalls = () => devices.look();
  await watch.begin(phone, '201');
}

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  bench = new CallDeskBench();
  bench.now = 1_000;
  store = new Store();
  area = new FakeStorageArea();
  ends = [];
  await worker();
});
afterEach(() => jest.useRealTimers());

const tell = (...dialogs: ToldDialog[]) =>
  asked.get('dialog')?.onState('application/dialog-info+xml', dialogInfo('201', dialogs).body ?? '');
const tellContacts = (...uris: string[]) =>
  asked.get('reg')?.onState('application/reginfo+xml', registrationInfo('201', uris).body ?? '');
const kept = (callId: string) =>
  `INVITE sip:ringtab@abc.invalid SIP/2.0\r\nTo: <sip:201@h>\r\nCall-ID: ${callId}`;
const talks = (change: Partial<ToldDialog> = {}): ToldDialog => ({
  ...{ id: 'e', state: 'confirmed', direction: 'recipient', callId: 'theirs', remote: 'sip:208@h' },
  ...change,
});
const isQuiet = (id: string) => bench.stateOf(id)?.quiet ?? false;

function stopsRinging(id: string): void {
  const session = bench.book.find(id).session as unknown as FakeSession;
  session.delegate?.onEnded('caller-gave-up', undefined);
  devices.ended(bench.ended.at(-1) as Ended);
}

describe('a call that comes in', () => {
  it('is quiet while another device talks, as long as it does, and no longer', () => {
    const id = bench.newIncoming({ kept: kept('c1') });
    expect(isQuiet(id)).toBe(false);
    tell(talks());
    expect(isQuiet(id)).toBe(true);
    tell();
    expect(isQuiet(id)).toBe(false);
  });

  it('rings when the user’s own call here begins, and for an hour after a call for help', async () => {
    tell(talks());
    const facts = { party: { number: '205', name: '' }, called: '201' };
    expect(devices.isToBeQuiet({ facts, kept: kept('c1') }, bench.signedIn)).toBe(true);
    await bench.talkingTo('112');
    const [call] = bench.calls;
    bench.desk.hangUp(call?.id ?? '');
    const quiet = () => devices.isToBeQuiet({ facts, kept: kept('c2') }, bench.signedIn);
    expect(quiet()).toBe(false);
    bench.now += 60 * 60_000;
    expect(quiet()).toBe(true);
  });
});

it('a call that another device is told to have answered rings no more, whether or not the gateway takes it back', () => {
  const id = bench.newIncoming({ kept: kept('c1') });
  const other = bench.newIncoming({ kept: kept('c2') });
  tell(talks({ callId: 'c1', state: 'early' }));
  expect(bench.stateOf(id)?.state).toBe('incoming');
  const session = bench.book.find(id).session as unknown as FakeSession;
  tell(talks({ callId: 'c1' }));
  expect(bench.stateOf(id)).toBeUndefined();
  expect(session.asked.at(-1)).toBe('end: answered-elsewhere');
  expect(bench.ended).toMatchObject([{ id, reason: 'answered-elsewhere' }]);
  expect(bench.stateOf(other)?.state).toBe('incoming');
});

describe('a call that stops ringing without a reason', () => {
  it.each([
    ['by its own name', talks({ callId: 'c1' })],
    ['under another name, with its caller', talks({ id: 'new', remote: 'sip:205@h' })],
  ])('has been answered elsewhere when that is told %s, shortly after', (_how, told) => {
    tell();
    const id = bench.newIncoming({ kept: kept('c1') });
    tell({ ...told, state: 'early' });
    stopsRinging(id);
    expect(ends).toEqual([]);
    bench.now += 500;
    tell(told);
    expect(ends).toMatchObject([{ reason: 'answered-elsewhere' }]);
  });

  it('or shortly before, where it has another name', () => {
    const id = bench.newIncoming({ kept: kept('c1') });
    tell(talks({ id: 'new', remote: 'sip:205@h' }));
    stopsRinging(id);
    expect(ends).toMatchObject([{ reason: 'answered-elsewhere' }]);
  });

  it('was missed when nothing is told for two seconds, or that it rings no more', async () => {
    const rings: ToldDialog = { id: 'r', state: 'early', callId: 'c1', remote: 'sip:205@h' };
    tell(rings);
    stopsRinging(bench.newIncoming({ kept: kept('c1') }));
    await jest.advanceTimersByTimeAsync(1_900);
    expect(ends).toEqual([]);
    await jest.advanceTimersByTimeAsync(200);
    expect(ends).toMatchObject([{ reason: 'caller-gave-up' }]);
    tell({ ...rings, callId: 'c2' });
    stopsRinging(bench.newIncoming({ kept: kept('c2') }));
    tell();
    expect(ends).toHaveLength(2);
    tell(talks({ callId: 'c2' }));
    await jest.advanceTimersByTimeAsync(5_000);
    expect(ends.map(({ reason }) => reason)).toEqual(['caller-gave-up', 'caller-gave-up']);
  });

  it('was missed at once where the gateway tells nothing of the user’s number', () => {
    asked.get('dialog')?.onLost('unknown-event');
    stopsRinging(bench.newIncoming({ kept: kept('c1') }));
    expect(ends).toMatchObject([{ reason: 'caller-gave-up' }]);
  });
});

describe('a call of another device', () => {
  const bare = talks({ remote: 'sip:208@pbx.example.com' });
  const named = { ...bare, localTag: 'them', remoteTag: 'far' };

  it('can be fetched by the names that it had while it rang, also after the worker’s death', async () => {
    tell({ ...named, state: 'early' });
    expect(store.snapshot.otherDevices?.talksTo).toBeUndefined();
    tell(bare);
    expect(store.snapshot.otherDevices?.talksTo).toEqual({ number: '208', name: '' });
    await worker();
    tell(bare);
    expect(devices.fetchable()).toMatchObject({
      names: { localTag: 'them', remoteTag: 'far' },
      answered: true,
    });
  });

  it('is not one of ours, nor one that has just ended here', async () => {
    const id = await bench.talkingTo('208');
    const session = bench.book.find(id).session as unknown as { saved(): unknown };
    session.saved = () => ({ callId: 'theirs', localTag: 'them' });
    devices.look();
    tell(named);
    expect(() => devices.fetchable()).toThrow();
    bench.desk.hangUp(id);
    expect(() => devices.fetchable()).toThrow();
  });

  it('stays there where the administrator wants it so', () => {
    bench.signedIn.profile.features.callHandover = false;
    tellContacts('sip:ringtab@abc.invalid', 'sip:desk@10.0.0.9');
    tell(named);
    expect(store.snapshot.otherDevices).toBeUndefined();
  });

  it('is nobody’s any more when its user signs out', () => {
    tell(named);
    watch.end();
    expect(() => devices.fetchable()).toThrow();
  });
});

describe('a call of another device that the gateway brings here for a code', () => {
  const there = talks({ remote: 'sip:208@pbx.example.com' });

  beforeEach(() => {
    bench.signedIn.profile.callStealCode = '*45*{number}#';
  });

  it('is known as soon as somebody talks there, whatever the gateway tells of its names', () => {
    tell({ ...there, state: 'early' });
    expect(store.snapshot.otherDevices?.talksTo).toBeUndefined();
    tell(there);
    expect(store.snapshot.otherDevices?.talksTo).toEqual({ number: '208', name: '' });
    expect(devices.fetchable()).toEqual({ code: '*45*201#', party: { number: '208', name: '' } });
    tell();
    expect(() => devices.fetchable()).toThrow();
  });

  it('is dialled for by that code, and is a call with whom it is with', async () => {
    tell(there);
    void bench.desk.pickUp(devices.fetchable());
    await jest.advanceTimersByTimeAsync(0);
    expect(bench.sessions.map(({ target, asked: was }) => [target, ...was])).toEqual([
      ['*45*201#', 'invite'],
    ]);
    bench.sessions[0]?.delegate?.onEstablished(undefined);
    expect(bench.calls).toMatchObject([{ state: 'talking', party: { number: '208' }, called: '208' }]);
    // The gateway tells of it here now, and it is no other device's.
    Object.assign(bench.sessions[0] as FakeSession, { saved: () => ({ callId: 'new', localTag: 'us' }) });
    devices.look();
    tell(talks({ id: 'n', callId: 'new', remote: 'sip:208@pbx.example.com' }));
    expect(() => devices.fetchable()).toThrow();
  });

  it.each([
    [480, 'not-fetched'],
    [404, 'not-fetched'],
    [503, 'gateway-unavailable'],
  ])('that comes to nothing with %d has %s for its end', async (status, reason) => {
    tell(there);
    void bench.desk.pickUp(devices.fetchable());
    await jest.advanceTimersByTimeAsync(0);
    bench.sessions[0]?.delegate?.onEnded('gateway-unavailable', status);
    expect(bench.ended).toMatchObject([{ reason }]);
  });

  it('stays there where the administrator wants it so, and where nothing is told of it', () => {
    expect(() => devices.fetchable()).toThrow();
    bench.signedIn.profile.features.callHandover = false;
    tell(there);
    expect(() => devices.fetchable()).toThrow();
  });
});

describe('a call that its other side ends', () => {
  const brought = talks({ id: 'b', callId: 'brought', direction: 'initiator' });

  async function talked(): Promise<() => void> {
    const id = await bench.talkingTo('208');
    const session = bench.book.find(id).session as unknown as FakeSession;
    session.saved = () => ({ callId: 'ours', localTag: 'us' }) as ReturnType<FakeSession['saved']>;
    devices.look();
    tell(talks({ id: 'o', callId: 'ours' }));
    bench.now = 20_000;
    return () => {
      session.delegate?.onEnded('other-hung-up', undefined);
      devices.ended(bench.ended.at(-1) as Ended);
    };
  }

  it('goes on at another device that has just begun to talk to them', async () => {
    const hangUp = await talked();
    tell(talks({ id: 'o', callId: 'ours' }), brought);
    bench.now += 500;
    hangUp();
    expect(ends).toMatchObject([{ reason: 'gone-elsewhere', answeredAt: 1_000 }]);
  });

  it('goes on there also where the gateway says so a moment later', async () => {
    const hangUp = await talked();
    hangUp();
    expect(ends).toMatchObject([{ reason: 'other-hung-up' }]);
    bench.now += 1_000;
    tell(brought);
    tell(brought);
    expect(ends).toMatchObject([{ reason: 'other-hung-up' }, { id: ends[0]?.id, reason: 'gone-elsewhere' }]);
  });

  it.each<[string, ToldDialog[], number]>([
    ['nobody talks there', [], 0],
    ['somebody else is talked to there', [{ ...brought, remote: 'sip:209@h' }], 0],
    ['it rings there only', [{ ...brought, state: 'early' }], 0],
    ['they are called there later', [brought], 4_000],
    ['it is the same call', [talks({ id: 'o', callId: 'ours' })], 0],
  ])('is over where %s', async (_what, dialogs, later) => {
    const hangUp = await talked();
    hangUp();
    bench.now += later;
    tell(...dialogs);
    expect(ends).toMatchObject([{ reason: 'other-hung-up' }]);
  });

  it('is over where they have been talked to there for long', async () => {
    const hangUp = await talked();
    tell(brought);
    bench.now += 10_000;
    hangUp();
    expect(ends).toMatchObject([{ reason: 'other-hung-up' }]);
  });
});

it('a call can be moved where another device is signed in, as the gateway tells, or the answer to REGISTER', () => {
  watch.registeredAs(phone, ['ringtab']);
  expect(store.snapshot.otherDevices).toBeUndefined();
  watch.registeredAs(phone, ['ringtab', 'desk']);
  expect(store.snapshot.otherDevices).toEqual({ canMove: true });
  tellContacts('sip:ringtab@abc.invalid');
  expect(store.snapshot.otherDevices).toBeUndefined();
  tellContacts('sip:ringtab@abc.invalid', 'sip:desk@10.0.0.9');
  expect(store.snapshot.otherDevices).toEqual({ canMove: true });
  asked.get('reg')?.onLost('refused');
  expect(store.snapshot.otherDevices).toEqual({ canMove: true });
});

it('all is asked for anew where a document was missed, of calls and of devices, and not for each document', () => {
  const missed = (event: string, version: number, name: string) =>
    asked.get(event)?.onState('', `<${name} version="${version}" state="partial"/>`);
  tell();
  tellContacts('sip:ringtab@abc.invalid');
  expect(refreshed).toEqual([]);
  missed('reg', 2, 'reginfo');
  missed('dialog', 2, 'dialog-info');
  expect(refreshed).toEqual(['reg', 'dialog']);
  missed('reg', 4, 'reginfo');
  missed('dialog', 4, 'dialog-info');
  expect(refreshed).toEqual(['reg', 'dialog']);
  bench.now += 30_000;
  missed('reg', 6, 'reginfo');
  missed('dialog', 6, 'dialog-info');
  expect(refreshed).toEqual(['reg', 'dialog', 'reg', 'dialog']);
});
