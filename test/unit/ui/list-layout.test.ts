import { layOut, rowsBetween, sectionOf, topInSection } from '../../../src/ui/list-layout';

const layout = layOut(
  [
    { key: 'a', title: 'A', size: 3 },
    { key: 'b', title: 'B', size: 100_000 },
    { key: 'c', size: 2 },
  ],
  50,
  20,
);

describe('the layout of a long list', () => {
  it('has a height for all of it', () => {
    expect([layout.rows, layout.height]).toEqual([100_005, 100_005 * 50 + 40]);
    expect(layOut([], 50, 20)).toMatchObject({ rows: 0, height: 0 });
  });

  it.each([
    [-100, 0, [0, 1]],
    [0, 69, [0, 1]],
    [71, 119, [1, 2]],
    [0, 171, [0, 4]],
    [20 + 150 + 20 + 50 * 50_000, 20 + 150 + 20 + 50 * 50_001, [50_003, 50_005]],
    [layout.height - 10, layout.height + 500, [100_004, 100_005]],
  ])('between %i and %i has rows %j', (top, bottom, rows) => {
    expect(rowsBetween(layout, top, bottom)).toEqual(rows);
  });

  it('has no rows between anything where there are none', () => {
    expect(rowsBetween(layOut([], 50, 20), 0, 600)).toEqual([0, 0]);
  });

  it('knows the section of a row, and where in it the row stands', () => {
    const section = sectionOf(layout, 3);
    expect(section).toMatchObject({ key: 'b', top: 170, first: 3 });
    expect(section && topInSection(section, layout, 3)).toBe(20);
    expect(section && topInSection(section, layout, 5)).toBe(120);
    expect(sectionOf(layout, 100_004)?.key).toBe('c');
    expect(sectionOf(layout, 100_005)).toBeUndefined();
  });
});
