import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, dial, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { Desk } from '../desk';
import { ownHertz } from '../installation';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let desk: Desk;

beforeAll(async () => {
  gateway = await startDemoGateway();
});
afterAll(() => gateway?.close());

describe('without permission to use the microphone', () => {
  beforeAll(async () => {
    desk = await Desk.open({ gateway, launch: { grantMicrophone: false } });
  });
  afterEach(() => desk.tidy());
  afterAll(() => desk?.close());

  it('a call is not placed, and the way to allow it is shown', async () => {
    const mark = desk.farEnd.mark();
    await dial(desk.phone, '600');
    await desk.sees('error_microphone_denied');
    await waitForNoButton(desk.phone, 'hang_up');
    await clickOn(desk.phone, '.notice ::-p-text(Set up)');
    await desk.browser.welcomed(false);
    expect(desk.farEnd.since(mark, { method: 'INVITE' })).toEqual([]);
  });

  it('an incoming call is not answered, and goes on ringing', async () => {
    const call = gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    await press(desk.phone, 'answer');
    await desk.sees('error_microphone_denied');
    await waitForButton(desk.phone, 'answer');
    expect(call.state).toBe('ringing');
    await press(desk.phone, 'decline');
    expect((await call.ended).status).toBe(486);
  });
});

describe('two Ringtabs', () => {
  const otherHertz = 880;
  let other: Desk;
  let folder: string;

  beforeAll(async () => {
    folder = makeTemporaryFolder('other-microphone');
    const otherTone = join(folder, 'tone.wav');
    writeToneFile(otherTone, otherHertz);
    [desk, other] = await Promise.all([
      Desk.open({ gateway }),
      Desk.open({ gateway, user: '202', launch: { fakeAudioFile: otherTone } }),
    ]);
  });
  afterEach(() => desk.tidy());
  afterAll(async () => {
    await Promise.all([desk?.close(), other?.close()]);
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  it('call each other, and each hears the other', async () => {
    await dial(desk.phone, '202');
    await waitForButton(other.phone, 'answer');
    await desk.sees('call_ringing');
    expect(await other.phone.$eval('.incoming', (card) => card.textContent)).toContain('Amélie Martin');
    await press(other.phone, 'answer');
    await waitForButton(desk.phone, 'hold');
    await waitForTone(await desk.browser.offscreen(), otherHertz);
    await waitForTone(await other.browser.offscreen(), ownHertz);
    await press(desk.phone, 'hold');
    await other.sees('call_held_by_other');
    await press(desk.phone, 'resume');
    await other.seesNoMore('call_held_by_other');
    await waitForTone(await other.browser.offscreen(), ownHertz);
    await press(other.phone, 'hang_up');
    await desk.seesWords(await textOf(desk.phone, 'end_other_hung_up'));
    await desk.farEnd.isQuiet();
  });
});
