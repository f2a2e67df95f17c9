import { PhoneError } from '../../../src/contract/phone-error';
import type { Talking } from '../../../src/domain/talking';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';

let bench: CallDeskBench;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  bench = new CallDeskBench();
});
afterEach(() => jest.useRealTimers());

const wish = { to: { number: '207', name: '' }, target: 'sip:207@example.com', sequence: 7 };
const settled = () => jest.advanceTimersByTimeAsync(0);
const sessionOf = (id: string) => bench.book.find(id).session as unknown as FakeSession;
const referralOf = (id: string) => (bench.stateOf(id) as Talking | undefined)?.referral;
const told = (session: FakeSession) => session.asked.filter((what) => what.startsWith('tell'));
const last = () => bench.sessions.at(-1) as FakeSession;

/** In a call whose other side wants us to go on with 207. */
async function asked(number = '600'): Promise<string> {
  const id = await bench.talkingTo(number);
  expect(sessionOf(id).delegate?.onReferred?.(wish)).toBe(true);
  return id;
}

async function followed(): Promise<{ id: string; old: FakeSession; next: FakeSession }> {
  const id = await asked();
  const old = sessionOf(id);
  void bench.referral.follow(id);
  await settled();
  return { id, old, next: last() };
}

describe('a wish of the other side that we go on with somebody else', () => {
  it('does nothing until the user agrees', async () => {
    const id = await asked();
    expect(referralOf(id)).toMatchObject({ state: 'asked', to: { number: '207' } });
    expect(bench.sessions).toHaveLength(1);
    expect(bench.stateOf(id)).toMatchObject({ party: { number: '600' } });
  });

  it('names whoever the directory knows', async () => {
    bench.namesOf = async (number) => [{ id: 'c', name: `Chloé at ${number}` }];
    const id = await asked();
    await settled();
    expect(referralOf(id)).toMatchObject({ state: 'asked', to: { number: '207', name: 'Chloé at 207' } });
  });

  it('is followed on the same card, and the other side is told and left', async () => {
    const { id, old, next } = await followed();
    expect(next.target).toBe('sip:207@example.com');
    next.delegate?.onRinging(false);
    expect(referralOf(id)?.state).toBe('ringing');
    next.delegate?.onEstablished({ number: '207', name: 'Anna' });
    await settled();
    expect(told(old)).toEqual(['tell: 100', 'tell: 180', 'tell: 200']);
    expect(old.asked.at(-1)).toBe('end: hung-up');
    expect(bench.calls).toHaveLength(1);
    expect(bench.stateOf(id)).toMatchObject({
      state: 'talking',
      party: { number: '207', name: 'Anna' },
      called: '207',
      transferredBy: { number: '600' },
      held: false,
    });
    expect(referralOf(id)).toBeUndefined();
    expect(sessionOf(id)).toBe(next);
    bench.desk.hangUp(id);
    expect(bench.ended).toMatchObject([{ reason: 'hung-up', transferredBy: { number: '600' } }]);
    expect(next.asked.at(-1)).toBe('end: hung-up');
  });

  it('is refused', async () => {
    const id = await asked();
    bench.referral.refuse(id);
    expect(told(sessionOf(id))).toEqual(['tell: 603']);
    expect(referralOf(id)).toBeUndefined();
    expect(bench.stateOf(id)?.state).toBe('talking');
  });

  it('is refused when the user does not answer', async () => {
    const id = await asked();
    bench.now += 60_000;
    await jest.advanceTimersByTimeAsync(60_000);
    expect(told(sessionOf(id))).toEqual(['tell: 603']);
    expect(referralOf(id)).toBeUndefined();
  });

  it('that comes to nothing leaves the call as it was', async () => {
    const { id, old, next } = await followed();
    next.delegate?.onEnded('busy', 486);
    await settled();
    expect(told(old)).toEqual(['tell: 100', 'tell: 486']);
    expect(referralOf(id)?.state).toBe('failed');
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', party: { number: '600' } });
    expect(sessionOf(id)).toBe(old);
    bench.referral.refuse(id);
    expect(referralOf(id)).toBeUndefined();
    expect(told(old)).toHaveLength(2);
  });

  it('can be given up while it rings there', async () => {
    const { id, old, next } = await followed();
    bench.referral.refuse(id);
    expect(next.asked.at(-1)).toBe('end: cancelled');
    expect(told(old).at(-1)).toBe('tell: 487');
    expect(bench.stateOf(id)?.state).toBe('talking');
    expect(bench.closed).toHaveLength(1);
  });

  it('that is given up is done with', async () => {
    const id = await asked();
    const following = bench.referral.follow(id);
    await settled();
    last().delegate?.onInviteSent('INVITE');
    bench.referral.refuse(id);
    await following;
    expect(bench.book.saved[0]).not.toHaveProperty('followInvite');
  });

  it('goes on when the other side leaves before it is done, and is over when it comes to nothing then', async () => {
    const first = await followed();
    first.old.delegate?.onEnded('other-hung-up', undefined);
    expect(bench.stateOf(first.id)?.state).toBe('talking');
    first.next.delegate?.onEstablished(undefined);
    expect(bench.stateOf(first.id)).toMatchObject({ party: { number: '207' } });
    bench.desk.hangUp(first.id);
    const second = await followed();
    second.old.delegate?.onEnded('other-hung-up', undefined);
    second.next.delegate?.onEnded('busy', 486);
    expect(bench.calls).toEqual([]);
    expect(bench.ended.at(-1)?.reason).toBe('other-hung-up');
  });

  it('ends with the call', async () => {
    const { id, next } = await followed();
    bench.desk.hangUp(id);
    await settled();
    expect(bench.calls).toEqual([]);
    expect(next.asked.at(-1)).toMatch(/^end/);
  });

  it('is not brought before a user who may not go there, or has another one to answer', async () => {
    const id = await asked();
    expect(sessionOf(id).delegate?.onReferred?.(wish)).toBe(false);
    bench.mayCall = () => Promise.reject(new PhoneError('identity-missing'));
    await expect(bench.referral.follow(id)).rejects.toMatchObject({ code: 'identity-missing' });
    expect(referralOf(id)?.state).toBe('asked');
    bench.referral.refuse(id);
    bench.book.apply(id, { type: 'interrupted', interrupted: true });
    expect(sessionOf(id).delegate?.onReferred?.(wish)).toBe(false);
  });

  it('takes nobody away from a call for help', async () => {
    const id = await bench.talkingTo('112');
    expect(sessionOf(id).delegate?.onReferred?.(wish)).toBe(false);
  });

  it('to take over a call there, whose worker died in it, is carried out again: it may have been taken over', async () => {
    const id = await bench.talkingTo('600');
    const replaces = 'call;to-tag=a;from-tag=b';
    sessionOf(id).delegate?.onReferred?.({ ...wish, replaces });
    bench.book.noteFollow(bench.book.find(id), 'INVITE of the worker before');
    bench.book.apply(id, { type: 'referral', state: 'calling' });
    await settled();
    expect(bench.owed).toMatchObject([{ direction: 'outgoing', keptInvite: 'INVITE of the worker before' }]);
    expect(bench.sessions).toHaveLength(2);
    expect(last().target).toBe('sip:207@example.com');
    last().delegate?.onEstablished({ number: '207', name: '' });
    await settled();
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', party: { number: '207' } });
    expect(told(bench.sessions[0] as FakeSession).at(-1)).toBe('tell: 200');
  });

  it('whose worker died in it is told to have failed', async () => {
    const id = await asked();
    bench.book.noteFollow(bench.book.find(id), 'INVITE of the worker before');
    bench.book.apply(id, { type: 'referral', state: 'calling' });
    await settled();
    expect(bench.owed).toMatchObject([{ direction: 'outgoing', keptInvite: 'INVITE of the worker before' }]);
    expect(told(sessionOf(id))).toEqual(['tell: 503']);
    expect(referralOf(id)?.state).toBe('failed');
  });
});
