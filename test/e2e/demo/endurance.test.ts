import { mkdirSync, writeFileSync } from 'node:fs';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { CallMix } from '../endurance/call-mix';
import { type Census, growth, HeapProbe } from '../endurance/heap-probe';
import { heldByMore } from '../endurance/held-by-chrome';
import { figure, soakCalls } from '../endurance/soak-options';
import { timersSet, watchTimers } from '../endurance/timer-watch';
import { bytesPerCall, type Sample } from '../endurance/trend';

jest.setTimeout(120_000 + soakCalls * 3_000);

const warmUp = Math.ceil(soakCalls / 4);
const sampleEvery = soakCalls < 400 ? 25 : 50;
const measuresTrend = soakCalls >= 200;
/** Fewer samples say nothing about a trend: what comes and goes at once, as a table that grows, outweighs it. */
const judgesTrend = soakCalls >= 400;
/** Bytes a call; what is kept of a call (an object, a listener, a closure) is at least that much. */
const steepest = 100;
/**
 * What SIP keeps of a call that is over, it keeps for 32 s (RFC 3261, timers B, F, L and M); and each look takes its
 * time. Less than the 65 s after which the offscreen document goes, and with it whatever is left.
 */
const sipTimers = 55_000;

/** Of the offscreen document, after the last use of it. */
const offscreenIdle = 65_000;

/** What must not be there when there are no calls. */
const ofCalls = {
  worker: ['sip session', 'sip dialog', 'sip transaction'],
  pages: ['class RTCPeerConnection', 'class MediaStreamTrack', 'class HTMLAudioElement'],
};

/** What goes with a connection that Chrome never lets go. */
const heldWithConnections = ['RTCPeerConnection', 'MediaStreamTrack'];

let desk: Desk;
let mix: CallMix;
let worker: HeapProbe;
let pages: HeapProbe;
let workerBorn: number;
const samples: Record<'worker' | 'pages', Sample[]> = { worker: [], pages: [] };
let warm: { worker: Census; pages: Census };

beforeAll(async () => {
  // Machine code comes and goes with what is hot, and is no trend: bytecode will do.
  const extraArgs = ['--js-flags=--no-opt,--no-maglev,--no-sparkplug'];
  desk = await Desk.open({ launch: { extraArgs }, profile: { ConferenceURI: '690@demo.ringtab' } });
  mix = new CallMix(desk);
  // With the first digit comes the offscreen document.
  await desk.phone.keyboard.press('6');
  await desk.phone.keyboard.press('Backspace');
  const [inWorker, offscreen] = await Promise.all([desk.browser.worker(), desk.browser.offscreen()]);
  await Promise.all([watchTimers(inWorker), watchTimers(offscreen)]);
  worker = new HeapProbe(inWorker.client);
  // All pages of the extension share one heap: it is the screen's as well.
  pages = new HeapProbe(await offscreen.createCDPSession());
  workerBorn = await bornAt();
});
afterAll(() => desk?.close());

async function bornAt(): Promise<number> {
  const now = await desk.browser.worker();
  return now.evaluate(() => performance.timeOrigin);
}

async function census(): Promise<{ worker: Census; pages: Census }> {
  return { worker: await worker.census(), pages: await pages.census() };
}

/** At rest, so that what SIP still keeps of the last calls is no part of it. */
async function takeSample(calls: number): Promise<void> {
  await nothingLeft();
  for (const [name, probe] of [
    ['worker', worker],
    ['pages', pages],
  ] as const) {
    samples[name].push({ calls, bytes: await probe.usedBytes() });
  }
}

/** The kinds of call, each as often, in an order that is another one at each round but the same at each run. */
function* inDisorder(): Generator<string, never> {
  let seed = 1;
  for (;;) {
    const kinds = Object.keys(mix.kinds);
    while (kinds.length > 0) {
      seed = (seed * 16_807) % 2_147_483_647;
      yield* kinds.splice(seed % kinds.length, 1);
    }
  }
}

it(`${soakCalls} calls, one after the other, all come to their end`, async () => {
  const begun = performance.now();
  const kinds = inDisorder();
  for (let calls = 1; calls <= soakCalls; calls++) {
    const kind = kinds.next().value;
    await mix.place(kind).catch((error) => {
      throw new Error(`call ${calls}, ${kind}: ${error}`);
    });
    if (calls === warmUp) warm = await census();
    if (measuresTrend && calls % sampleEvery === 0) await takeSample(calls);
  }
  const seconds = Math.round((performance.now() - begun) / 1000);
  figure(`${soakCalls} calls in ${seconds} s, ${Object.keys(mix.kinds).length} kinds`);
  expect(await bornAt()).toBe(workerBorn);
  expect(desk.registrations()).toBe(1);
  expect(desk.gateway.connectionCount()).toBe(1);
});

