import { type CallCommand, callCommands, commanded, isCallCommand } from '../../../src/domain/call-commands';
import { inCall, talking } from '../../fakes/snapshots';

const now = 0;
const ringing = inCall(now, 'incoming', {});
const heard = talking(now, { id: 'heard' });
const held = talking(now, { id: 'held', held: true });
const help = talking(now, { id: 'help', emergency: true });
const joined = [talking(now, { id: 'a', joined: true }), talking(now, { id: 'b', joined: true })];
const out = inCall(now, 'calling', { id: 'out' });

it.each<[CallCommand, Parameters<typeof commanded>[1], unknown]>([
  ['answer', [], undefined],
  ['answer', [heard], undefined],
  ['answer', [heard, ringing], { intent: 'answer', args: { callId: 'incoming' } }],
  ['answer', [{ ...ringing, quiet: true }], undefined],
  ['hang-up', [{ ...ringing, quiet: true }], undefined],
  ['hang-up', [], undefined],
  ['hang-up', [held, heard], { intent: 'hang-up', args: { callId: 'heard' } }],
  ['hang-up', [heard, held], { intent: 'hang-up', args: { callId: 'heard' } }],
  ['hang-up', [heard, ringing], { intent: 'decline', args: { callId: 'incoming' } }],
  ['hang-up', [out], { intent: 'hang-up', args: { callId: 'out' } }],
  ['hang-up', [held, ...joined], { intent: 'end-conference', args: { callId: 'a' } }],
  ['hang-up', [help], undefined],
  ['mute', [heard], { intent: 'set-mute', args: { callId: 'heard', muted: true } }],
  ['mute', [{ ...heard, muted: true }], { intent: 'set-mute', args: { callId: 'heard', muted: false } }],
  ['mute', [ringing], undefined],
  ['hold', [heard], { intent: 'set-hold', args: { callId: 'heard', held: true } }],
  ['hold', [held], { intent: 'set-hold', args: { callId: 'held', held: false } }],
  ['hold', [{ ...heard, holdPending: true }], undefined],
  ['hold', [help], undefined],
  ['hold', [out], undefined],
])('%s with %j', (command, calls, expected) => {
  expect(commanded(command, calls)).toEqual(expected);
});

it('knows its own names only', () => {
  expect(callCommands.every(isCallCommand)).toBe(true);
  expect(['_execute_action', 'Answer', ''].some(isCallCommand)).toBe(false);
});
