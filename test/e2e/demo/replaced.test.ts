import { dial, press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { Leg } from '../../gateway/demo/leg';
import type { PlacedCall } from '../../gateway/demo/placed-call';
import { waitUntil } from '../../gateway/real/wait-until';
import { newestCallIs } from '../call-log-probe';
import { Desk } from '../desk';
import { ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { talking } from '../talking';

jest.setTimeout(90_000);

const otherHertz = 523;

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** The far end goes on with a call in another dialog. */
function replace(replaces: string, from = { number: '601' }): PlacedCall {
  return desk.gateway.call({
    to: '201',
    from,
    media: 'tone',
    toneHertz: otherHertz,
    headers: { Replaces: replaces, Require: 'replaces' },
  });
}

const nameOf = (leg: Leg) => leg.replaces[1];

/** What the snapshot says of the calls, but for their sound. */
async function callsKnown(): Promise<object[]> {
  const { calls } = await currentSnapshot(desk.phone);
  return calls.map((call) => ({ ...call, quality: undefined, soundWatch: undefined, soundLost: false }));
}

describe('a call that the far end goes on with in another dialog', () => {
  it('rings nowhere, is heard there, and is over where it was', async () => {
    const old = await talking(desk);
    const [before] = await callsKnown();
    const leg = await replace(nameOf(old)).answered;
    await waitForTone(await desk.browser.offscreen(), otherHertz);
    await desk.farEnd.hears(leg, ownHertz);
    await desk.farEnd.isOver(old);
    expect(old.end?.by).toBe('remote');
    await waitUntil('the call as it was', async () => {
      expect(await callsKnown()).toEqual([before]);
      return true;
    });
    expect(await desk.notifications()).toEqual([]);
    await press(desk.phone, 'hang_up');
    await desk.sees('end_hung_up');
    await desk.farEnd.isOver(leg);
    await desk.hasNoMediaLeft();
    await newestCallIs(desk.phone, { called: '601', reason: 'hung-up' });
  });

  it('stays muted', async () => {
    const old = await talking(desk);
    await press(desk.phone, 'mute');
    await desk.farEnd.hearsSilence(old);
    const leg = await replace(nameOf(old)).answered;
    await waitForTone(await desk.browser.offscreen(), otherHertz);
    await desk.farEnd.hearsSilence(leg);
    await desk.farEnd.stillReceives(leg);
    await press(desk.phone, 'unmute');
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('stays on hold, and is resumed there', async () => {
    const old = await talking(desk);
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    const leg = await replace(nameOf(old)).answered;
    await desk.farEnd.isOver(old);
    await desk.sees('call_held');
    expect(leg.remoteDirection).toBe('sendonly');
    await press(desk.phone, 'resume');
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await desk.browser.offscreen(), otherHertz);
  });

  it('survives the worker’s death afterwards', async () => {
    const leg = await replace(nameOf(await talking(desk))).answered;
    await desk.farEnd.hears(leg, ownHertz);
    const mark = desk.farEnd.mark();
    await desk.browser.killWorker();
    await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 200 });
    await desk.farEnd.hears(leg, ownHertz);
    await waitForTone(await desk.browser.offscreen(), otherHertz);
  });

  it('has on its card who goes on with it', async () => {
    await replace(nameOf(await talking(desk)), { number: '205' }).answered;
    await desk.seesWords('205');
  });

  it('still rings over there: the new one stands', async () => {
    await dial(desk.phone, '603');
    const old = await desk.farEnd.called('603', 'ringing');
    await desk.sees('call_ringing');
    const leg = await replace(nameOf(old)).answered;
    await waitForButton(desk.phone, 'hold');
    await desk.farEnd.hears(leg, ownHertz);
    await desk.farEnd.isOver(old);
    expect(old.end?.status).toBe(487);
  });
});

describe('what cannot take a call’s place is refused, and the call goes on', () => {
  it.each([
    ['a dialog that nobody has', 481, (leg: Leg) => nameOf(leg).replace(/^[^;]*/, 'nobody')],
    [
      'the tags the wrong way round',
      481,
      (leg: Leg) => nameOf(leg).replace('to-', 'x-').replace('from-', 'to-').replace('x-', 'from-'),
    ],
    ['only if it still rings', 486, (leg: Leg) => `${nameOf(leg)};early-only`],
    ['nothing that can be read', 400, () => 'nonsense'],
  ])('%s: %i', async (_what, status, nameFor) => {
    const leg = await talking(desk);
    const call = replace(nameFor(leg));
    expect((await call.ended).status).toBe(status);
    await waitForNoButton(desk.phone, 'answer');
    await desk.farEnd.stillReceives(leg);
    expect((await currentSnapshot(desk.phone)).calls).toHaveLength(1);
  });

  it('a call that is over: 603', async () => {
    const old = await talking(desk);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(old);
    expect((await replace(nameOf(old)).ended).status).toBe(603);
  });
});
