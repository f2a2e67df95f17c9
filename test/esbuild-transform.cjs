// jest's transform: TypeScript and ES modules to CommonJS, by the same esbuild that builds the extension.
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');
const { sourceOf } = require('../scripts/sip-grammar.cjs');

const loaders = { ts: 'ts', tsx: 'tsx', js: 'js', mjs: 'js', cjs: 'js', jsx: 'jsx' };

module.exports = {
  getCacheKey: (source, file) =>
    createHash('sha1').update(version).update(file).update(sourceOf(file, source)).digest('hex'),
  process(source, file) {
    const loader = loaders[file.split('.').pop()];
    return transformSync(sourceOf(file, source), {
      loader,
      format: 'cjs',
      target: 'node20',
      sourcemap: 'inline',
      sourcefile: file,
      jsx: 'automatic',
      jsxImportSource: 'preact',
      supported: { 'dynamic-import': true },
    });
  },
};
