import { DemoStage } from './demo-stage';
import { answerRows } from './rows/answers';
import { clockRows } from './rows/clock';
import { deviceRows } from './rows/devices';
import { failoverRows } from './rows/failover';
import { lifetimeRows } from './rows/lifetime';
import { listRows } from './rows/lists';
import { demoMoveRows } from './rows/moves';
import { severalCallsRows } from './rows/several-calls';
import { signallingRows } from './rows/signalling';
import { socketRows } from './rows/sockets';
import { runRows } from './run-rows';

describe('at the demo gateway', () => {
  const rows = [
    ...answerRows,
    ...signallingRows,
    ...severalCallsRows,
    ...demoMoveRows,
    ...socketRows,
    ...clockRows,
    ...deviceRows,
    ...lifetimeRows,
    ...listRows,
    ...failoverRows,
  ];
  runRows(rows, DemoStage.open, (row, stage) => row.cause(stage));
});
