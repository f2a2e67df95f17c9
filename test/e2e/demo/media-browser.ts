/** Chromium with a 440 Hz tone for a microphone, and what the media tests serve to it. */
import { createSocket, type Socket } from 'node:dgram';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import puppeteer, { type Browser } from 'puppeteer-core';

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
  await writeFile(tone, toneFile(microphoneTone));
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

/** A STUN server on loopback; each request goes to `onRequest`, and nothing is answered by itself. */
export async function openStunServer(
  onRequest: (reply: () => void) => void,
): Promise<{ url: string; close: () => void }> {
  const socket = createSocket('udp4');
  socket.on('message', (request, { address, port }) => {
    onRequest(() => socket.send(bindingResponse(request), port, address));
  });
  await bind(socket);
  return { url: `stun:127.0.0.1:${socket.address().port}`, close: () => socket.close() };
}

function bind(socket: Socket): Promise<void> {
  return new Promise((done) => socket.bind(0, '127.0.0.1', done));
}

/** RFC 8489: a binding success that says we are seen as 203.0.113.7:40000. */
function bindingResponse(request: Buffer): Buffer {
  const cookie = 0x2112a442;
  const response = Buffer.alloc(32);
  response.writeUInt16BE(0x0101, 0);
  response.writeUInt16BE(12, 2);
  request.copy(response, 4, 4, 20);
  response.writeUInt16BE(0x0020, 20);
  response.writeUInt16BE(8, 22);
  response.writeUInt8(1, 25);
  response.writeUInt16BE(40000 ^ (cookie >>> 16), 26);
  response.writeUInt32BE((0xcb007107 ^ cookie) >>> 0, 28);
  return response;
}

/** Two seconds of a sine, 48 kHz 16-bit mono; Chromium plays it over and over. */
function toneFile(frequency: number): Buffer {
  const rate = 48_000;
  const samples = rate * 2;
  const file = Buffer.alloc(44 + samples * 2);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + samples * 2, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(rate * 2, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(samples * 2, 40);
  for (let i = 0; i < samples; i++) {
    file.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * frequency * i) / rate)), 44 + i * 2);
  }
  return file;
}
