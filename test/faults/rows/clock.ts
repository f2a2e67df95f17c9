import type { DemoRow } from '../fault-row';
import { setClock } from '../movable-clock';
import { wake } from '../wake';

const hour = 3_600_000;

/** The computer's clock is set; timers go on. */
export const clockRows: DemoRow[] = (
  [
    ['forward', hour],
    ['back', -hour],
  ] as const
).map(
  ([direction, shift]): DemoRow => ({
    name: `the clock jumps an hour ${direction}`,
    gateway: 'demo',
    needs: { movableClock: true },
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      await setClock(stage.browser, shift);
      await wake(stage.browser);
      // It may have been a sleep; a clock that is set back only moves the times that were noted.
      if (shift > 0) await stage.message({ method: 'REGISTER', direction: 'out', status: 200 });
    },
  }),
);
