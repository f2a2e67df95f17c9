import { newTransfer } from '../../../src/domain/transfer';
import { isTransferable, mayBeTransferred, transferTargets } from '../../../src/domain/transferable';
import { afternoon, inCall, talking } from '../../fakes/snapshots';

const call = talking(afternoon, {});

it('the other side of a call that stands may be sent to somebody else', () => {
  expect([mayBeTransferred(call), isTransferable(call)]).toEqual([true, true]);
});

it('through an interruption it stays so, and is not asked for before it is over', () => {
  const interrupted = talking(afternoon, { id: 'interrupted', interrupted: true });
  expect([mayBeTransferred(interrupted), isTransferable(interrupted)]).toEqual([true, false]);
  expect(transferTargets(call, [call, interrupted])).toEqual([interrupted]);
});

it.each([
  ['that has not been answered', inCall(afternoon, 'ringing', {})],
  ['for help', talking(afternoon, { emergency: true })],
  ['in a conference here', talking(afternoon, { joined: true })],
  ['that is a conference of the gateway', talking(afternoon, { conference: true })],
  [
    'that is transferred',
    talking(afternoon, { transfer: newTransfer({ name: '', number: '208' }, afternoon) }),
  ],
])('nobody is sent away from a call %s', (_what, other) => {
  expect([mayBeTransferred(other), isTransferable(other)]).toEqual([false, false]);
});
