// The sound of a call that stops coming, and how it comes back: the gateway's side is cut off the network, the
// document that holds the media dies, devices go and come.
import { dial, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import type { RecordedMessage } from '../../gateway/demo/message-log';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { mediaOf } from '../far-end';
import { ownHertz } from '../installation';
import { watchMedia } from '../real/media-watch';
import { currentSnapshot } from '../screen-probes';
import { soundBothWays, talking, toneIsHeard } from '../talking';

jest.setTimeout(150_000);

let desk: Desk;

beforeAll(async () => {
  desk = await Desk.open();
});
afterAll(() => desk?.close());
afterEach(async () => {
  await desk.tidy();
  await waitForStatus(desk.phone, 'state_ready');
});

async function talkingWatched(): Promise<IncomingLeg> {
  await desk.type('601');
  await watchMedia(await desk.browser.offscreen());
  const leg = await talking(desk);
  await toneIsHeard(desk);
  return leg;
}

const ufragOf = (text: string) => /^a=ice-ufrag:(\S+)/m.exec(text)?.[1];
const reinvites = (mark: number): RecordedMessage[] =>
  desk.farEnd.since(mark, { method: 'INVITE', direction: 'in' }).filter(({ status }) => status === undefined);

/** Waits for so many ICE restarts, each with credentials of its own; the last of them. */
function restarted(mark: number, before: string, times = 1): Promise<RecordedMessage> {
  const restarts = () => {
    const seen = new Set<string | undefined>([ufragOf(before)]);
    return reinvites(mark).filter(({ text }) => !seen.has(ufragOf(text)) && seen.add(ufragOf(text)));
  };
  return waitUntil(`${times} ICE restarts`, async () => restarts()[times - 1]);
}

/** What Ringtab has offered last. */
function offered(): string {
  return desk.farEnd.since(0, { method: 'INVITE', direction: 'in' }).at(-1)?.text ?? '';
}

async function soundIsLost(lost: boolean): Promise<void> {
  await waitUntil(`a call ${lost ? 'without' : 'with'} sound`, async () =>
    (await currentSnapshot(desk.phone)).calls.some(
      (call) => call.state === 'talking' && (call.soundLost ?? false) === lost,
    ),
  );
}

describe('when nothing arrives from the other side any more', () => {
  it('ICE is restarted, the call says so, and the sound comes back with the way', async () => {
    const leg = await talkingWatched();
    const invite = offered();
    const mark = desk.farEnd.mark();
    const mend = mediaOf(leg).cut();
    const cutAt = Date.now();
    const first = await restarted(mark, invite);
    console.log(`figure: media lost: ICE restart sent after ${first.at - cutAt} ms`);
    expect(first.at - cutAt).toBeGreaterThan(1_900);
    await desk.sees('call_sound_lost');
    await restarted(mark, invite, 2);
    mend();
    const backAt = Date.now();
    await soundBothWays(desk, leg);
    console.log(`figure: media lost: sound both ways ${Date.now() - backAt} ms after the way is back`);
    await desk.seesNoMore('call_sound_lost');
    const calm = desk.farEnd.mark();
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    expect(reinvites(calm)).toEqual([]);
  });

  it('nor ever has, a way is looked for as well, and the call says that there is none yet', async () => {
    const mark = desk.farEnd.mark();
    const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    const [leg] = desk.gateway.calls();
    if (!leg) throw new Error('nobody calls');
    const mend = mediaOf(leg).cut();
    await press(desk.phone, 'answer');
    await call.answered;
    await desk.sees('call_sound_lost');
    expect(await restarted(mark, '')).toBeDefined();
    mend();
    await soundBothWays(desk, leg);
    await desk.seesNoMore('call_sound_lost');
  });

  it('but a far end that only says nothing is left alone', async () => {
    const leg = await talkingWatched();
    const mark = desk.farEnd.mark();
    mediaOf(leg).play('none');
    const offscreen = await desk.browser.offscreen();
    const before = await checksAnswered(offscreen);
    // Three checks are 7.5 s: time enough for a wrong alarm.
    await waitUntil('three checks answered', async () => (await checksAnswered(offscreen)) >= before + 3);
    expect(reinvites(mark)).toEqual([]);
    await soundIsLost(false);
  });

  it('and nothing is sent while the call is on hold; after it the sound is brought back', async () => {
    const leg = await talkingWatched();
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    const mark = desk.farEnd.mark();
    const mend = mediaOf(leg).cut();
    await soundIsLost(true);
    expect(reinvites(mark)).toEqual([]);
    await desk.seesNoMore('call_sound_lost');
    const hold = offered();
    await press(desk.phone, 'resume');
    await restarted(mark, hold);
    mend();
    await soundBothWays(desk, leg);
  });
});

describe('when the document that holds the media dies', () => {
  type Kill = () => Promise<void>;

  /** Kills it as Chrome would, from outside; answers when. */
  async function death(): Promise<number> {
    const offscreen = await desk.browser.offscreen();
    const at = Date.now();
    await offscreen.close();
    return at;
  }

  it('a call gets another one, and both sides hear each other again', async () => {
    const leg = await talkingWatched();
    const before = offered();
    const mark = desk.farEnd.mark();
    const at = await death();
    const renewed = await restarted(mark, before);
    console.log(`figure: media document killed: re-INVITE after ${renewed.at - at} ms`);
    await soundBothWays(desk, leg);
    console.log(`figure: media document killed: sound both ways after ${Date.now() - at} ms`);
    await soundIsLost(false);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
    await desk.hasNoMediaLeft();
  });

  it('a call on hold stays so, and one that is muted too', async () => {
    const leg = await talkingWatched();
    await press(desk.phone, 'mute');
    await press(desk.phone, 'hold');
    await desk.sees('call_held');
    const before = offered();
    const mark = desk.farEnd.mark();
    await death();
    await restarted(mark, before);
    await desk.farEnd.isTold(leg, 'sendonly');
    await press(desk.phone, 'resume');
    await toneIsHeard(desk);
    await desk.farEnd.stillReceives(leg);
    await desk.farEnd.hearsSilence(leg);
    await press(desk.phone, 'unmute');
    await desk.farEnd.hears(leg, ownHertz);
  });

  it('a call that rings here rings on, and can be answered', async () => {
    const call = desk.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
    await waitForButton(desk.phone, 'answer');
    await death();
    await desk.browser.offscreen();
    await waitForButton(desk.phone, 'answer');
    await press(desk.phone, 'answer');
    await soundBothWays(desk, await call.answered);
    call.hangUp();
    await desk.sees('end_other_hung_up');
  });

  it('a call that rings there goes on, and has sound once it is answered', async () => {
    desk.gateway.script.behave('700', { does: 'ring' });
    await dial(desk.phone, '700');
    const leg = await desk.farEnd.called('700', 'ringing');
    await desk.sees('call_ringing');
    await death();
    await desk.browser.offscreen();
    await leg.answer();
    await waitForButton(desk.phone, 'hold');
    await desk.farEnd.hears(leg, ownHertz);
  });

  it.each([
    ['after the worker', async (worker: Kill, document: Kill) => worker().then(document)],
    ['before the worker', async (worker: Kill, document: Kill) => document().then(worker)],
    ['at once with the worker', (worker: Kill, document: Kill) => Promise.all([document(), worker()])],
  ])('%s, the call goes on as soon as the worker is awake', async (_when, killBoth) => {
    const leg = await talkingWatched();
    const mark = desk.farEnd.mark();
    const before = offered();
    const offscreen = await desk.browser.offscreen();
    await killBoth(
      () => desk.browser.killWorker(),
      () => offscreen.close(),
    );
    // DevTools may tell of the worker's end late.
    const killedAt = Date.now();
    // Any page of ours wakes it; this window does so by itself.
    const registered = await desk.farEnd.message(mark, { method: 'REGISTER', direction: 'out', status: 200 });
    const renewed = await restarted(mark, before);
    await soundBothWays(desk, leg);
    console.log(
      `figure: document and worker killed: re-INVITE ${renewed.at - registered.at} ms after signalling`,
    );
    console.log(
      `figure: document and worker killed: sound both ways ${Date.now() - Math.max(registered.at, killedAt)} ms after signalling`,
    );
    // A worker that outlived the document for a moment may have seen to it by itself.
    if (renewed.at >= killedAt) expect(renewed.at).toBeGreaterThanOrEqual(registered.at);
    await soundIsLost(false);
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isOver(leg);
  });

  it('and Chrome, as it does when it closes, opens no other before the worker dies: the next one has the call', async () => {
    const leg = await talkingWatched();
    const mark = desk.farEnd.mark();
    const worker = await desk.browser.worker();
    await worker.evaluate(() => {
      const createDocument = () => Promise.reject(new Error('closing'));
      Object.assign(chrome.offscreen, { createDocument });
    });
    await death();
    await soundIsLost(true);
    await desk.browser.killWorker();
    await soundBothWays(desk, leg);
    expect(desk.farEnd.since(mark, { method: 'BYE' })).toEqual([]);
  });
});

/** Our connectivity checks that were answered, as Chrome counts them. */
function checksAnswered(offscreen: Awaited<ReturnType<Desk['browser']['offscreen']>>): Promise<number> {
  return offscreen.evaluate(async () => {
    const watched = globalThis.watchedPeers?.at(-1);
    const stats = [...((await watched?.peer.getStats())?.values() ?? [])] as { responsesReceived?: number }[];
    return Math.max(0, ...stats.map(({ responsesReceived = 0 }) => responsesReceived));
  });
}
