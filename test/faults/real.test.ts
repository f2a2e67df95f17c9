import { describeReal } from '../e2e/real/describe-real';
import { RealStage } from './real-stage';
import { gatewayRows } from './rows/gateway';
import { networkRows } from './rows/network';
import { runRows } from './run-rows';

describeReal('at the real gateway', () => {
  runRows([...gatewayRows, ...networkRows], RealStage.open, (row, stage) => row.cause(stage));
});
