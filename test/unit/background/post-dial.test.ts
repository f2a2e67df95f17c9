import { PostDial } from '../../../src/background/post-dial';
import { CallDeskBench } from '../../fakes/call-desk';
import { silentLogger } from '../../fakes/silent-logger';

let bench: CallDeskBench;
let postDial: PostDial;

beforeEach(() => {
  jest.useFakeTimers({ now: 0 });
  bench = new CallDeskBench();
  postDial = open();
});
afterEach(() => jest.useRealTimers());

function open(): PostDial {
  const opened = new PostDial({
    book: bench.book,
    wait: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
    now: Date.now,
    log: silentLogger,
  });
  bench.onCalls = () => opened.look();
  return opened;
}

async function answered(typed: string): Promise<string> {
  bench.now = Date.now();
  return bench.talkingTo(typed);
}

const elapse = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);
const heard = () =>
  (bench.sessions[0]?.asked ?? [])
    .filter((what) => what.startsWith('tones: '))
    .map((what) => what.slice('tones: '.length))
    .join('');
const leftOf = (id: string) => {
  const call = bench.stateOf(id);
  return call?.state === 'talking' ? call.postDialLeft : 'not talking';
};

it('waits until the call is answered, and half a second more', async () => {
  const id = await bench.dial('600,1');
  await elapse(5_000);
  expect(heard()).toBe('');
  bench.now = Date.now();
  bench.sessions[0]?.delegate?.onEstablished(undefined);
  expect(leftOf(id)).toBe(',1');
  await elapse(2_499);
  expect(heard()).toBe('');
  await elapse(1);
  expect(heard()).toBe('1');
});

it('plays tone by tone, each as long as it sounds, and shows what is left', async () => {
  const id = await answered('600x12#');
  expect(leftOf(id)).toBe(',12#');
  await elapse(500 + 2_000);
  expect([heard(), leftOf(id)]).toEqual(['1', '2#']);
  await elapse(199);
  expect(heard()).toBe('1');
  await elapse(1);
  expect([heard(), leftOf(id)]).toEqual(['12', '#']);
  await elapse(200);
  expect([heard(), leftOf(id)]).toEqual(['12#', '']);
});

it('pauses two seconds for each comma', async () => {
  await answered('600,1,,2');
  await elapse(500 + 2_000);
  expect(heard()).toBe('1');
  await elapse(200 + 4_000 - 1);
  expect(heard()).toBe('1');
  await elapse(1);
  expect(heard()).toBe('12');
});

it('waits for the user, once for each time it is to', async () => {
  const id = await answered('600,1w2w3');
  await elapse(60_000);
  expect([heard(), leftOf(id)]).toEqual(['1', 'w2w3']);
  postDial.continue(id);
  // The second half of a double click is not meant for what waits behind the next one.
  postDial.continue(id);
  await elapse(60_000);
  expect([heard(), leftOf(id)]).toEqual(['12', 'w3']);
  await elapse(500);
  postDial.continue(id);
  await elapse(0);
  expect([heard(), leftOf(id)]).toEqual(['123', '']);
  postDial.continue(id);
  expect(() => postDial.continue('gone')).toThrow(expect.objectContaining({ code: 'no-such-call' }));
});

it('goes on at once for a user who is quicker than the last tone', async () => {
  const id = await answered('600,1w2');
  await elapse(500 + 2_000);
  postDial.continue(id);
  await elapse(200);
  expect(heard()).toBe('12');
});

it('stops while the call is held here, and goes on afterwards', async () => {
  const id = await answered('600,123');
  await elapse(500 + 2_000);
  await bench.desk.setHold(id, true);
  await elapse(60_000);
  expect([heard(), leftOf(id)]).toEqual(['1', '23']);
  await bench.desk.setHold(id, false);
  await elapse(200);
  expect(heard()).toBe('123');
});

it.each([
  ['the other side holds it', { type: 'held-by-other', held: true }, { type: 'held-by-other', held: false }],
  ['it is cut off', { type: 'interrupted', interrupted: true }, { type: 'interrupted', interrupted: false }],
] as const)('stops while %s', async (_case, begin, end) => {
  const id = await answered('600,12');
  await elapse(500 + 2_000);
  bench.book.apply(id, begin);
  await elapse(60_000);
  expect(heard()).toBe('1');
  bench.book.apply(id, end);
  await elapse(200);
  expect(heard()).toBe('12');
});

it('a continue while it is held is heard when it is resumed', async () => {
  const id = await answered('600w1');
  await bench.desk.setHold(id, true);
  postDial.continue(id);
  await elapse(60_000);
  expect(heard()).toBe('');
  await bench.desk.setHold(id, false);
  await elapse(0);
  expect(heard()).toBe('1');
});

it('ends with the call', async () => {
  const id = await answered('600,12');
  await elapse(500 + 2_000);
  bench.desk.hangUp(id);
  await elapse(60_000);
  expect(heard()).toBe('1');
  expect(jest.getTimerCount()).toBe(0);
});

it('a tone that could not be sent waits for the user with the rest', async () => {
  const id = await answered('600,12');
  const [session] = bench.sessions;
  if (!session) throw new Error('no session');
  session.tones = () => Promise.reject(new Error('no media'));
  await elapse(60_000);
  expect([heard(), leftOf(id)]).toEqual(['', 'w12']);
  session.tones = async () => undefined;
  postDial.continue(id);
  await elapse(1_000);
  expect([heard(), leftOf(id)]).toEqual(['12', '']);
});

describe('after the death of the worker', () => {
  it.each([
    ['between two tones', 500 + 2_000 + 100, '1'],
    ['in a pause', 500 + 1_000, ''],
    ['before the first', 100, ''],
  ])('%s, the next one plays the rest', async (_when, died, before) => {
    const id = await answered('600,123');
    await elapse(died);
    expect(heard()).toBe(before);
    const saved = bench.stateOf(id);
    if (saved?.state !== 'talking') throw new Error('not talking');
    const session = bench.sessions[0];

    // The next worker knows the call only as it was kept.
    bench = new CallDeskBench();
    postDial = open();
    const entry = bench.book.add(
      { ...saved, interrupted: true },
      { close: async () => undefined } as never,
      {},
    );
    entry.session = session as never;
    const mark = session?.asked.length ?? 0;
    jest.clearAllTimers();
    await elapse(5_000);
    bench.book.apply(id, { type: 'interrupted', interrupted: false });
    await elapse(10_000);
    const rest = session?.asked.slice(mark).join(' ') ?? '';
    expect(before + rest.replace(/tones: | /g, '')).toBe('123');
  });
});
