/** @type {import('./planted-bug.mjs').PlantedBug[]} */
export const failoverBugs = [
  {
    name: 'the phone fails over without AutoFailover',
    file: 'src/domain/failover-rounds.ts',
    search: 'if (gateway !== state.home && !state.possible) return false;',
    replace: '',
    unit: ['domain/failover'],
  },
  {
    name: 'our own lost network makes the phone leave its gateway',
    file: 'src/domain/failover-rounds.ts',
    search: 'if (!isThere) return pause(next, at, chance);',
    replace: '',
    unit: ['domain/failover'],
  },
  {
    name: 'failing over takes two long tries',
    file: 'src/domain/failover-rounds.ts',
    search: 'const PATIENCE = 4_000;',
    replace: 'const PATIENCE = 14_000;',
    unit: ['domain/failover'],
  },
  {
    name: 'one failed try is enough to fail over',
    file: 'src/domain/failover-rounds.ts',
    search: 'if (!mayTry(next, home, again)) return tryOther(next, at);',
    replace: 'if (!mayTry(next, home, again) || at > 0) return tryOther(next, at);',
    unit: ['domain/failover'],
  },
];
