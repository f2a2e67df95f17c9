// Makes the zip that a store takes: out/ringtab-<version>.zip. The same sources give the same bytes.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zipSync } from 'fflate';
import { build } from '../build.mjs';

const root = resolve(fileURLToPath(new URL('..', import.meta.url)));

/** The manifest as a store wants it: without the key that fixes the id of an unpacked extension. @param {string} text */
function storeManifest(text) {
  const { key: _key, ...manifest } = JSON.parse(text);
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

/** @param {Uint8Array} bytes */
function withoutSourceMapLink(bytes) {
  return Buffer.from(
    Buffer.from(bytes)
      .toString('utf8')
      .replace(/\n?\/\/# sourceMappingURL=.*\n?$/, '\n'),
  );
}

/** @param {string} folder @returns {Promise<import('fflate').Zippable>} */
async function filesFor(folder) {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name));
  /** @type {import('fflate').Zippable} */
  const files = {};
  for (const path of paths.sort()) {
    if (path.endsWith('.map')) continue;
    const name = path
      .slice(folder.length + 1)
      .split(sep)
      .join('/');
    const bytes = await readFile(path);
    if (name === 'manifest.json') files[name] = Buffer.from(storeManifest(bytes.toString('utf8')));
    else files[name] = /\.(js|css)$/.test(name) ? withoutSourceMapLink(bytes) : bytes;
  }
  return files;
}

const folder = join(root, 'out', 'package');
await build(folder);
const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
const files = await filesFor(folder);
// A zip's times have no zone; a date at noon is the same day everywhere.
const zip = zipSync(files, { level: 9, mtime: new Date(1980, 0, 2, 12) });
await mkdir(join(root, 'out'), { recursive: true });
const target = join(root, 'out', `ringtab-${version}.zip`);
await writeFile(target, zip);
console.log(`${target}: ${Object.keys(files).length} files, ${Math.round(zip.length / 1024)} kB`);
