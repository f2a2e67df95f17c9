// What becomes of a call that comes in, at the real gateway.
import { dial, fill, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { altKey } from '../call-keys';
import { ownHertz } from '../installation';
import { listenToSounds, waitForSound } from '../phone-sounds';
import { askDirectly, currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';
import { hears } from './far-ends';
import { RealDesk, toneHertz, user } from './real-desk';

jest.setTimeout(90_000);

const tone = '207';
const plain = '209';
const scripted = '205';
const autoAnswerHertz = [880, 1175];

describeReal('a call that comes in', () => {
  let desk: RealDesk;

  beforeAll(async () => {
    desk = await RealDesk.open({
      phones: [
        { user: tone, kind: 'tone' },
        { user: plain, kind: 'plain' },
      ],
    });
    await desk.signIn();
  });
  afterAll(() => desk?.close());
  afterEach(() => desk.isQuiet());

  it('while one talks, and is declined: its caller is told busy, and the other call goes on', async () => {
    await dial(desk.window, tone);
    await waitForButton(desk.window, 'hold');
    await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
    await desk.deskPhone(plain).dial(user);
    await waitForButton(desk.window, 'hold_and_answer');
    await press(desk.window, 'decline');
    const closed = await desk.deskPhone(plain).waitFor('CALL_CLOSED');
    expect(JSON.stringify(closed)).toContain('486');
    await waitForNoButton(desk.window, 'hold_and_answer');
    await hears(desk.deskPhone(tone), ownHertz);
    await waitForTone(await desk.browser.offscreen(), toneHertz);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
  });

  it('is forwarded: the gateway follows, and the two desk phones talk', async () => {
    await askDirectly(desk.window, 'save-settings', { forwardWhen: 'always', forwardTo: tone });
    await desk.sees('state_forwarding', tone);
    await desk.deskPhone(plain).dial(user);
    await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
    await hears(desk.deskPhone(plain), toneHertz);
    expect((await currentSnapshot(desk.window)).calls).toEqual([]);
    await desk.deskPhone(plain).run('hangup');
    await Promise.all([tone, plain].map((phone) => desk.deskPhone(phone).waitFor('CALL_CLOSED')));
    await desk.logs(`Desk ${plain}`, 'csv_outcome_forwarded');
    await askDirectly(desk.window, 'save-settings', { forwardWhen: 'never' });
  });

  describe('and asks to be answered', () => {
    beforeAll(() => askDirectly(desk.window, 'save-settings', { autoAnswer: true }));
    afterAll(() => askDirectly(desk.window, 'save-settings', { autoAnswer: false }));
    const asks = 'Call-Info: <sip:localhost>;answer-after=0';

    it('is by a colleague: answered, after a sound, and heard at both ends', async () => {
      await fill(desk.window, 'number_to_call', tone);
      const offscreen = await desk.browser.offscreen();
      await listenToSounds(offscreen);
      const sound = waitForSound(offscreen, autoAnswerHertz);
      const caller = await desk.gateway.startSipp({
        user: scripted,
        to: user,
        headers: [asks],
        steps: [{ awaits: 'BYE', within: 10_000 }],
      });
      await sound;
      // The far end sends back what it hears.
      await waitForTone(offscreen, ownHertz);
      await desk.sees('call_answered_itself');
      await press(desk.window, 'hang_up');
      await caller.asScripted();
      await fill(desk.window, 'number_to_call', '');
    });

    it('is by somebody from outside: rings, and nothing more', async () => {
      const caller = await desk.gateway.startSipp({
        user: scripted,
        to: user,
        headers: [asks, 'P-Asserted-Identity: <sip:+498912345678@localhost>'],
        steps: [{ ringsInVainFor: 1_500 }],
      });
      await waitForButton(desk.window, 'answer');
      await caller.asScripted();
      await waitForNoButton(desk.window, 'answer');
    });
  });

  it('with do not disturb is turned away, and missed', async () => {
    await altKey(desk.window, 'KeyD');
    await desk.sees('state_do_not_disturb');
    await desk.deskPhone(plain).dial(user);
    const closed = await desk.deskPhone(plain).waitFor('CALL_CLOSED');
    expect(JSON.stringify(closed)).toContain('480');
    await desk.logs(`Desk ${plain}`, 'outcome_not_disturbed');
    await altKey(desk.window, 'KeyD');
    await desk.sees('state_ready');
  });
});
