import { CallDeskBench } from '../../fakes/call-desk';

let bench: CallDeskBench;

beforeEach(() => {
  bench = new CallDeskBench();
});

/** What waits for its turn has had it. */
const settled = () => new Promise(setImmediate);

/** Two calls, the first on hold; their ids. */
async function two(): Promise<[string, string]> {
  const first = await bench.talkingTo('600');
  const second = await bench.talkingTo('601');
  await settled();
  return [first, second];
}

async function three(): Promise<[string, string, string]> {
  const [first, second] = await two();
  const third = await bench.talkingTo('602');
  await settled();
  return [first, second, third];
}

function call(id: string) {
  const found = bench.stateOf(id);
  if (found?.state !== 'talking') throw new Error(`${id} is ${found?.state}`);
  return found;
}

const mixed = () => bench.mixes.at(-1);

describe('one call is heard at a time', () => {
  it('when another one is resumed', async () => {
    const [first, second] = await two();
    expect([call(first).held, call(second).held]).toEqual([true, false]);
    await bench.desk.setHold(first, false);
    expect([call(first).held, call(second).held]).toEqual([false, true]);
    await bench.desk.setHold(second, false);
    expect([call(first).held, call(second).held]).toEqual([true, false]);
  });
});

describe('a conference', () => {
  it('is of both calls, which are heard and mixed at once', async () => {
    const [first, second] = await two();
    await bench.conference.join(second, first);
    expect([call(first), call(second)]).toMatchObject([
      { joined: true, held: false },
      { joined: true, held: false },
    ]);
    expect(bench.mixes).toEqual([{ ids: [first, second], silenced: [] }]);
    expect(bench.sessions[0]?.asked.at(-1)).toBe('resume');
  });

  it('takes in a third call, and holds a fourth', async () => {
    const [first, second, third] = await three();
    await bench.conference.join(second, first);
    await settled();
    expect(call(third).held).toBe(true);
    await bench.conference.join(third, first);
    await settled();
    expect(mixed()).toEqual({ ids: [first, second, third], silenced: [] });
    const fourth = await bench.talkingTo('604');
    await settled();
    expect([first, second, third, fourth].map((id) => call(id).held)).toEqual([true, true, true, false]);
  });

  it('is held, resumed and muted as a whole, whichever of it is named', async () => {
    const [first, second] = await two();
    await bench.conference.join(second, first);
    await bench.desk.setHold(first, true);
    expect([call(first).held, call(second).held]).toEqual([true, true]);
    await bench.desk.setHold(second, false);
    expect([call(first).held, call(second).held]).toEqual([false, false]);
    await bench.desk.setMute(second, true);
    expect([call(first).muted, call(second).muted]).toEqual([true, true]);
    expect([...bench.mutes.values()]).toEqual([true, true]);
  });

  it('goes on muted when the one who was heard was muted', async () => {
    const [first, second] = await two();
    await bench.desk.setMute(second, true);
    await bench.conference.join(second, first);
    expect([call(first).muted, call(second).muted]).toEqual([true, true]);
  });

  it('silences one of them for everyone, and lets them be heard again', async () => {
    const [first, second] = await two();
    await bench.conference.join(second, first);
    bench.conference.silence(first, true);
    await settled();
    expect(mixed()).toEqual({ ids: [first, second], silenced: [first] });
    bench.conference.silence(first, false);
    await settled();
    expect(mixed()).toEqual({ ids: [first, second], silenced: [] });
  });

  it('of which one is left is none any more', async () => {
    const [first, second] = await two();
    await bench.conference.join(second, first);
    bench.conference.silence(second, true);
    bench.desk.hangUp(first);
    await settled();
    expect(call(second)).toMatchObject({ joined: false, silenced: false, held: false });
    expect(mixed()).toEqual({ ids: [], silenced: [] });
  });

  it('goes on without one who has hung up', async () => {
    const [first, second, third] = await three();
    await bench.conference.join(second, first);
    await bench.conference.join(third, first);
    bench.sessions[1]?.delegate?.onEnded('other-hung-up', undefined);
    await settled();
    expect(mixed()).toEqual({ ids: [first, third], silenced: [] });
  });

  it('ends as a whole, and no other call with it', async () => {
    const [first, second, third] = await three();
    await bench.conference.join(second, first);
    bench.desk.hangUpAll(first);
    await settled();
    expect(bench.calls.map(({ id }) => id)).toEqual([third]);
    expect(bench.ended.map(({ reason }) => reason)).toEqual(['hung-up', 'hung-up']);
  });

  it('does not take in whom the far end does not let be resumed: that call stays on hold', async () => {
    const [first, second] = await two();
    const [session] = bench.sessions;
    if (session) session.holdAccepted = false;
    await expect(bench.conference.join(second, first)).rejects.toMatchObject({ code: 'not-possible-now' });
    await settled();
    expect(call(first)).toMatchObject({ joined: false, held: true });
    expect(call(second)).toMatchObject({ joined: false, held: false });
    expect(mixed()).toEqual({ ids: [], silenced: [] });
  });

  it('is not made with a call that rings, one that is not there, or itself', async () => {
    const first = await bench.talkingTo('600');
    const incoming = bench.newIncoming();
    await expect(bench.conference.join(first, incoming)).rejects.toMatchObject({ code: 'not-possible-now' });
    await expect(bench.conference.join(first, first)).rejects.toMatchObject({ code: 'not-possible-now' });
    await expect(bench.conference.join(first, 'gone')).rejects.toMatchObject({ code: 'no-such-call' });
    expect(() => bench.conference.silence(first, true)).toThrow('not in a conference');
  });
});

it('swaps at once, and comes to an end with one call heard, however fast it is asked for', async () => {
  const [first, second] = await two();
  await Promise.all([
    bench.desk.setHold(first, false),
    bench.desk.setHold(second, false),
    bench.desk.setHold(first, false),
  ]);
  expect([call(first).held, call(second).held]).toEqual([false, true]);
});
