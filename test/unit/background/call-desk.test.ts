import { CallDeskBench } from '../../fakes/call-desk';

let bench: CallDeskBench;

beforeEach(() => {
  bench = new CallDeskBench();
});
afterEach(() => jest.useRealTimers());

describe('a call that comes in', () => {
  it('rings, and answered by two screens at once it is answered once', async () => {
    const id = bench.newIncoming();
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming', party: { name: 'Elena' }, called: '201' });
    await Promise.all([bench.desk.answer(id), bench.desk.answer(id)]);
    expect(bench.sessions[0]?.asked).toEqual(['accept early', 'answer']);
  });

  it('is answered in time where the other side of the call before says nothing of its hold', async () => {
    const before = await bench.talkingTo('600');
    Object.assign(bench.sessions[0] ?? {}, { setHold: () => new Promise(() => undefined) });
    const id = bench.newIncoming();
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    const answered = bench.desk.answer(id);
    await jest.advanceTimersByTimeAsync(2_900);
    expect(bench.sessions[1]?.asked).toEqual(['accept early']);
    await jest.advanceTimersByTimeAsync(200);
    await answered;
    expect(bench.sessions[1]?.asked).toEqual(['accept early', 'answer']);
    expect(bench.stateOf(before)).toMatchObject({ held: true, holdPending: true });
  });

  it('stays ringing when there is no microphone to answer with', async () => {
    const id = bench.newIncoming();
    bench.microphone = 'denied';
    await expect(bench.desk.answer(id)).rejects.toMatchObject({ code: 'microphone-denied' });
    expect(bench.stateOf(id)).toMatchObject({ state: 'incoming' });
  });

  it('declined, ends as declined; hung up while it rings, too', async () => {
    bench.desk.decline(bench.newIncoming());
    bench.desk.hangUp(bench.newIncoming());
    expect(bench.ended.map(({ reason }) => reason)).toEqual(['declined', 'declined']);
  });

  it('answered while one talks holds that call, or ends it where that is wanted', async () => {
    const first = await bench.talkingTo('600');
    await bench.desk.answer(bench.newIncoming());
    expect(bench.stateOf(first)).toMatchObject({ held: true });
    bench.sessions.at(-1)?.delegate?.onEstablished(undefined);
    const third = bench.newIncoming();
    await bench.desk.answer(third, true);
    expect(bench.ended.map(({ party, reason }) => [party.number, reason])).toEqual([['205', 'hung-up']]);
    expect(bench.calls.map(({ id }) => id)).toEqual([first, third]);
  });

  it('never ends a call for help', async () => {
    const help = await bench.talkingTo('112');
    expect(bench.stateOf(help)).toMatchObject({ emergency: true });
    await bench.desk.answer(bench.newIncoming(), true);
    expect(bench.ended).toEqual([]);
  });

  it('answered without a microphone, ends no other', async () => {
    const first = await bench.talkingTo('600');
    bench.microphone = 'missing';
    await expect(bench.desk.answer(bench.newIncoming(), true)).rejects.toMatchObject({
      code: 'microphone-missing',
    });
    expect(bench.stateOf(first)).toMatchObject({ held: false });
  });

  it('as the seventh call gets the busy signal', () => {
    for (let count = 0; count < 6; count++) bench.newIncoming();
    bench.newIncoming();
    expect(bench.rejected).toEqual([486]);
    expect(bench.calls).toHaveLength(6);
  });
});

describe('in a call', () => {
  it('a refused hold is taken back, and said', async () => {
    const id = await bench.talkingTo('600');
    for (const session of bench.sessions) session.holdAccepted = false;
    await expect(bench.desk.setHold(id, true)).rejects.toMatchObject({ code: 'not-possible-now' });
    expect(bench.stateOf(id)).toMatchObject({ held: false, holdPending: false });
  });

  it('tones reach the far end, and only there', async () => {
    const id = await bench.dial('600');
    await expect(bench.desk.sendTones(id, '1')).rejects.toMatchObject({ code: 'not-possible-now' });
    bench.sessions[0]?.delegate?.onEstablished(undefined);
    await bench.desk.sendTones(id, '12#');
    expect(bench.sessions[0]?.asked).toContain('tones: 12#');
  });

  it('the end names who ended it', async () => {
    const cancelled = await bench.dial('600');
    bench.desk.hangUp(cancelled);
    bench.desk.hangUp(await bench.talkingTo('601'));
    await bench.talkingTo('602');
    bench.sessions.at(-1)?.delegate?.onEnded('other-hung-up', undefined);
    await bench.dial('9486');
    bench.sessions.at(-1)?.delegate?.onEnded('busy', 486);
    expect(bench.ended.map(({ called, reason, status }) => [called, reason, status])).toEqual([
      ['600', 'cancelled', undefined],
      ['601', 'hung-up', undefined],
      ['602', 'other-hung-up', undefined],
      ['9486', 'busy', 486],
    ]);
    expect(bench.calls).toEqual([]);
  });

  it('what comes after the end changes nothing', async () => {
    const id = await bench.talkingTo('600');
    const delegate = bench.sessions[0]?.delegate;
    bench.desk.hangUp(id);
    delegate?.onHeldByOther(true);
    delegate?.onEnded('other-hung-up', undefined);
    expect(bench.ended).toHaveLength(1);
    expect(() => bench.desk.hangUp(id)).toThrow(expect.objectContaining({ code: 'no-such-call' }));
  });
});
