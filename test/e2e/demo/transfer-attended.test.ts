import { clickOn, dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog } from '../call-log-probe';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(150_000);

/** What the gateway's phone says to whom it calls for us. */
const otherHertz = 523;

let desk: Desk;
let colleague: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  colleague = await Desk.open({ gateway: desk.gateway, user: '202' });
});
afterAll(async () => {
  await colleague?.close();
  await desk?.close();
});
afterEach(async () => {
  await desk.tidy();
  await colleague.tidy();
});

/** In a call to the tone, on hold, and in one to the colleague. */
async function consulting() {
  const leg = await talking(desk);
  await dial(desk.phone, '202');
  await press(colleague.phone, 'answer');
  await waitForButton(desk.phone, 'hold');
  await desk.farEnd.isTold(leg, 'sendonly');
  return leg;
}

/** So many calls of the log have ended so. */
async function transferred(): Promise<number> {
  return (await callLog(desk.phone)).filter(({ reason }) => reason === 'transferred').length;
}

async function transferToCall(party: string): Promise<void> {
  await desk.phone.keyboard.down('Alt');
  await desk.phone.keyboard.press('KeyT');
  await desk.phone.keyboard.up('Alt');
  await desk.phone.waitForSelector('.transfer');
  const name = await desk.phone.evaluate((to) => chrome.i18n.getMessage('transfer_to_call', to), party);
  await clickOn(desk.phone, `::-p-aria([name="${name}"][role="button"])`);
}

it('two calls are joined: they go on without us, and hear each other', async () => {
  const leg = await consulting();
  const mark = desk.farEnd.mark();
  const [card] = (await currentSnapshot(colleague.phone)).calls;
  await transferToCall('601');
  await waitForTone(await colleague.browser.offscreen(), otherHertz);
  await desk.farEnd.isOver(leg);
  const refer = await desk.farEnd.message(mark, { method: 'REFER' });
  expect(refer.text).toMatch(/^Refer-To: "202" <sip:[^>]*\?Replaces=[^>]*>/m);
  await desk.gateway.until('no call of ours', () => desk.gateway.calls().every(({ user }) => user !== '201'));
  await waitForNoButton(desk.phone, 'hang_up');
  const [now] = (await currentSnapshot(colleague.phone)).calls;
  expect(now).toMatchObject({ id: card?.id, party: { number: '601' } });
  const [theirs] = desk.gateway.calls().filter(({ user }) => user === '202');
  if (!theirs) throw new Error('the colleague is not in a call');
  await desk.farEnd.hears(theirs, ownHertz);
  await desk.hasNoMediaLeft();
  await waitUntil('both calls as transferred', async () => (await transferred()) === 2);
});

it('the first is sent to whom we call as long as it rings there', async () => {
  const before = await transferred();
  const leg = await talking(desk);
  await dial(desk.phone, '202');
  await waitForButton(colleague.phone, 'answer');
  await waitForButton(desk.phone, 'hang_up');
  const here = await desk.phone.evaluate(() => chrome.i18n.getMessage('transfer_here', '601'));
  await clickOn(desk.phone, `::-p-aria([name="${here}"][role="button"])`);
  await desk.sees('end_put_through');
  await waitUntil('a call from 601', async () => {
    const { calls } = await currentSnapshot(colleague.phone);
    return calls.length === 1 && calls[0]?.party.number === '601';
  });
  await press(colleague.phone, 'answer');
  await waitForTone(await colleague.browser.offscreen(), otherHertz);
  await desk.farEnd.isOver(leg);
  await waitUntil('no call here', async () => (await currentSnapshot(desk.phone)).calls.length === 0);
  await waitUntil('the first as transferred', async () => (await transferred()) === before + 1);
});

it('the call is taken back: the colleague is left, the first goes on', async () => {
  const leg = await consulting();
  await press(desk.phone, 'hang_up');
  await press(desk.phone, 'resume');
  await desk.farEnd.hears(leg, ownHertz);
  await waitForNoButton(colleague.phone, 'hang_up');
  expect((await currentSnapshot(desk.phone)).calls).toHaveLength(1);
});

it('that is refused, both calls are kept', async () => {
  const leg = await consulting();
  desk.gateway.script.refer({ status: 405 });
  await transferToCall('601');
  await desk.seesWords(
    await desk.phone.evaluate(() => chrome.i18n.getMessage('transfer_failed_not_taken', '202')),
  );
  expect((await currentSnapshot(desk.phone)).calls).toHaveLength(2);
  expect((await currentSnapshot(colleague.phone)).calls).toHaveLength(1);
  expect(leg.ended).toBe(false);
});
