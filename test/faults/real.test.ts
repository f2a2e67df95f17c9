import { describeReal } from '../e2e/real/describe-real';
import { RealStage } from './real-stage';
import { browserRows } from './rows/browser';
import { gatewayRows } from './rows/gateway';
import { mediaRows } from './rows/media';
import { realMoveRows } from './rows/moves';
import { networkRows } from './rows/network';
import { otherPhoneRows } from './rows/other-phone';
import { transferRows } from './rows/transfers';
import { runRows } from './run-rows';

describeReal('at the real gateway', () => {
  const rows = [
    ...gatewayRows,
    ...networkRows,
    ...mediaRows,
    ...browserRows,
    ...transferRows,
    ...realMoveRows,
    ...otherPhoneRows,
  ];
  runRows(rows, RealStage.open, (row, stage) => row.cause(stage));
});
