/** Where the profile comes from, and the ways to one, in every state a person can meet. */
import type { Page } from 'puppeteer-core';
import { chooseProfileWay, clickOn, fill, press } from '../../scripts/screens';
import { parseProfiles } from '../../src/domain/profile';
import type { ProfileSource } from '../../src/domain/profile-source';
import type { ScreenState } from './screen-states';
import { snapshotOf } from './snapshots';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const brokenProfile = `{
  "IP_Office_Server_Profile": [
    { "Name": "Head Office", "Address": "sip.example.com", "LogDownload": vrai },
    { "Name": "A name that is too long", "Adresse": "sip2.example.com", "STUNPort": "seventy" }
  ]
}`;
const broken = parseProfiles(brokenProfile);

const longHost = 'provisioning.telephony.infrastructure.subsidiary-of-the-company.example.com';
const nobody = { identity: undefined, registration: { state: 'signed-out' } } as const;
const unset = snapshotOf({ ...nobody, profiles: [], profileSource: undefined, lastSignIn: undefined });

/** @param now milliseconds since the epoch: when the pictures are taken */
export function profileStates(now: number): ScreenState[] {
  const today = new Date(now).setHours(9, 12, 0, 0);
  const settings = (
    name: string,
    source: Partial<ProfileSource>,
    more: Partial<ScreenState> = {},
  ): ScreenState => ({
    name: `settings-profile-${name}`,
    screen: 'settings',
    snapshot: snapshotOf({ profileSource: { kind: 'text', receivedAt: today, problems: [], ...source } }),
    ...more,
  });
  const profiles = [
    { id: 'a', name: 'Head Office', address: 'sip.example.com' },
    { id: 'b', name: 'Lyon', address: `wss://${longHost}:9443/gateway` },
  ];
  const url = 'https://company.com/profile.json';
  return [
    settings('policy', { kind: 'policy' }),
    settings('policy-failing', {
      kind: 'policy-address',
      url,
      receivedAt: today - DAY,
      checkedAt: today - DAY,
      failure: { code: 'unreachable', url, at: today },
    }),
    {
      name: 'settings-profile-policy-broken',
      screen: 'settings',
      snapshot: {
        ...unset,
        profileSource: { kind: 'policy', receivedAt: today, problems: broken.problems },
      },
    },
    {
      name: 'settings-profile-policy-refused',
      screen: 'settings',
      snapshot: snapshotOf({
        profiles,
        profileSource: {
          kind: 'policy',
          receivedAt: today - 2 * DAY,
          problems: broken.problems,
          newestRefused: true,
        },
      }),
    },
    settings(
      'address',
      {},
      {
        snapshot: snapshotOf({
          profiles,
          profileSource: {
            kind: 'address',
            url: `https://${longHost}/ringtab/profile.json`,
            receivedAt: today - 12 * DAY,
            checkedAt: today,
            problems: broken.problems.slice(0, 1),
            waiting: true,
          },
        }),
        answers: {
          'use-profile-address': {
            accepted: 0,
            problems: [],
            failure: { code: 'permission-needed', url: `https://${longHost}/` },
          },
        },
        steps: (page) => fetchAddress(page, `https://${longHost}/`, false),
      },
    ),
    settings(
      'address-denied',
      {},
      {
        snapshot: unset,
        answers: {
          'use-profile-address': { accepted: 0, problems: [], failure: { code: 'permission-needed', url } },
        },
        steps: (page) => fetchAddress(page, url, true),
      },
    ),
    settings('email', { kind: 'email', email: 'name@company.com', url, checkedAt: today }),
    settings('email-denied', {}, { snapshot: unset, steps: (page) => findByEmail(page, 'name@company.com') }),
    settings(
      'text-changed',
      {},
      {
        answers: { 'load-profiles': { accepted: 0, problems: broken.problems } },
        steps: changeBrokenText,
      },
    ),
    settings('forget', {}, { steps: (page) => press(page, 'profile_forget') }),
    {
      name: 'no-profile-email',
      screen: 'popup',
      snapshot: unset,
      steps: (page) => findByEmail(page, 'name@'),
    },
    {
      name: 'no-profile-policy',
      screen: 'popup',
      snapshot: {
        ...unset,
        profileSource: {
          kind: 'policy-address',
          url,
          receivedAt: 0,
          problems: [],
          failure: { code: 'not-found', status: 404, url, at: today },
        },
      },
    },
  ];
}

async function fetchAddress(page: Page, url: string, deny: boolean): Promise<void> {
  await denyHosts(page);
  await chooseProfileWay(page, 'profile_way_address');
  await fill(page, 'profile_address', url);
  await press(page, 'profile_address_fetch');
  await page.waitForSelector('.profile-way .notice');
  if (deny) await press(page, 'host_allow');
}

async function findByEmail(page: Page, email: string): Promise<void> {
  await denyHosts(page);
  await fill(page, 'profile_email', email);
  await press(page, 'profile_email_find');
  await page.waitForSelector('.profile-way .notice');
}

async function changeBrokenText(page: Page): Promise<void> {
  await chooseProfileWay(page, 'profile_way_text');
  await fill(page, 'profile_text', brokenProfile);
  await press(page, 'profile_use');
  await clickOn(page, '.problems .link');
  await page.keyboard.type('true');
}

/** Nobody can answer Chrome's question in a headless browser: here the answer is no. */
async function denyHosts(page: Page): Promise<void> {
  await page.evaluate(() => {
    Object.assign(chrome.permissions, { request: async () => false });
  });
}
