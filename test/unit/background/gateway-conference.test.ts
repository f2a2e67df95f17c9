import { GatewayConference } from '../../../src/background/gateway-conference';
import { toPhoneError } from '../../../src/contract/phone-error';
import type { Talking } from '../../../src/domain/talking';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';

/** Who is told of the people in a conference, and who watches. */
interface Watch {
  target: string;
  onState(contentType: string, body: string): void;
  closed: boolean;
  /** How often all was asked for again. */
  refreshed: number;
}

let bench: CallDeskBench;
let room: GatewayConference;
let watches: Watch[];

const settled = () => jest.advanceTimersByTimeAsync(0);
const last = () => bench.sessions.at(-1) as FakeSession;
const sessionOf = (id: string) => bench.book.find(id).session as unknown as FakeSession;
const focus = 'sip:room-1@gateway.example.com';

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  begin('ConfServer@example.com');
});
afterEach(() => jest.useRealTimers());

function begin(ConferenceURI: string | undefined): void {
  bench = new CallDeskBench(profileOf(ConferenceURI === undefined ? {} : { ConferenceURI }));
  watches = [];
  const subscribe = ({ target }: { target: string }, { onState }: Pick<Watch, 'onState'>) => {
    const watch: Watch = { target, onState, closed: false, refreshed: 0 };
    watches.push(watch);
    return { refresh: () => void watch.refreshed++, close: () => Object.assign(watch, { closed: true }) };
  };
  Object.assign(bench.signedIn.phone, { subscriptions: { subscribe } });
  room = new GatewayConference({
    book: bench.book,
    mixing: bench.conference,
    holding: bench.holding,
    transfer: bench.transfer,
    place: (uri) => bench.desk.conference(uri, 'Conference'),
    signedIn: () => bench.signedIn,
    now: Date.now,
    log: silentLogger,
  });
  bench.onCalls = () => room.look();
}

/** Two calls that the user joins; the gateway has been called. */
async function joining() {
  const ids = [await bench.talkingTo('600'), await bench.talkingTo('601')] as const;
  const joined = room.join(ids[1], ids[0]).catch(toPhoneError);
  await settled();
  return { ids, joined, call: last() };
}

/** The gateway has answered, and the two have been sent there. */
async function inRoom() {
  const { ids, joined, call } = await joining();
  call.saved = () => ({ remoteTarget: focus }) as never;
  call.delegate?.onEstablished(undefined);
  await settled();
  await joined;
  const at = bench.calls.find(({ conference }) => conference)?.id ?? '';
  return { ids, at, call };
}

const people = (at: string) => (bench.stateOf(at) as Talking | undefined)?.people;
const arrives = async (id: string) => {
  const entry = bench.book.find(id);
  const news = { type: 'notice', status: 200, over: true } as const;
  sessionOf(id).delegate?.onTransferNews?.(news);
  room.heard(entry, news);
  await settled();
};

it('calls the conference that the profile names, and sends both there by the address that it gives itself', async () => {
  const { ids, at, call } = await inRoom();
  expect(call.target).toBe('sip:ConfServer@example.com');
  expect(bench.stateOf(at)).toMatchObject({ party: { number: 'ConfServer', name: 'Conference' } });
  for (const id of ids) expect(sessionOf(id).asked.at(-1)).toBe(`refer: <${focus}>`);
  expect(people(at)).toMatchObject([
    { number: '600', callId: ids[0] },
    { number: '601', callId: ids[1] },
  ]);
  await arrives(ids[0]);
  await arrives(ids[1]);
  expect(people(at)).toEqual([
    { uri: '', number: '600', name: '' },
    { uri: '', number: '601', name: '' },
  ]);
  expect(bench.calls.map(({ id }) => id)).toEqual([at]);
  expect(bench.ended.map(({ reason }) => reason)).toEqual(['transferred', 'transferred']);
  expect(bench.mixes).toEqual([]);
});

it('sends a third call there, and resumes the conference that was held meanwhile', async () => {
  const { ids, at } = await inRoom();
  await Promise.all(ids.map(arrives));
  const third = await bench.talkingTo('602');
  await settled();
  expect(bench.stateOf(at)).toMatchObject({ held: true });
  await room.join(third, at);
  expect(bench.stateOf(at)).toMatchObject({ held: false });
  expect(sessionOf(third).asked.at(-1)).toBe(`refer: <${focus}>`);
});

it.each<[string, (call: FakeSession) => unknown]>([
  ['refuses', (call) => call.delegate?.onEnded('unavailable', 480)],
  ['says nothing for ten seconds', () => jest.advanceTimersByTimeAsync(10_000)],
])('is mixed here where the gateway %s', async (_what, happens) => {
  const { ids, joined, call } = await joining();
  await happens(call);
  await joined;
  await settled();
  expect(bench.mixes.at(-1)?.ids).toEqual(ids);
  expect(bench.calls.map(({ id }) => id)).toEqual(ids);
});

it('is mixed here where the profile names none, and where one of them is mixed here already', async () => {
  begin(undefined);
  const ids = [await bench.talkingTo('600'), await bench.talkingTo('601')] as const;
  await room.join(ids[1], ids[0]);
  expect(bench.mixes.at(-1)?.ids).toEqual(ids);
  begin('ConfServer@example.com');
  const [first, second] = [await bench.talkingTo('600'), await bench.talkingTo('601')];
  await bench.conference.join(second, first);
  const third = await bench.talkingTo('602');
  await settled();
  await room.join(third, first);
  expect(bench.mixes.at(-1)?.ids).toEqual([first, second, third]);
});

