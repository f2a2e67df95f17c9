// Ringtab between a desk phone and another Ringtab: swapped, joined, and what each of the three hears.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { writeToneFile } from '../../../scripts/tone';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot, sentence } from '../screen-probes';
import { hasSent, noteSentLines } from '../sent-lines';
import { hearsOnly, tonesHeard } from '../tones-heard';
import { describeReal } from './describe-real';
import { isTold } from './far-ends';
import { RealDesk, toneHertz } from './real-desk';

jest.setTimeout(150_000);

const colleague = '202';
const colleagueHertz = 1000;
const tone = '207';
const known = [ownHertz, colleagueHertz, toneHertz];

describeReal('Ringtab at the real gateway, in several calls', () => {
  let desk: RealDesk;
  let other: Installation | undefined;
  let otherPhone: Page;
  const folder = makeTemporaryFolder('conference');

  beforeAll(async () => {
    desk = await RealDesk.open({ phones: [{ user: tone, kind: 'tone' }] });
    const voice = join(folder, 'colleague.wav');
    writeToneFile(voice, colleagueHertz);
    other = await Installation.start({ nssHome: desk.gateway.nssHome, fakeAudioFile: voice });
    otherPhone = await other.signedIn(desk.gateway.address, colleague, passwordOf(colleague));
    await desk.signIn();
  });
  afterAll(async () => {
    await other?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  afterEach(() => desk.isQuiet());

  /** The colleague, who is held as soon as the desk phone is called. */
  async function inTwoCalls(): Promise<void> {
    await dial(desk.window, colleague);
    await waitForButton(otherPhone, 'answer');
    await press(otherPhone, 'answer');
    await colleagueHears(ownHertz);
    await dial(desk.window, tone);
    await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
    await deskPhoneHears(ownHertz);
    await colleagueHears();
  }

  async function colleagueHears(...tones: number[]): Promise<void> {
    const offscreen = await (other as Installation).browser.offscreen();
    await hearsOnly('the colleague', tones, () => tonesHeard(offscreen, known));
  }

  const deskPhoneHears = (...tones: number[]) =>
    hearsOnly('the desk phone', tones, () => desk.deskPhone(tone).heardOf(known));

  async function weHear(...tones: number[]): Promise<void> {
    const offscreen = await desk.browser.offscreen();
    await hearsOnly('this phone', tones, () => tonesHeard(offscreen, known));
  }

  async function key(letter: 'j' | 'w'): Promise<void> {
    await desk.window.keyboard.down('Alt');
    await desk.window.keyboard.press(letter);
    await desk.window.keyboard.up('Alt');
  }

  it('a conference lets each of the three hear both others, and ends for both at once', async () => {
    await inTwoCalls();
    await key('j');
    await deskPhoneHears(ownHertz, colleagueHertz);
    await colleagueHears(ownHertz, toneHertz);
    await weHear(colleagueHertz, toneHertz);
    await press(desk.window, 'mute');
    await deskPhoneHears(colleagueHertz);
    await press(desk.window, 'unmute');
    const silence = await sentence(desk.window, 'conference_silence', colleague);
    await clickOn(desk.window, `::-p-aria([name="${silence}"][role="button"])`);
    await deskPhoneHears(ownHertz);
    await colleagueHears(ownHertz, toneHertz);
    await weHear(toneHertz);
    await press(desk.window, 'conference_end_both');
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await waitForNoButton(otherPhone, 'hang_up');
  });

  it('a swap holds one and lets the other be heard', async () => {
    await inTwoCalls();
    await key('w');
    await isTold(desk.deskPhone(tone), 'recvonly');
    await colleagueHears(ownHertz);
    await weHear(colleagueHertz);
    await key('w');
    await isTold(desk.deskPhone(tone), 'sendrecv');
    await colleagueHears();
    await weHear(toneHertz);
    await press(desk.window, 'hang_up');
    await desk.deskPhone(tone).waitFor('CALL_CLOSED');
    await press(desk.window, 'hang_up');
    await waitForNoButton(otherPhone, 'hang_up');
  });

  describe('a call between the two Ringtabs, in which both do something at once', () => {
    const phones = () => [desk.window, otherPhone] as const;

    /** Both requests are under way before either arrives: each is answered 491, and one of them waits (RFC 3261 section 14.1). */
    async function atOnce(...buttons: ['hold' | 'resume', 'hold' | 'resume']): Promise<void> {
      const browsers = [desk.browser, (other as Installation).browser];
      await Promise.all(browsers.map(noteSentLines));
      desk.gateway.freeze();
      try {
        await Promise.all(phones().map((phone, at) => press(phone, buttons[at] as 'hold')));
        await Promise.all(browsers.map((browser) => hasSent(browser, 'INVITE ')));
      } finally {
        desk.gateway.resume();
      }
      await Promise.all(browsers.map((browser) => hasSent(browser, 'SIP/2.0 491 ')));
    }

    /** Whether each of them has the call on hold, and both know it. */
    async function holds(mine: boolean, theirs: boolean): Promise<void> {
      const wanted = [
        { held: mine, heldByOther: theirs, holdPending: false },
        { held: theirs, heldByOther: mine, holdPending: false },
      ];
      let seen: unknown;
      await waitUntil('the same at both ends', async () => {
        const calls = (await Promise.all(phones().map(currentSnapshot))).map(({ calls: [call] }) => call);
        seen = calls.map((call) =>
          call?.state === 'talking'
            ? { held: call.held, heldByOther: call.heldByOther, holdPending: call.holdPending }
            : call?.state,
        );
        return JSON.stringify(seen) === JSON.stringify(wanted);
      }).catch((error) => {
        throw new Error(`${error}; seen: ${JSON.stringify(seen)}`);
      });
    }

    it('both hold, and both resume: at both ends stands what both wanted', async () => {
      await dial(desk.window, colleague);
      await press(otherPhone, 'answer');
      await colleagueHears(ownHertz);
      await atOnce('hold', 'hold');
      await holds(true, true);
      await Promise.all([colleagueHears(), weHear()]);
      await atOnce('resume', 'resume');
      await holds(false, false);
      await Promise.all([colleagueHears(ownHertz), weHear(colleagueHertz)]);
      expect((await desk.gateway.activeCalls()).dialogs).toHaveLength(1);
      await press(desk.window, 'hang_up');
      await waitForNoButton(otherPhone, 'hang_up');
    });
  });
});
