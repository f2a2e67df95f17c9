// jest's transform: TypeScript and ES modules to CommonJS, by the same esbuild that builds the extension.
const { createHash } = require('node:crypto');
const { transformSync, version } = require('esbuild');

const loaders = { ts: 'ts', tsx: 'tsx', js: 'js', mjs: 'js', cjs: 'js', jsx: 'jsx' };

module.exports = {
  getCacheKey: (source, file) => createHash('sha1').update(version).update(file).update(source).digest('hex'),
  process(source, file) {
    const loader = loaders[file.split('.').pop()];
    return transformSync(source, {
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
