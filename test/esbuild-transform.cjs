// jest's transform: TypeScript and ES modules to CommonJS, by the same esbuild that builds the extension.
const { createHash } = require('node:crypto');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { buildSync, transformSync, version } = require('esbuild');
const { sourceOf } = require('../scripts/sip-grammar.cjs');

const loaders = { ts: 'ts', tsx: 'tsx', js: 'js', mjs: 'js', cjs: 'js', jsx: 'jsx' };

/** Packages of hundreds of modules, which jest would load one by one for each test file: each becomes one. */
const bundled =
  /[\\/]node_modules[\\/](?:puppeteer-core[\\/]lib[\\/].*[\\/]puppeteer-core|werift[\\/]lib[\\/]webrtc[\\/]src[\\/]index)\.js$/;
const alias = { tweetnacl: join(__dirname, 'gateway', 'demo', 'x25519.cjs') };

const own = readFileSync(__filename);
/** What else the result depends on where a package is bundled. */
const parts = ['package-lock.json', 'test/gateway/demo/x25519.cjs'].map((file) =>
  readFileSync(join(__dirname, '..', file)),
);

function bundle(file) {
  const { outputFiles } = buildSync({
    entryPoints: [file],
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    alias,
    write: false,
    logLevel: 'error',
  });
  return { code: outputFiles[0].text };
}

module.exports = {
  getCacheKey(source, file) {
    const hash = createHash('sha1').update(version).update(own).update(file).update(sourceOf(file, source));
    if (bundled.test(file)) for (const part of parts) hash.update(part);
    return hash.digest('hex');
  },
  process(source, file) {
    if (bundled.test(file)) return bundle(file);
    const loader = loaders[file.split('.').pop()];
    return transformSync(sourceOf(file, source), {
      loader,
      format: 'cjs',
      target: 'node20',
      sourcemap: file.includes('node_modules') ? false : 'inline',
      sourcefile: file,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      supported: { 'dynamic-import': true },
    });
  },
};
