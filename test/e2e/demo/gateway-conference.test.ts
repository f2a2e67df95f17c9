// Calls joined in a conference that the gateway holds: who hears whom, and what is left of our own calls.
import {
  clickOn,
  dial,
  press,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import { waitUntil } from '../../gateway/real/wait-until';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { currentSnapshot, sentence } from '../screen-probes';
import { tonesHeard } from '../tones-heard';

jest.setTimeout(150_000);

const ann = { number: '711', hertz: 400 };
const ben = { number: '712', hertz: 900 };
const cid = { number: '713', hertz: 1250 };
const me = ownHertz;
const known = [ann.hertz, ben.hertz, cid.hertz, me];
const place = '690';

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open({ profile: { ConferenceURI: `${place}@demo.ringtab` } });
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  desk.gateway.room(place).close();
  await waitForStatus(desk.phone, 'state_ready');
});

async function callTo({ number, hertz }: typeof ann): Promise<IncomingLeg> {
  desk.gateway.script.behave(number, { does: 'answer', media: 'tone', toneHertz: hertz });
  await dial(desk.phone, number);
  const leg = await desk.farEnd.called(number);
  await desk.farEnd.hearsOnly(leg, [me], known);
  return leg;
}

async function join(): Promise<void> {
  await desk.phone.keyboard.down('Alt');
  await desk.phone.keyboard.press('j');
  await desk.phone.keyboard.up('Alt');
}

const people = () => desk.gateway.room(place).people;
const inRoom = (...numbers: string[]) =>
  desk.gateway.until(`${numbers} in the conference`, () => {
    const there = people().map(({ number }) => number);
    return there.sort().join() === numbers.sort().join();
  });

/** What somebody hears in the gateway's conference. */
async function hearsThere(number: string, ...tones: number[]): Promise<void> {
  const heard = () => {
    const one = people().find((each) => each.number === number);
    return known.filter((hertz) => one?.received.hears(hertz));
  };
  const wanted = known.filter((hertz) => tones.includes(hertz)).join();
  await desk.gateway
    .until(`tones at ${number}`, () => heard().join() === wanted)
    .catch(() => {
      throw new Error(`wanted ${wanted} Hz at ${number}, heard ${heard()}`);
    });
}

/** Who is listed on the card. */
async function listed(...names: string[]): Promise<void> {
  let seen: string[] = [];
  await waitUntil(`${names} on the card`, async () => {
    seen = await desk.phone.$$eval('.conference-people .conference-name', (all) =>
      all.map((each) => each.textContent ?? ''),
    );
    return seen.join() === names.join();
  }).catch((error) => {
    throw new Error(`${error}; seen: ${seen}`);
  });
}

async function pressNamed(name: string): Promise<void> {
  await clickOn(desk.phone, `::-p-aria([name="${name}"][role="button"])`);
}

/** Two calls in the gateway's conference; our own legs with them are over. */
async function joined(): Promise<[IncomingLeg, IncomingLeg]> {
  const [first, second] = [await callTo(ann), await callTo(ben)];
  await join();
  await inRoom('201', ann.number, ben.number);
  await Promise.all([desk.farEnd.isOver(first), desk.farEnd.isOver(second)]);
  await listed(ann.number, ben.number);
  return [first, second];
}

it('everyone hears everyone there, over one call of ours; the others go on when we leave', async () => {
  const legs = await joined();
  expect(legs.map(({ end }) => end?.by)).toEqual(['remote', 'remote']);
  await Promise.all([hearsThere(ann.number, me, ben.hertz), hearsThere(ben.number, me, ann.hertz)]);
  const offscreen = await desk.browser.offscreen();
  await waitUntil('both here', async () => {
    const heard = await tonesHeard(offscreen, known);
    return heard.join() === [ann.hertz, ben.hertz].join();
  });
  expect((await currentSnapshot(desk.phone)).calls).toMatchObject([{ conference: true, held: false }]);
  await desk.sees('conference_at_gateway');
  await newestCallIs(desk.phone, { called: ben.number, reason: 'transferred' });

  const third = await callTo(cid);
  await join();
  await desk.farEnd.isOver(third);
  await hearsThere(cid.number, me, ann.hertz, ben.hertz);
  await desk.browser.killWorker();
  await desk.callsAreTakenUp();
  await listed(ann.number, ben.number, cid.number);
  await pressNamed(await sentence(desk.phone, 'conference_take_out', cid.number));
  await inRoom('201', ann.number, ben.number);
  await listed(ann.number, ben.number);

  await press(desk.phone, 'hang_up');
  await waitForNoButton(desk.phone, 'hang_up');
  await inRoom(ann.number, ben.number);
  await Promise.all([hearsThere(ann.number, ben.hertz), hearsThere(ben.number, ann.hertz)]);
  await desk.hasNoMediaLeft();
});

it('lists whom the gateway tells of, and says where one may not be taken out', async () => {
  desk.gateway.script.serve('conference', (target) => desk.gateway.room(target).told());
  await joined();
  desk.gateway.room(place).addPhone(cid.number, cid.hertz);
  await listed(ann.number, ben.number, cid.number);
  desk.gateway.room(place).remove(ann.number);
  await listed(ben.number, cid.number);
  desk.gateway.script.refer({ status: 403 });
  await pressNamed(await sentence(desk.phone, 'conference_take_out', ben.number));
  await desk.sees('error_participant_not_removed');
  await listed(ben.number, cid.number);
  await press(desk.phone, 'hang_up');
  await desk.gateway.until('nobody who is told', () => desk.gateway.watchers('conference').length === 0);
});

it('is mixed here where the gateway holds none, and says so', async () => {
  desk.gateway.script.behave(place, { does: 'status', status: 480 });
  const [first, second] = [await callTo(ann), await callTo(ben)];
  await join();
  await desk.sees('conference_mixed_here');
  await Promise.all([
    desk.farEnd.hearsOnly(first, [me, ben.hertz], known),
    desk.farEnd.hearsOnly(second, [me, ann.hertz], known),
  ]);
  await waitForButton(desk.phone, 'conference_end_both');
});

it('whoever does not let themselves be sent there is joined to it here', async () => {
  const first = await callTo(ann);
  const second = await callTo(ben);
  desk.gateway.script.refer({ status: 405 });
  await join();
  await desk.farEnd.called(place);
  await Promise.all([
    desk.farEnd.hearsOnly(first, [me, ben.hertz], known),
    desk.farEnd.hearsOnly(second, [me, ann.hertz], known),
  ]);
  await hearsThere('201', me, ann.hertz, ben.hertz);
});
