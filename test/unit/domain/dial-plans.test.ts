import { applyDialRules, explainDialling } from '../../../src/domain/dial-rules';
import { dialPlanTables } from './dial-plan-table';

const tables = dialPlanTables();

it('the tables of dial-plans/ are all read', () => {
  expect(tables.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['us.txt', 'uk.txt', 'fr.txt', 'germany.txt', 'australia.txt']),
  );
  expect(tables.flatMap(({ rows }) => rows).length).toBeGreaterThan(250);
});

describe.each(tables)('$file: $title', ({ rules, rows }) => {
  const named = rows.map(
    (row) => [`${row.heading}: ${row.typed} -> ${row.dialed}${row.postDial}`, row] as const,
  );

  it.each(named)('%s', (_, { typed, dialed, postDial, rule, kind }) => {
    expect(applyDialRules(typed, rules)).toEqual({ dialed, postDial, rule, kind });
    const { prefixes, steps } = explainDialling(typed, rules);
    expect(steps.at(-1)).toMatchObject({ applied: true, number: dialed });
    expect(dialed.startsWith(prefixes.map(({ digits }) => digits).join(''))).toBe(true);
  });
});
