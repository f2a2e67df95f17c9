import type { HeadsetWish } from '../../../src/domain/headset';
import { lampsOf, wishedIntent } from '../../../src/domain/headset-calls';
import { inCall, talking } from '../../fakes/snapshots';

type Calls = Parameters<typeof lampsOf>[0];
type LiveCall = Calls[number];

const now = 0;
const ringing = inCall(now, 'incoming', {});
const heard = talking(now, { id: 'heard' });
const muted = talking(now, { id: 'muted', muted: true });
const held = talking(now, { id: 'held', held: true });
const help = talking(now, { id: 'help', emergency: true });
const joined = [talking(now, { id: 'a', joined: true }), talking(now, { id: 'b', joined: true })];
const otherPhone: LiveCall['otherPhone'] & {} = { number: '+49 170 1', state: 'answered' };
const out = inCall(now, 'calling', { id: 'out' });

it.each<[string, Calls, string[]]>([
  ['no call', [], []],
  ['one that rings', [ringing], ['ring']],
  ['one that answers itself', [{ ...ringing, answersItself: true }], []],
  ['one that stays quiet here', [{ ...ringing, quiet: true }], []],
  ['one on another phone', [{ ...heard, otherPhone }], []],
  ['one that goes out', [out], ['offHook']],
  ['one that is heard', [heard], ['offHook']],
  ['one that is muted', [muted], ['offHook', 'mute']],
  ['one that is muted and on hold', [{ ...muted, held: true }], ['hold']],
  ['one on hold, one heard', [held, heard], ['offHook']],
  ['one heard, one that rings', [heard, ringing], ['offHook', 'ring']],
  [
    'a conference of which one is muted',
    [joined[0] ?? heard, { ...heard, joined: true, muted: true }],
    ['offHook'],
  ],
])('%s lights %j', (_name, calls, lit) => {
  const lamps = Object.entries(lampsOf(calls)).flatMap(([lamp, on]) => (on ? [lamp] : []));
  expect(lamps).toEqual(lit);
});

it.each<[HeadsetWish, Calls, unknown]>([
  ['answer', [], undefined],
  ['answer', [ringing], { intent: 'answer', args: { callId: 'incoming' } }],
  ['answer', [held, ringing], { intent: 'answer', args: { callId: 'incoming' } }],
  ['answer', [held], { intent: 'set-hold', args: { callId: 'held', held: false } }],
  ['answer', [heard], undefined],
  ['answer', [{ ...ringing, quiet: true }], undefined],
  ['hang-up', [], undefined],
  ['hang-up', [heard], { intent: 'hang-up', args: { callId: 'heard' } }],
  ['hang-up', [heard, ringing], { intent: 'hang-up', args: { callId: 'heard' } }],
  ['hang-up', [out], { intent: 'hang-up', args: { callId: 'out' } }],
  ['hang-up', [held, ...joined], { intent: 'end-conference', args: { callId: 'a' } }],
  ['hang-up', [held], undefined],
  ['hang-up', [ringing], undefined],
  ['hang-up', [help], undefined],
  ['mute', [heard], { intent: 'set-mute', args: { callId: 'heard', muted: true } }],
  ['mute', [muted], { intent: 'set-mute', args: { callId: 'muted', muted: true } }],
  ['unmute', [muted], { intent: 'set-mute', args: { callId: 'muted', muted: false } }],
  ['mute', [out], undefined],
  ['mute', [held], undefined],
  ['mute', [], undefined],
  ['drop', [], undefined],
  ['drop', [heard, ringing], { intent: 'hang-up', args: { callId: 'heard' } }],
  ['drop', [out], { intent: 'hang-up', args: { callId: 'out' } }],
  ['drop', [held, ...joined], { intent: 'end-conference', args: { callId: 'a' } }],
  ['drop', [ringing], { intent: 'decline', args: { callId: 'incoming' } }],
  ['drop', [held], undefined],
  ['drop', [help], undefined],
  ['flash', [], undefined],
  ['flash', [ringing], undefined],
  ['flash', [out, ringing], undefined],
  ['flash', [heard], { intent: 'set-hold', args: { callId: 'heard', held: true } }],
  ['flash', [held], { intent: 'set-hold', args: { callId: 'held', held: false } }],
  ['flash', [held, heard], { intent: 'set-hold', args: { callId: 'held', held: false } }],
  ['flash', [held, ...joined], { intent: 'set-hold', args: { callId: 'held', held: false } }],
  ['flash', joined, { intent: 'set-hold', args: { callId: 'a', held: true } }],
  ['flash', [heard, ringing], { intent: 'answer', args: { callId: 'incoming' } }],
  ['flash', [help, ringing], undefined],
  ['flash', [held, help], undefined],
])('%s with %j', (wish, calls, expected) => {
  expect(wishedIntent(wish, calls)).toEqual(expected);
});
