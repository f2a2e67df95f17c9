const transform = { '\\.[cm]?[jt]sx?$': '<rootDir>/test/esbuild-transform.cjs' };
// These packages ship ES modules only; jest runs CommonJS, so they go through esbuild as our own code does.
const esModules = ['sip.js', 'idb', 'puppeteer-core', 'werift', '@noble', 'lucide', 'preact', '@preact'].join(
  '|',
);
const shared = {
  transform,
  transformIgnorePatterns: [`/node_modules/(?!(${esModules})/)`],
  testEnvironment: 'node',
  // What jest's sandbox looks up slowly, a hundred times as slow as elsewhere. Not Map: a package has its own.
  sandboxInjectedGlobals: ['Math', 'String', 'Number', 'Array', 'Object', 'Set', 'JSON'],
};

export default {
  testSequencer: './test/longest-first.cjs',
  projects: [
    { ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.{ts,tsx}'] },
    { ...shared, displayName: 'gateway', testMatch: ['<rootDir>/test/gateway/**/*.test.ts'] },
    { ...shared, displayName: 'demo', testMatch: ['<rootDir>/test/e2e/demo/**/*.test.ts'] },
    {
      ...shared,
      displayName: 'real',
      testMatch: ['<rootDir>/test/e2e/real/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/real/policy'],
    },
    // A policy file holds for every Chrome of the machine: these have it to themselves.
    { ...shared, displayName: 'policy', testMatch: ['<rootDir>/test/e2e/real/policy*.test.ts'] },
    { ...shared, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.test.ts'] },
  ],
};
