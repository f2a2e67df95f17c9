import type { Page } from 'puppeteer-core';
import { press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk, margin } from '../desk';
import { contactOf, flood, request } from '../flood';
import { GapMeter } from '../gap-meter';
import { ownHertz } from '../installation';
import { startPlayoutMeter, worstGap } from '../playout-meter';
import { currentSnapshot } from '../screen-probes';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(120_000);

const user = '201';
const mostCalls = 6;
/** Seconds that a flood lasts, and that the quiet is measured before it. */
const floodSeconds = 4;
/** Milliseconds: a machine that is busy with other things makes gaps of its own. */
const audibleGap = 300;
/** Bytes. */
const mostGrowth = 8 * 2 ** 20;

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());

/** Bytes in use once what can be freed is freed. */
async function heap(): Promise<number> {
  const { client } = await desk.browser.worker();
  await client.send('HeapProfiler.collectGarbage');
  return (await client.send('Runtime.getHeapUsage')).usedSize;
}

const answered = (status: string) => desk.gateway.script.floodAnswers(user).get(status)?.count ?? 0;
const finals = () =>
  [...desk.gateway.script.floodAnswers(user)].reduce(
    (sum, [status, { count }]) => (status < '200' ? sum : sum + count),
    0,
  );

/** Final answers of before are counted no more; who rings is remembered. */
function forgetSome(): void {
  const answers = desk.gateway.script.floodAnswers(user) as Map<string, unknown>;
  for (const status of [...answers.keys()]) if (status >= '200') answers.delete(status);
}

const pause = (seconds: number) =>
  desk.gateway.until('time to pass', timeOf(seconds), seconds * 1_000 + 5_000);
function timeOf(seconds: number): () => boolean {
  const end = performance.now() + seconds * 1_000;
  return () => performance.now() >= end;
}

/** Who rings because of a flood gives up. */
async function giveUp(target: string): Promise<void> {
  const { gateway } = desk;
  for (const branch of gateway.script.floodAnswers(user).get('180')?.branches ?? [])
    gateway.script.sendUnread(user, request('CANCEL', target, branch.slice('z9hG4bKflood-'.length)));
  await waitUntil('no call that rings', async () => {
    const { calls } = await currentSnapshot(desk.phone);
    return !calls.some(({ state }) => state === 'incoming');
  });
}

it('1,000 INVITEs a second are shed, what is said is heard as before, and one can hang up', async () => {
  const { phone, gateway } = desk;
  const target = contactOf(gateway, user);
  await desk.noteNotifications();
  const { leg, offscreen } = await talkingMeasured();
  const before = await heap();
  const quiet = await gapsDuring(leg, offscreen, () => pause(floodSeconds));
  let sent = 0;
  const flooded = await undisturbed(leg, offscreen, quiet, async (name) => {
    sent += await flood(gateway, { method: 'INVITE', seconds: floodSeconds, target, user, name });
  });
  await gateway.until('an answer to all but those that ring', () => finals() >= sent - mostCalls, 30_000);
  const { calls } = await currentSnapshot(phone);
  expect(calls.length).toBeLessThanOrEqual(mostCalls);
  expect(calls.filter(({ state }) => state === 'talking')).toHaveLength(1);
  expect(answered('486') + answered('503')).toBeGreaterThanOrEqual(sent - mostCalls);
  const shown = (await desk.notedNotifications()).length;
  expect(shown).toBeLessThanOrEqual(mostCalls);

  forgetSome();
  const button = await desk.button(phone, 'hang_up');
  const again = flood(gateway, { method: 'INVITE', seconds: floodSeconds, target, user, name: 'more' });
  await gateway.until('the flood to be here', () => finals() > 500);
  const clicked = performance.now();
  await desk.click(button);
  await desk.farEnd.isOver(leg);
  const hungUp = Math.round(performance.now() - clicked);
  expect(hungUp).toBeLessThan(1_000 * margin);
  await again;
  await giveUp(target);
  await waitForNoButton(phone, 'hang_up');
  await waitForStatus(phone, 'state_ready');
  const grown = (await heap()) - before;
  expect(grown).toBeLessThan(mostGrowth);
  console.log(
    `figure: ${sent} INVITEs in ${floodSeconds} s: worst gap heard ${flooded.heard} ms (${quiet.heard} in quiet), ` +
      `sent ${flooded.sent} ms (${quiet.sent}); ${shown} notifications; hung up in ${hungUp} ms; ` +
      `heap ${Math.round(grown / 1024)} kB more`,
  );
});

it.each(['OPTIONS', 'NOTIFY', 'MESSAGE'])(
  '1,000 %s a second are answered or shed, and calls go on',
  async (method) => {
    const { phone, gateway } = desk;
    const target = contactOf(gateway, user);
    const { leg, offscreen } = await talkingMeasured();
    forgetSome();
    const quiet = await gapsDuring(leg, offscreen, () => pause(2));
    let sent = 0;
    const flooded = await gapsDuring(leg, offscreen, async () => {
      sent = await flood(gateway, { method, seconds: 2, target, user, name: method.toLowerCase() });
    });
    await gateway.until('an answer to each', () => finals() === sent, 30_000);
    expect(answered('503')).toBeGreaterThan(sent / 2);
    await press(phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    console.log(
      `figure: ${sent} ${method} in 2 s: worst gap heard ${flooded.heard} ms, ${quiet.heard} in quiet`,
    );
  },
);

it('afterwards a call comes in and is answered', async () => {
  const call = desk.gateway.call({ to: user, from: { number: '207' }, media: 'tone' });
  await waitForButton(desk.phone, 'answer');
  await press(desk.phone, 'answer');
  await desk.farEnd.hears(await call.answered, ownHertz);
  call.hangUp();
  await waitForNoButton(desk.phone, 'hang_up');
});

interface Gaps {
  /** Milliseconds, at the worst, in which nothing was played here, and nothing came from here. */
  heard: number;
  sent: number;
}

async function talkingMeasured(): Promise<{ leg: IncomingLeg; offscreen: Page }> {
  await waitForStatus(desk.phone, 'state_ready');
  const leg = await talking(desk);
  await toneIsHeard(desk);
  const offscreen = await desk.browser.offscreen();
  await startPlayoutMeter(offscreen);
  return { leg, offscreen };
}

async function gapsDuring(leg: IncomingLeg, offscreen: Page, work: () => Promise<unknown>): Promise<Gaps> {
  await worstGap(offscreen);
  const meter = GapMeter.of(leg);
  await work();
  return { sent: meter.stop(), heard: await worstGap(offscreen) };
}

/**
 * The gaps while this goes on, no worse than in quiet. A machine that is busy with other things makes gaps of
 * its own, here and there; those of a flood come again each time.
 */
async function undisturbed(
  leg: IncomingLeg,
  offscreen: Page,
  quiet: Gaps,
  work: (name: string) => Promise<void>,
): Promise<Gaps> {
  for (const name of ['first', 'second', 'third']) {
    const gaps = await gapsDuring(leg, offscreen, () => work(name));
    const isQuiet = gaps.heard < audibleGap + quiet.heard && gaps.sent < audibleGap + quiet.sent;
    if (isQuiet) return gaps;
    console.log(`a busy machine, or a flood that is heard: ${JSON.stringify({ gaps, quiet })}`);
  }
  throw new Error('three floods were heard in the call');
}
