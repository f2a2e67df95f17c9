import { MonitorSmartphone } from 'lucide';
import { useContext } from 'preact/hooks';
import type { Talking } from '../../domain/talking';
import { isTransferable } from '../../domain/transferable';
import type { MenuItem } from '../components/menu';
import { t } from '../messages';
import { SeveralCallsIntent } from '../use-other-calls-items';
import { useSnapshot } from '../use-snapshot';

/** Sends the call to the user's other devices, where there is one. */
export function useMoveItems(call: Talking): MenuItem[] {
  const canMove = useSnapshot()?.otherDevices?.canMove ?? false;
  const intent = useContext(SeveralCallsIntent);
  if (!canMove || !intent || !isTransferable(call)) return [];
  const act = () => void intent.run('move-call', { callId: call.id });
  return [{ label: t('move_call'), icon: MonitorSmartphone, shortcut: 'Alt+G', act }];
}
