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
    replace: 'if (!isThere && at < 0) return pause(next, at, chance);',
    unit: ['domain/failover'],
  },
  {
    name: 'failing over takes two long tries',
    file: 'src/domain/failover-state.ts',
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
  {
    name: 'the phone fails back in the middle of a call',
    file: 'src/domain/failover-return.ts',
    search: 'if (state.steady < state.needed || idleSince === undefined)',
    replace:
      'if (state.steady < state.needed) return probeLater(state, at);\n  idleSince ??= 0;\n  if (at < 0)',
    unit: ['domain/failover'],
  },
  {
    name: 'the phone fails back to a primary that has answered once',
    file: 'src/domain/failover-return.ts',
    search: 'const steady = answered ? state.steady + 1 : 0;',
    replace: 'const steady = answered ? state.steady + 99 : 0;',
    unit: ['domain/failover'],
  },
  {
    name: 'the primary is asked every second',
    file: 'src/domain/failover-return.ts',
    search: 'const PROBE_EVERY = 60_000;',
    replace: 'const PROBE_EVERY = 1_000;',
    unit: ['domain/failover'],
  },
  {
    name: 'the phone goes to and fro between its gateways',
    file: 'src/domain/failover-return.ts',
    search: 'const needed = relapsed ? doubled(state.needed) : STEADY;',
    replace: 'const needed = relapsed ? STEADY : STEADY;',
    unit: ['domain/failover'],
  },
];
