// Finds a Chrome or Chromium on this machine.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/**
 * @typedef {{ name: string, branded: boolean, commands: string[], mac: string, windows: string[] }} Kind
 * `branded`: it takes an unpacked extension over the debugging pipe only; `--load-extension` is gone there.
 */

/** @type {Kind[]} In order of preference. */
const kinds = [
  {
    name: 'Chromium',
    branded: false,
    commands: ['chromium', 'chromium-browser'],
    mac: 'Chromium.app/Contents/MacOS/Chromium',
    windows: ['Chromium\\Application\\chrome.exe'],
  },
  {
    name: 'Google Chrome',
    branded: true,
    commands: ['google-chrome-stable', 'google-chrome', 'google-chrome-beta', 'google-chrome-unstable'],
    mac: 'Google Chrome.app/Contents/MacOS/Google Chrome',
    windows: ['Google\\Chrome\\Application\\chrome.exe'],
  },
  {
    name: 'Microsoft Edge',
    branded: true,
    commands: ['microsoft-edge-stable', 'microsoft-edge'],
    mac: 'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    windows: ['Microsoft\\Edge\\Application\\msedge.exe'],
  },
  {
    name: 'Brave',
    branded: true,
    commands: ['brave-browser'],
    mac: 'Brave Browser.app/Contents/MacOS/Brave Browser',
    windows: ['BraveSoftware\\Brave-Browser\\Application\\brave.exe'],
  },
];

/** Places beside PATH where Linux packages put a browser. */
const linuxFolders = [
  '/usr/bin',
  '/usr/local/bin',
  '/snap/bin',
  '/opt/google/chrome',
  '/opt/microsoft/msedge',
];

/**
 * Every place where a browser may be, best first.
 * @param {{ platform: string, env: Record<string, string | undefined>, home: string }} machine
 */
export function chromeCandidates({ platform, env, home }) {
  return kinds.flatMap((kind) =>
    placesOf(kind, platform, env, home).map((path) => ({ path, name: kind.name, branded: kind.branded })),
  );
}

/** @param {Kind} kind @param {string} platform @param {Record<string, string | undefined>} env @param {string} home */
function placesOf(kind, platform, env, home) {
  if (platform === 'darwin') return [`/Applications/${kind.mac}`, `${home}/Applications/${kind.mac}`];
  if (platform === 'win32') {
    const roots = [env.ProgramFiles, env['ProgramFiles(x86)'], env.LOCALAPPDATA];
    return roots.flatMap((root) => (root ? kind.windows.map((end) => `${root}\\${end}`) : []));
  }
  const folders = [...(env.PATH ?? '').split(delimiter).filter(Boolean), ...linuxFolders];
  return kind.commands.flatMap((command) => [...new Set(folders.map((folder) => join(folder, command)))]);
}

/**
 * The browser to use, or undefined when there is none. `CHROME_PATH` wins over everything found.
 * @param {{ platform?: string, env?: Record<string, string | undefined>, home?: string, exists?: (path: string) => boolean }} [machine]
 * @returns {{ path: string, name: string, branded: boolean } | undefined}
 * @throws when CHROME_PATH names nothing.
 */
export function findChrome({
  platform = process.platform,
  env = process.env,
  home = homedir(),
  exists = existsSync,
} = {}) {
  const chosen = env.CHROME_PATH;
  if (chosen) {
    if (!exists(chosen)) throw new Error(`CHROME_PATH says ${chosen}, and there is nothing there.`);
    const known = /chromium/i.test(chosen)
      ? kinds[0]
      : kinds.slice(1).find(({ name }) => looksLike(chosen, name));
    return { path: chosen, name: known?.name ?? 'Chrome', branded: known?.branded ?? true };
  }
  return chromeCandidates({ platform, env, home }).find(({ path }) => exists(path));
}

/** @param {string} path @param {string} name */
function looksLike(path, name) {
  const words = name.toLowerCase().split(' ');
  return path.toLowerCase().includes(words[words.length - 1] ?? name);
}
