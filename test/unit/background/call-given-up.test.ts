import { CallWorker, LosableGateway } from '../../fakes/call-room';

let gateway: LosableGateway;
let kept: CallWorker['kept'];
let worker: CallWorker;

const reasons = () => kept.ended.map(({ reason }) => reason);
const pass = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

beforeEach(async () => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  gateway = new LosableGateway();
  gateway.isThere = true;
  kept = { calls: [], farewells: [], media: new Set(), ended: [] };
  worker = new CallWorker(gateway, kept);
  await worker.start();
  worker.place('outgoing');
  worker.answered('call 0');
});
afterEach(() => jest.useRealTimers());

function lose(): void {
  gateway.isThere = false;
  worker.recovery.gatewayLost();
}

function comesBack(): void {
  gateway.isThere = true;
  worker.recovery.gatewayBack(gateway.phone, false);
}

/** Also where the worker was dead for a while. */
async function nextWorker(after = 0): Promise<void> {
  worker.die();
  const now = Date.now();
  // This sets the clock back as well.
  jest.clearAllTimers();
  jest.setSystemTime(now + after);
  worker = new CallWorker(gateway, kept);
  await worker.start();
}

describe('a call that stands, whose gateway is lost', () => {
  it('is given up after 30 s, not before', async () => {
    lose();
    await pass(29_900);
    expect(reasons()).toEqual([]);
    await pass(200);
    expect(reasons()).toEqual(['not-restored']);
    expect(kept.calls).toEqual([]);
  });

  it('is given up 30 s after the loss, however often the worker dies meanwhile', async () => {
    lose();
    await pass(10_000);
    await nextWorker();
    await pass(10_000);
    await nextWorker(5_000);
    await pass(4_900);
    expect(reasons()).toEqual([]);
    await pass(200);
    expect(reasons()).toEqual(['not-restored']);
  });

  it('is given up at once by a worker that comes later than that', async () => {
    lose();
    await nextWorker(60_000);
    await pass(0);
    expect(reasons()).toEqual(['not-restored']);
  });

  it('is not kept longer by a clock that is set back', async () => {
    lose();
    await nextWorker(-3_600_000);
    await pass(30_000);
    expect(reasons()).toEqual(['not-restored']);
  });

  it('goes on when the gateway is back in time, and has 30 s again at the next loss', async () => {
    lose();
    await pass(29_000);
    comesBack();
    await pass(29_000);
    expect(kept.calls).toMatchObject([{ call: { interrupted: false } }]);
    expect(kept.calls[0]).not.toHaveProperty('lostAt');
    lose();
    await pass(29_900);
    expect(reasons()).toEqual([]);
    await pass(200);
    expect(reasons()).toEqual(['not-restored']);
  });

  it('is repaired again and again while the far end refuses, and given up after 30 s all the same', async () => {
    gateway.acceptsRepairs = false;
    lose();
    await pass(5_000);
    comesBack();
    await pass(10_000);
    expect(kept.calls).toMatchObject([{ call: { interrupted: true } }]);
    await pass(15_000);
    expect(reasons()).toEqual(['not-restored']);
    expect(gateway.farEnds.get('call 0')).toBe('over');
  });

  it('is repaired by a far end that refused before', async () => {
    gateway.acceptsRepairs = false;
    lose();
    comesBack();
    await pass(7_000);
    gateway.acceptsRepairs = true;
    await pass(2_000);
    expect(kept.calls).toMatchObject([{ call: { interrupted: false } }]);
  });

  it.each([
    [
      'is ended by a gateway that leaves what is asked of it unanswered',
      {},
      'gateway-silent',
      ['gateway-silent'],
    ],
    ['to an emergency number is not, while it can be heard', { emergency: true }, 'gateway-silent', []],
    ['to an emergency number that answers nothing is not, either', { emergency: true }, 'other-silent', []],
    [
      'to an emergency number is over where the far end says so',
      { emergency: true },
      'call-gone',
      ['call-gone'],
    ],
  ] as const)('%s', (_what, facts, reason, ended) => {
    const [entry] = worker.book.all;
    if (!entry) throw new Error('no call');
    entry.call = { ...entry.call, ...facts };
    entry.session?.delegate?.onDialogGone(reason);
    expect(reasons()).toEqual(ended);
  });

  it('to an emergency number goes on while it can be heard', async () => {
    const entry = worker.book.find('call 0');
    entry.call = { ...entry.call, emergency: true };
    lose();
    await pass(120_000);
    expect(reasons()).toEqual([]);
    entry.mediaCut = true;
    await pass(30_000);
    expect(reasons()).toEqual(['not-restored']);
  });
});
