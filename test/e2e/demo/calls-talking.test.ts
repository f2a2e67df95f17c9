import { dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(90_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(() => desk.tidy());

describe('hold', () => {
  it('is silence at the far end until the call is resumed', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'hold');
    await desk.farEnd.isTold(leg, 'sendonly');
    await desk.sees('call_held');
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'resume');
    await desk.farEnd.isTold(leg, 'sendrecv');
    await desk.farEnd.hears(leg, ownHertz);
    await toneIsHeard(desk);
    await waitForButton(desk.phone, 'hold');
  });

  it('by the other side is shown until it ends, and its music is heard', async () => {
    const leg = await talking(desk);
    await leg.endpoint?.hold();
    await desk.sees('call_held_by_other');
    expect(leg.remoteDirection).toBe('recvonly');
    await toneIsHeard(desk);
    await leg.endpoint?.resume();
    await desk.seesNoMore('call_held_by_other');
    await desk.farEnd.hears(leg, ownHertz);
    await toneIsHeard(desk);
  });

  it('by both sides ends only when both have resumed', async () => {
    const leg = await talking(desk);
    await leg.endpoint?.hold();
    await desk.sees('call_held_by_other');
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    await leg.endpoint?.resume();
    await desk.seesNoMore('call_held_by_other');
    await desk.sees('call_held');
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'resume');
    await waitForButton(desk.phone, 'hold');
    await desk.farEnd.hears(leg, ownHertz);
    await toneIsHeard(desk);
  });

  it('is tried again when the far end is changing the call at the same moment', async () => {
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    desk.gateway.script.answer({ method: 'INVITE', inDialog: true, times: 1 }, { status: 491 });
    // Looked for from now on: it is said only until the next try.
    const pending = desk.sees('call_holding');
    await press(desk.phone, 'hold');
    await desk.farEnd.message(mark, { status: 491, direction: 'out' });
    await pending;
    await desk.farEnd.isTold(leg, 'sendonly');
    await desk.sees('call_held');
    await desk.farEnd.hearsSilence(leg);
  });

  it('that both ask for at the same moment comes to both', async () => {
    const leg = await talking(desk);
    // Ours is on its way while theirs leaves: each refuses the other's once (RFC 3261 section 14.2).
    desk.gateway.script.delay({ method: 'INVITE', inDialog: true, times: 1 }, 300);
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'hold');
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    await leg.endpoint?.hold().catch((error: Error) => expect(error.message).toContain('491'));
    await desk.sees('call_held');
    await desk.farEnd.hearsSilence(leg);
    await leg.endpoint?.hold();
    await desk.sees('call_held_by_other');
  });

  it('that is refused says so, and the call goes on', async () => {
    const leg = await talking(desk);
    desk.gateway.script.answer({ method: 'INVITE', inDialog: true, times: 1 }, { status: 488 });
    await press(desk.phone, 'hold');
    await desk.sees('error_not_possible_now');
    await waitForButton(desk.phone, 'hold');
    await desk.farEnd.hears(leg, ownHertz);
    await toneIsHeard(desk);
    expect(leg.ended).toBe(false);
  });

  it('does not keep a call from being hung up', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await desk.farEnd.isQuiet();
  });
});

describe('mute', () => {
  it('is silence at the far end until it ends, and the other side stays heard', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'mute');
    await desk.sees('call_muted');
    await desk.farEnd.hearsSilence(leg);
    await desk.farEnd.stillReceives(leg);
    await toneIsHeard(desk);
    await press(desk.phone, 'unmute');
    await desk.farEnd.hears(leg, ownHertz);
    await desk.seesNoMore('call_muted');
  });

  it('outlives a hold', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'mute');
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    await press(desk.phone, 'resume');
    await waitForButton(desk.phone, 'hold');
    await desk.sees('call_muted');
    await desk.farEnd.hearsSilence(leg);
  });
});

describe('keys pressed in a call', () => {
  it('reach the far end as RFC 4733 telephone-events', async () => {
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'tones');
    await desk.pressKeys('12*#');
    await desk.phone.keyboard.type('0');
    await desk.gateway.until('12*#0 at the far end', () => leg.dtmf === '12*#0');
    expect(desk.farEnd.since(mark, { method: 'INFO' })).toEqual([]);
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('reach the far end by INFO where it takes no telephone-events', async () => {
    desk.gateway.script.telephoneEvent(false);
    const leg = await talking(desk);
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'tones');
    await desk.pressKeys('9#');
    await desk.gateway.until('9# at the far end', () => leg.dtmf === '9#');
    const [info] = desk.farEnd.since(mark, { method: 'INFO', direction: 'in' });
    expect(info?.text).toContain('Signal=9');
  });
});

describe('a call with a session timer', () => {
  const standsFor = (sessionExpires: string) =>
    desk.gateway.script.behave('700', { does: 'answer', media: 'tone', sessionExpires });

  it.each([
    ['is refreshed by us, again and again', '4;refresher=uac'],
    ['is asked for where the far end has not refreshed it', '4;refresher=uas'],
  ])('%s, and goes on to be heard', async (_what, agreed) => {
    standsFor(agreed);
    const leg = await talking(desk, '700');
    for (let refresh = 1; refresh <= 2; refresh++) {
      const { text } = await desk.farEnd.message(desk.farEnd.mark(), { method: 'INVITE', direction: 'in' });
      expect(text).toMatch(/^Session-Expires: 4;refresher=uac\r$/m);
    }
    await desk.farEnd.hears(leg, ownHertz);
    await toneIsHeard(desk);
  });

  it('ends with a sentence when the far end is asked, and knows nothing of it any more', async () => {
    standsFor('4;refresher=uac');
    await talking(desk, '700');
    desk.gateway.script.answer({ method: 'INVITE', inDialog: true, times: 1 }, { status: 481 });
    await desk.sees('end_call_gone');
  });
});

it('a second call holds the first, and ends without it', async () => {
  const first = await talking(desk);
  await dial(desk.phone, '600');
  const second = await desk.farEnd.called('600');
  await desk.farEnd.isTold(first, 'sendonly');
  await desk.farEnd.hears(second, ownHertz);
  await desk.farEnd.hearsSilence(first);
  second.hangUp();
  await waitForButton(desk.phone, 'resume');
  await press(desk.phone, 'resume');
  await desk.farEnd.hears(first, ownHertz);
  await press(desk.phone, 'hang_up');
  await waitForNoButton(desk.phone, 'hang_up');
});
