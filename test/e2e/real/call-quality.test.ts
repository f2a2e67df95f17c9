// What is measured of a call's sound, where a known part of it is lost on the way.
import { clickOn, dial, press, textOf, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { lossOf } from '../../../src/domain/call-quality';
import { UdpRelay } from '../../faults/network';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog } from '../call-log-probe';
import { currentSnapshot, sentence } from '../screen-probes';
import { describeReal } from './describe-real';
import { RealDesk, toneHertz } from './real-desk';

jest.setTimeout(150_000);

const tone = '207';
/** Of the packets, from 0 to 1; a busy machine loses a little more, as what comes too late is not heard. */
const lost = { there: 0.2, back: 0.1 };
const tolerance = 0.04;

describeReal('the sound of a call over a network that loses packets', () => {
  let desk: RealDesk;
  let network: UdpRelay;

  beforeAll(async () => {
    desk = await RealDesk.open({ phones: [{ user: tone, kind: 'tone' }] });
    const { turn, address } = desk.gateway;
    network = await UdpRelay.open(turn.port);
    await desk.installation.useProfile({
      Address: address,
      ICEPolicy: 'relay',
      TURNHost: turn.host,
      TURNPort: String(network.port),
      TURNUser: turn.username,
      TURNPassword: turn.credential,
    });
    await desk.signIn();
  });
  afterAll(async () => {
    await desk?.close();
    await network?.close();
  });

  it('is measured both ways, goes on over the death of the worker, and is said in the call log', async () => {
    network.lose(lost);
    await dial(desk.window, tone);
    await waitForButton(desk.window, 'hold');
    await waitForTone(await desk.browser.offscreen(), toneHertz);
    const measured = async () => (await currentSnapshot(desk.window)).calls[0]?.quality;
    const before = await waitUntil('a first sample', measured);
    await desk.killWorker();
    const after = await waitUntil(
      'samples of both ways',
      async () => {
        const quality = await measured();
        const packets = Math.min(quality?.receiving?.packets ?? 0, quality?.sending?.packets ?? 0);
        return packets >= 600 ? quality : undefined;
      },
      { timeoutMs: 75_000 },
    );
    await desk.sees('sound_notice_own_network');
    await press(desk.window, 'hang_up');
    await waitForNoButton(desk.window, 'hang_up');
    const quality = await waitUntil('the entry', async () => (await callLog(desk.window))[0]?.quality);
    if (!quality?.receiving || !quality.sending) throw new Error(`Not measured: ${JSON.stringify(quality)}`);
    const [heard, said] = [quality.receiving, quality.sending].map(lossOf);
    console.log(
      `figure: loss measured where ${lost.back} of what is heard and ${lost.there} of what is said is lost: ${heard}, ${said}; ${JSON.stringify(quality)}`,
    );
    expect(Math.abs(Number(heard) - lost.back)).toBeLessThan(tolerance);
    expect(Math.abs(Number(said) - lost.there)).toBeLessThan(tolerance);
    expect(after.samples).toBeGreaterThan(before.samples);
    expect(quality.samples).toBeGreaterThanOrEqual(after.samples);

    await clickOn(desk.window, '#tab-calls');
    await clickOn(desk.window, '.row[data-row="0"] .row-more');
    await desk.window.locator('.figures summary').wait();
    const words = await desk.window.$eval('.call-details', (dialog) => dialog.textContent ?? '');
    expect(words).toContain(await textOf(desk.window, 'sound_bad'));
    expect(words).toContain(await sentence(desk.window, 'sound_lost_said', ''));
  });
});
