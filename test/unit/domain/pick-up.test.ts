import type { WatchedDialog } from '../../../src/domain/dialog-info';
import { isTooLate, pickUpOf } from '../../../src/domain/pick-up';
import { pickUpHeaders } from '../../../src/sip/replaces';

const names = { callId: 'c@h', localTag: 'theirs', remoteTag: 'callers' };
const ringing = (remote: Partial<WatchedDialog['remote']>): WatchedDialog => ({
  id: 'd',
  state: 'early',
  direction: 'recipient',
  callId: names.callId,
  names,
  remote: { identity: '', display: '', target: '', ...remote },
});

describe('picking a call up asks its caller', () => {
  it.each([
    [
      'by the address that the gateway knows',
      { identity: 'sip:600@pbx.example.com', target: 'sip:x@10.0.0.9' },
      'sip:600@pbx.example.com',
    ],
    [
      'by their phone’s address where they are elsewhere',
      { identity: 'sip:600@far.example.net', target: 'sip:x@10.0.0.9' },
      'sip:x@10.0.0.9',
    ],
    ['by what is told', { identity: 'sip:600@far.example.net' }, 'sip:600@far.example.net'],
    ['by what can be called', { identity: 'tel:+4930', target: 'sip:x@10.0.0.9' }, 'sip:x@10.0.0.9'],
  ])('%s', (_what, remote, target) => {
    expect(pickUpOf(ringing(remote), ['pbx.example.com'])?.target).toBe(target);
  });

  it.each([{}, { identity: 'javascript:alert(1)' }, { identity: 'sip:a b@pbx.example.com' }])(
    'not at all: %j',
    (remote) => {
      expect(pickUpOf(ringing(remote), ['pbx.example.com'])).toBeUndefined();
    },
  );

  it('by the names of the call, the caller’s tag first, and only while it rings', () => {
    expect(pickUpHeaders(names)).toEqual([
      'Replaces: c@h;to-tag=callers;from-tag=theirs;early-only',
      'Require: replaces',
    ]);
  });

  it('by the same names when somebody talks there already', () => {
    expect(pickUpHeaders(names, true)).toEqual([
      'Replaces: c@h;to-tag=callers;from-tag=theirs',
      'Require: replaces',
    ]);
  });

  it.each([
    { ...names, callId: 'c\r\nX: y' },
    { ...names, localTag: 'a;b' },
    { ...names, remoteTag: '' },
  ])('never by names that would be something else in a header: %j', (bad) => {
    expect(pickUpHeaders(bad)).toBeUndefined();
  });
});

it('tells who was too late from what else may go wrong', () => {
  expect([481, 486, 420].map(isTooLate)).toEqual([true, true, true]);
  expect([undefined, 408, 503, 200].map(isTooLate)).toEqual([false, false, false, false]);
});
