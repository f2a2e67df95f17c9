/** @type {import('./planted-bug.mjs').PlantedBug[]} */
export const directoryBugs = [
  {
    name: 'of the three digits that fewest numbers have, those are taken that most have',
    file: 'src/domain/digit-triples.ts',
    search: 'if (to - from <= end - first)',
    replace: 'if (to - from >= end - first)',
    unit: ['domain/digit-triples'],
  },
  {
    name: 'the last digits of a number are not searched',
    file: 'src/domain/drawer-search.ts',
    search: '?? digits.length) - 1 - wanted.length;',
    replace: '?? digits.length) - 2 - wanted.length;',
    unit: ['domain/directory-search'],
  },
];
