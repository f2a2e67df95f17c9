import { dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { transferTo } from '../call-keys';
import { ownHertz as hereHertz } from '../installation';
import { chooseOtherPhone } from '../other-phone-choice';
import { currentSnapshot, hasButton } from '../screen-probes';
import { describeReal } from './describe-real';
import { hears, receives, receivesNoMore } from './far-ends';
import { RealDesk } from './real-desk';

jest.setTimeout(90_000);

/** The user's other phone, and who is called. */
const own = '209';
const ownHertz = 660;
const other = '207';
const otherHertz = 440;
/** Whom a call is transferred to. */
const third = '206';
const thirdHertz = 880;

describeReal('calls on another phone of the user', () => {
  let desk: RealDesk;

  beforeAll(async () => {
    desk = await RealDesk.open({
      phones: [
        { user: own, kind: 'plain' },
        { user: other, kind: 'tone' },
        { user: third, kind: 'tone', toneHz: thirdHertz },
      ],
    });
    await desk.signIn();
    await chooseOtherPhone(desk.window, own);
    await desk.sees('phone_line_other', own);
  });
  afterAll(() => desk?.close());
  afterEach(() => desk.isQuiet());

  /** Not asked of the worker: it would have a session of the debugger, with which it cannot be killed. */
  async function hasMediaDocument(): Promise<boolean> {
    return desk.window.evaluate(async () => {
      const contexts = await chrome.runtime.getContexts({});
      return contexts.some(({ contextType }) => contextType === 'OFFSCREEN_DOCUMENT');
    });
  }

  async function talk(): Promise<void> {
    await dial(desk.window, other);
    await desk.deskPhone(own).waitFor('CALL_INCOMING');
    await desk.sees('call_phone_rings', own);
    await desk.deskPhone(own).answer();
    await desk.deskPhone(other).waitFor('CALL_ESTABLISHED');
    await waitForButton(desk.window, 'hold');
    await hears(desk.deskPhone(own), otherHertz);
    await hears(desk.deskPhone(other), ownHertz);
  }

  it('ring there first, then at the other side, and each hears the other without a microphone of ours', async () => {
    await talk();
    expect(await hasMediaDocument()).toBe(false);
    await press(desk.window, 'hold');
    await receivesNoMore(desk.deskPhone(other));
    await receivesNoMore(desk.deskPhone(own));
    await press(desk.window, 'resume');
    await receives(desk.deskPhone(other));
    await receives(desk.deskPhone(own));
    await press(desk.window, 'hang_up');
    await desk.deskPhone(own).waitFor('CALL_CLOSED');
    await desk.deskPhone(other).waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
    await desk.logs(other, 'outcome_called');
    expect((await currentSnapshot(desk.window)).calls).toEqual([]);
  });

  it('are rung there when they come in, and the far end hears them once it is picked up', async () => {
    await desk.deskPhone(other).dial('201');
    await desk.deskPhone(own).waitFor('CALL_INCOMING');
    await desk.sees('call_phone_rings', own);
    expect(await hasButton(desk.window, 'answer')).toBe(false);
    await desk.deskPhone(own).answer();
    await desk.deskPhone(other).waitFor('CALL_ESTABLISHED');
    await hears(desk.deskPhone(own), otherHertz);
    await hears(desk.deskPhone(other), ownHertz);
    expect(await hasMediaDocument()).toBe(false);
    // Who puts the phone down ends the call.
    await desk.deskPhone(own).hangUp();
    await desk.deskPhone(own).waitFor('CALL_CLOSED');
    await desk.deskPhone(other).waitFor('CALL_CLOSED');
    await desk.logs(other, 'outcome_answered');
  });

  it('go on when the worker dies in the middle, and are still ours to end', async () => {
    await talk();
    await desk.killWorker();
    await desk.callGoesOn();
    await press(desk.window, 'hold');
    await receivesNoMore(desk.deskPhone(own));
    await press(desk.window, 'resume');
    await receives(desk.deskPhone(own));
    await receives(desk.deskPhone(other));
    expect(await hasMediaDocument()).toBe(false);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(own).waitFor('CALL_CLOSED');
    await desk.deskPhone(other).waitFor('CALL_CLOSED');
  });

  it('are transferred like any other, and the phone is free again', async () => {
    await talk();
    await transferTo(desk.window, third);
    await desk.sees('end_transferred_to', third);
    await desk.deskPhone(third).waitFor('CALL_ESTABLISHED');
    await desk.deskPhone(own).waitFor('CALL_CLOSED');
    await hears(desk.deskPhone(third), otherHertz);
    await desk.deskPhone(third).hangUp();
  });

  it('are put through to whom the other side sends us, heard on the same phone, once the user agrees', async () => {
    await talk();
    await desk.deskPhone(other).transfer(third);
    await press(desk.window, 'referral_follow');
    await desk.deskPhone(third).waitFor('CALL_ESTABLISHED');
    await desk.deskPhone(other).waitFor('CALL_CLOSED');
    await hears(desk.deskPhone(third), ownHertz);
    await receives(desk.deskPhone(own));
    expect(await hasMediaDocument()).toBe(false);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(own).waitFor('CALL_CLOSED');
    await desk.deskPhone(third).waitFor('CALL_CLOSED');
  });

  it('ring here where that phone turns them away, and are talked here while their caller noticed nothing', async () => {
    await desk.deskPhone(other).dial('201');
    await desk.deskPhone(own).waitFor('CALL_INCOMING');
    await desk.deskPhone(own).hangUp();
    await desk.sees('tried_phone_busy');
    await press(desk.window, 'answer');
    await desk.deskPhone(other).waitFor('CALL_ESTABLISHED');
    await hears(desk.deskPhone(other), hereHertz);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(other).waitFor('CALL_CLOSED');
    await desk.logs(other, 'outcome_answered');
  });
});
