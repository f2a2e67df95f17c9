import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import {
  clickOn,
  dial,
  fill,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { MessageKey } from '../../../src/ui/messages';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { clicksAreNoted, lastClick } from '../clicks';
import { ownHertz } from '../installation';
import { quickest } from '../quickest';
import { describeReal } from './describe-real';
import { hears, isTold, receives, receivesNoMore, talksBy } from './far-ends';
import { firstMedia, localCandidateType, watchMedia } from './media-watch';
import { margin, RealDesk, toneHertz, user } from './real-desk';

jest.setTimeout(90_000);

const tone = '207';
const opusTone = '206';
const echo = '208';
const plain = '209';
/** Whoever does exactly as a test wants. */
const scripted = '205';
const plainHertz = 660;
const deskName = `Desk ${plain}`;

/** What stands in a log from the last of these words on. */
function lastOf(logFile: string, words: string): string {
  const log = readFileSync(logFile, 'utf8');
  return log.slice(log.lastIndexOf(words));
}

describeReal('Ringtab at the real gateway', () => {
  let desk: RealDesk;

  beforeAll(async () => {
    desk = await RealDesk.open({
      phones: [
        { user: tone, kind: 'tone' },
        { user: opusTone, kind: 'tone', codecs: 'opus/48000/2' },
        { user: echo, kind: 'echo' },
        { user: plain, kind: 'plain' },
      ],
    });
  });
  afterAll(() => desk?.close());
  afterEach(() => desk.isQuiet());

  const offscreen = () => desk.browser.offscreen();

  /** A call from Ringtab that the desk phone has answered by itself. */
  async function callTo(number: string): Promise<void> {
    await dial(desk.window, number);
    await waitForButton(desk.window, 'hold');
    await desk.deskPhone(number).waitFor('CALL_ESTABLISHED');
  }

  async function hangUp(number: string): Promise<void> {
    await press(desk.window, 'hang_up');
    await desk.deskPhone(number).waitFor('CALL_CLOSED');
    await waitForNoButton(desk.window, 'hang_up');
  }

  /** A call from the desk phone that rings here. */
  async function ringing(): Promise<void> {
    await desk.deskPhone(plain).dial(user);
    await waitForButton(desk.window, 'answer');
  }

  describe('signing in', () => {
    const asWhom = async (extension: string, password: string) => {
      await fill(desk.window, 'extension', extension);
      await fill(desk.window, 'password', password);
      await press(desk.window, 'sign_in');
    };

    it('says that the password is wrong', async () => {
      await asWhom(user, 'not-this-one');
      await desk.sees('refused_wrong_password', 'localhost', user);
      expect(await desk.registrations()).toEqual([]);
    });

    it('says that the gateway does not know the extension', async () => {
      await asWhom('299', passwordOf(user));
      await desk.sees('refused_unknown_user', 'localhost', '299');
    });

    it('registers once over wss', async () => {
      const begun = performance.now();
      await desk.signIn();
      console.log(
        `figure: typing, sign-in and registered, real gateway: ${Math.round(performance.now() - begun)} ms`,
      );
      expect(await desk.registrations()).toMatchObject([
        {
          userAgent: 'Ringtab',
          received: expect.stringMatching(/transport=wss?$/),
          instance: expect.stringMatching(/uuid/),
        },
      ]);
    });
  });

  describe('a call to a desk phone', () => {
    it('is heard at both ends through the echo, and ends when it is hung up here', async () => {
      await callTo(echo);
      await waitForTone(await offscreen(), ownHertz);
      await hears(desk.deskPhone(echo), ownHertz);
      await press(desk.window, 'hang_up');
      await desk.sees('end_hung_up');
      await desk.deskPhone(echo).waitFor('CALL_CLOSED');
      await desk.logs(echo, 'outcome_called');
    });

    it('lets its tone be heard, and ends when it is hung up there', async () => {
      await callTo(tone);
      await waitForTone(await offscreen(), toneHertz);
      await hears(desk.deskPhone(tone), ownHertz);
      await desk.deskPhone(tone).hangUp();
      await desk.sees('end_other_hung_up');
      await waitForNoButton(desk.window, 'hang_up');
      await desk.logs(tone, 'outcome_called');
    });

    it('is held and resumed from here', async () => {
      const phone = desk.deskPhone(tone);
      await callTo(tone);
      await waitForTone(await offscreen(), toneHertz);
      await press(desk.window, 'hold');
      await waitForButton(desk.window, 'resume');
      await desk.sees('call_held');
      await isTold(phone, 'recvonly');
      await desk.hearsNoMore(toneHertz);
      await press(desk.window, 'resume');
      await waitForButton(desk.window, 'hold');
      await isTold(phone, 'sendrecv');
      await waitForTone(await offscreen(), toneHertz);
      await receives(phone);
      await hangUp(tone);
    });

    it('is held and resumed from there', async () => {
      const phone = desk.deskPhone(tone);
      await callTo(tone);
      await waitForTone(await offscreen(), toneHertz);
      await receives(phone);
      await phone.hold();
      await desk.sees('call_held_by_other');
      await receivesNoMore(phone);
      await phone.resume();
      await desk.seesNoMore('call_held_by_other');
      await receives(phone);
      await waitForTone(await offscreen(), toneHertz);
      await hangUp(tone);
    });

    it.each([
      ['RFC 4733, beside G.711', tone],
      ['INFO, beside Opus with telephone-events at another clock rate', opusTone],
    ])('carries the digits of the keypad by %s', async (_way, number) => {
      const phone = desk.deskPhone(number);
      await callTo(number);
      await waitForTone(await offscreen(), toneHertz);
      await desk.pressKeys('159*0#');
      await waitUntil('six digits', () => phone.digits().length >= 6);
      expect(phone.digits()).toBe('159*0#');
      await hangUp(number);
    });

    it('is asked for again with the session interval that the gateway wants', async () => {
      const phone = desk.deskPhone(tone);
      await dial(desk.window, `4220${tone}`);
      await waitForButton(desk.window, 'hold');
      await phone.waitFor('CALL_ESTABLISHED');
      const invite = lastOf(phone.logFile, 'INVITE sip:');
      expect(invite).toMatch(/^Session-Expires: 2400/m);
      expect(invite).toMatch(/^Min-SE: 2400/m);
      await hears(phone, ownHertz);
      await hangUp(tone);
    });

    it('can be cancelled while it rings', async () => {
      await dial(desk.window, plain);
      await desk.deskPhone(plain).waitFor('CALL_INCOMING');
      await desk.sees('call_ringing');
      await press(desk.window, 'hang_up');
      await desk.sees('end_cancelled');
      await desk.deskPhone(plain).waitFor('CALL_CLOSED');
      await desk.logs(plain, 'outcome_cancelled');
    });

    it('says so when it is declined there', async () => {
      await dial(desk.window, plain);
      await desk.deskPhone(plain).waitFor('CALL_INCOMING');
      await desk.sees('call_ringing');
      await desk.deskPhone(plain).hangUp();
      await desk.sees('end_busy');
      await desk.logs(plain, 'outcome_busy');
    });
  });

  describe('a call that comes to nothing', () => {
    it.each<[string, string, MessageKey, MessageKey]>([
      ['is busy', '9486', 'end_busy', 'outcome_busy'],
      ['does not exist', '555', 'end_no_such_number', 'outcome_no_such_number'],
      ['is not registered', '203', 'end_unavailable', 'outcome_unavailable'],
      ['is out of service', '9503', 'end_gateway_unavailable', 'outcome_failed'],
    ])('says that the number %s', async (_what, number, sentence, outcome) => {
      await dial(desk.window, number);
      await desk.sees(sentence);
      await waitForNoButton(desk.window, 'hang_up');
      await desk.logs(number, outcome);
    });
  });

  describe('a call from a desk phone', () => {
    it('is answered from the notification and heard at both ends', async () => {
      await ringing();
      await desk.pressOnNotification('answer');
      await desk.deskPhone(plain).waitFor('CALL_ESTABLISHED');
      await waitForTone(await offscreen(), plainHertz);
      await hears(desk.deskPhone(plain), ownHertz);
      await waitUntil('the notification to go', async () => (await desk.notifications()).length === 0);
      await hangUp(plain);
      await desk.logs(deskName, 'outcome_answered');
    });

    it('is refreshed as the gateway on the way wants it, and goes on to be heard', async () => {
      const phone = desk.deskPhone(plain);
      await phone.dial(`4028${user}`);
      await waitForButton(desk.window, 'answer');
      await press(desk.window, 'answer');
      await phone.waitFor('CALL_ESTABLISHED');
      const refreshes = () =>
        readFileSync(phone.logFile, 'utf8').match(/^Session-Expires: 4;refresher=uac\r?$/gm)?.length ?? 0;
      await waitUntil('two refreshes at the desk phone', async () => refreshes() >= 2);
      await hears(phone, ownHertz);
      await waitForTone(await offscreen(), plainHertz);
      await hangUp(plain);
    });

    it('is refreshed by its far end in both ways, and ended in time when that is silent', async () => {
      const sessionExpires = '4;refresher=uac';
      const caller = await desk.gateway.startSipp({
        user: scripted,
        to: user,
        headers: [`Session-Expires: ${sessionExpires}`],
        steps: [
          { refreshes: 'UPDATE', after: 1_500, sessionExpires },
          { refreshes: 'INVITE', after: 1_500, sessionExpires },
          { ignores: 'INVITE' },
          { awaits: 'BYE', within: Math.ceil((4_000 / 3) * margin) },
        ],
      });
      await waitForButton(desk.window, 'answer');
      await press(desk.window, 'answer');
      // The far end sends back what it hears.
      await waitForTone(await offscreen(), ownHertz);
      await desk.sees('end_other_silent');
      await caller.asScripted();
      expect(caller.messages()).toMatch(/^Allow:.*\bUPDATE\b/m);
      await desk.logs(scripted, 'outcome_interrupted');
    });

    it('is declined from the notification', async () => {
      await ringing();
      await desk.pressOnNotification('decline');
      await desk.sees('end_declined');
      expect((await desk.deskPhone(plain).waitFor('CALL_CLOSED')).param).toMatch(/^486 /);
      await desk.logs(deskName, 'outcome_declined');
    });

    it('is missed when nobody answers, and stays on the badge until it is seen', async () => {
      await ringing();
      await desk.deskPhone(plain).hangUp();
      await waitForNoButton(desk.window, 'answer');
      await desk.showsBadge('1');
      await desk.logs(deskName, 'outcome_missed');
      await desk.showsBadge('');
    });
  });

  describe('the way of the sound', () => {
    async function clickToMedia(): Promise<{ answered: number; media: number }> {
      await desk.deskPhone(tone).waitFor('CALL_ESTABLISHED');
      const answeredAt = Date.now();
      const [mediaAt, clickedAt] = [await firstMedia(await offscreen()), await lastClick(desk.window)];
      return { answered: answeredAt - clickedAt, media: mediaAt - clickedAt };
    }

    async function prepared(): Promise<void> {
      await fill(desk.window, 'number_to_call', tone);
      await watchMedia(await offscreen());
    }

    it('is short where candidates were gathered while the number was typed', async () => {
      await clicksAreNoted(desk.window);
      await prepared();
      await press(desk.window, 'call');
      const { answered, media } = await clickToMedia();
      console.log(`figure: click to answer ${answered} ms, to first sound ${media} ms; prepared, no STUN`);
      await hangUp(tone);
    });

    it('is not lengthened by a STUN server that never answers', async () => {
      const blackHole = createSocket('udp4');
      let asked = 0;
      blackHole.on('message', () => {
        asked += 1;
      });
      blackHole.bind(0, '127.0.0.1');
      await once(blackHole, 'listening');
      try {
        await desk.useProfile({ STUNHost: '127.0.0.1', STUNPort: String(blackHole.address().port) });
        const limit = (150 + 200) * margin;
        /** Milliseconds from the click to the answer. */
        const placed = (how: string, place: () => Promise<unknown>) =>
          quickest(limit, async () => {
            await place();
            const { answered, media } = await clickToMedia();
            console.log(
              `figure: click to answer ${answered} ms, to first sound ${media} ms; ${how}, STUN blackholed`,
            );
            await waitForTone(await offscreen(), toneHertz);
            await hangUp(tone);
            return answered;
          });
        const typed = await placed('prepared', async () => {
          await prepared();
          await press(desk.window, 'call');
        });
        expect(typed).toBeLessThan(limit);
        // From the list nothing is gathered before the click.
        await clickOn(desk.window, '#tab-calls');
        const callBack = await desk.window.evaluate(
          (party) => chrome.i18n.getMessage('call_back', party),
          tone,
        );
        const again = `.virtual-list li[data-row="0"] ::-p-aria([name="${callBack}"])`;
        const listed = await placed('unprepared', () => clickOn(desk.window, again));
        expect(listed).toBeLessThan(limit);
        await clickOn(desk.window, '#tab-keypad');
        expect(asked).toBeGreaterThan(0);
      } finally {
        blackHole.close();
      }
    });

    it('is of the codec that the profile puts first, of those that both have', async () => {
      const phone = desk.deskPhone(tone);
      await desk.useProfile({ Codecs: 'g722,g711a,g711u' });
      await callTo(tone);
      expect(lastOf(phone.logFile, 'INVITE sip:')).toMatch(/^m=audio \d+ RTP\/AVP 9 8 0\b/m);
      await talksBy(phone, 'PCMA');
      await hears(phone, ownHertz);
      await hangUp(tone);
    });

    it('goes through the relay where the profile wants nothing else', async () => {
      const { host, port, username, credential } = desk.gateway.turn;
      await desk.useProfile({
        ICEPolicy: 'relay',
        TURNHost: host,
        TURNPort: String(port),
        TURNUser: username,
        TURNPassword: credential,
      });
      await prepared();
      const { length } = readFileSync(desk.gateway.logs.rtpengine);
      await press(desk.window, 'call');
      const { answered, media } = await clickToMedia();
      console.log(`figure: click to answer ${answered} ms, to first sound ${media} ms; relay only`);
      await waitForTone(await offscreen(), toneHertz);
      await hears(desk.deskPhone(tone), ownHertz);
      expect(await localCandidateType(await offscreen())).toBe('relay');
      // The far end, too, has found no other way to us than the relay.
      const found = await waitUntil('the way that the far end has found', () => {
        const said = readFileSync(desk.gateway.logs.rtpengine).subarray(length).toString();
        const all = [...said.matchAll(/ICE negotiated: peer for component 1 is \S*?:(\d+)/g)];
        return all.length > 0 && all;
      });
      const { first, last } = desk.gateway.turn.relayPorts;
      expect(found.filter(([, port]) => Number(port) < first || Number(port) > last)).toEqual([]);
      await hangUp(tone);
    });
  });

  it('leaves no registration when the user signs out', async () => {
    await desk.signOut();
    await waitUntil('no registration', async () => (await desk.registrations()).length === 0);
    await waitForStatus(desk.window, 'state_signed_out');
    expect(await desk.window.$eval('body', (body) => body.textContent)).toContain(
      await textOf(desk.window, 'sign_in'),
    );
  });
});
