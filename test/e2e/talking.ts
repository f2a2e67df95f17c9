// A call that stands, as most tests of calls begin.
import type { Page } from 'puppeteer-core';
import { dial, waitForButton } from '../../scripts/screens';
import { waitForTone } from '../../scripts/tone';
import type { IncomingLeg } from '../gateway/demo/incoming-leg';
import type { Leg } from '../gateway/demo/leg';
import type { Desk } from './desk';
import type { FarEnd } from './far-end';
import { ownHertz } from './installation';

/** What the demo gateway's tone at 601 sounds like. */
export const toneHertz = 440;

/** In a call to the tone, whose far end hears our own. */
export async function talking(
  { phone, farEnd }: { phone: Page; farEnd: FarEnd },
  number = '601',
): Promise<IncomingLeg> {
  await dial(phone, number);
  const leg = await farEnd.called(number);
  await waitForButton(phone, 'hold');
  await farEnd.hears(leg, ownHertz);
  return leg;
}

/** The far end's tone is heard here. */
export async function toneIsHeard({ browser }: Pick<Desk, 'browser'>): Promise<void> {
  await waitForTone(await browser.offscreen(), toneHertz);
}

export async function soundBothWays(desk: Desk, leg: Leg): Promise<void> {
  await desk.farEnd.hears(leg, ownHertz);
  await toneIsHeard(desk);
}
