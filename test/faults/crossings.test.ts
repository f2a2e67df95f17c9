import { DemoStage } from './demo-stage';
import { crossingRows } from './rows/crossings';
import { runRows } from './run-rows';

// Apart from the others, as they wait for what never comes.
describe('at the demo gateway, what crosses', () => {
  runRows(crossingRows, DemoStage.open, (row, stage) => row.cause(stage));
});
