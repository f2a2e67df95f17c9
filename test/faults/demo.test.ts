import { DemoStage } from './demo-stage';
import { answerRows } from './rows/answers';
import { clockRows } from './rows/clock';
import { crossingRows } from './rows/crossings';
import { deviceRows } from './rows/devices';
import { failoverRows } from './rows/failover';
import { lifetimeRows } from './rows/lifetime';
import { listRows } from './rows/lists';
import { signallingRows } from './rows/signalling';
import { socketRows } from './rows/sockets';
import { runRows } from './run-rows';

describe('at the demo gateway', () => {
  const rows = [
    ...answerRows,
    ...crossingRows,
    ...signallingRows,
    ...socketRows,
    ...clockRows,
    ...deviceRows,
    ...lifetimeRows,
    ...listRows,
    ...failoverRows,
  ];
  runRows(rows, DemoStage.open, (row, stage) => row.cause(stage));
});
