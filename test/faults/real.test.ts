import { describeReal } from '../e2e/real/describe-real';
import { RealStage } from './real-stage';
import { browserRows } from './rows/browser';
import { gatewayRows } from './rows/gateway';
import { mediaRows } from './rows/media';
import { networkRows } from './rows/network';
import { runRows } from './run-rows';

describeReal('at the real gateway', () => {
  const rows = [...gatewayRows, ...networkRows, ...mediaRows, ...browserRows];
  runRows(rows, RealStage.open, (row, stage) => row.cause(stage));
});
