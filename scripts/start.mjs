// npm start: from a bare clone to a phone that can be called.
//   npm start -- [--smoke] [--yes] [--fresh] [--fake-microphone]
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { findChrome } from './find-chrome.mjs';
import { root, seconds, setUp } from './set-up.mjs';

const words = process.argv.slice(2);
const known = ['--smoke', '--yes', '--fresh', '--fake-microphone'];
const unknown = words.filter((word) => !known.includes(word));
const say = console.log;

function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

async function main() {
  if (unknown.length > 0) {
    say(`npm start knows ${known.join(', ')}, not ${unknown.join(' ')}.`);
    return false;
  }
  process.chdir(root);
  if (!(await setUp('start', { yes: words.includes('--yes'), say }))) return false;
  const browser = findChrome();
  if (!browser) {
    say('There is no Chrome or Chromium to open, so Ringtab cannot start.');
    return false;
  }
  const begun = performance.now();
  const { build } = await import('../build.mjs');
  await build();
  say(`Built Ringtab into dist/ in ${seconds(performance.now() - begun)}; the browser is ${browser.name}.`);

  // Only now are there packages to run TypeScript with.
  const { tsImport } = await import('tsx/esm/api');
  const smokeOnly = words.includes('--smoke');
  if (smokeOnly || !hasDisplay()) {
    if (!smokeOnly) say('There is no display here to open a browser on; making the smoke call instead.');
    const { smoke } = await tsImport('./smoke.ts', import.meta.url);
    return smoke(say);
  }
  if (words.includes('--fresh')) rmSync(join(root, 'out', 'demo-browser'), { recursive: true, force: true });
  const { startDemo } = await tsImport('./start-demo.ts', import.meta.url);
  await startDemo(say, { fakeMicrophone: words.includes('--fake-microphone') });
  return true;
}

try {
  if (!(await main())) process.exitCode = 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
