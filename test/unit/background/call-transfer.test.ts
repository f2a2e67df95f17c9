import { PhoneError } from '../../../src/contract/phone-error';
import type { Talking } from '../../../src/domain/talking';
import type { TransferNews } from '../../../src/domain/transfer';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';
import { denver, profileOf } from '../../fakes/profiles';

const american = profileOf({ DialRule: true, ...denver });

let bench: CallDeskBench;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  bench = new CallDeskBench();
});
afterEach(() => jest.useRealTimers());

const sessionOf = (id: string) => bench.book.find(id).session as unknown as FakeSession;
const hears = (id: string, news: TransferNews) => sessionOf(id).delegate?.onTransferNews?.(news);
const notice = (status: number): TransferNews => ({ type: 'notice', status, over: status >= 200 });
const transferOf = (id: string) => (bench.stateOf(id) as Talking | undefined)?.transfer;

async function timePasses(milliseconds: number): Promise<void> {
  bench.now += milliseconds;
  await jest.advanceTimersByTimeAsync(milliseconds);
}

describe('a call that is transferred to a number', () => {
  it('goes where the dial rules lead, and is left once they talk', async () => {
    bench = new CallDeskBench(american);
    const id = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: id, number: ' 2125550100 ' });
    expect(sessionOf(id).asked.at(-1)).toBe('refer: <912125550100>');
    expect(transferOf(id)).toMatchObject({ state: 'asked', to: { number: '2125550100', name: '' } });
    hears(id, { type: 'taken' });
    hears(id, notice(100));
    expect(transferOf(id)?.state).toBe('under-way');
    hears(id, notice(180));
    expect(transferOf(id)?.state).toBe('ringing');
    const session = sessionOf(id);
    hears(id, notice(200));
    expect(bench.calls).toEqual([]);
    expect(session.asked.at(-1)).toBe('end: transferred');
    expect(bench.ended).toMatchObject([{ reason: 'transferred', transferredTo: { number: '2125550100' } }]);
  });

  it.each<[string, TransferNews[], string]>([
    ['is refused', [{ type: 'refused', status: 603 }], 'not-taken'],
    ['is refused as nobody has that number', [{ type: 'refused', status: 404 }], 'no-such-number'],
    ['finds the other busy', [{ type: 'taken' }, notice(180), notice(486)], 'busy'],
    ['is declined there', [{ type: 'taken' }, notice(603)], 'declined'],
    ['is told of no more', [{ type: 'taken' }, { type: 'notice', status: 180, over: true }], 'no-word'],
  ])('%s: the call goes on', async (_what, news, failure) => {
    const id = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: id, number: '207' });
    for (const each of news) hears(id, each);
    expect(transferOf(id)).toMatchObject({ state: 'failed', failure });
    // What comes after it changes nothing.
    hears(id, notice(200));
    expect(bench.stateOf(id)?.state).toBe('talking');
    bench.transfer.seen(id);
    expect(transferOf(id)).toBeUndefined();
    await bench.transfer.toNumber({ callId: id, number: '208' });
    expect(transferOf(id)?.state).toBe('asked');
  });

  it.each<[string, TransferNews[], number]>([
    ['nobody answers', [], 32_000],
    ['nothing comes after 202', [{ type: 'taken' }], 32_000],
    ['it rings, and rings', [{ type: 'taken' }, notice(180)], 180_000],
  ])('%s: nobody waits for ever', async (_what, news, limit) => {
    const id = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: id, number: '207' });
    for (const each of news) hears(id, each);
    await timePasses(limit - 1_000);
    expect(transferOf(id)?.state).not.toBe('failed');
    await timePasses(1_000);
    expect(transferOf(id)).toMatchObject({ state: 'failed', failure: 'no-word' });
  });

  it('has gone there when the other side leaves in the middle of it', async () => {
    const id = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: id, number: '207' });
    hears(id, { type: 'taken' });
    sessionOf(id).delegate?.onEnded('other-hung-up', undefined);
    expect(bench.ended).toMatchObject([{ reason: 'transferred', transferredTo: { number: '207' } }]);
  });

  it('has only been hung up when the other side leaves before it agrees, or when it came to nothing', async () => {
    const first = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: first, number: '207' });
    sessionOf(first).delegate?.onEnded('other-hung-up', undefined);
    const second = await bench.talkingTo('600');
    await bench.transfer.toNumber({ callId: second, number: '207' });
    hears(second, notice(486));
    sessionOf(second).delegate?.onEnded('other-hung-up', undefined);
    expect(bench.ended.map(({ reason, transferredTo }) => [reason, transferredTo])).toEqual([
      ['other-hung-up', undefined],
      ['other-hung-up', undefined],
    ]);
  });

  it('is not begun where it cannot be', async () => {
    const id = await bench.dial('600');
    const transfer = (number: string) => bench.transfer.toNumber({ callId: id, number });
    await expect(transfer('207')).rejects.toMatchObject({ code: 'not-possible-now' });
    bench.sessions.at(-1)?.delegate?.onEstablished(undefined);
    await expect(transfer(' ')).rejects.toMatchObject({ code: 'no-number' });
    await expect(transfer('207,,12')).rejects.toMatchObject({ code: 'number-not-diallable' });
    bench.mayCall = () => Promise.reject(new PhoneError('identity-missing'));
    await expect(transfer('207')).rejects.toMatchObject({ code: 'identity-missing' });
    bench.mayCall = async () => undefined;
    bench.book.apply(id, { type: 'interrupted', interrupted: true });
    await expect(transfer('207')).rejects.toMatchObject({ code: 'not-possible-now' });
    bench.book.apply(id, { type: 'interrupted', interrupted: false });
    await transfer('207');
    await expect(transfer('208')).rejects.toMatchObject({ code: 'not-possible-now' });
    expect(sessionOf(id).asked.filter((what) => what.startsWith('refer'))).toEqual(['refer: <207>']);
  });

  it('says who it is as the directory knows them, and does not wait for it', async () => {
    const id = await bench.talkingTo('600');
    bench.namesOf = async (number) => [{ id: 'c', name: `Anna of ${number}` }];
    await bench.transfer.toNumber({ callId: id, number: '207' });
    expect(transferOf(id)?.to).toEqual({ number: '207', name: 'Anna of 207' });
    hears(id, notice(486));
    bench.namesOf = () => new Promise(() => undefined);
    const sent = bench.transfer.toNumber({ callId: id, number: '208' });
    await timePasses(500);
    await sent;
    expect(transferOf(id)?.to).toEqual({ number: '208', name: '' });
  });

  it('is never one for help', async () => {
    const id = await bench.talkingTo('112');
    await expect(bench.transfer.toNumber({ callId: id, number: '207' })).rejects.toMatchObject({
      code: 'not-possible-now',
    });
  });
});

