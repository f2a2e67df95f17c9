// The sound of a call that stops coming, and how it comes back: the gateway's side is cut off the network, the
// document that holds the media dies, devices go and come.
import { dial, press, waitForButton, waitForNoButton, waitForStatus } from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import type { RecordedMessage } from '../../gateway/demo/message-log';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { mediaOf } from '../far-end';
import { ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';

jest.setTimeout(60_000);

const toneHertz = 440;

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
}, 60_000);
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

/** In a call to the tone, whose far end hears our own. */
async function talking(): Promise<IncomingLeg> {
  await dial(desk.phone, '601');
  const leg = await desk.farEnd.called('601');
  await waitForButton(desk.phone, 'hold');
  await soundBothWays(leg);
  return leg;
}

async function soundBothWays(leg: IncomingLeg): Promise<void> {
  await desk.farEnd.hears(leg, ownHertz);
  await waitForTone(await desk.browser.offscreen(), toneHertz);
}

const ufragOf = (text: string) => /^a=ice-ufrag:(\S+)/m.exec(text)?.[1];
const reinvites = (mark: number): RecordedMessage[] =>
  desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' }).filter(({ status }) => status === undefined);

/** Waits for so many re-INVITEs; the last of them. */
function reinvited(mark: number, times = 1): Promise<RecordedMessage> {
  return waitUntil(`${times} re-INVITEs`, async () => reinvites(mark)[times - 1], { timeoutMs: 15_000 });
}

async function soundIsLost(lost: boolean): Promise<void> {
  await waitUntil(
    `a call ${lost ? 'without' : 'with'} sound`,
    async () =>
      (await currentSnapshot(desk.phone)).calls.some(
        (call) => call.state === 'talking' && (call.soundLost ?? false) === lost,
      ),
    { timeoutMs: 15_000 },
  );
}

describe('when nothing arrives from the other side any more', () => {
  it('ICE is restarted, the call says so, and the sound comes back with the way', async () => {
    const leg = await talking();
    const [invite] = desk.farEnd.since(0, { method: 'INVITE', direction: 'in' }).slice(-1);
    const mark = desk.farEnd.mark();
    const mend = mediaOf(leg).cut();
    const cutAt = Date.now();
    const first = await reinvited(mark);
    console.log(`figure: media lost: ICE restart sent after ${first.at - cutAt} ms`);
    expect(first.at - cutAt).toBeGreaterThan(1_900);
    expect(ufragOf(first.text)).not.toBe(ufragOf(invite?.text ?? ''));
    await desk.sees('call_sound_lost');
    const second = await reinvited(mark, 2);
    expect(ufragOf(second.text)).not.toBe(ufragOf(first.text));
    mend();
    const backAt = Date.now();
    await soundBothWays(leg);
    console.log(`figure: media lost: sound both ways ${Date.now() - backAt} ms after the way is back`);
    await desk.seesNoMore('call_sound_lost');
    const calm = desk.farEnd.mark();
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    expect(reinvites(calm)).toEqual([]);
  });

  it('but a far end that only says nothing is left alone', async () => {
    const leg = await talking();
    const mark = desk.farEnd.mark();
    mediaOf(leg).play('none');
    const offscreen = await desk.browser.offscreen();
    const before = await checksAnswered(offscreen);
    // Three checks are 7.5 s: time enough for a wrong alarm.
    await waitUntil('three checks answered', async () => (await checksAnswered(offscreen)) >= before + 3, {
      timeoutMs: 20_000,
    });
    expect(reinvites(mark)).toEqual([]);
    await soundIsLost(false);
  });

  it('and nothing is sent while the call is on hold; after it the sound is brought back', async () => {
    const leg = await talking();
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    const mark = desk.farEnd.mark();
    const mend = mediaOf(leg).cut();
    await soundIsLost(true);
    expect(reinvites(mark)).toEqual([]);
    await desk.seesNoMore('call_sound_lost');
    await press(desk.phone, 'resume');
    await reinvited(mark, 2);
    mend();
    await soundBothWays(leg);
  });
});

/** Our connectivity checks that were answered, as Chrome counts them. */
function checksAnswered(offscreen: Awaited<ReturnType<Desk['browser']['offscreen']>>): Promise<number> {
  return offscreen.evaluate(async () => {
    const [watched] = globalThis.watchedPeers ?? [];
    const stats = [...((await watched?.peer.getStats())?.values() ?? [])] as { responsesReceived?: number }[];
    return Math.max(0, ...stats.map(({ responsesReceived = 0 }) => responsesReceived));
  });
}
