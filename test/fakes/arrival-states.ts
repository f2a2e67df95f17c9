import type { Page } from 'puppeteer-core';
import { press } from '../../scripts/screens';
import { defaultSettings, type Settings } from '../../src/contract/settings';
import type { ScreenState } from './screen-states';
import { snapshotOf, talking } from './snapshots';

/** What people see of what becomes of calls by itself. */
export function arrivalStates(now: number): ScreenState[] {
  const fine = { level: 0, bad: false, late: false };
  const soundWatch = { receiving: fine, sending: { level: 2, bad: true, late: false } };
  const openMenu = (page: Page) => press(page, 'menu');
  const forwards = (forwardWhen: Settings['forwardWhen']) =>
    snapshotOf({ settings: { ...defaultSettings, forwardWhen, forwardTo: '+49 89 1234 5678' } });
  return [
    {
      name: 'do-not-disturb',
      screen: 'popup',
      snapshot: snapshotOf({ settings: { ...defaultSettings, doNotDisturb: true } }),
      steps: openMenu,
    },
    { name: 'forwarding-always', screen: 'popup', snapshot: forwards('always'), steps: openMenu },
    { name: 'forwarding-unanswered', screen: 'popup', snapshot: forwards('busy-or-unanswered') },
    {
      name: 'call-sound-bad',
      screen: 'popup',
      snapshot: snapshotOf({ calls: [talking(now, { soundWatch })] }),
    },
    {
      name: 'help-commands',
      screen: 'popup',
      snapshot: snapshotOf(),
      steps: async (page) => {
        await page.keyboard.press('?');
        await page.waitForSelector('dialog.help[open]');
        await page.$eval('dialog.help[open]', (dialog) => dialog.scrollTo(0, dialog.scrollHeight));
      },
    },
    { name: 'settings-forwarding', screen: 'settings', snapshot: forwards('busy-or-unanswered') },
  ];
}
