import type { LiveCall } from '../../domain/call';
import type { Talking } from '../../domain/talking';
import { useContactItems } from '../contacts/use-contact-items';
import { t } from '../messages';
import { transferItems } from '../transfer/transfer-items';
import { useMoveItems } from '../transfer/use-move-items';
import { useOtherCallsItems } from '../use-other-calls-items';
import { Menu, type MenuItem } from './menu';

/** What can be done with a call and has no control of its own: one step away, or one key. */
export function CallMenu({ call, onTransfer }: { call: Talking; onTransfer: () => void }) {
  const items = [
    ...transferItems(call, onTransfer),
    ...useMoveItems(call),
    ...useOtherCallsItems([call]),
    ...useContactItems(call),
  ];
  return <MoreMenu items={items} />;
}

/** The same of a conference. */
export function GroupMenu({ group }: { group: readonly LiveCall[] }) {
  return <MoreMenu items={useOtherCallsItems(group)} />;
}

function MoreMenu({ items }: { items: MenuItem[] }) {
  return items.length > 0 ? <Menu look="control" label={t('call_more')} items={items} /> : null;
}
