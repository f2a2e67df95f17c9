import { DemoStage } from './demo-stage';
import { socketRows } from './rows/sockets';
import { runRows } from './run-rows';

describe('at the demo gateway', () => {
  runRows([...socketRows], DemoStage.open, (row, stage) => row.cause(stage));
});
