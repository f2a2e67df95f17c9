/** Every screen in every state a person can meet, as crafted snapshots and the presses that lead there. */
import type { Page } from 'puppeteer-core';
import type { ScreenName } from '../../scripts/ringtab-browser';
import { chooseProfileWay, clickOn, press, textOf } from '../../scripts/screens';
import type { Snapshot } from '../../src/contract/snapshot';
import type { CallLogEntry } from '../../src/domain/call-log';
import type { Contact } from '../../src/domain/contact';
import { parseProfiles } from '../../src/domain/profile';
import { arrivalStates } from './arrival-states';
import { callLogStates } from './call-log-states';
import { conferenceStates } from './conference-states';
import { confirmStates } from './confirm-states';
import { contactStates } from './contact-states';
import { deviceStates } from './device-states';
import { diallingStates } from './dialling-states';
import type { FakeAnswers } from './fake-background';
import { importStates } from './import-states';
import { otherDeviceStates } from './other-device-states';
import { otherPhoneStates } from './other-phone-states';
import { policyStates } from './policy-states';
import { profileStates } from './profile-states';
import { siteStates } from './site-states';
import { ended, identity, inCall, longEntries, snapshotOf, talking } from './snapshots';
import { transferStates } from './transfer-states';

export interface ScreenState {
  name: string;
  screen: ScreenName;
  snapshot: Snapshot;
  answers?: FakeAnswers;
  callLog?: CallLogEntry[];
  /** Shown on the tab of the contacts, before the steps. */
  contacts?: Contact[] | undefined;
  /** What to do on the screen before it is looked at. */
  steps?: (page: Page) => Promise<void>;
  /** And what to do there once its calls are listed. */
  after?: (page: Page) => Promise<void>;
}

const brokenProfile = `{
  "IP_Office_Server_Profile": [
    { "Name": "Head Office", "Address": "sip.example.com", "LogDownload": vrai },
    { "Name": "A name that is too long", "Adresse": "sip2.example.com", "STUNPort": "seventy" }
  ]
}`;

/** @param now milliseconds since the epoch: when the pictures are taken */
export function screenStates(now: number): ScreenState[] {
  return [
    ...phoneStates(now),
    ...conferenceStates(now),
    ...deviceStates(now),
    ...callLogStates(now),
    ...pageStates(),
    ...profileStates(now),
    ...diallingStates(now),
    ...importStates(),
    ...policyStates(now),
    ...confirmStates(),
    ...siteStates(),
    ...contactStates(now),
    ...transferStates(now),
    ...otherDeviceStates(now),
  ];
}

