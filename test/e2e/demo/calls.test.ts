import { RTCDtlsTransport } from 'werift';
import {
  dial,
  polling,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { MessageKey } from '../../../src/ui/messages';
import { MediaEndpoint } from '../../gateway/demo/media-endpoint';
import { waitUntil } from '../../gateway/real/wait-until';
import { clicksAreNoted, lastClick } from '../clicks';
import { Desk, margin } from '../desk';
import { ownHertz } from '../installation';
import { listenToSounds, waitForNoSound, waitForSound } from '../phone-sounds';
import { quickest } from '../quickest';

jest.setTimeout(90_000);

const toneHertz = 440;
const ringbackHertz = [425];

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  // The offscreen document is there as soon as somebody begins to type a number.
  await desk.type('6');
  await listenToSounds(await desk.browser.offscreen());
  await clicksAreNoted(desk.phone);
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

const offscreen = () => desk.browser.offscreen();

describe('a call to 600, the echo', () => {
  it('is heard at both ends, shows a timer, and is over when it is hung up', async () => {
    await dial(desk.phone, '600');
    const leg = await desk.farEnd.called('600');
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await offscreen(), ownHertz);
    await desk.phone.waitForFunction(
      () => /^(?!00:00)\d\d:\d\d$/.test(document.querySelector('[role="timer"]')?.textContent ?? ''),
      { polling },
    );
    await press(desk.phone, 'hang_up');
    await desk.sees('end_hung_up');
    await desk.farEnd.isOver(leg);
    expect(leg.end?.by).toBe('remote');
  });

  it('sends its INVITE at once when the number has been typed before', async () => {
    const limit = 50 * margin;
    const ms = await quickest(limit, async () => {
      await desk.type('600');
      await desk.whenPrepared();
      const mark = desk.farEnd.mark();
      await press(desk.phone, 'call');
      const invite = await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
      const time = invite.at - (await lastClick(desk.phone));
      console.log(`figure: click to INVITE, prepared, no STUN: ${time} ms`);
      await desk.tidy();
      return time;
    });
    expect(ms).toBeLessThan(limit);
  });
});

