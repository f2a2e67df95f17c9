import { press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { Leg } from '../../gateway/demo/leg';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(90_000);

const otherHertz = 523;

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
beforeEach(() => desk.gateway.script.behave('208', { does: 'answer', media: 'tone', toneHertz: otherHertz }));
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** The far end wants the user to go on with this number; the status of its REFER. */
async function refer(leg: Leg, number: string): Promise<number> {
  const headers = [
    ['Refer-To', `<sip:${number}@${desk.gateway.address}>`],
    ['Referred-By', '<sip:601@demo.ringtab>'],
  ] as const;
  return (await leg.request('REFER', { headers })).status;
}

/** The next NOTIFY since then that says so. */
async function told(mark: number, status: number): Promise<string> {
  const { text } = await desk.gateway.until(`a NOTIFY of ${status}`, () =>
    desk.farEnd
      .since(mark, { method: 'NOTIFY', direction: 'in' })
      .find((message) => message.text.includes(`\r\n\r\nSIP/2.0 ${status} `)),
  );
  return text;
}

describe('the other side wants to put the user through', () => {
  it('asks, and goes on with them on the same card once the user agrees', async () => {
    const leg = await talking(desk);
    const [before] = (await currentSnapshot(desk.phone)).calls;
    const mark = desk.farEnd.mark();
    expect(await refer(leg, '208')).toBe(202);
    await waitForButton(desk.phone, 'referral_follow');
    expect(await told(mark, 100)).toMatch(/^Subscription-State: pending/m);
    expect(desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' })).toEqual([]);
    await press(desk.phone, 'referral_follow');
    const next = await desk.farEnd.called('208');
    await desk.farEnd.isOver(leg);
    expect(leg.end?.by).toBe('remote');
    expect(await told(mark, 200)).toMatch(/^Subscription-State: terminated/m);
    await desk.farEnd.hears(next, ownHertz);
    await waitForTone(await desk.browser.offscreen(), otherHertz);
    const { calls } = await currentSnapshot(desk.phone);
    expect(calls).toMatchObject([
      { id: before?.id, party: { number: '208' }, transferredBy: { number: '601' } },
    ]);
    const invite = desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' })[0];
    expect(invite?.text).toMatch(/^Referred-By: <sip:601@demo.ringtab>/m);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(next);
    await desk.hasNoMediaLeft();
    await newestCallIs(desk.phone, { id: before?.id ?? '', called: '208', reason: 'hung-up' });
  });

  it('stays where the user does not want to', async () => {
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await refer(leg, '208');
    await press(desk.phone, 'referral_refuse');
    expect(await told(mark, 603)).toMatch(/^Subscription-State: terminated;reason=rejected/m);
    await waitForNoButton(desk.phone, 'referral_refuse');
    await desk.farEnd.hears(leg, ownHertz);
    expect(desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' })).toEqual([]);
  });

  it('stays where nobody is there', async () => {
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await refer(leg, '9486');
    await press(desk.phone, 'referral_follow');
    await told(mark, 486);
    await press(desk.phone, 'dismiss');
    await desk.farEnd.stillReceives(leg);
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await desk.browser.offscreen(), 440);
  });

  it('can be answered after the worker’s death, and is given up when that comes in the middle', async () => {
    desk.gateway.script.behave('208', { does: 'ring' });
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await refer(leg, '208');
    await waitForButton(desk.phone, 'referral_follow');
    await desk.browser.killWorker();
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.callsAreTakenUp();
    await press(desk.phone, 'referral_follow');
    await told(mark, 180);
    const again = desk.farEnd.mark();
    await desk.browser.killWorker();
    await desk.farEnd.message(again, { method: 'INVITE', direction: 'out', status: 200 });
    await waitForButton(desk.phone, 'dismiss');
    await told(again, 503);
    await desk.farEnd.hears(leg, ownHertz);
    // The number that rang rings no more.
    await desk.gateway.until('one call', () => desk.gateway.calls().length === 1);
  });
});
