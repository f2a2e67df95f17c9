// A conference in Chromium, mixed as in the offscreen document: who hears which tone, what it costs, and how late it is.
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import type { ConferencePage } from './conference-page';
import { bundle, launchChromium, makeFolder, microphoneTone, servePage } from './media-browser';

declare const conference: ConferencePage;

const tones = { ann: 700, ben: 1000, cid: 1300 };
const all = Object.keys(tones);
const me = microphoneTone;

let folder: Awaited<ReturnType<typeof makeFolder>>;
let served: Awaited<ReturnType<typeof servePage>>;
let browser: Browser;
let page: Page;

jest.setTimeout(90_000);

beforeAll(async () => {
  folder = await makeFolder();
  const script = join(folder.path, 'page.js');
  await bundle('test/e2e/demo/conference-page.ts', script);
  served = await servePage(script);
  browser = await launchChromium(folder.path);
  page = await browser.newPage();
  await page.goto(served.url);
  await page.waitForFunction(() => 'conference' in globalThis, { polling });
  await page.evaluate((wanted) => conference.call(wanted), tones);
  await eachHears({ ann: [me], ben: [me], cid: [me] });
});

afterAll(async () => {
  await browser?.close();
  served?.close();
  await folder?.remove();
});

beforeEach(async () => {
  await page.evaluate(async (ids) => {
    for (const id of ids) {
      conference.farEnd(id).speak(true);
      await conference.calls.setDirection(id, 'sendrecv');
      await conference.calls.setMuted(id, false);
    }
  }, all);
});

/** Waits until each far end hears these tones, and no other of those that there are. */
async function eachHears(wanted: Record<string, number[]>): Promise<void> {
  const known = [me, ...Object.values(tones)];
  const asked = JSON.stringify(wanted);
  await page
    .waitForFunction(
      (words, hertz) => JSON.stringify(conference.heard(hertz)) === words,
      { polling: 50, timeout: 30_000 },
      asked,
      known,
    )
    .catch(async () => {
      const heard = await page.evaluate((hertz) => conference.heard(hertz), known);
      throw new Error(`Wanted ${asked} to be heard, heard ${JSON.stringify(heard)}.`);
    });
}

const mix = (ids: string[], silenced: string[] = []) =>
  page.evaluate((...names) => conference.calls.mix(...names), ids, silenced);

it('lets each of three hear both others and us, and only those who are in it', async () => {
  await mix(['ann', 'ben']);
  await eachHears({ ann: [me, 1000], ben: [me, 700], cid: [me] });
  await mix(all);
  await eachHears({ ann: [me, 1000, 1300], ben: [me, 700, 1300], cid: [me, 700, 1000] });
  await mix(['ann', 'cid']);
  await eachHears({ ann: [me, 1300], ben: [me], cid: [me, 700] });
  await mix([]);
  await eachHears({ ann: [me], ben: [me], cid: [me] });
  expect(await page.evaluate(() => conference.microphones)).toBe(1);
});

it('lets them hear each other while we are muted, one on hold hear nothing, and nobody hear who is silenced', async () => {
  await mix(all);
  await page.evaluate((ids) => Promise.all(ids.map((id) => conference.calls.setMuted(id, true))), all);
  await eachHears({ ann: [1000, 1300], ben: [700, 1300], cid: [700, 1000] });
  await page.evaluate(() => conference.calls.setDirection('ann', 'sendonly'));
  await eachHears({ ann: [], ben: [1300], cid: [1000] });
  await page.evaluate(() => conference.calls.setDirection('ann', 'sendrecv'));
  await mix(all, ['cid']);
  await eachHears({ ann: [1000], ben: [700], cid: [700, 1000] });
});

it('costs little time and little work', async () => {
  // Nobody else speaks, so that what arrives is what is waited for.
  await page.evaluate((ids) => ids.map((id) => conference.farEnd(id).speak(false)), all);
  const unmuted = async () => {
    const times: number[] = [];
    for (let turn = 0; turn < 3; turn++) {
      await page.evaluate(() => conference.calls.setMuted('ben', true));
      await page.evaluate(() => conference.farEnd('ben').untilQuiet());
      times.push(
        await page.evaluate(() =>
          conference.farEnd('ben').untilLoud(() => conference.calls.setMuted('ben', false)),
        ),
      );
    }
    return median(times);
  };
  await mix([]);
  const [plainTime, plainWork] = [await unmuted(), await work()];
  await mix(all);
  const [mixedTime, mixedWork] = [await unmuted(), await work()];
  await page.evaluate((ids) => Promise.all(ids.map((id) => conference.calls.setMuted(id, true))), all);
  const passed: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    await page.evaluate(() => conference.farEnd('ann').speak(false));
    await page.evaluate(() => conference.farEnd('ben').untilQuiet());
    passed.push(
      await page.evaluate(() =>
        conference.farEnd('ben').untilLoud(() => conference.farEnd('ann').speak(true)),
      ),
    );
  }
  console.log(
    `figure: microphone to far end ${plainTime} ms, in a conference ${mixedTime} ms; far end to far end ` +
      `${median(passed)} ms; processor share of three calls ${plainWork} %, of their conference ${mixedWork} %`,
  );
  expect(mixedTime - plainTime).toBeLessThan(150);
  await mix([]);
});

function median(times: number[]): number {
  return Math.round([...times].sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0);
}

/** Percent of one core that Chromium has worked, over a second. */
async function work(): Promise<number> {
  const session = await browser.target().createCDPSession();
  const used = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime, 0);
  };
  const [begun, before] = [performance.now(), await used()];
  await pause(1_000);
  const share = ((await used()) - before) / ((performance.now() - begun) / 1000);
  await session.detach();
  return Math.round(share * 100);
}
