import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Browser, WebWorker } from 'puppeteer-core';
import { RingtabBrowser } from '../../../scripts/ringtab-browser';
import { mutatedDescriptions } from '../../fuzz/descriptions';
import { bundle, launchChromium, makeFolder } from './media-browser';
import type { MediaWorker } from './media-worker';

declare const worker: MediaWorker;

jest.setTimeout(180_000);

let folder: Awaited<ReturnType<typeof makeFolder>>;
let browser: Browser;
let ringtab: RingtabBrowser;

beforeAll(async () => {
  folder = await makeFolder();
  const extension = join(folder.path, 'extension');
  await mkdir(extension);
  const manifest = {
    manifest_version: 3,
    name: 'media',
    version: '1',
    permissions: ['offscreen'],
    background: { service_worker: 'worker.js', type: 'module' },
  };
  await writeFile(join(extension, 'manifest.json'), JSON.stringify(manifest));
  await writeFile(join(extension, 'offscreen.html'), '<script type="module" src="offscreen.js"></script>');
  await bundle('test/e2e/demo/media-worker.ts', join(extension, 'worker.js'));
  await bundle('src/media/offscreen.ts', join(extension, 'offscreen.js'));
  browser = await launchChromium(folder.path, [extension]);
  const worker = await browser.waitForTarget((found) => found.type() === 'service_worker');
  ringtab = new RingtabBrowser(browser, new URL(worker.url()).host, () => undefined);
});

afterAll(async () => {
  await browser?.close();
  await folder?.remove();
});

async function until(condition: () => Promise<boolean | undefined>): Promise<void> {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error('waited for 30 s in vain');
    await new Promise((done) => setImmediate(done));
  }
}

async function replyTo(alive: WebWorker, id: number) {
  const find = () =>
    alive.evaluate(
      (wanted) =>
        worker.replies.find((reply) => reply.type !== 'event' && reply.type !== 'log' && reply.id === wanted),
      id,
    );
  await until(async () => (await find()) !== undefined);
  return find();
}

it('keeps its sessions through the death of the worker, and wakes it', async () => {
  const first = await ringtab.worker();
  await until(() => first.evaluate(() => 'worker' in globalThis));
  await first.evaluate(() => worker.openDocument());
  await until(() => first.evaluate(() => worker.connected));

  const opened = await first.evaluate(() => worker.ask('open', 'call', { iceServers: [], relayOnly: false }));
  expect(await replyTo(first, opened)).toMatchObject({ type: 'result' });
  const started = await first.evaluate(() => worker.ask('startMicrophone', 'call'));
  expect(await replyTo(first, started)).toEqual({ type: 'result', id: started });
  const offered = await first.evaluate(() => worker.ask('createOffer', 'call', {}));
  expect(await replyTo(first, offered)).toMatchObject({ value: expect.stringContaining('m=audio') });
  expect(await first.evaluate(() => worker.replies.some(({ type }) => type === 'log'))).toBe(true);

  await ringtab.killWorker();
  const second = await ringtab.worker();
  await until(() => second.evaluate(() => 'worker' in globalThis && worker.connected));
  const asked = await second.evaluate(() => worker.ask('has', 'call'));
  expect(await replyTo(second, asked)).toEqual({ type: 'result', id: asked, value: true });
  const gone = await second.evaluate(() => worker.ask('createOffer', 'nobody', {}));
  expect(await replyTo(second, gone)).toMatchObject({ type: 'error', code: 'media-failed' });
});

it('sounds without a gesture', async () => {
  const alive = await ringtab.worker();
  const rang = await alive.evaluate(() => worker.ask('startRinging'));
  expect(await replyTo(alive, rang)).toMatchObject({ type: 'result' });
  const target = await browser.waitForTarget((found) => found.type() === 'background_page');
  const opened = await target.asPage();
  expect(await opened.evaluate(() => document.querySelector('audio')?.dataset.session)).toBe('call');
  const state = await alive.evaluate(() => worker.ask('microphoneState'));
  expect(await replyTo(alive, state)).toMatchObject({ type: 'result' });
});

it('takes or refuses whatever description comes, without an uncaught error, and goes on', async () => {
  const alive = await ringtab.worker();
  const document = await (
    await browser.waitForTarget((found) => found.type() === 'background_page')
  ).asPage();
  const uncaught: unknown[] = [];
  document.on('pageerror', (error) => uncaught.push(error));
  // Half characters do not cross the seam.
  const mutants = fc
    .sample(mutatedDescriptions(1), { numRuns: 300, seed: 1 })
    .map((sdp) => sdp.replace(/\p{Cs}/gu, '?'));
  const outcomes = { taken: 0, refused: 0 };
  for (let first = 0; first < mutants.length; first += 10) {
    const answered = await alive.evaluate(
      async (some: string[], offset: number) => {
        const options = { iceServers: [], relayOnly: false };
        const each = some.map(async (sdp, index) => {
          const id = `mutant-${offset + index}`;
          await worker.reply(worker.ask('open', id, options));
          const isAnswer = (offset + index) % 3 === 0;
          if (isAnswer) await worker.reply(worker.ask('createOffer', id, {}));
          const taken = isAnswer
            ? await worker.reply(worker.ask('acceptAnswer', id, sdp, {}))
            : await worker.reply(worker.ask('acceptOffer', id, sdp));
          if (taken.type === 'result' && !isAnswer) await worker.reply(worker.ask('createAnswer', id));
          await worker.reply(worker.ask('close', id));
          return taken.type;
        });
        return Promise.all(each);
      },
      mutants.slice(first, first + 10),
      first,
    );
    for (const type of answered) outcomes[type === 'result' ? 'taken' : 'refused'] += 1;
  }
  expect(uncaught).toEqual([]);
  // Both happen, or nothing was tried.
  expect(outcomes.taken).toBeGreaterThan(20);
  expect(outcomes.refused).toBeGreaterThan(20);
  const offered = await alive.evaluate(() => worker.ask('createOffer', 'call', {}));
  expect(await replyTo(alive, offered)).toMatchObject({ value: expect.stringContaining('m=audio') });
  console.log(
    `figure: 300 damaged descriptions in Chromium, ${outcomes.taken} taken, ${outcomes.refused} refused`,
  );
});
