import { DemoStage } from './demo-stage';
import { answerRows } from './rows/answers';
import { crossingRows } from './rows/crossings';
import { signallingRows } from './rows/signalling';
import { socketRows } from './rows/sockets';
import { runRows } from './run-rows';

describe('at the demo gateway', () => {
  runRows([...answerRows, ...crossingRows, ...signallingRows, ...socketRows], DemoStage.open, (row, stage) =>
    row.cause(stage),
  );
});
