import { parse } from 'papaparse';
import { csvLine } from '../../../src/domain/csv-text';

describe('a line of a CSV file', () => {
  it('parts its cells as asked, and quotes what would part them', () => {
    expect(csvLine(['a', 1, 'b,c', 'say "no"'], ',')).toBe('a,1,"b,c","say ""no"""\r\n');
    expect(csvLine(['a', 'b,c', 'd;e'], ';')).toBe('a;b,c;"d;e"\r\n');
  });

  it.each(['=1+1', '+49', '-1', '@SUM(A1)', '\tx', '\rx', ' =1', '\u00A0+1', '＝1+1', '\n=1'])(
    'shows %j as text, and never calculates it',
    (text) => {
      const [[cell = ''] = []] = parse<string[]>(csvLine([text], ',')).data;
      expect(cell).toBe(`'${text}`);
    },
  );

  it.each(['a=b', '*17', '#31#', '0049', "O'Brien", 'Léa', ''])('leaves %j as it is', (text) => {
    expect(csvLine([text], ',')).toBe(`${text}\r\n`);
  });

  it('is read again as it was', () => {
    const cells = ['two\nlines', 'a"b', ' spaced ', ';,'];
    for (const separator of [',', ';'] as const) {
      expect(parse(csvLine(cells, separator), { delimiter: separator }).data[0]).toEqual(cells);
    }
  });
});
