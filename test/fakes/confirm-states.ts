/** The window in which calls asked for from outside are confirmed. */
import { defaultSettings } from '../../src/contract/settings';
import type { Snapshot } from '../../src/contract/snapshot';
import type { DialRequest } from '../../src/domain/dial-request';
import { underRules } from './dialling-states';
import type { ScreenState } from './screen-states';
import { snapshotOf } from './snapshots';

const request: DialRequest = {
  id: 'request',
  source: 'link',
  written: 'tel:+1-212-555-0100',
  number: 'tel:+1-212-555-0100',
  site: { origin: 'https://crm.example.com' },
};

/** What strangers could write. */
const hostile = `tel:+1 555 ${'\u202E'}0100${'\u200B'}${'9'.repeat(220)}`;
const longHost = `https://accounts.bank.example.${'very-long-label-of-a-host-name.'.repeat(6)}xn--mnchen-3ya.example`;

export function confirmStates(): ScreenState[] {
  const confirm = (name: string, change: Partial<DialRequest>, snapshot: Snapshot = underRules()) => ({
    name: `confirm-${name}`,
    screen: 'confirm' as const,
    snapshot: { ...snapshot, dialRequest: { ...request, ...change } },
  });
  const otherPhone = { otherPhone: { number: '+1 303 555 0188', inUse: true } };
  const nobody = { identity: undefined, registration: { state: 'signed-out' } } as const;
  const both = ['ringtab', 'desktop'] as const;
  const reconnecting = {
    state: 'reconnecting',
    reason: 'own-network',
    since: 0,
    attempts: 1,
    retryAt: undefined,
  } as const;
  return [
    confirm('link', {}),
    confirm('named', { names: ['Jonas Becker', 'Léa Dubois-Lefebvre'] }),
    confirm('number-in-frame', {
      source: 'number',
      written: '(212) 555-0100',
      number: '(212) 555-0100',
      site: { origin: 'http://ads.example.net:8080', around: 'https://news.example.org' },
    }),
    confirm('other-phone', {}, underRules(otherPhone)),
    confirm('emergency-at-other-phone', { written: 'tel:911', number: 'tel:911' }, underRules(otherPhone)),
    confirm('emergency', { written: 'tel:911', number: 'tel:911' }),
    confirm('hostile', {
      written: hostile,
      number: hostile,
      site: { origin: longHost, around: 'unknown' },
    }),
    confirm('long-address', {
      written: `sip:${'hubert.blaine.'.repeat(14)}@subsidiary.example.com`,
      number: `sip:${'hubert.blaine.'.repeat(14)}@subsidiary.example.com`,
    }),
    confirm('nothing', { source: 'menu', written: '—', number: '—' }),
    confirm('signed-out', {}, underRules(nobody)),
    confirm('reconnecting', {}, underRules({ registration: reconnecting })),
    confirm('which-client', {}, underRules({ allowedClients: [...both] })),
    confirm(
      'desktop',
      {},
      underRules({
        allowedClients: [...both],
        settings: { ...defaultSettings, client: 'desktop' },
      }),
    ),
    { name: 'confirm-gone', screen: 'confirm', snapshot: snapshotOf() },
  ];
}