async function countLeft(): Promise<Census> {
  const now = await census();
  if (now.pages['class RTCPeerConnection']) {
    const held = heldByMore(await pages.snapshot());
    for (const kind of heldWithConnections) now.pages[`class ${kind}`] = held[kind] ?? 0;
  }
  return Object.fromEntries([
    ...ofCalls.worker.map((kind): [string, number] => [kind, now.worker[kind] ?? 0]),
    ...ofCalls.pages.map((kind): [string, number] => [kind, now.pages[kind] ?? 0]),
  ]);
}

/** Waits until nothing is left of any call; keeps what tells who holds what, if there is. */
async function nothingLeft(): Promise<void> {
  let left: Census = {};
  const look = async () => {
    left = await countLeft();
    return Object.values(left).every((count) => count === 0);
  };
  await waitUntil('nothing left', look, { timeoutMs: sipTimers, everyMs: 1_000 }).catch(async () => {
    mkdirSync('out/soak', { recursive: true });
    writeFileSync('out/soak/worker.heapsnapshot', await worker.snapshot());
    writeFileSync('out/soak/pages.heapsnapshot', await pages.snapshot());
    throw new Error(`There are left: ${JSON.stringify(left)}; see out/soak.`);
  });
}

it('nothing is left of them', async () => {
  // If a kind were not known by these names any more, there would be none of it at any time.
  const { id } = await mix.talking('600');
  const inCall = await census();
  await mix.ask('hang-up', { callId: id });
  for (const kind of ofCalls.worker) expect(inCall.worker).toHaveProperty([kind]);
  for (const kind of ofCalls.pages) expect(inCall.pages).toHaveProperty([kind]);
  await nothingLeft();
  figure(`left of them: ${JSON.stringify(await countLeft())}`);
  expect(await desk.notifications()).toEqual([]);
});

it('no more timers are set than for a phone at rest', async () => {
  const inWorker = await desk.browser.worker();
  // The next keep-alive, its deadline, the next registration, the end of the offscreen document.
  const atRest = 4;
  const resting = await waitUntil('few timers', async () => {
    const timers = await timersSet(inWorker);
    return timers.length <= atRest && timers;
  });
  figure(`timers set in the worker: ${resting.join(', ')} ms`);
  const offscreen = await desk.browser.offscreen();
  expect(await timersSet(offscreen)).toEqual([]);
});

it('of no kind of object are there more and more', async () => {
  const now = await census();
  // What is kept of the last few requests and nonces fills up to its bound after the first calls.
  const often = Math.max(12, (soakCalls - warmUp) / 4);
  const more = Object.entries({
    ...named('worker', growth(warm.worker, now.worker)),
    ...named('pages', growth(warm.pages, now.pages)),
  }).sort(([, one], [, other]) => other - one);
  figure(`more than after ${warmUp} calls: ${more.slice(0, 5).map(([kind, count]) => `${count} ${kind}`)}`);
  expect(Object.fromEntries(more.filter(([, count]) => count > often))).toEqual({});
});

/** Those after the first quarter. */
const judged = (name: 'worker' | 'pages') => samples[name].filter(({ calls }) => calls > warmUp);

if (measuresTrend) {
  afterAll(() => {
    for (const name of ['worker', 'pages'] as const) {
      const kilobytes = samples[name].map(({ bytes }) => Math.round(bytes / 1024));
      figure(`${name}: ${bytesPerCall(judged(name)).toFixed(1)} bytes a call after ${warmUp} calls`);
      figure(`${name}: KB after each ${sampleEvery} calls ${kilobytes.join(' ')}`);
    }
  });
}

if (judgesTrend) {
  it('the heap has no trend', () => {
    expect(bytesPerCall(judged('worker'))).toBeLessThan(steepest);
    expect(bytesPerCall(judged('pages'))).toBeLessThan(steepest);
  });
}

it('the offscreen document goes with them', async () => {
  const isGone = () =>
    desk.phone.evaluate(
      async () =>
        !(await chrome.runtime.getContexts({})).some(
          ({ contextType }) => contextType === 'OFFSCREEN_DOCUMENT',
        ),
    );
  await waitUntil('no offscreen document', isGone, { timeoutMs: offscreenIdle + 60_000, everyMs: 1_000 });
});

function named(where: string, counts: Census): Census {
  return Object.fromEntries(
    Object.entries(counts).map(([kind, count]) => [`${kind} in the ${where}`, count]),
  );
}
