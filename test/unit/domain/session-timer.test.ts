import fc from 'fast-check';
import {
  agreedByAnswer,
  agreedWith,
  dueAfter,
  parseSessionExpires,
  smallestWanted,
  writeSessionExpires,
} from '../../../src/domain/session-timer';

it.each([
  ['1800', { seconds: 1800, refresher: undefined }],
  ['1800;refresher=uac', { seconds: 1800, refresher: 'uac' }],
  [' 90 ; Refresher = UAS ', { seconds: 90, refresher: 'uas' }],
  ['90;x=1;refresher=uas;y', { seconds: 90, refresher: 'uas' }],
  ['90;refresher=both', { seconds: 90, refresher: undefined }],
  ['2', { seconds: 2, refresher: undefined }],
  ['1', undefined],
  ['0', undefined],
  ['604801', undefined],
  ['99999999999', undefined],
  ['-90', undefined],
  ['90 seconds', undefined],
  ['', undefined],
  [undefined, undefined],
])('Session-Expires: %s is %j', (value, read) => {
  expect(parseSessionExpires(value)).toEqual(read);
});

it.each([
  ['120', 120],
  ['120;lr', 120],
  ['none', undefined],
  [undefined, undefined],
])('Min-SE: %s asks for %j seconds', (value, seconds) => {
  expect(smallestWanted(value)).toBe(seconds);
});

it('an answer without the header agrees on nothing, and one that names nobody leaves it to us', () => {
  expect(agreedByAnswer(undefined)).toBeUndefined();
  expect(agreedByAnswer(parseSessionExpires('600'))).toEqual({ seconds: 600, refresher: 'us' });
  expect(agreedByAnswer(parseSessionExpires('600;refresher=uac'))).toEqual({ seconds: 600, refresher: 'us' });
  expect(agreedByAnswer(parseSessionExpires('600;refresher=uas'))).toEqual({
    seconds: 600,
    refresher: 'them',
  });
});

it.each([
  ['600;refresher=uac', true, { seconds: 600, refresher: 'them' }],
  ['600;refresher=uas', true, { seconds: 600, refresher: 'us' }],
  ['600', true, { seconds: 600, refresher: 'us' }],
  // A gateway on the way has added it: the far end cannot refresh.
  ['600;refresher=uac', false, { seconds: 600, refresher: 'us' }],
  ['600', false, { seconds: 600, refresher: 'us' }],
  [undefined, true, { seconds: 1800, refresher: 'us' }],
  [undefined, false, undefined],
])('a request with %s, from one that knows timers: %s, is answered with %j', (value, knowsTimers, agreed) => {
  expect(agreedWith({ expires: parseSessionExpires(value), knowsTimers })).toEqual(agreed);
});

it('we refresh after half of the time, they are late a third of it, or 32 s, before its end', () => {
  expect(dueAfter({ seconds: 1800, refresher: 'us' })).toBe(900_000);
  expect(dueAfter({ seconds: 1800, refresher: 'them' })).toBe(1_768_000);
  expect(dueAfter({ seconds: 90, refresher: 'them' })).toBe(60_000);
});

it('what is written is read as it was meant by the other side', () => {
  fc.assert(
    fc.property(
      fc.record({
        seconds: fc.integer({ min: 2, max: 604_800 }),
        refresher: fc.constantFrom('us' as const, 'them' as const),
      }),
      (interval) => {
        const asked = parseSessionExpires(writeSessionExpires(interval, 'uac'));
        const theirs = agreedWith({ expires: asked, knowsTimers: true });
        expect(theirs).toEqual({ ...interval, refresher: interval.refresher === 'us' ? 'them' : 'us' });
        const answered = theirs && parseSessionExpires(writeSessionExpires(theirs, 'uas'));
        expect(agreedByAnswer(answered)).toEqual(interval);
      },
    ),
  );
});
