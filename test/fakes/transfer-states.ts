/** Calls whose other side is sent to somebody else, or that wants the user to go on with somebody else. */
import type { Page } from 'puppeteer-core';
import type { Snapshot } from '../../src/contract/snapshot';
import type { Party } from '../../src/domain/call-facts';
import type { Referral } from '../../src/domain/referral';
import type { Talking } from '../../src/domain/talking';
import type { Transfer } from '../../src/domain/transfer';
import { people } from './contact-states';
import type { ScreenState } from './screen-states';
import { ended, snapshotOf, talking } from './snapshots';

const anna: Party = { name: 'Anna Schmidt-Hohenstein', number: '+49 89 1234 5679' };

/** @param now milliseconds since the epoch */
export function transferStates(now: number): ScreenState[] {
  const jonas = talking(now, { party: { name: 'Jonas Becker', number: '+49 89 1234 5678' } });
  const reception = talking(now, {
    id: 'held',
    party: { name: 'Reception', number: '200' },
    answeredAt: now - 97_000,
    held: true,
  });
  const transfer: Transfer = { state: 'ringing', to: anna, until: now };
  const referral: Referral = {
    state: 'asked',
    to: anna,
    target: 'sip:1@example.com',
    sequence: 1,
    until: now,
  };
  const availability: Snapshot['availability'] = {
    '+1 (212) 555-0100': { state: 'busy' },
    '+49 89 1234 5678': { state: 'free' },
  };
  const state = (
    name: string,
    call: Partial<Talking>,
    more: Partial<ScreenState> = {},
    others: Talking[] = [],
  ): ScreenState => ({
    name,
    screen: 'popup',
    snapshot: snapshotOf({ calls: [...others, { ...jonas, ...call }], availability }),
    ...more,
  });
  return [
    state('transfer-form', {}, { steps: openForm }),
    state('transfer-form-two-calls', {}, { steps: openForm }, [reception]),
    state('transfer-form-favourites', {}, { steps: openFormOfFavourites, contacts: people() }),
    state('transfer-form-number', {}, { steps: typeNumber }),
    state('transfer-here', { state: 'ringing', earlyMedia: false } as never, {}, [reception]),
    state('transfer-ringing', { transfer }),
    state('transfer-failed', { transfer: { ...transfer, state: 'failed', failure: 'not-taken' } }),
    state('referral-asked', { referral }),
    state('referral-ringing', { referral: { ...referral, state: 'ringing' } }),
    state('referral-failed', { referral: { ...referral, state: 'failed' } }),
    {
      name: 'transferred',
      screen: 'popup',
      snapshot: snapshotOf({
        lastEnded: ended(now, { reason: 'transferred', answeredAt: now - 40_000, transferredTo: anna }),
      }),
    },
  ];
}

async function openForm(page: Page): Promise<void> {
  await page.keyboard.down('Alt');
  await page.keyboard.press('KeyT');
  await page.keyboard.up('Alt');
  await page.waitForSelector('.transfer-number:focus');
}

async function openFormOfFavourites(page: Page): Promise<void> {
  await openForm(page);
  await page.waitForSelector('.transfer .suggestion');
}

async function typeNumber(page: Page): Promise<void> {
  await openForm(page);
  await page.keyboard.type('2125550100');
  await page.waitForSelector('.transfer .dial-line');
}
