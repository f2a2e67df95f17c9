import { checkUpAlarm, keepCheckUpAlarm } from '../../../src/background/alarms';
import { silentLogger } from '../../fakes/silent-logger';

const now = 1_700_000_000_000;
const create = jest.fn(async () => undefined);

/** Chrome, with this alarm or none. */
function chromeHas(alarm: { scheduledTime: number; periodInMinutes?: number } | undefined): void {
  Object.assign(globalThis, { chrome: { alarms: { get: async () => alarm, create } } });
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, 'chrome');
  create.mockClear();
});

it('makes the alarm where Chrome has none', async () => {
  chromeHas(undefined);
  await keepCheckUpAlarm(silentLogger, now);
  expect(create).toHaveBeenCalledWith(checkUpAlarm, { periodInMinutes: 0.5 });
});

it.each([
  ['to come', now + 29_000],
  ['overdue', now - 8 * 3_600_000],
])('leaves one alone that is %s: made anew, it would be put off', async (_when, scheduledTime) => {
  chromeHas({ scheduledTime, periodInMinutes: 0.5 });
  await keepCheckUpAlarm(silentLogger, now);
  expect(create).not.toHaveBeenCalled();
});

it.each([
  ['lies an hour ahead, as the clock was set back', { scheduledTime: now + 3_600_000, periodInMinutes: 0.5 }],
  ['rings only once', { scheduledTime: now + 20_000 }],
])('makes one again that %s', async (_why, alarm) => {
  chromeHas(alarm);
  await keepCheckUpAlarm(silentLogger, now);
  expect(create).toHaveBeenCalledTimes(1);
});
