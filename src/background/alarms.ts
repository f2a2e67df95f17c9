import type { Logger } from '../log/logger';

/** Chrome's alarm for `Controller.checkUp`. */
export const checkUpAlarm = 'check-up';

const periodInMinutes = 0.5;
/** Milliseconds by which an alarm may be late: Chrome delays those of an idle computer. */
const slack = 60_000;

/**
 * Makes the check-up alarm again where Chrome has lost it, as it may with an update or a crash, or where it lies too
 * far ahead, as after the clock was set back. One that runs is left alone: creating it anew would put it off.
 */
export async function keepCheckUpAlarm(log: Logger, now: number): Promise<void> {
  const alarm = await chrome.alarms.get(checkUpAlarm);
  const due = alarm && alarm.scheduledTime <= now + periodInMinutes * 60_000 + slack;
  if (due && alarm.periodInMinutes === periodInMinutes) return;
  if (alarm) log.info('the check-up alarm lies too far ahead');
  await chrome.alarms.create(checkUpAlarm, { periodInMinutes });
}
