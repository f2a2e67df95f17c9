// Builds the unpacked extension: bundles each context's entry, copies public/ and the manifest.
// `node build.mjs` once; `node build.mjs --watch` again at each change.
import { cp, mkdir, readFile, rm, watch, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { getCountries, getCountryCallingCode } from 'libphonenumber-js/min';
import { decodedOnce } from './scripts/sip-grammar.cjs';

const root = dirname(fileURLToPath(import.meta.url));

/** One bundle a context, and one for how all screens look: output name and entry file. */
const entries = {
  'service-worker': 'src/background/service-worker.ts',
  offscreen: 'src/media/offscreen.ts',
  popup: 'src/ui/popup.tsx',
  'side-panel': 'src/ui/side-panel.tsx',
  window: 'src/ui/window.tsx',
  confirm: 'src/ui/confirm.tsx',
  settings: 'src/ui/settings.tsx',
  welcome: 'src/ui/welcome.tsx',
  // One file for a screen to wait for, not one after another.
  'styles/main': 'public/styles/main.css',
};

/** Comes out of a bundle. */
const styles = join(root, 'public/styles');

function options(outDir) {
  return {
    absWorkingDir: root,
    entryPoints: entries,
    outdir: outDir,
    bundle: true,
    format: 'esm',
    target: 'chrome140',
    minify: true,
    sourcemap: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'warning',
    legalComments: 'none',
    plugins: [decodedOnce],
  };
}

/** What runs in web pages: plain scripts, as small as can be, each whole in itself. */
function contentOptions(outDir) {
  return {
    ...options(outDir),
    entryPoints: {
      'content-links': 'src/content/content-links.ts',
      'content-numbers': 'src/content/content-numbers.ts',
    },
    format: 'iife',
    // A page has no use for it, and would be told where it is.
    sourcemap: false,
  };
}

function finderOptions(outDir) {
  return {
    ...contentOptions(outDir),
    entryPoints: { 'content-number-finder': 'src/content/number-finder.ts' },
    // The rules of all countries as a text, parsed only in a page that may have a number. The package would give a
    // module instead.
    alias: {
      'libphonenumber-js/metadata.min.json': join(root, 'node_modules/libphonenumber-js/metadata.min.json'),
    },
    loader: { '.json': 'text' },
  };
}

async function copyStatic(outDir) {
  await cp(join(root, 'public'), outDir, { recursive: true, filter: (path) => path !== styles });
  const manifest = JSON.parse(await readFile(join(root, 'manifest.json'), 'utf8'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(join(outDir, 'manifest.json'), `${JSON.stringify({ ...manifest, version }, null, 2)}\n`);
}

/** What a content script starts with, see contract/page-order.ts: it can ask nobody which country it is for. */
async function writeCountries(outDir) {
  const folder = join(outDir, 'countries');
  await mkdir(folder, { recursive: true });
  const codes = new Set(getCountries().map((country) => getCountryCallingCode(country)));
  // Where it is not known, what an earlier one has left goes.
  await writeFile(join(folder, '0.js'), 'globalThis.ringtabCountry=undefined;\n');
  await Promise.all(
    [...codes].map((code) => writeFile(join(folder, `${code}.js`), `globalThis.ringtabCountry='${code}';\n`)),
  );
}

const allOptions = [options, contentOptions, finderOptions];

/** Builds once into `outDir`, which is emptied first. */
export async function build(outDir = join(root, 'dist')) {
  await rm(outDir, { recursive: true, force: true });
  await mkdir(outDir, { recursive: true });
  await Promise.all([
    ...allOptions.map((optionsOf) => esbuild.build(optionsOf(outDir))),
    copyStatic(outDir),
    writeCountries(outDir),
  ]);
}

async function watchAndBuild(outDir = join(root, 'dist')) {
  await build(outDir);
  for (const optionsOf of allOptions) {
    const context = await esbuild.context({ ...optionsOf(outDir), logLevel: 'info' });
    await context.watch();
  }
  for await (const _change of watch(join(root, 'public'), { recursive: true })) await copyStatic(outDir);
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  await (process.argv.includes('--watch') ? watchAndBuild() : build());
}
