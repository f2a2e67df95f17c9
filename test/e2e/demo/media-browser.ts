/** Chromium with a 440 Hz tone for a microphone, and what the media tests serve to it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import puppeteer, { type Browser } from 'puppeteer-core';
import { writeToneFile } from '../../../scripts/tone';

export const microphoneTone = 440;

/** One temporary folder a test file; `remove` at its end. */
export async function makeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'ringtab-media-'));
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}

/** Bundles an entry as the build does. */
export async function bundle(entry: string, outfile: string): Promise<void> {
  await esbuild.build({
    entryPoints: [resolve(entry)],
    outfile,
    bundle: true,
    format: 'esm',
    target: 'chrome120',
    logLevel: 'error',
  });
}

/** Starts Chromium in its own profile inside `folder`. */
export async function launchChromium(folder: string, extensions: string[] = []): Promise<Browser> {
  const tone = join(folder, 'tone.wav');
  writeToneFile(tone, microphoneTone);
  return puppeteer.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    pipe: true,
    userDataDir: join(folder, 'profile'),
    ...(extensions.length ? { enableExtensions: extensions } : {}),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--autoplay-policy=no-user-gesture-required',
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-audio-capture=${tone}`,
      '--allow-loopback-in-peer-connection',
      '--disable-features=WebRtcHideLocalIpsWithMdns',
    ],
  });
}

/** Serves one script in an empty page on loopback, which counts as a secure context. */
export async function servePage(script: string): Promise<{ url: string; close: () => void }> {
  const source = await readFile(script);
  const server = createServer((request, response) => {
    const isScript = request.url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? source : '<!doctype html><body><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