function phoneStates(now: number): ScreenState[] {
  const phone = (name: string, snapshot: Snapshot, more: Partial<ScreenState> = {}): ScreenState => ({
    name,
    screen: 'popup',
    snapshot,
    ...more,
  });
  const signedOut = { identity: undefined, registration: { state: 'signed-out' } } as const;
  const jonas = talking(now, { party: { name: 'Jonas Becker', number: '+49 89 1234 5678' } });
  const reception = talking(now, {
    id: 'held',
    party: { name: 'Reception', number: '200' },
    answeredAt: now - 97_000,
    held: true,
  });
  const incoming = inCall(now, 'incoming', { party: { name: '', number: '+1 303 555 1234' } });
  const manyProfiles = [
    ...snapshotOf().profiles,
    { id: 'b', name: 'Lyon', address: 'lyon.example.com:9443' },
  ];
  return [
    phone(
      'no-profile',
      snapshotOf({ ...signedOut, profiles: [], profileSource: undefined, lastSignIn: undefined }),
    ),
    phone('signed-out', snapshotOf({ ...signedOut, lastSignIn: undefined })),
    phone('signed-out-several', snapshotOf({ ...signedOut, profiles: manyProfiles })),
    phone('signing-in', snapshotOf({ registration: { state: 'signing-in', since: now } })),
    phone(
      'refused-password',
      snapshotOf({ registration: { state: 'refused', reason: 'wrong-password', status: 401 } }),
    ),
    phone(
      'refused-unreachable',
      snapshotOf({ registration: { state: 'refused', reason: 'gateway-unreachable', status: undefined } }),
    ),
    phone('keypad', snapshotOf({ missedCalls: 2 })),
    phone('keypad-number', snapshotOf(), { steps: (page) => page.keyboard.type('2125550100') }),
    phone(
      'resumable',
      snapshotOf({ resumable: [{ id: 'r', party: jonas.party, answeredAt: now - 97_000 }] }),
    ),
    phone(
      'resumable-two',
      snapshotOf({
        calls: [reception],
        resumable: [
          { id: 'r', party: { name: '', number: '+1 303 555 1234' }, answeredAt: now - 97_000 },
          { id: 's', party: longEntries(now)[0]?.party ?? jonas.party, answeredAt: now - 97_000 },
        ],
      }),
    ),
    phone(
      'ended-not-taken-up',
      snapshotOf({ lastEnded: ended(now, { reason: 'not-taken-up', answeredAt: now - 40_000 }) }),
    ),
    phone('voicemail', snapshotOf({ voicemail: { waiting: true, fresh: 3, urgent: 1, canListen: true } })),
    phone(
      'voicemail-uncounted',
      snapshotOf({ voicemail: { waiting: true, canListen: false }, calls: [jonas] }),
    ),
    phone('voicemail-menu', snapshotOf({ voicemail: { waiting: false, canListen: true } }), {
      steps: (page) => press(page, 'menu'),
    }),
    phone('menu', snapshotOf(), { steps: (page) => press(page, 'menu') }),
    phone('help', snapshotOf(), { steps: openHelp }),
    ...arrivalStates(now),
    ...otherPhoneStates(now),
    phone('microphone-prompt', snapshotOf({ microphone: 'prompt' })),
    phone('microphone-denied', snapshotOf({ microphone: 'denied' })),
    phone('calling', snapshotOf({ calls: [inCall(now, 'calling', {})] })),
    phone('ringing-out', snapshotOf({ calls: [inCall(now, 'ringing', {})] })),
    phone('in-call', snapshotOf({ calls: [jonas] })),
    phone('in-call-muted', snapshotOf({ calls: [{ ...jonas, muted: true }] })),
    phone('in-call-more', snapshotOf({ calls: [jonas] }), { steps: (page) => press(page, 'call_more') }),
    phone('in-call-tones', snapshotOf({ calls: [jonas] }), { steps: openTones }),
    phone('on-hold', snapshotOf({ calls: [{ ...jonas, held: true }] })),
    phone('held-by-other', snapshotOf({ calls: [{ ...jonas, heldByOther: true }] })),
    phone('two-calls', snapshotOf({ calls: [reception, jonas] })),
    phone('incoming', snapshotOf({ calls: [incoming] })),
    phone(
      'incoming-via',
      snapshotOf({
        calls: [
          {
            ...incoming,
            party: { name: 'Léa Dubois-Lefebvre', number: '+33 1 45 55 12 34' },
            divertedBy: { name: 'Sales', number: '250' },
          },
        ],
      }),
    ),
    phone(
      'incoming-withheld-for',
      snapshotOf({
        calls: [
          {
            ...incoming,
            party: { name: '', number: '', withheld: true },
            calledFirst: { name: 'Sales', number: '250' },
            divertedBy: { name: 'Reception', number: '9' },
          },
        ],
      }),
    ),
    phone('incoming-in-call', snapshotOf({ calls: [jonas, incoming] })),
    phone('sound-lost', snapshotOf({ calls: [{ ...jonas, soundLost: true }], speakerMissing: true })),
    phone(
      'reconnecting-in-call',
      snapshotOf({
        registration: {
          state: 'reconnecting',
          reason: 'gateway-closed',
          since: now,
          attempts: 1,
          retryAt: now + 4_000,
        },
        calls: [{ ...jonas, interrupted: true }],
      }),
    ),
    phone(
      'reconnecting-now',
      snapshotOf({
        registration: {
          state: 'reconnecting',
          reason: 'own-network',
          since: now,
          attempts: 1,
          retryAt: undefined,
        },
      }),
    ),
    phone(
      'gateway-failing-over',
      snapshotOf({
        gatewayInUse: 'failing-over',
        registration: {
          state: 'reconnecting',
          reason: 'gateway-unreachable',
          since: now - 6_000,
          attempts: 2,
          retryAt: undefined,
        },
      }),
    ),
    phone('gateway-secondary', snapshotOf({ gatewayInUse: 'secondary' }), {
      steps: (page) => press(page, 'menu'),
    }),
    phone('gateway-secondary-in-call', snapshotOf({ gatewayInUse: 'secondary', calls: [jonas] })),
    phone(
      'gateway-failing-back',
      snapshotOf({
        gatewayInUse: 'failing-back',
        registration: {
          state: 'reconnecting',
          reason: 'failing-back',
          since: now,
          attempts: 0,
          retryAt: undefined,
        },
      }),
    ),
    phone('ended-busy', snapshotOf({ lastEnded: ended(now, { reason: 'busy', status: 486 }) })),
    phone(
      'ended-after-talk',
      snapshotOf({ lastEnded: ended(now, { reason: 'other-hung-up', answeredAt: now - 252_000 }) }),
    ),
    phone('long-names', {
      ...snapshotOf({
        identity: { ...identity, user: 'amelie.martin-dubois', profileName: 'Siège social' },
        calls: [
          talking(now, {
            party: {
              name: 'Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine von (Unternehmensbereich Einkauf)',
              number: 'sip:hubert.blaine.wolfeschlegelsteinhausen@subsidiary.example.com',
            },
          }),
        ],
      }),
    }),
    phone('side-panel', snapshotOf({ calls: [jonas] }), { screen: 'side-panel' }),
    phone('window', snapshotOf({ missedCalls: 1 }), { screen: 'window' }),
  ];
}

