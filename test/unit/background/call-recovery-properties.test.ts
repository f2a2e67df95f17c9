import fc from 'fast-check';
import { CallWorker, LosableGateway } from '../../fakes/call-room';

type Step =
  | { does: 'lose' | 'return' | 'die' | 'refuse' | 'agree' }
  | { does: 'die twice'; turns: number }
  | { does: 'place'; direction: 'outgoing' | 'incoming' }
  | { does: 'answer' | 'hang up' | 'far end hangs up'; which: number }
  | { does: 'wait'; milliseconds: number };

const which = fc.nat(5);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ does: fc.constantFrom('lose' as const, 'return' as const, 'die' as const) }),
  fc.record({ does: fc.constant('die twice' as const), turns: fc.nat(8) }),
  fc.record({ does: fc.constantFrom('refuse' as const, 'agree' as const) }),
  fc.record({ does: fc.constant('place' as const), direction: fc.constantFrom('outgoing', 'incoming') }),
  fc.record({
    does: fc.constantFrom('answer' as const, 'hang up' as const, 'far end hangs up' as const),
    which,
  }),
  fc.record({
    does: fc.constant('wait' as const),
    milliseconds: fc.constantFrom(1, 500, 4_000, 15_000, 31_000),
  }),
) as fc.Arbitrary<Step>;

/** A gateway, the worker of the moment, and what is kept from one worker to the next. */
class World {
  readonly gateway = new LosableGateway();
  readonly kept: CallWorker['kept'] = { calls: [], farewells: [], media: new Set(), ended: [] };
  worker = new CallWorker(this.gateway, this.kept);

  async begin(): Promise<void> {
    this.gateway.isThere = true;
    await this.worker.start();
    await this.settled();
  }

  async take(next: Step): Promise<void> {
    const { gateway } = this;
    const { recovery } = this.worker;
    const id = 'which' in next ? [...gateway.farEnds.keys()].at(-1 - next.which) : undefined;
    switch (next.does) {
      case 'lose':
        if (gateway.isThere) recovery.gatewayLost();
        gateway.isThere = false;
        break;
      case 'return':
        if (gateway.isThere) break;
        gateway.isThere = true;
        recovery.gatewayBack(gateway.phone, false);
        break;
      case 'die':
        await this.die();
        break;
      case 'die twice':
        await this.die(next.turns);
        await this.settled();
        this.closeUnclaimed();
        break;
      case 'place':
        this.worker.place(next.direction);
        break;
      case 'answer':
        if (id) this.worker.answered(id);
        break;
      case 'hang up':
        if (id) this.worker.book.end(id, 'hung-up');
        break;
      case 'far end hangs up':
        if (id) this.worker.farEndHangsUp(id);
        break;
      case 'wait':
        await jest.advanceTimersByTimeAsync(next.milliseconds);
        break;
      default:
        gateway.acceptsRepairs = next.does === 'agree';
    }
    await this.settled();
  }

  /** What must hold at any moment. */
  check(): void {
    const { gateway, kept, worker } = this;
    const live = worker.book.all.map(({ call }) => call.id);
    expect(worker.book.all.filter(({ session }) => !session)).toEqual([]);
    expect(kept.calls.map(({ call }) => call.id)).toEqual(live);
    expect([...kept.media].sort()).toEqual([...live].sort());
    expect([...kept.ended.map(({ id }) => id), ...live].sort()).toEqual([...gateway.farEnds.keys()].sort());
    for (const { call, lostAt = Number.NaN } of kept.calls) {
      const lost = call.state === 'talking' && call.interrupted;
      expect(Number.isNaN(lostAt)).toBe(!lost);
      if (lost) expect(Date.now() - lostAt).toBeLessThanOrEqual(30_000);
    }
    for (const { until } of kept.farewells) expect(until).toBeGreaterThan(Date.now());
    const zombies = kept.ended.filter(
      ({ id, endedAt }) => gateway.farEnds.get(id) !== 'over' && Date.now() - endedAt < 32_000,
    );
    // Whoever does not know yet will be told; with the gateway there, everybody knows.
    const owed = kept.farewells.map((farewell) => farewell.id);
    expect(zombies.filter(({ id }) => gateway.isThere || !owed.includes(id))).toEqual([]);
  }

  /** Everything is over, and 32 s later nothing is left of it. */
  async finish(): Promise<void> {
    for (const { call } of this.worker.book.all) this.worker.book.end(call.id, 'hung-up');
    await this.settled();
    this.check();
    await jest.advanceTimersByTimeAsync(32_000);
    expect(this.kept).toMatchObject({ calls: [], farewells: [] });
    expect(this.kept.media.size).toBe(0);
    expect(jest.getTimerCount()).toBe(0);
  }

  /** @param turns the next worker dies too, so soon after it has begun */
  private async die(turns?: number): Promise<void> {
    this.worker.die();
    // What it still does reaches nobody, but may set timers: those go with it.
    await this.settled();
    const now = Date.now();
    // This sets the clock back as well.
    jest.clearAllTimers();
    jest.setSystemTime(now);
    this.worker = new CallWorker(this.gateway, this.kept);
    const started = this.worker.start();
    if (turns === undefined) return started;
    for (let turn = 0; turn < turns; turn++) await Promise.resolve();
    return this.die();
  }

  /** As the document does with what no worker asks for. */
  private closeUnclaimed(): void {
    for (const id of this.kept.media) if (!this.worker.book.get(id)) this.kept.media.delete(id);
  }

  private async settled(): Promise<void> {
    await jest.advanceTimersByTimeAsync(0);
  }
}

jest.setTimeout(60_000);

beforeEach(() => jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

it('whatever comes in whatever order, no call is left half, and 32 s after its end nothing of it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
      jest.clearAllTimers();
      const world = new World();
      await world.begin();
      for (const next of steps) {
        await world.take(next);
        world.check();
      }
      await world.finish();
    }),
    { numRuns: 300 },
  );
});