it('goes on without who has hung up while the gateway was called', async () => {
  const { ids, joined, call } = await joining();
  sessionOf(ids[0]).delegate?.onEnded('other-hung-up', undefined);
  call.saved = () => ({ remoteTarget: focus }) as never;
  call.delegate?.onEstablished(undefined);
  await settled();
  await expect(joined).resolves.toBeUndefined();
  expect(sessionOf(ids[1]).asked.at(-1)).toBe(`refer: <${focus}>`);
});

it('is left again where both have hung up while the gateway was called', async () => {
  const { ids, joined, call } = await joining();
  for (const id of ids) sessionOf(id).delegate?.onEnded('other-hung-up', undefined);
  call.saved = () => ({ remoteTarget: focus }) as never;
  call.delegate?.onEstablished(undefined);
  await settled();
  await joined;
  expect(bench.calls).toEqual([]);
});

it('is called once, however often it is asked for', async () => {
  const ids = [await bench.talkingTo('600'), await bench.talkingTo('601')] as const;
  void room.join(ids[1], ids[0]).catch(toPhoneError);
  await expect(room.join(ids[0], ids[1])).rejects.toMatchObject({ code: 'not-possible-now' });
  await settled();
  expect(bench.calls.filter(({ conference }) => conference)).toHaveLength(1);
});

it('joins whoever is not sent there to it here', async () => {
  const { ids, at } = await inRoom();
  await arrives(ids[0]);
  sessionOf(ids[1]).delegate?.onTransferNews?.({ type: 'refused', status: 405 });
  await settled();
  expect(bench.mixes.at(-1)?.ids).toEqual([ids[1], at]);
  expect(bench.stateOf(ids[1])).toMatchObject({ joined: true, held: false });
  expect(bench.stateOf(ids[1])).not.toHaveProperty('transfer');
  expect(people(at)?.map(({ number }) => number)).toEqual(['600']);
});

it('asks the gateway who is in it, until we leave', async () => {
  const { ids, at } = await inRoom();
  await Promise.all(ids.map(arrives));
  expect(watches).toMatchObject([{ target: focus, closed: false }]);
  const user = (number: string) =>
    `<user entity="sip:${number}@example.com"><endpoint><status>connected</status></endpoint></user>`;
  watches[0]?.onState(
    'application/conference-info+xml',
    `<conference-info state="full" version="1"><users>${['201', '600', '777'].map(user).join('')}</users></conference-info>`,
  );
  expect(people(at)?.map(({ number }) => number)).toEqual(['600', '777']);
  bench.desk.hangUp(at);
  await settled();
  expect(watches[0]?.closed).toBe(true);
});

it('does not ask a gateway for each document whose documents never follow on each other', async () => {
  await inRoom();
  const tell = (version: number) =>
    watches[0]?.onState(
      'application/conference-info+xml',
      `<conference-info state="partial" version="${version}"><users/></conference-info>`,
    );
  for (let version = 2; version < 40; version += 2) tell(version);
  expect(watches[0]?.refreshed).toBe(1);
  await jest.advanceTimersByTimeAsync(30_000);
  tell(42);
  expect(watches[0]?.refreshed).toBe(2);
});

it('has nobody in it who has hung up instead of going there', async () => {
  const { ids, at } = await inRoom();
  sessionOf(ids[0]).delegate?.onEnded('other-hung-up', undefined);
  await arrives(ids[1]);
  expect(people(at)?.map(({ number }) => number)).toEqual(['601']);
});

describe('somebody is taken out of it', () => {
  async function withPerson() {
    const { ids, at, call } = await inRoom();
    await Promise.all(ids.map(arrives));
    const uri = 'sip:777@example.com';
    bench.book.apply(at, { type: 'people', people: [{ uri, number: '777', name: '' }] });
    const removed = room.remove(at, uri).then(() => 'removed', toPhoneError);
    return { at, call, removed };
  }

  it('by a REFER to the conference', async () => {
    const { at, call, removed } = await withPerson();
    expect(call.asked.at(-1)).toBe('refer: <sip:777@example.com;method=BYE>');
    room.heard(bench.book.find(at), { type: 'taken' });
    room.heard(bench.book.find(at), { type: 'notice', status: 200, over: true });
    await expect(removed).resolves.toBe('removed');
    expect(people(at)).toEqual([]);
  });

  it('by one that is only accepted, and nothing more said of it', async () => {
    const { at, removed } = await withPerson();
    room.heard(bench.book.find(at), { type: 'taken' });
    await jest.advanceTimersByTimeAsync(10_000);
    await expect(removed).resolves.toBe('removed');
  });

  it('or stays, where the gateway refuses', async () => {
    const { at, removed } = await withPerson();
    room.heard(bench.book.find(at), { type: 'refused', status: 403 });
    await expect(removed).resolves.toMatchObject({ code: 'participant-not-removed' });
    expect(people(at)).toHaveLength(1);
  });

  it('only who is in it', async () => {
    const { at } = await withPerson();
    await expect(room.remove(at, 'sip:stranger@example.com')).rejects.toMatchObject({
      code: 'not-possible-now',
    });
  });
});