it('a call that is transferred to one that rings only is sent there, and that one is left', async () => {
  const first = await bench.talkingTo('600');
  const second = await bench.dial('207');
  bench.transfer.toCall({ callId: first, otherId: second });
  expect(sessionOf(first).asked.at(-1)).toBe('refer: <207>');
  expect(transferOf(first)).toMatchObject({ state: 'asked', to: { number: '207' } });
  expect(bench.sessions.at(-1)?.asked.at(-1)).toBe('end: put-through');
  hears(first, { type: 'taken' });
  hears(first, notice(486));
  expect(transferOf(first)).toMatchObject({ state: 'failed', failure: 'busy' });
  expect(bench.stateOf(first)?.state).toBe('talking');
});

it('a call is not sent to one for help that rings, nor to one that comes in', async () => {
  const first = await bench.talkingTo('600');
  const help = await bench.dial('112');
  const toHelp = () => bench.transfer.toCall({ callId: first, otherId: help });
  expect(toHelp).toThrow(PhoneError);
  expect(bench.stateOf(help)?.state).toBe('calling');
});

describe('a call that is transferred to the other side of another one', () => {
  let first: string;
  let second: string;

  beforeEach(async () => {
    first = await bench.talkingTo('600');
    second = await bench.talkingTo('207');
    bench.transfer.toCall({ callId: first, otherId: second });
  });

  it('is told whose place to take, and both are left', () => {
    expect(sessionOf(first).asked.at(-1)).toBe('refer: <207?Replaces>');
    expect(transferOf(second)).toMatchObject({ state: 'under-way', to: { number: '600' } });
    hears(first, { type: 'taken' });
    hears(first, notice(200));
    expect(bench.calls).toEqual([]);
    expect(bench.ended.map(({ reason, transferredTo }) => [reason, transferredTo?.number])).toEqual([
      ['transferred', '600'],
      ['transferred', '207'],
    ]);
  });

  it('is left by the other one first', () => {
    hears(first, { type: 'taken' });
    sessionOf(second).delegate?.onEnded('other-hung-up', undefined);
    hears(first, notice(200));
    expect(bench.ended.map(({ reason }) => reason)).toEqual(['transferred', 'transferred']);
  });

  it('stays, with the other one, where that comes to nothing', () => {
    hears(first, { type: 'taken' });
    hears(first, notice(481));
    expect(transferOf(first)).toMatchObject({ state: 'failed', failure: 'failed' });
    expect(transferOf(second)).toBeUndefined();
    expect(bench.calls).toHaveLength(2);
  });

  it('has nothing to say of the other one that is left when nobody says so', async () => {
    hears(first, { type: 'taken' });
    sessionOf(first).delegate?.onEnded('other-hung-up', undefined);
    await timePasses(32_000);
    expect(transferOf(second)).toBeUndefined();
    expect(bench.stateOf(second)?.state).toBe('talking');
  });
});
