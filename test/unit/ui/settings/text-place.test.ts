import { rangeAt } from '../../../../src/ui/settings/text-place';

const text = '{\n  "Name": vrai,\r\n  "Address" "bad.example.com"\r}';

/** What would be selected. */
function selected(line: number, column?: number, found = '', of = text): string {
  const { start, end } = rangeAt(of, { line, column, found });
  return of.slice(start, end);
}

describe('the place of a finding in the text', () => {
  it('is the whole of what was found, where it stands there', () => {
    expect(selected(2, 3, '"Name": vrai')).toBe('"Name": vrai');
  });

  it('counts lines as editors do, whatever ends them', () => {
    expect(selected(3, 13)).toBe('"bad.example.com"');
    expect(selected(4, 1)).toBe('}');
  });

  it('is one word where what was found is shortened or kept secret', () => {
    expect(selected(2, 11, 'vrai, "and so …')).toBe('vrai');
    expect(selected(2, 11, '…')).toBe('vrai');
    expect(selected(2, 3, 'Name')).toBe('"Name"');
  });

  it('is one character where there is no word, and never half of one', () => {
    expect(selected(2, 15)).toBe(',');
    expect(selected(1, 1, '', '{📞')).toBe('{');
    expect(selected(1, 1, '', ':📞')).toBe(':');
    expect(selected(1, 2, '', ':📞')).toBe('📞');
  });

  it.each([
    [2, 99, 17],
    [9, 1, text.length],
    [0, 0, 0],
  ])('past the end, line %i column %i, it is that end', (line, column, start) => {
    expect(rangeAt(text, { line, column }).start).toBe(start);
  });

  it('is the whole line where there is no column', () => {
    expect(selected(2)).toBe('  "Name": vrai,');
    expect(selected(4)).toBe('}');
    expect(selected(9)).toBe('');
  });

  it('is nowhere in an empty text', () => {
    expect(rangeAt('', { line: 1, column: 1, found: 'x' })).toEqual({ start: 0, end: 0 });
  });
});