function pageStates(): ScreenState[] {
  const nobody = { identity: undefined, registration: { state: 'signed-out' } } as const;
  const { profiles, problems } = parseProfiles(brokenProfile);
  return [
    { name: 'settings', screen: 'settings', snapshot: snapshotOf() },
    {
      name: 'settings-problems',
      screen: 'settings',
      snapshot: snapshotOf({ microphone: 'denied' }),
      answers: { 'load-profiles': { accepted: profiles.length, problems } },
      steps: useBrokenProfile,
    },
    {
      name: 'settings-bare',
      screen: 'settings',
      snapshot: snapshotOf({ ...nobody, profiles: [], profileSource: undefined, logDownload: false }),
    },
    {
      name: 'welcome',
      screen: 'welcome',
      snapshot: snapshotOf({
        ...nobody,
        profiles: [],
        profileSource: undefined,
        lastSignIn: undefined,
        microphone: 'prompt',
      }),
    },
    {
      name: 'welcome-sign-in',
      screen: 'welcome',
      snapshot: snapshotOf({ ...nobody, lastSignIn: undefined, microphone: 'denied' }),
    },
    { name: 'welcome-done', screen: 'welcome', snapshot: snapshotOf() },
  ];
}

async function openTones(page: Page): Promise<void> {
  await press(page, 'tones');
  await page.keyboard.type('4711#');
}

async function openHelp(page: Page): Promise<void> {
  await press(page, 'menu');
  const name = await textOf(page, 'menu_help');
  await clickOn(page, `::-p-aria([name="${name}"][role="menuitem"])`);
  await page.waitForSelector('dialog[open]');
}

async function useBrokenProfile(page: Page): Promise<void> {
  await chooseProfileWay(page, 'profile_way_text');
  await page.$eval(
    'textarea',
    (area, text) => {
      area.value = text;
      area.dispatchEvent(new Event('input', { bubbles: true }));
    },
    brokenProfile,
  );
  await press(page, 'profile_use');
  await page.waitForSelector('.outcome');
}