describe('a call to 601, the tone', () => {
  it('is recognised by its frequency, while the far end hears our own', async () => {
    await dial(desk.phone, '601');
    const leg = await desk.farEnd.called('601');
    await waitForTone(await offscreen(), toneHertz);
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('says so when the far end hangs up', async () => {
    await dial(desk.phone, '601');
    const leg = await desk.farEnd.called('601');
    await waitForButton(desk.phone, 'hold');
    leg.hangUp();
    await desk.sees('end_other_hung_up');
    await waitForNoButton(desk.phone, 'hang_up');
  });
});

describe('before the answer', () => {
  it('rings: ringback until the far end answers', async () => {
    desk.gateway.script.behave('700', { does: 'ring' });
    await dial(desk.phone, '700');
    await desk.sees('call_ringing');
    await waitForSound(await offscreen(), ringbackHertz);
    await (await desk.farEnd.called('700', 'ringing')).answer();
    await waitForButton(desk.phone, 'hold');
    await waitForNoSound(await offscreen());
  });

  it('is heard as early media, which the answer does not interrupt', async () => {
    desk.gateway.script.behave('701', { does: 'early-media' });
    await dial(desk.phone, '701');
    const leg = await desk.farEnd.called('701', 'early');
    await waitForTone(await offscreen(), toneHertz);
    await desk.sees('call_ringing');
    await waitForNoSound(await offscreen());
    await leg.answer();
    await waitForButton(desk.phone, 'hold');
    await waitForTone(await offscreen(), toneHertz);
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('is heard as early media, then refused', async () => {
    desk.gateway.script.behave('701', { does: 'early-media' });
    await dial(desk.phone, '701');
    const leg = await desk.farEnd.called('701', 'early');
    await waitForTone(await offscreen(), toneHertz);
    leg.reject(486);
    await desk.sees('end_busy');
  });

  it('may fork: early media from one phone, the answer from another', async () => {
    desk.gateway.script.behave('702', { does: 'nothing' });
    const one = new MediaEndpoint({ playing: 'tone', toneHertz: 350 });
    await dial(desk.phone, '702');
    const leg = await desk.farEnd.called('702', 'trying');
    const offer = leg.offer ?? '';
    leg.provisional(180, { toTag: 'other' });
    leg.provisional(183, { toTag: 'one', body: await one.answer(offer) });
    await waitForTone(await offscreen(), 350);
    // Two phones in one process would have one certificate, and so look like one.
    Object.assign(RTCDtlsTransport, { localCertificate: undefined, localCertificatePromise: undefined });
    const other = new MediaEndpoint({ playing: 'tone', toneHertz: 880 });
    leg.accept({ toTag: 'other', body: await other.answer(offer) });
    await waitForButton(desk.phone, 'hold');
    await waitForTone(await offscreen(), 880);
    await desk.gateway.until('our sound at the phone that answered', () => other.received.packets > 0);
    await Promise.all([one.close(), other.close()]);
  });

  it('can be cancelled, which the far end is told', async () => {
    desk.gateway.script.behave('700', { does: 'ring' });
    await dial(desk.phone, '700');
    const leg = await desk.farEnd.called('700', 'ringing');
    await desk.sees('call_ringing');
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'hang_up');
    await desk.sees('end_cancelled');
    await desk.farEnd.isOver(leg);
    await desk.farEnd.message(mark, { method: 'CANCEL', direction: 'in' });
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 487 });
    await desk.farEnd.isQuiet();
    await waitForNoSound(await offscreen());
  });
});

describe('a call that comes to nothing', () => {
  it.each<[number, MessageKey]>([
    [486, 'end_busy'],
    [404, 'end_no_such_number'],
    [480, 'end_unavailable'],
    [503, 'end_gateway_unavailable'],
    [403, 'end_not_allowed'],
    [603, 'end_declined_by_other'],
    [408, 'end_no_answer'],
    [488, 'end_media_not_agreed'],
    [500, 'end_gateway_failed'],
  ])('with %i says %s', async (status, sentence) => {
    desk.gateway.script.behave('703', { does: 'status', status });
    await dial(desk.phone, '703');
    await desk.sees(sentence);
    await waitForNoButton(desk.phone, 'hang_up');
    await waitForStatus(desk.phone, 'state_ready');
  });

  it('sounds busy when it is', async () => {
    await dial(desk.phone, '9486');
    await desk.sees('end_busy');
    await waitForSound(await offscreen(), ringbackHertz);
  });
});

describe('who is at the other end', () => {
  const answerWith = async (headers: [string, string][]) => {
    desk.gateway.script.behave('704', { does: 'nothing' });
    const media = new MediaEndpoint();
    await dial(desk.phone, '704');
    const leg = await desk.farEnd.called('704', 'trying');
    leg.accept({ body: await media.answer(leg.offer ?? ''), headers });
    await waitForButton(desk.phone, 'hold');
    return media;
  };
  const shows = (...wanted: (string | null)[]) =>
    waitUntil('who is called', async () => {
      const shown = await desk.phone.$eval('.call-main', (card) => [
        card.querySelector('.call-name')?.textContent ?? null,
        card.querySelector('.call-number')?.textContent ?? null,
      ]);
      expect(shown).toEqual(wanted);
      return true;
    });

  it('is the number that was called when the gateway does not say', async () => {
    const media = await answerWith([]);
    await shows('704', null);
    await media.close();
  });

  it('is whom the gateway names in its answer', async () => {
    const media = await answerWith([['P-Asserted-Identity', '"Grace Kim" <sip:207@demo.ringtab>']]);
    await shows('Grace Kim', '207');
    await media.close();
  });
});

it('is in the call log afterwards, with how it ended', async () => {
  await dial(desk.phone, '9486');
  await desk.sees('end_busy');
  await desk.openTab('calls');
  const rows = () =>
    desk.phone.$$eval('.virtual-list li', (items) => items.map((item) => item.textContent ?? ''));
  const outcome = await textOf(desk.phone, 'outcome_busy');
  await waitUntil('the call on top of the list', async () => {
    const [newest] = await rows();
    expect(newest).toContain('9486');
    expect(newest).toContain(outcome);
    return true;
  });
  await desk.openTab('keypad');
});
