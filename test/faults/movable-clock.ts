import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RingtabBrowser } from '../../scripts/ringtab-browser';

/** Timers go on as they did, as they do when a person, or the network's time, sets the clock of a computer. */
const prelude =
  'const clockOf = Date.now.bind(Date); Date.now = () => clockOf() + (globalThis.clockShift ?? 0);\n';

/** A copy of the build whose worker has a clock that `setClock` moves; its folder. */
export function withMovableClock(gateway: 'real' | 'demo'): string {
  const folder = resolve('out', `movable-clock-${gateway}`);
  rmSync(folder, { recursive: true, force: true });
  cpSync('dist', folder, { recursive: true });
  const worker = join(folder, 'service-worker.js');
  writeFileSync(worker, prelude + readFileSync(worker, 'utf8'));
  return folder;
}

/** Moves the worker's clock by so many milliseconds in all. */
export async function setClock(browser: RingtabBrowser, shift: number): Promise<void> {
  const worker = await browser.worker();
  await worker.evaluate((by) => Object.assign(globalThis, { clockShift: by }), shift);
}
