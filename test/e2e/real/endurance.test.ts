import { fill, press, waitForButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { waitUntil } from '../../gateway/real/wait-until';
import { figure, soakSeconds } from '../endurance/soak-options';
import { currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';
import { receives } from './far-ends';
import { forgetGaps, watchMedia, worstGap } from './media-watch';
import { RealDesk, toneHertz } from './real-desk';

const tone = '207';
/** Milliseconds without a packet that a busy machine may cause; a lost worker or path costs more. */
const longestGap = 1_000;

jest.setTimeout(60_000 + soakSeconds * 1_500);

describeReal('Ringtab at the real gateway, in a long call', () => {
  let desk: RealDesk;

  beforeAll(async () => {
    desk = await RealDesk.open({ phones: [{ user: tone, kind: 'tone' }] });
    await desk.signIn();
  });
  afterAll(() => desk?.close());

  /** When the worker was born. */
  const born = async () => (await desk.browser.worker()).evaluate(() => performance.timeOrigin);
  const offscreen = () => desk.browser.offscreen();

  it(`of ${soakSeconds} s keeps its worker, its registration and its sound`, async () => {
    const phone = desk.deskPhone(tone);
    await fill(desk.window, 'number_to_call', tone);
    await watchMedia(await offscreen());
    await press(desk.window, 'call');
    await phone.waitFor('CALL_ESTABLISHED');
    await waitForButton(desk.window, 'hold');
    await waitForTone(await offscreen(), toneHertz);
    const [bornAt, [registered]] = await Promise.all([born(), desk.registrations()]);
    await forgetGaps(await offscreen());
    const begun = performance.now();
    const seen: unknown[] = [];
    const look = async () => {
      const [{ calls, registration }, now] = await Promise.all([
        currentSnapshot(desk.window),
        desk.registrations(),
      ]);
      const talks = calls.map((call) => call.state === 'talking' && !call.interrupted);
      seen.push([registration.state, talks, now.map(({ received }) => received)]);
      return performance.now() - begun > soakSeconds * 1_000;
    };
    await waitUntil('the end', look, { timeoutMs: soakSeconds * 1_400, everyMs: 2_000 });
    for (const each of seen) expect(each).toEqual(['ready', [true], [registered?.received]]);
    const { ms: gap } = await worstGap(await offscreen());
    figure(
      `a real call of ${soakSeconds} s, looked at ${seen.length} times: longest gap in its packets ${gap} ms`,
    );
    await receives(phone);
    await waitForTone(await offscreen(), toneHertz);
    expect(gap).toBeLessThan(longestGap);
    expect(await born()).toBe(bornAt);
    await press(desk.window, 'hang_up');
    await phone.waitFor('CALL_CLOSED');
    await desk.nothingLeft();
  });
});
