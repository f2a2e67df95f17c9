import {
  control,
  dial,
  fill,
  press,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import type { RegisteredContact } from '../../gateway/real/kamailio-rpc';
import { waitUntil } from '../../gateway/real/wait-until';
import { ownHertz } from '../installation';
import { quickest } from '../quickest';
import { describeReal } from './describe-real';
import { hears, isTold, receives } from './far-ends';
import { forgetGaps, watchMedia, worstGap } from './media-watch';
import { margin, RealDesk, toneHertz, user } from './real-desk';

jest.setTimeout(150_000);

const tone = '207';
const plain = '209';

describeReal('Ringtab at the real gateway', () => {
  let desk: RealDesk;
  let atFirst: RegisteredContact | undefined;

  beforeAll(async () => {
    desk = await RealDesk.open({
      phones: [
        { user: tone, kind: 'tone' },
        { user: plain, kind: 'plain' },
      ],
    });
    await desk.signIn();
    [atFirst] = await desk.registrations();
  });
  afterAll(() => desk?.close());
  afterEach(() => desk.isQuiet());

  const offscreen = () => desk.browser.offscreen();

  async function inCall(): Promise<DeskPhone> {
    const phone = desk.deskPhone(tone);
    await dial(desk.window, tone);
    await phone.waitFor('CALL_ESTABLISHED');
    await waitForButton(desk.window, 'hold');
    await waitForTone(await offscreen(), toneHertz);
    return phone;
  }

  async function hangUp(phone: DeskPhone): Promise<void> {
    await press(desk.window, 'hang_up');
    await phone.waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
  }

  /** Registered over another socket, and only there. */
  async function registeredAnew(before: RegisteredContact | undefined): Promise<void> {
    await waitUntil('one registration over the new socket', async () => {
      const now = await desk.registrations();
      return now.length === 1 && now[0]?.received !== before?.received;
    });
    await waitForStatus(desk.window, 'state_ready');
    expect(await desk.registrations()).toMatchObject([{ instance: atFirst?.instance }]);
  }

  describe('when the worker dies', () => {
    it('ends a call that rings at the other side, with a sentence, an entry and a CANCEL', async () => {
      const phone = desk.deskPhone(plain);
      const [before] = await desk.registrations();
      await dial(desk.window, plain);
      await phone.waitFor('CALL_INCOMING');
      await desk.sees('call_ringing');
      await desk.killWorker();
      const killed = performance.now();
      await phone.waitFor('CALL_CLOSED');
      console.log(
        `figure: worker killed to desk phone stops ringing ${Math.round(performance.now() - killed)} ms`,
      );
      await desk.sees('end_phone_restarted');
      await desk.logs(plain, 'outcome_failed');
      await registeredAnew(before);
    });

    it('ends a call that rings here, as a missed one', async () => {
      const phone = desk.deskPhone(plain);
      const [before] = await desk.registrations();
      await phone.dial(user);
      await waitForButton(desk.window, 'answer');
      await desk.killWorker();
      await phone.waitFor('CALL_CLOSED');
      await waitForNoButton(desk.window, 'answer');
      await desk.logs(`Desk ${plain}`, 'outcome_missed');
      await registeredAnew(before);
      await waitUntil('no incoming call among the notifications', async () =>
        (await desk.notifications()).every((id) => id.startsWith('missed:')),
      );
    });

    it('lets the two people talk on over the same connection', async () => {
      await fill(desk.window, 'number_to_call', tone);
      await watchMedia(await offscreen());
      const phone = await inCall();
      const limit = 200 * margin;
      const silence = await quickest(limit, async () => {
        const [before] = await desk.registrations();
        await forgetGaps(await offscreen());
        await desk.killWorker();
        const killed = performance.now();
        await registeredAnew(before);
        console.log(`figure: worker killed to registered anew ${Math.round(performance.now() - killed)} ms`);
        await desk.callGoesOn();
        await waitForTone(await offscreen(), toneHertz);
        await hears(phone, ownHertz);
        const { ms, connections } = await worstGap(await offscreen());
        console.log(`figure: longest silence heard around the worker's death ${ms} ms`);
        expect(connections).toBe(1);
        return ms;
      });
      expect(silence).toBeLessThan(limit);
      await desk.pressKeys('42#');
      await waitUntil('three digits', () => phone.digits().endsWith('42#'));
      await hangUp(phone);
      await desk.logs(tone, 'outcome_called');
    });

    it('lets the user hold at once', async () => {
      const phone = await inCall();
      const limit = 500 * margin;
      const time = await quickest(limit, async () => {
        await desk.killWorker();
        const killed = performance.now();
        await press(desk.window, 'hold');
        await isTold(phone, 'recvonly');
        const ms = Math.round(performance.now() - killed);
        console.log(`figure: worker killed, hold pressed, desk phone held ${ms} ms`);
        await press(desk.window, 'resume');
        await waitForButton(desk.window, 'hold');
        await isTold(phone, 'sendrecv');
        return ms;
      });
      expect(time).toBeLessThan(limit);
      await waitForTone(await offscreen(), toneHertz);
      await hangUp(phone);
    });

    it('lets the user hang up at once', async () => {
      const limit = 500 * margin;
      const time = await quickest(limit, async () => {
        const phone = await inCall();
        await desk.killWorker();
        const killed = performance.now();
        await press(desk.window, 'hang_up');
        await phone.waitFor('CALL_CLOSED');
        const ms = Math.round(performance.now() - killed);
        console.log(`figure: worker killed, hang-up pressed, desk phone free ${ms} ms`);
        return ms;
      });
      expect(time).toBeLessThan(limit);
      await desk.sees('end_hung_up');
      await waitForNoButton(desk.window, 'hang_up');
      await desk.logs(tone, 'outcome_called');
    });

    it('lets the other side hang up', async () => {
      const [before] = await desk.registrations();
      const phone = await inCall();
      await desk.killWorker();
      await registeredAnew(before);
      await desk.callGoesOn();
      await phone.hangUp();
      await desk.sees('end_other_hung_up');
    });

    it('keeps a call on hold, and resumes it', async () => {
      const [before] = await desk.registrations();
      const phone = await inCall();
      await press(desk.window, 'hold');
      await waitForButton(desk.window, 'resume');
      await isTold(phone, 'recvonly');
      await desk.killWorker();
      await registeredAnew(before);
      await desk.sees('call_held');
      await desk.hearsNoMore(toneHertz);
      await isTold(phone, 'recvonly');
      await press(desk.window, 'resume');
      await waitForButton(desk.window, 'hold');
      await isTold(phone, 'sendrecv');
      await waitForTone(await offscreen(), toneHertz);
      await receives(phone);
      await hangUp(phone);
    });

    it('answers a call of the desk phone right afterwards', async () => {
      const phone = desk.deskPhone(plain);
      const [before] = await desk.registrations();
      await desk.killWorker();
      await registeredAnew(before);
      await phone.dial(user);
      await waitForButton(desk.window, 'answer');
      await press(desk.window, 'answer');
      await phone.waitFor('CALL_ESTABLISHED');
      await hears(phone, ownHertz);
      await hangUp(phone);
    });
  });

  describe('when the media relay', () => {
    it('is killed, and started again, the call says so and its sound comes back', async () => {
      const phone = await inCall();
      await desk.gateway.media.kill();
      await desk.sees('call_sound_lost');
      await desk.gateway.media.start();
      const started = performance.now();
      await waitForTone(await offscreen(), toneHertz);
      await hears(phone, ownHertz);
      console.log(
        `figure: media relay restarted: sound both ways ${Math.round(performance.now() - started)} ms after`,
      );
      await desk.callGoesOn();
      await hangUp(phone);
    });

    it('is frozen and goes on, the sound comes back', async () => {
      const phone = await inCall();
      desk.gateway.media.freeze();
      await desk.sees('call_sound_lost');
      desk.gateway.media.resume();
      const thawed = performance.now();
      await waitForTone(await offscreen(), toneHertz);
      await hears(phone, ownHertz);
      console.log(
        `figure: media relay thawed: sound both ways ${Math.round(performance.now() - thawed)} ms after`,
      );
      await hangUp(phone);
    });
  });

  describe('when the media document dies', () => {
    it('the call goes on in another one', async () => {
      const phone = await inCall();
      const dead = await offscreen();
      const killed = performance.now();
      await dead.close();
      await hears(phone, ownHertz);
      await waitForTone(await offscreen(), toneHertz);
      console.log(
        `figure: media document killed at the real gateway: sound both ways after ${Math.round(performance.now() - killed)} ms`,
      );
      await desk.callGoesOn();
      await hangUp(phone);
    });
  });

  describe('when the gateway restarts', () => {
    /** Killed, seen to be gone, started, and looked for at once instead of after the countdown. */
    async function restartGateway(): Promise<void> {
      await desk.gateway.kill();
      await waitForStatus(desk.window, 'state_reconnecting');
      await desk.gateway.restart();
      const tryNow = await desk.window.$(await control(desk.window, 'button', 'try_now'));
      // The phone may be trying by itself just now.
      await tryNow?.click().catch(() => undefined);
      await waitForStatus(desk.window, 'state_ready');
    }

    it('lets a call go on, and the user hang up', async () => {
      const phone = await inCall();
      await restartGateway();
      await waitForTone(await offscreen(), toneHertz);
      await hears(phone, ownHertz);
      await desk.callGoesOn();
      await press(desk.window, 'hang_up');
      await desk.sees('end_hung_up');
      await phone.waitFor('CALL_CLOSED');
    });

    it('comes back to ready from idle, registered once', async () => {
      await restartGateway();
      expect(await desk.registrations()).toMatchObject([{ instance: atFirst?.instance }]);
    });
  });
});
