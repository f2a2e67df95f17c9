/** The settings' part about calling from web pages. */

import type { ScreenState } from './screen-states';
import { snapshotOf } from './snapshots';

export function siteStates(): ScreenState[] {
  const settings = (name: string, change: Parameters<typeof snapshotOf>[0]): ScreenState => ({
    name: `settings-sites-${name}`,
    screen: 'settings',
    snapshot: snapshotOf(change),
    steps: async (page) => {
      await page.$eval('#sites', (section) => section.scrollIntoView());
    },
  });
  const own = { links: true, numbers: false, byPolicy: false, granted: true };
  return [
    settings('some', {
      allowedClients: ['ringtab', 'desktop'],
      sites: [
        { ...own, pattern: 'https://*.example.org/*', numbers: true, byPolicy: true, granted: false },
        { ...own, pattern: 'https://crm.example.com/*' },
        { ...own, pattern: `https://${'a-very-long-host-name.'.repeat(8)}example.com/*`, granted: false },
      ],
      excludedSites: [
        { pattern: '*://*.bank.example/*', byPolicy: true },
        { pattern: '*://intranet.example.com/*', byPolicy: false },
      ],
    }),
  ];
}
