import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { polling } from '../../../scripts/screens';
import { writeToneFile } from '../../../scripts/tone';
import type { PagePhone } from './chromium-phone.page';
import { type DemoGateway, startDemoGateway } from './gateway';

declare const phone: PagePhone;

const candidates = [process.env.CHROME_PATH, '/usr/bin/chromium', '/usr/bin/google-chrome'];
const executablePath = candidates.find((path) => path !== undefined && existsSync(path));
const withChromium = executablePath ? describe : describe.skip;

let folder: string;
let browser: Browser;
let pages: Server;
let page: Page;
let gateway: DemoGateway;

const near = (hertz: number | undefined) => hertz !== undefined && Math.abs(hertz - 440) < 10;

/** Waits until the page hears 440 Hz, or nothing. */
const hears = async (what: 'tone' | 'silence') => {
  await page.waitForFunction(
    async (wanted: string) => {
      const hertz = await phone.frequency();
      return wanted === 'tone' ? Math.abs(hertz - 440) < 10 : hertz === 0;
    },
    { polling: 50, timeout: 30_000 },
    what,
  );
};

const farEndHears = () =>
  gateway.until('the far end hears 440 Hz', () => near(gateway.calls()[0]?.receivedFrequency()));

withChromium('a browser', () => {
  jest.setTimeout(120_000);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'demo-gateway-'));
    const tone = join(folder, 'tone.wav');
    writeToneFile(tone, 440);
    const entryPoints = [join(__dirname, 'chromium-phone.page.ts')];
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      write: false,
      format: 'iife',
      target: 'chrome120',
    });
    pages = createServer((request, response) => {
      const script = request.url === '/phone.js';
      response.writeHead(200, { 'content-type': script ? 'text/javascript' : 'text/html' });
      response.end(script ? outputFiles[0]?.text : '<!doctype html><script src="/phone.js"></script>');
    });
    await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
    browser = await puppeteer.launch({
      executablePath: executablePath ?? '',
      headless: true,
      pipe: true,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--autoplay-policy=no-user-gesture-required',
        '--allow-loopback-in-peer-connection',
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        `--use-file-for-fake-audio-capture=${tone}`,
        `--user-data-dir=${join(folder, 'browser')}`,
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    pages?.close();
    await rm(folder, { recursive: true, force: true });
  });

  beforeEach(async () => {
    gateway = await startDemoGateway();
    page = await browser.newPage();
    await page.goto(`http://127.0.0.1:${(pages.address() as AddressInfo).port}/`);
    await page.evaluate((url) => phone.signIn(url, '201'), gateway.url);
    await gateway.until('signed in', () => gateway.registrations().length === 1);
  });

  afterEach(async () => {
    await page.close();
    await gateway.close();
  });

  it('hears its own tone from 600, is heard, holds, resumes, restarts ICE and presses keys', async () => {
    await page.evaluate(() => phone.call('600'));
    await hears('tone');
    await farEndHears();
    const leg = gateway.calls()[0];

    await page.evaluate(() => phone.reinvite({ hold: true }));
    expect(leg?.remoteDirection).toBe('sendonly');
    await hears('silence');
    await page.evaluate(() => phone.reinvite({ hold: false }));
    await hears('tone');

    const sent = leg?.endpoint?.media.packetsSent ?? 0;
    await page.evaluate(() => phone.reinvite({ iceRestart: true }));
    await page.waitForFunction(() => phone.iceState() === 'connected', { polling });
    await gateway.until('media goes on', () => (leg?.endpoint?.media.packetsSent ?? 0) > sent + 50);
    await hears('tone');

    await page.evaluate(() => phone.press('159#'));
    await gateway.until('keys arrive', () => leg?.dtmf === '159#');

    await page.evaluate(() => phone.hangUp());
    await gateway.until('no call is left', () => gateway.calls().length === 0);
  });

  it('gets its answer and media without having offered a candidate', async () => {
    await page.evaluate(() => phone.call('600', false));
    await hears('tone');
    await farEndHears();
    const invite = gateway.messages.findLast(({ method, kind }) => method === 'INVITE' && kind === 'request');
    expect(invite?.text).toContain('m=audio');
    expect(invite?.text).not.toContain('a=candidate');
  });

  it('answers a call of the gateway, which holds and resumes it', async () => {
    const placed = gateway.call({ to: '201', from: { number: '5551234' }, media: 'tone' });
    await placed.answered;
    await hears('tone');
    await farEndHears();
    await placed.hold('inactive');
    await hears('silence');
    await placed.resume();
    await hears('tone');
    placed.hangUp();
    await page.waitForFunction(() => phone.state() === 'Terminated', { polling });
  });
});
