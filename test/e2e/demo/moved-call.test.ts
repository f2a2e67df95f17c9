import { dial, press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { FarEnd } from '../far-end';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot, sentence, waitForWords } from '../screen-probes';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(240_000);

let primary: DemoGateway;
let secondary: DemoGateway;
let atSecondary: FarEnd;
let desk: Desk;

beforeEach(async () => {
  primary = await startDemoGateway();
  secondary = await startDemoGateway({ partner: primary });
  atSecondary = new FarEnd(secondary);
  desk = await Desk.open({
    gateway: primary,
    profile: { SecondaryAddress: secondary.url, AutoFailover: true },
  });
  desk.phone.setDefaultTimeout(30_000);
});
afterEach(async () => {
  await desk?.close();
  await Promise.all([secondary?.close(), primary?.close()]);
});

/** The primary takes no connection any more, and ends those that it has. */
async function primaryFails(): Promise<void> {
  await primary.script.refuseConnections('port');
  primary.script.drop();
}

describe('a call in progress on a gateway that is lost', () => {
  it('goes on at the secondary, on its card, muted as it was', async () => {
    const old = await talking(desk);
    await press(desk.phone, 'mute');
    await desk.farEnd.hearsSilence(old);
    const [before] = (await currentSnapshot(desk.phone)).calls;
    await primaryFails();
    const leg = await secondary.until('the call at the secondary', () => secondary.calls()[0], 60_000);
    await toneIsHeard(desk);
    await atSecondary.stillReceives(leg);
    await atSecondary.hearsSilence(leg);
    await press(desk.phone, 'unmute');
    await atSecondary.hears(leg, ownHertz);
    await desk.farEnd.isOver(old);
    await desk.callsAreTakenUp();
    expect((await currentSnapshot(desk.phone)).calls).toMatchObject([
      { id: before?.id, startedAt: before?.startedAt, state: 'talking' },
    ]);
    await press(desk.phone, 'hang_up');
    await atSecondary.isOver(leg);
    await desk.hasNoMediaLeft();
    await newestCallIs(desk.phone, { id: before?.id ?? '', reason: 'hung-up' });
  });

  it('that is refused there is over, with a sentence, and called again as it was dialled', async () => {
    secondary.script.answer({ method: 'INVITE', replaces: true }, { status: 481 });
    await talking(desk);
    await primaryFails();
    await waitForWords(desk.phone, await sentence(desk.phone, 'end_not_taken_up'), 60_000);
    await waitForNoButton(desk.phone, 'hang_up');
    await newestCallIs(desk.phone, { called: '601', reason: 'not-taken-up' });
    await desk.openTab('calls');
    await waitForWords(desk.phone, await sentence(desk.phone, 'outcome_interrupted', ''));
    await press(desk.phone, 'call_again');
    await atSecondary.hears(await atSecondary.called('601'), ownHertz);
  });
});

describe('a call between two Ringtabs', () => {
  let other: Installation;
  afterEach(() => other?.close());

  it('goes on at the secondary, where both of them go, and is there once', async () => {
    other = await Installation.start();
    const phone = await other.signedIn(primary.url, '202', 'demo-202', {
      SecondaryAddress: secondary.url,
      AutoFailover: true,
    });
    await dial(desk.phone, '202');
    await waitForButton(phone, 'answer');
    await press(phone, 'answer');
    await waitForButton(desk.phone, 'hold');
    await waitForTone(await other.browser.offscreen(), ownHertz);
    await primaryFails();
    await secondary.until('both legs at the secondary', () => secondary.calls().length === 2, 60_000);
    for (const screen of [desk.phone, phone]) {
      await waitForStatus(screen, 'state_ready_secondary');
      await waitForButton(screen, 'hold');
    }
    await waitForTone(await other.browser.offscreen(), ownHertz);
    await waitForTone(await desk.browser.offscreen(), ownHertz);
    expect((await currentSnapshot(desk.phone)).calls).toHaveLength(1);
    expect((await currentSnapshot(phone)).calls).toHaveLength(1);
    await press(phone, 'hang_up');
    await waitForNoButton(desk.phone, 'hang_up');
    await secondary.until('no call left', () => secondary.calls().length === 0);
  });
});
