import { faultTable, withTable } from '../../../scripts/fault-table.mjs';

const held = {
  name: 'the socket is reset',
  gateway: 'real',
  before: 'in a call',
  outcome: 'the call survives',
  secondsToReady: 2.64,
  secondsToSound: 0.56,
} as const;

it('has a line for each fault, and says of one that failed what should have come of it', () => {
  const lines = faultTable([held, { ...held, name: 'cut', failure: 'not heard' }]).split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[2]).toMatch(
    /^\| the socket is reset \| in a call \| real +\| the call survives +\| 2\.6 +\| 0\.6 +\|$/,
  );
  expect(lines[3]).toMatch(/^\| cut +\| in a call \| real +\| FAILED, not: the call survives \| +\| +\|$/);
});

it('has the real gateway first, whichever was done before the other', () => {
  const table = faultTable([
    { ...held, gateway: 'demo', name: 'second' },
    { ...held, name: 'first' },
  ]);
  expect(table.indexOf('first')).toBeLessThan(table.indexOf('second'));
});

it('leaves out the seconds that nobody asked for', () => {
  const { secondsToSound: _unasked, ...idle } = held;
  expect(faultTable([idle])).toMatch(/\| 2\.6 +\| +\|$/);
});

it('takes the place of the table before, and of nothing else', () => {
  const readme = (table: string) =>
    `above\n<!-- faults: begin -->\n\n${table}\n\n<!-- faults: end -->\nbelow\n`;
  expect(withTable(readme('old'), 'new')).toBe(readme('new'));
  expect(() => withTable('above', 'new')).toThrow('faults: begin');
});
