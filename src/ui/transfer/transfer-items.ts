import { PhoneForwarded } from 'lucide';
import type { Talking } from '../../domain/talking';
import { mayBeTransferred } from '../../domain/transferable';
import type { MenuItem } from '../components/menu';
import { t } from '../messages';

/** @param open asks to whom */
export function transferItems(call: Talking, open: () => void): MenuItem[] {
  if (!mayBeTransferred(call)) return [];
  return [{ label: t('transfer'), icon: PhoneForwarded, shortcut: 'Alt+T', act: open }];
}
