import { clickOn, dial, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { dialogInfo, type ToldDialog } from '../../gateway/demo/states';
import { TestPhone } from '../../gateway/demo/test-phone';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { chooseWay, writeOtherPhone } from '../other-phone-choice';
import { chooseFromMenu, currentSnapshot, hasButton, polling, sentence } from '../screen-probes';
import { soundBothWays, toneHertz } from '../talking';

jest.setTimeout(90_000);

/** The user's other phone. */
const own = '208';

let gateway: DemoGateway;
let desk: Desk;

beforeAll(async () => {
  gateway = await startDemoGateway();
  // Until a test says otherwise no other device has a call.
  gateway.script.serve('dialog', () => dialogInfo('201', []));
  desk = await Desk.open({ gateway, profile: { CallStealCode: '*45*{number}#' } });
});
beforeEach(() => gateway.script.behave(own, { does: 'ring' }));
afterAll(async () => {
  await desk?.close();
  await gateway?.close();
});
afterEach(() => desk.tidy());

const headerSays = async (words: string) =>
  desk.phone.waitForFunction(
    (wanted) => document.querySelector('header')?.textContent?.includes(wanted),
    { polling },
    words,
  );

/** The user takes the call there. */
async function pickUp(): Promise<void> {
  await (await desk.farEnd.called(own, 'ringing')).answer();
}

async function opensNoDocument(): Promise<void> {
  const kinds = await desk.phone.evaluate(async () =>
    (await chrome.runtime.getContexts({})).map(({ contextType }) => String(contextType)),
  );
  expect(kinds).not.toContain('OFFSCREEN_DOCUMENT');
}

describe('another phone', () => {
  it('is chosen in the menu, but not one that nobody could talk on', async () => {
    await chooseFromMenu(desk.phone, 'menu_phone_choice');
    await chooseWay(desk.phone, 'phone_other');
    await writeOtherPhone(desk.phone, '201');
    const refusal = await textOf(desk.phone, 'error_phone_not_usable');
    await desk.phone.waitForFunction(
      (words) => document.querySelector('.phone-choice')?.textContent?.includes(words),
      { polling },
      refusal,
    );
    await writeOtherPhone(desk.phone, own);
    await headerSays(await sentence(desk.phone, 'phone_line_other', own));
    // The keyboard is where it came from.
    await desk.phone.waitForSelector('[aria-haspopup="menu"]:focus');
    await desk.reopenPhone();
    await headerSays(await sentence(desk.phone, 'phone_line_other', own));
  });

  it('rings first, and the call says how far it is; its microphone is its own', async () => {
    await dial(desk.phone, '601');
    await desk.seesWords(await sentence(desk.phone, 'call_phone_rings', own));
    await pickUp();
    await waitForButton(desk.phone, 'hold');
    await desk.seesWords(await sentence(desk.phone, 'call_on_phone', own));
    const mute = await textOf(desk.phone, 'mute');
    const state = await desk.phone.$eval(`[aria-label="${mute}"]`, (button) => button.ariaDisabled);
    expect(state).toBe('true');
    await opensNoDocument();
    const far = await desk.farEnd.called('601');
    await press(desk.phone, 'tones');
    await desk.pressKeys('5#');
    await gateway.until('the keys at the far end', () => far.dtmf === '5#');
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(far);
    await waitForNoButton(desk.phone, 'hang_up');
    await newestCallIs(desk.phone, {
      called: '601',
      outcome: 'answered',
      otherPhone: { number: own, state: 'answered' },
    });
  });

  it('that is busy is said to be, and nobody else has been called', async () => {
    gateway.script.behave(own, { does: 'status', status: 486 });
    const mark = desk.farEnd.mark();
    await dial(desk.phone, '601');
    await desk.sees('end_phone_busy');
    await desk.farEnd.isQuiet();
    const asked = desk.farEnd.since(mark, { method: 'INVITE', direction: 'in', kind: 'request' });
    for (const { text } of asked) expect(text).toMatch(new RegExp(`^INVITE sip:${own}@`));
  });

  it('rings a second time for the call in which somebody is asked, and lets both go as they are joined', async () => {
    await dial(desk.phone, '601');
    await pickUp();
    const first = await desk.farEnd.called('601');
    await waitForButton(desk.phone, 'hold');
    await dial(desk.phone, '600');
    await pickUp();
    const second = await desk.farEnd.called('600');
    await desk.farEnd.isTold(first, 'inactive');
    await waitForButton(desk.phone, 'hold');
    const mark = desk.farEnd.mark();
    await desk.phone.keyboard.down('Alt');
    await desk.phone.keyboard.press('KeyT');
    await desk.phone.keyboard.up('Alt');
    const name = await sentence(desk.phone, 'transfer_to_call', '601');
    await clickOn(desk.phone, `::-p-aria([name="${name}"][role="button"])`);
    await Promise.all([desk.farEnd.isOver(first), desk.farEnd.isOver(second)]);
    const { text } = await desk.farEnd.message(mark, { method: 'REFER' });
    expect(text).toMatch(/^Refer-To: "600" <sip:600@[^>]*\?Replaces=/m);
    await desk.farEnd.isQuiet();
    await newestCallIs(desk.phone, { reason: 'transferred', otherPhone: { number: own, state: 'answered' } });
  });

  it('rings for a call that comes in, which is declined here, or talked there', async () => {
    const declined = gateway.call({ to: '201', from: { number: '205', name: 'Elena' } });
    await desk.seesWords(await sentence(desk.phone, 'call_phone_rings', own));
    expect(await hasButton(desk.phone, 'answer')).toBe(false);
    expect(await desk.notifications()).toEqual([]);
    await press(desk.phone, 'decline');
    await declined.ended;
    await desk.farEnd.isQuiet();
    const placed = gateway.call({ to: '201', from: { number: '205', name: 'Elena' } });
    await pickUp();
    await placed.answered;
    await waitForButton(desk.phone, 'hold');
    await opensNoDocument();
    placed.hangUp();
    await waitForNoButton(desk.phone, 'hang_up');
    await newestCallIs(desk.phone, { direction: 'incoming', outcome: 'answered' });
  });

  it('that is busy lets a call ring here instead, which is talked here', async () => {
    gateway.script.behave(own, { does: 'status', status: 486 });
    const from = { number: '205', name: 'Elena' };
    const placed = gateway.call({ to: '201', from, media: 'tone', toneHertz });
    await desk.sees('tried_phone_busy');
    await gateway.until('ringing at the caller', () => placed.state === 'ringing');
    await press(desk.phone, 'answer');
    await soundBothWays(desk, await placed.answered);
    placed.hangUp();
    await waitForNoButton(desk.phone, 'hang_up');
    await newestCallIs(desk.phone, {
      direction: 'incoming',
      outcome: 'answered',
      triedPhone: { number: own, failure: 'phone-busy' },
    });
  });

  it('does not hold up a call for help, which leaves from this computer', async () => {
    gateway.script.behave('112', { does: 'answer', media: 'tone' });
    await dial(desk.phone, '112');
    await desk.farEnd.called('112');
    expect(gateway.calls()).toHaveLength(1);
    expect((await currentSnapshot(desk.phone)).calls).toMatchObject([{ called: '112', emergency: true }]);
    await press(desk.phone, 'hang_up');
  });

  it('is left for this computer again, and its number stays known', async () => {
    await press(desk.phone, 'phone_choice_change');
    await chooseWay(desk.phone, 'phone_computer');
    await press(desk.phone, 'phone_choice_use');
    await headerSays(await textOf(desk.phone, 'phone_line_computer'));
    await dial(desk.phone, '601');
    await desk.farEnd.called('601');
    expect((await currentSnapshot(desk.phone)).otherPhone).toEqual({ number: own, inUse: false });
    await press(desk.phone, 'hang_up');
  });
});

it('a call of another device is fetched by the code of the profile: it is over there, and heard here', async () => {
  const other = await TestPhone.signIn(gateway, '201');
  try {
    const { session } = await other.answered('601');
    const there = await desk.farEnd.called('601');
    const { callId } = there;
    const remote = `sip:601@${gateway.address}`;
    const told: ToldDialog = { id: 's', state: 'confirmed', direction: 'initiator', callId, remote };
    gateway.tell('dialog', '201', dialogInfo('201', [told]));
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'fetch_call');
    const here = await desk.farEnd.called('*45*201#');
    await soundBothWays(desk, here);
    await desk.farEnd.isOver(there);
    expect(session.state).toBe('Terminated');
    expect((await desk.farEnd.message(mark, { method: 'INVITE' })).text).not.toMatch(/^Replaces:/m);
    expect((await currentSnapshot(desk.phone)).calls).toMatchObject([{ party: { number: '601' } }]);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(here);
  } finally {
    await other.stop();
  }
});
