// npm run bench: how quick Ringtab's lists are, in Chromium, beside other ways to do the same.
//   npm run bench -- directory [--entries=1000,10000,100000]
//   npm run bench -- company-directory [--entries=100000]
//   npm run bench -- pages
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChrome } from './find-chrome.mjs';
import { endAllSteps, runStep } from './run-step.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));
const benches = ['directory', 'company-directory', 'call-log', 'pages'];
const [name = '', ...words] = process.argv.slice(2);
const entries = /^--entries=(\d{1,7}(?:,\d{1,7})*)$/.exec(words[0] ?? '--entries=1000,10000,100000')?.[1];

if (!benches.includes(name) || words.length > 1 || entries === undefined) {
  console.log(`npm run bench -- ${benches.join('|')} [--entries=1000,10000,100000]`);
  process.exit(1);
}
if (!findChrome()) {
  console.log('There is no Chrome or Chromium on this machine.');
  process.exit(1);
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    endAllSteps();
    process.exit(130);
  });
}

const file = join(root, 'test', 'bench', `${name}.ts`);
if (!existsSync(file)) {
  console.log(`There is no ${file}.`);
  process.exit(1);
}
const tsx = join(root, 'node_modules', 'tsx', 'dist', 'cli.mjs');
const { code } = await runStep(process.execPath, [tsx, file, entries], {
  cwd: root,
  limitMs: 30 * 60_000,
  onLine: (line) => console.log(line),
});
process.exitCode = code;
