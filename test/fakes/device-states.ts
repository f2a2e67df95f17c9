import type { Page } from 'puppeteer-core';
import type { ScreenState } from './screen-states';
import { snapshotOf, talking } from './snapshots';

const fine = { level: 0, bad: false, late: false };
const silentMicrophone = {
  receiving: fine,
  sending: fine,
  microphone: { heard: false, silent: 3, loud: fine },
};

/** Microphones, speakers and headsets that come and go. */
export function deviceStates(now: number): ScreenState[] {
  const calls = [talking(now, {})];
  const standInMicrophone = 'MacBook Pro Microphone';
  return [
    {
      name: 'call-microphone-stand-in',
      screen: 'popup',
      snapshot: snapshotOf({ calls, standInMicrophone }),
    },
    {
      name: 'call-headset-missing',
      screen: 'popup',
      snapshot: snapshotOf({ calls, standInMicrophone, speakerMissing: true }),
    },
    {
      name: 'call-microphone-silent',
      screen: 'popup',
      snapshot: snapshotOf({ calls: [talking(now, { soundWatch: silentMicrophone })] }),
    },
    { name: 'settings-headset', screen: 'settings', snapshot: snapshotOf(), steps: plugHeadsetsIn },
  ];
}

/** One with buttons, and one without name or buttons. */
async function plugHeadsetsIn(page: Page): Promise<void> {
  await page.evaluate(() => {
    const { hid } = navigator as unknown as { hid: EventTarget };
    const hook = { usages: [0x0b_0020], reportSize: 1, reportCount: 1 };
    const headset = {
      productName: 'Jabra Link 380',
      collections: [{ inputReports: [{ reportId: 1, items: [hook] }] }],
    };
    Object.assign(hid, { getDevices: async () => [headset, { productName: '', collections: [] }] });
    hid.dispatchEvent(new Event('connect'));
  });
  await page.locator('.headsets li').wait();
  await page.$eval('.headsets', (part) => part.scrollIntoView());
}
