// Makes the README's picture (1280x800, as a store wants it too): `npx tsx scripts/picture.ts`.
import { mkdirSync, rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build } from '../build.mjs';
import { openState } from '../test/fakes/open-state';
import { screenStates } from '../test/fakes/screen-states';
import { launch } from './ringtab-browser';

const shown: [state: string, dark: boolean][] = [
  ['keypad-number', false],
  ['in-call', false],
  ['incoming-via', true],
  ['calls-full', true],
];
const extensionDir = resolve('out/picture-extension');
// The same time of day, whenever the picture is made.
const now = new Date(2026, 10, 20, 15, 0).getTime();

await build(extensionDir);
const ringtab = await launch({ lang: 'en', extensionDir });
try {
  const states = screenStates(now);
  const pictures: string[] = [];
  for (const [name, dark] of shown) {
    const state = states.find((each) => each.name === name);
    if (!state) throw new Error(`There is no state ${name}.`);
    const page = await openState(ringtab, state, { width: 360, height: 600, dark, now });
    pictures.push(await page.screenshot({ encoding: 'base64' }));
    await page.close();
  }
  const page = await ringtab.browser.newPage();
  await page.setViewport({ width: 1280, height: 800 });
  await page.setContent(`<style>
    body { margin: 0; height: 100vh; display: flex; gap: 28px; align-items: center; justify-content: center;
           background: linear-gradient(160deg, #dfe8f7, #c9d6ee); }
    img { width: 280px; border-radius: 14px; box-shadow: 0 14px 40px rgb(20 30 60 / 22%); }
  </style>${pictures.map((data) => `<img src="data:image/png;base64,${data}">`).join('')}`);
  mkdirSync('docs', { recursive: true });
  await page.screenshot({ path: 'docs/ringtab.png' });
} finally {
  await ringtab.close();
  rmSync(extensionDir, { recursive: true, force: true });
}
