// Several calls, swapped and joined: what each far end hears, told apart by tones.
import {
  clickOn,
  dial,
  press,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { sentence } from '../screen-probes';

jest.setTimeout(150_000);

const ann = { number: '711', hertz: 400 };
const ben = { number: '712', hertz: 900 };
const cid = { number: '713', hertz: 1250 };
const me = ownHertz;
const known = [ann.hertz, ben.hertz, cid.hertz, me];

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** A call to one with a tone of their own; any call before it is held. */
async function callTo({ number, hertz }: typeof ann): Promise<IncomingLeg> {
  desk.gateway.script.behave(number, { does: 'answer', media: 'tone', toneHertz: hertz });
  await dial(desk.phone, number);
  const leg = await desk.farEnd.called(number);
  await hears(leg, me);
  return leg;
}

const hears = (leg: IncomingLeg, ...tones: number[]) => desk.farEnd.hearsOnly(leg, tones, known);

async function key(letter: 'j' | 'w'): Promise<void> {
  await desk.phone.keyboard.down('Alt');
  await desk.phone.keyboard.press(letter);
  await desk.phone.keyboard.up('Alt');
}

/** Two calls in a conference. */
async function joined(): Promise<[IncomingLeg, IncomingLeg]> {
  const [first, second] = [await callTo(ann), await callTo(ben)];
  await desk.farEnd.isTold(first, 'sendonly');
  await key('j');
  await Promise.all([hears(first, me, ben.hertz), hears(second, me, ann.hertz)]);
  return [first, second];
}

async function pressNamed(name: string): Promise<void> {
  await clickOn(desk.phone, `::-p-aria([name="${name}"][role="button"])`);
}

async function nobodyIsLeft(...legs: IncomingLeg[]): Promise<void> {
  await Promise.all(legs.map((leg) => desk.farEnd.isOver(leg)));
  await desk.farEnd.isQuiet();
  await desk.hasNoMediaLeft();
}

it('a swap goes round the calls, of which one is heard', async () => {
  const legs = [await callTo(ann), await callTo(ben), await callTo(cid)];
  const [first, second, third] = legs as [IncomingLeg, IncomingLeg, IncomingLeg];
  await key('w');
  await hears(first, me);
  await Promise.all([hears(second), hears(third)]);
  await key('w');
  await hears(second, me);
  await Promise.all([hears(first), hears(third)]);
  await Promise.all(
    [second, first, third].map((leg, at) => desk.farEnd.isTold(leg, at ? 'sendonly' : 'sendrecv')),
  );
});

describe('a conference of two calls', () => {
  it('lets everyone hear everyone, and ends both with one button that says so', async () => {
    const [first, second] = await joined();
    await desk.sees('conference');
    await desk.seesWords('711');
    await desk.seesWords('712');
    expect([first.remoteDirection, second.remoteDirection]).toEqual(['sendrecv', 'sendrecv']);
    await press(desk.phone, 'conference_end_both');
    await nobodyIsLeft(first, second);
  });

  it('is held, resumed and muted as a whole; muted, the others go on to hear each other', async () => {
    const [first, second] = await joined();
    await press(desk.phone, 'mute');
    await Promise.all([hears(first, ben.hertz), hears(second, ann.hertz)]);
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    await Promise.all([desk.farEnd.isTold(first, 'sendonly'), desk.farEnd.isTold(second, 'sendonly')]);
    await Promise.all([hears(first), hears(second)]);
    await press(desk.phone, 'resume');
    await waitForButton(desk.phone, 'hold');
    await press(desk.phone, 'unmute');
    await Promise.all([hears(first, me, ben.hertz), hears(second, me, ann.hertz)]);
  });

  it('takes in a third, silences one, loses one, and is a plain call when one is left', async () => {
    const [first, second] = await joined();
    const third = await callTo(cid);
    await Promise.all([hears(first), hears(second)]);
    await key('j');
    await Promise.all([
      hears(first, me, ben.hertz, cid.hertz),
      hears(second, me, ann.hertz, cid.hertz),
      hears(third, me, ann.hertz, ben.hertz),
    ]);
    await pressNamed(await sentence(desk.phone, 'conference_silence', ben.number));
    await desk.sees('conference_silenced');
    await Promise.all([
      hears(first, me, cid.hertz),
      hears(second, me, ann.hertz, cid.hertz),
      hears(third, me, ann.hertz),
    ]);
    await pressNamed(await sentence(desk.phone, 'conference_remove', ben.number));
    await desk.farEnd.isOver(second);
    // With the button that was pressed the keyboard would be lost.
    await desk.phone.waitForSelector('.call-main:focus');
    first.hangUp();
    await waitForButton(desk.phone, 'hang_up');
    await hears(third, me);
    await desk.seesNoMore('conference');
    await press(desk.phone, 'hang_up');
    await nobodyIsLeft(first, second, third);
  });

  it('is not left by one who holds us, whose music the others do not hear', async () => {
    const [first, second] = await joined();
    await first.endpoint?.hold();
    await desk.sees('conference_away');
    await hears(second, me);
    await first.endpoint?.resume();
    await Promise.all([hears(first, me, ben.hertz), hears(second, me, ann.hertz)]);
  });

  it('goes on when the worker dies, and can be ended by the next one', async () => {
    const [first, second] = await joined();
    await desk.browser.killWorker();
    await desk.callsAreTakenUp();
    await Promise.all([first, second].map((leg) => desk.farEnd.stillReceives(leg)));
    await Promise.all([hears(first, me, ben.hertz), hears(second, me, ann.hertz)]);
    await press(desk.phone, 'conference_end_both');
    await nobodyIsLeft(first, second);
    await waitForNoButton(desk.phone, 'conference_end_both');
  });

  it('is brought back when the document that mixes it dies', async () => {
    const [first, second] = await joined();
    const offscreen = await desk.browser.offscreen();
    await offscreen.close();
    await Promise.all([first, second].map((leg) => desk.farEnd.stillReceives(leg)));
    await Promise.all([hears(first, me, ben.hertz), hears(second, me, ann.hertz)]);
  });

  it('has nobody in it whom the far end does not let be resumed', async () => {
    const [first, second] = [await callTo(ann), await callTo(ben)];
    await desk.farEnd.isTold(first, 'sendonly');
    desk.gateway.script.answer({ method: 'INVITE', inDialog: true, times: 1 }, { status: 488 });
    await key('j');
    await desk.sees('error_not_possible_now');
    await hears(second, me);
    await hears(first);
    expect([first.ended, second.ended]).toEqual([false, false]);
  });
});
