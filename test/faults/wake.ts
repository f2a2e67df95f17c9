// Events that Chrome raises only for a person, for the clock or for a network of this computer.
import type { RingtabBrowser } from '../../scripts/ringtab-browser';
import { dispatch } from '../e2e/screen-probes';

/** Somebody comes back to the computer. */
export async function wake(browser: RingtabBrowser): Promise<void> {
  await dispatch(browser, 'alarms.onAlarm', { name: 'check-up', scheduledTime: Date.now() });
}

/** This computer has another network. */
export async function changeNetwork(browser: RingtabBrowser): Promise<void> {
  const tell = () => {
    const { connection } = navigator as unknown as { connection?: EventTarget };
    connection?.dispatchEvent(new Event('change'));
  };
  const offscreen = await browser.offscreen();
  await (await browser.worker()).evaluate(tell);
  await offscreen.evaluate(tell);
}
