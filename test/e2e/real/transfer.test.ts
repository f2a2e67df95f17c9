import { dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import { transferTo } from '../call-keys';
import { ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';
import { hears, receives } from './far-ends';
import { RealDesk, toneHertz } from './real-desk';

jest.setTimeout(90_000);

const tone = '207';
const plain = '209';
const plainHertz = 660;

describeReal('a call with a desk phone is transferred', () => {
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

  const offscreen = () => desk.browser.offscreen();

  async function callTo(number: string): Promise<void> {
    await dial(desk.window, number);
    await waitForButton(desk.window, 'hold');
    await desk.deskPhone(number).waitFor('CALL_ESTABLISHED');
  }

  it('to another one, which hears it, and we are out of it', async () => {
    await callTo(tone);
    await waitForTone(await offscreen(), toneHertz);
    await transferTo(desk.window, plain);
    const ringing = await desk.deskPhone(plain).waitFor('CALL_INCOMING');
    expect(JSON.stringify(ringing)).toContain(tone);
    await waitForButton(desk.window, 'hang_up');
    await desk.deskPhone(plain).answer();
    await desk.sees('end_transferred_to', plain);
    await desk.deskPhone(plain).waitFor('CALL_ESTABLISHED');
    await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
    // It keeps its first call up until it is told.
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await hears(desk.deskPhone(plain), toneHertz);
    expect(await desk.deskPhone(tone).calls()).toHaveLength(1);
    expect(await desk.deskPhone(plain).calls()).toHaveLength(1);
    expect((await currentSnapshot(desk.window)).calls).toEqual([]);
    await desk.deskPhone(plain).hangUp();
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await desk.logs(tone, 'outcome_called');
  });

  it.each([
    ['is busy', '9486', 'transfer_failed_busy'],
    ['does not exist', '555', 'transfer_failed_no_such_number'],
  ] as const)('to a number that %s: it goes on, and is heard', async (_what, number, sentence) => {
    await callTo(tone);
    await waitForTone(await offscreen(), toneHertz);
    await transferTo(desk.window, number);
    await desk.sees(sentence, number);
    await receives(desk.deskPhone(tone));
    await waitForTone(await offscreen(), toneHertz);
    expect(await desk.deskPhone(tone).calls()).toHaveLength(1);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
  });

  describe('by the desk phone', () => {
    beforeEach(async () => {
      await desk.deskPhone(plain).dial('201');
      await waitForButton(desk.window, 'answer');
      await press(desk.window, 'answer');
      await desk.deskPhone(plain).waitFor('CALL_ESTABLISHED');
      await waitForTone(await offscreen(), plainHertz);
      await desk.deskPhone(plain).transfer(tone);
      await waitForButton(desk.window, 'referral_follow');
      expect(await desk.deskPhone(tone).calls()).toEqual([]);
    });

    it('we agree: the call goes on with whom it named', async () => {
      await press(desk.window, 'referral_follow');
      await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
      await desk.deskPhone(plain).waitFor('CALL_CLOSED');
      await waitForTone(await offscreen(), toneHertz);
      await hears(desk.deskPhone(tone), ownHertz);
      expect((await currentSnapshot(desk.window)).calls).toMatchObject([{ party: { number: tone } }]);
      await press(desk.window, 'hang_up');
      await desk.deskPhone(tone).waitFor('CALL_CLOSED');
      await waitForNoButton(desk.window, 'hang_up');
    });

    it('we do not: it is told so, and hangs up, as it does then', async () => {
      await press(desk.window, 'referral_refuse');
      await desk.sees('end_other_hung_up');
      const { param } = await desk.deskPhone(plain).waitFor('TRANSFER_FAILED');
      expect(param).toBe('603 Decline');
      expect(await desk.deskPhone(tone).calls()).toEqual([]);
    });
  });
});
