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
  {
    name: 'contacts that an earlier version has kept are left behind but for the first drawer',
    file: 'src/data/contact-migration.ts',
    search: '[from] = await before.getAllKeys(IDBKeyRange.lowerBound(last), 1);',
    replace: 'from = undefined;',
    unit: ['data/contact-migration'],
  },
  {
    name: 'a contact that is added takes the folder of those that are there',
    file: 'src/data/contact-writing.ts',
    search: 'const there = [...put, ...back, ...added.slice(0, 1)]',
    replace: 'const there = [...put, ...back]',
    unit: ['data/contacts'],
  },
  {
    name: 'who is put back is put over what stands there',
    file: 'src/data/contact-writing.ts',
    search: 'back.filter(({ id }) => !folders.contact(id))',
    replace: 'back',
    unit: ['data/contacts'],
  },
  {
    name: 'an import that goes on is still kept as one that has stopped',
    file: 'src/background/contact-import.ts',
    search: 'await this.kept(() => keepImport(job)).catch(',
    replace: 'await Promise.resolve().catch(',
    unit: ['background/contact-import'],
  },
  {
    name: 'the last name in a column Name is thrown away',
    file: 'src/domain/contact-row.ts',
    search: 'if (isLastName(name, draft)) draft.lastName = name;',
    replace: 'if (isLastName(name, draft)) draft.lastName = "";',
    unit: ['domain/contact-reader'],
  },
  {
    name: 'a row that is refused does not say what of it is too long',
    file: 'src/domain/contact-reader.ts',
    search: '...(part && { part })',
    replace: '...(part && {})',
    unit: ['domain/contact-reader'],
  },
];
