import { ConfirmScreen } from './confirm/confirm-screen';
import { guardInput, InputGuard } from './confirm/input-guard';
import { startScreen } from './start-screen';

const guard = new InputGuard(() => performance.now());
guardInput(guard);

startScreen(() => <ConfirmScreen onAnotherNumber={() => guard.restart()} />, 'confirm_page_title');
