import type { Page } from 'puppeteer-core';
import { press } from '../../scripts/screens';
import type { OtherPhoneState } from '../../src/domain/other-phone';
import type { ScreenState } from './screen-states';
import { ended, inCall, snapshotOf, talking } from './snapshots';

const number = '+49 89 1234 5678';

/** What people see while their calls are talked on another phone. */
export function otherPhoneStates(now: number): ScreenState[] {
  const inUse = { otherPhone: { number, inUse: true } };
  const phone = (state: OtherPhoneState) => ({ otherPhone: { number, state } });
  const calling = (state: OtherPhoneState) => inCall(now, 'calling', { startedAt: now, ...phone(state) });
  const incoming = inCall(now, 'incoming', phone('ringing'));
  const tried = inCall(now, 'incoming', { triedPhone: { number, failure: 'phone-busy' } });
  const choose = (page: Page) => press(page, 'phone_choice_change');
  return [
    { name: 'phone-other', screen: 'popup', snapshot: snapshotOf(inUse) },
    {
      name: 'phone-computer',
      screen: 'popup',
      snapshot: snapshotOf({ otherPhone: { number, inUse: false } }),
    },
    { name: 'phone-choice', screen: 'popup', snapshot: snapshotOf(inUse), steps: choose },
    {
      name: 'phone-choice-first',
      screen: 'popup',
      snapshot: snapshotOf({ otherPhone: { number: '', inUse: false } }),
      steps: (page) => press(page, 'menu'),
    },
    {
      name: 'phone-rings',
      screen: 'popup',
      snapshot: snapshotOf({ ...inUse, calls: [calling('ringing')] }),
    },
    {
      name: 'phone-picked-up',
      screen: 'popup',
      snapshot: snapshotOf({ ...inUse, calls: [calling('answered')] }),
    },
    {
      name: 'phone-talking',
      screen: 'popup',
      snapshot: snapshotOf({ ...inUse, calls: [talking(now, phone('answered'))] }),
    },
    { name: 'phone-incoming', screen: 'popup', snapshot: snapshotOf({ ...inUse, calls: [incoming] }) },
    { name: 'phone-tried', screen: 'popup', snapshot: snapshotOf({ ...inUse, calls: [tried] }) },
    {
      name: 'phone-not-reached',
      screen: 'popup',
      snapshot: snapshotOf({ ...inUse, lastEnded: ended(now, { reason: 'phone-not-reached' }) }),
    },
  ];
}
