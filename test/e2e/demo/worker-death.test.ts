import { dial, press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import { newestCallIs } from '../call-log-probe';
import { clicksAreNoted, lastClick } from '../clicks';
import { Desk, margin } from '../desk';
import { GapMeter } from '../gap-meter';
import { ownHertz } from '../installation';
import { quickest } from '../quickest';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(150_000);

/** Milliseconds after the worker's death within which calls are in hand again. */
const backInHand = 500;
/** Milliseconds without a packet that somebody notices. */
const noticed = 200;

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
  await clicksAreNoted(desk.phone);
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** Kills the worker; answers when it was asked to die, by the gateway's clock, and where the messages were. */
async function death(): Promise<{ at: number; mark: number }> {
  const mark = desk.farEnd.mark();
  const at = Date.now();
  await desk.browser.killWorker();
  return { at, mark };
}

/** Milliseconds from a death to the next message like this. */
async function until(
  { at, mark }: { at: number; mark: number },
  filter: Parameters<Desk['farEnd']['message']>[1],
): Promise<number> {
  return (await desk.farEnd.message(mark, filter)).at - at;
}

async function nothingIsLeft(): Promise<void> {
  await waitForNoButton(desk.phone, 'hang_up');
  await waitForStatus(desk.phone, 'state_ready');
  await desk.farEnd.isQuiet();
  await desk.gateway.until('one registration', () => desk.registrations() === 1);
}

describe('the worker dies in a call', () => {
  it('and the two people notice nothing', async () => {
    const leg = await talking(desk);
    // Both as parts of what is promised.
    const slower = await quickest(margin, async () => {
      const gaps = GapMeter.of(leg);
      const died = await death();
      const registered = await until(died, { method: 'REGISTER', direction: 'out', status: 200 });
      const repaired = await until(died, { method: 'INVITE', direction: 'out', status: 200 });
      await desk.farEnd.hears(leg, ownHertz);
      await toneIsHeard(desk);
      const gap = gaps.stop();
      console.log(`figure: worker killed in a call: registered after ${registered} ms`);
      console.log(`figure: worker killed in a call: re-INVITE answered after ${repaired} ms`);
      console.log(`figure: worker killed in a call: longest gap in the far end's packets ${gap} ms`);
      return Math.max(repaired / backInHand, gap / noticed);
    });
    expect(slower).toBeLessThan(margin);
    await waitForButton(desk.phone, 'hold');
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await nothingIsLeft();
  });

  it('and no button moves, so that nobody presses another one than they meant', async () => {
    await talking(desk);
    await desk.phone.evaluate(() => {
      const places = new Set<string>();
      const look = () => {
        for (const button of document.querySelectorAll('.call-main button')) {
          const { x, y } = button.getBoundingClientRect();
          places.add(`${button.getAttribute('aria-keyshortcuts')} at ${x},${y}`);
        }
        requestAnimationFrame(look);
      };
      look();
      Object.assign(window, { places });
    });
    const places = () =>
      desk.phone.evaluate(() => [...(window as unknown as { places: Set<string> }).places].sort());
    const before = await waitUntil('buttons', async () => {
      const seen = await places();
      return seen.length > 2 && seen;
    });
    const died = await death();
    await until(died, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.callsAreTakenUp();
    expect((await places()).filter((place) => !before.includes(place))).toEqual([]);
  });

  it('and hang-up works at once', async () => {
    const limit = backInHand * margin;
    const time = await quickest(limit, async () => {
      const leg = await talking(desk);
      const button = await desk.button(desk.phone, 'hang_up');
      const died = await death();
      await desk.click(button);
      const ms = await until(died, { method: 'BYE', direction: 'in' });
      console.log(
        `figure: worker killed in a call: BYE after ${ms} ms, clicked after ${await clicked(died)} ms`,
      );
      await desk.farEnd.isOver(leg);
      await nothingIsLeft();
      return ms - (await clicked(died));
    });
    expect(time).toBeLessThan(limit);
  });

  it('and hold works at once', async () => {
    const leg = await talking(desk);
    const limit = backInHand * margin;
    const time = await quickest(limit, async () => {
      const button = await desk.button(desk.phone, 'hold');
      const died = await death();
      await desk.click(button);
      await desk.farEnd.isTold(leg, 'sendonly');
      const held = await desk.gateway.until('a hold', () =>
        desk.farEnd
          .since(died.mark, { method: 'INVITE', direction: 'in' })
          .find(({ text }) => text.includes('a=sendonly')),
      );
      const [ms, clickedAfter] = [held.at - died.at, await clicked(died)];
      console.log(`figure: worker killed in a call: hold after ${ms} ms, clicked after ${clickedAfter} ms`);
      await desk.sees('call_held');
      await desk.farEnd.hearsSilence(leg);
      await press(desk.phone, 'resume');
      await desk.farEnd.hears(leg, ownHertz);
      return ms - clickedAfter;
    });
    expect(time).toBeLessThan(limit);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await nothingIsLeft();
  });

  it('that is on hold, which goes on', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    const died = await death();
    await until(died, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.callsAreTakenUp();
    await desk.sees('call_held');
    expect(leg.remoteDirection).toBe('sendonly');
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'resume');
    await desk.farEnd.hears(leg, ownHertz);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await nothingIsLeft();
  });

  it('that is being put on hold, which comes to pass', async () => {
    const leg = await talking(desk);
    desk.gateway.script.ignore({ method: 'INVITE', inDialog: true, times: 1 });
    const mark = desk.farEnd.mark();
    await press(desk.phone, 'hold');
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in' });
    const died = await death();
    await until(died, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.sees('call_held');
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'resume');
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('that is muted, and it stays so', async () => {
    const leg = await talking(desk);
    await press(desk.phone, 'mute');
    await desk.farEnd.hearsSilence(leg);
    const died = await death();
    await until(died, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.sees('call_muted');
    await desk.farEnd.stillReceives(leg);
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'unmute');
    await desk.farEnd.hears(leg, ownHertz);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await nothingIsLeft();
  });

  it('that came in, and the far end hangs up afterwards', async () => {
    const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    await press(desk.phone, 'answer');
    const leg = await call.answered;
    await desk.farEnd.hears(leg, ownHertz);
    const died = await death();
    await until(died, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.farEnd.hears(leg, ownHertz);
    call.hangUp();
    await desk.sees('end_other_hung_up');
    await nothingIsLeft();
  });

  it('twice in a row, and the call still goes on', async () => {
    const leg = await talking(desk);
    await until(await death(), { method: 'INVITE', direction: 'out', status: 200 });
    await until(await death(), { method: 'INVITE', direction: 'out', status: 200 });
    await desk.farEnd.hears(leg, ownHertz);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await nothingIsLeft();
  });
});

describe('the worker dies while it rings', () => {
  it('at the other side: the call is cancelled, and the user is told', async () => {
    desk.gateway.script.behave('700', { does: 'ring' });
    await dial(desk.phone, '700');
    const leg = await desk.farEnd.called('700', 'ringing');
    await desk.sees('call_ringing');
    const died = await death();
    const ms = await until(died, { method: 'CANCEL', direction: 'in' });
    console.log(`figure: worker killed while ringing out: CANCEL after ${ms} ms`);
    await desk.farEnd.isOver(leg);
    expect(leg.end?.status).toBe(487);
    await desk.sees('end_phone_restarted');
    await nothingIsLeft();
    await newestCallIs(desk.phone, { called: '700', reason: 'phone-restarted' });
    await desk.hasNoMediaLeft();
  });

  it('here: the call is missed, and nothing rings on', async () => {
    const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    await waitUntil('a notification', async () => (await desk.notifications()).length > 0);
    await death();
    expect((await call.ended).status).toBe(480);
    await waitForNoButton(desk.phone, 'answer');
    await nothingIsLeft();
    await newestCallIs(desk.phone, { direction: 'incoming', reason: 'phone-restarted' });
    await waitUntil('no notification', async () => (await desk.notifications()).length === 0);
    await desk.showsBadge('1');
    await desk.hasNoMediaLeft();
  });
});

describe('the worker dies', () => {
  it('while a call is placed, before anything rings: it is cancelled, and the user is told', async () => {
    desk.gateway.script.behave('702', { does: 'nothing' });
    await dial(desk.phone, '702');
    const leg = await desk.farEnd.called('702', 'trying');
    await death();
    await desk.farEnd.isOver(leg);
    await desk.sees('end_phone_restarted');
    await nothingIsLeft();
    await newestCallIs(desk.phone, { called: '702', reason: 'phone-restarted' });
    await desk.hasNoMediaLeft();
  });

  it('while a call is answered, before the ACK: nothing of it is left at either end', async () => {
    desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    const mark = desk.farEnd.mark();
    desk.gateway.script.goSilent(true);
    await press(desk.phone, 'answer');
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'in', status: 200 });
    await desk.browser.killWorker();
    desk.gateway.script.goSilent(false);
    await waitForStatus(desk.phone, 'state_ready');
    await nothingIsLeft();
    await newestCallIs(desk.phone, {
      direction: 'incoming',
      party: expect.objectContaining({ number: '207' }),
      reason: 'phone-restarted',
    });
    await desk.hasNoMediaLeft();
  });
});

async function clicked(died: { at: number }): Promise<number> {
  return (await lastClick(desk.phone)) - died.at;
}
