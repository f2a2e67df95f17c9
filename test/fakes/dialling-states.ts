/** Numbers under dial rules, on the keypad, in calls and in the settings. */
import type { Page } from 'puppeteer-core';
import { fill, polling, press } from '../../scripts/screens';
import { defaultSettings } from '../../src/contract/settings';
import type { Snapshot } from '../../src/contract/snapshot';
import { type DialRules, dialRulesOff } from '../../src/domain/dial-rules-settings';
import type { ScreenState } from './screen-states';
import { inCall, snapshotOf, talking } from './snapshots';

/** Colorado behind a 9, as an administrator would write it. */
export const americanRules: DialRules = {
  ...dialRulesOff(),
  mode: 'profile',
  outsidePrefix: '9',
  countryCode: '1',
  cityCodes: ['303', '720'],
  pbxPrefix: '538',
  longDistancePrefix: '1',
  internationalPrefix: '011',
  extensionLengths: [4],
  nationalLengths: [10],
  removeAreaCode: true,
  applyToPlusNumber: true,
  emergencyNumbers: ['9911'],
};

/** A phone under those rules. */
export function underRules(change: Partial<Snapshot> = {}): Snapshot {
  return snapshotOf({ dialRuleMode: 'profile', dialRules: americanRules, ...change });
}

const type = (number: string) => async (page: Page) => {
  await page.waitForSelector('.number');
  await page.keyboard.type(number);
};

/** A phone whose user has made these rules. */
export function underOwnRules(change: Partial<Snapshot> = {}): Snapshot {
  const own = { ...americanRules, mode: 'user' as const };
  return snapshotOf({
    dialRuleMode: 'user',
    dialRules: own,
    settings: { ...defaultSettings, dialRules: own },
    ...change,
  });
}

const tryNumber = (number: string) => (page: Page) => fill(page, 'dial_try', number);

async function mistype(page: Page): Promise<void> {
  await fill(page, 'dial_rule_outside_prefix', 'nine');
  await fill(page, 'dial_rule_national_lengths', '10, ten');
  await page.keyboard.press('Tab');
  await page.waitForFunction(() => document.querySelectorAll('.dial-wrong:not(:empty)').length === 2, {
    polling,
  });
}

function settingsStates(): ScreenState[] {
  const settings = (name: string, snapshot: Snapshot, steps?: ScreenState['steps']): ScreenState => ({
    name: `settings-dialling-${name}`,
    screen: 'settings',
    snapshot,
    ...(steps && { steps }),
  });
  const two = [...snapshotOf().profiles, { id: 'b', name: 'Lyon', address: 'lyon.example.com' }];
  return [
    settings('locked', underRules(), tryNumber('(212) 555-0100')),
    settings('locked-empty', underRules({ dialRules: { ...dialRulesOff(), mode: 'profile' } })),
    settings('own', underOwnRules(), tryNumber('+1 303-538-1234,,22w3')),
    settings('own-wrong', underOwnRules(), mistype),
    settings('own-off', snapshotOf({ dialRuleMode: 'user' })),
    settings('off', snapshotOf(), tryNumber('1-800-FLOWERS')),
    settings('emergency', underRules(), tryNumber('9911')),
    settings(
      'unknown',
      snapshotOf({
        identity: undefined,
        registration: { state: 'signed-out' },
        lastSignIn: undefined,
        profiles: two,
      }),
    ),
  ];
}

/** @param now milliseconds since the epoch: when the pictures are taken */
export function diallingStates(now: number): ScreenState[] {
  const phone = (name: string, snapshot: Snapshot, steps?: ScreenState['steps']): ScreenState => ({
    name: `dialling-${name}`,
    screen: 'popup',
    snapshot,
    ...(steps && { steps }),
  });
  const lawyer = talking(now, {
    party: { name: '', number: '(212) 555-0100' },
    called: '912125550100',
    typed: '(212) 555-0100,22w3w4',
    postDial: ',22w3w4',
  });
  return [
    phone('empty', underRules()),
    phone('national', underRules(), type('(212) 555-0100')),
    phone('as-typed', underRules(), async (page) => {
      await type('2125550100')(page);
      await press(page, 'dial_as_typed');
    }),
    phone('extension', underRules(), type('1234')),
    phone('removed', underRules(), type('+1 303-538-1234')),
    phone('international', underRules(), type('+44 20 7946 0000')),
    phone('post-dial', underRules(), type('+1 212 555 0100,,34#w3')),
    phone('emergency', underRules(), type('911')),
    phone('uri', underRules(), type('sip:hubert.blaine.wolfeschlegelstein@subsidiary.example.com')),
    phone('long', underRules(), type('+44 20 7946 0000 1111 2222 3333 4444 5555')),
    phone('letters', snapshotOf(), type('1-800-FLOWERS')),
    phone('notice', underRules({ emergencyNotice: true })),
    phone('notice-number', underRules({ emergencyNotice: true }), type('2125550100')),
    phone('notice-microphone', underRules({ emergencyNotice: true, microphone: 'prompt' })),
    phone('microphone', underRules({ microphone: 'prompt' }), type('2125550100')),
    phone('in-call', underRules({ calls: [talking(now, {})] }), type('2125550100')),
    phone('in-call-keys', underRules({ calls: [talking(now, {})] }), async (page) => {
      await press(page, 'show_keys');
      await type('2125550100')(page);
    }),
    phone(
      'calling',
      underRules({
        calls: [
          inCall(now, 'calling', {
            party: lawyer.party,
            called: lawyer.called,
            typed: '(212) 555-0100,22w3w4',
            postDial: ',22w3w4',
          }),
        ],
      }),
    ),
    phone('sending', underRules({ calls: [{ ...lawyer, postDialLeft: '2w3w4' }] })),
    phone('waiting', underRules({ calls: [{ ...lawyer, postDialLeft: 'w3w4' }] })),
    ...settingsStates(),
  ];
}
