import type { LiveCall } from '../domain/call';
import { keyOf, t } from './messages';

/** What becomes of the other phone that a call is to be talked on; undefined where the call itself says it all. */
export function otherPhoneWords({ state, direction, otherPhone, triedPhone }: LiveCall): string | undefined {
  if (triedPhone && state === 'incoming') return t(keyOf('tried', triedPhone.failure));
  if (!otherPhone) return undefined;
  const { number } = otherPhone;
  if (state === 'talking') return t('call_on_phone', number);
  if (otherPhone.state === 'ringing') return t('call_phone_rings', number);
  if (otherPhone.state === 'calling') return t('call_phone_calling', number);
  return direction === 'outgoing' && state === 'calling' ? t('call_phone_answered') : undefined;
}
