import { parseProfiles } from '../../../src/domain/profile';

describe('hostile input', () => {
  it('does not pollute a prototype', () => {
    const text =
      '[{"__proto__": {"logDownload": false, "polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "Name": "A", "Address": "a.example"}]';
    const { profiles, problems } = parseProfiles(text);
    expect(profiles).toMatchObject([{ name: 'A', logDownload: true }]);
    expect(problems.map(({ code, found }) => [code, found])).toEqual([
      ['key-unknown', '__proto__'],
      ['key-unknown', 'constructor'],
    ]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it('never shows the TURN password in a problem', () => {
    const texts = [
      'hunter2',
      '"hunter2',
      "'hunter2'",
      '12345678',
      '["hunter2"]',
      '"hunter2" "x"',
      '"a\\hunter2"',
    ];
    for (const value of texts) {
      const { problems } = parseProfiles(`[{"Name": "A", "Address": "a.example", "TURNPassword": ${value}}]`);
      expect(problems).not.toEqual([]);
      expect(JSON.stringify(problems)).not.toMatch(/hunter2|12345678/);
    }
  });

  it('reads 500 entries', () => {
    const entries = Array.from({ length: 500 }, (_, i) => ({ Name: `Site ${i}`, Address: `s${i}.example` }));
    const { profiles, problems } = parseProfiles(JSON.stringify({ IP_Office_Server_Profile: entries }));
    expect(problems).toEqual([]);
    expect(new Set(profiles.map(({ id }) => id)).size).toBe(500);
  });

  it('lists at most 200 problems and counts the rest', () => {
    const { problems } = parseProfiles(`[${Array(1000).fill('1').join(',')}]`);
    expect(problems).toHaveLength(201);
    expect(problems.at(-1)).toEqual({
      severity: 'warning',
      costs: 'nothing',
      code: 'too-many-problems',
      found: '800',
    });
  });

  it.each([
    ['brackets', '['.repeat(1_000_000)],
    ['braces', '{"a":'.repeat(200_000)],
    ['closing brackets', `[${']}'.repeat(500_000)}`],
    ['commas', `[${','.repeat(1_000_000)}`],
    ['quotes', '"'.repeat(1_000_000)],
    ['backslashes', `["${'\\'.repeat(1_000_001)}`],
    ['one long string', `["${'a'.repeat(1_000_000)}`],
    ['one long number', `[${'1'.repeat(500_000)}e${'1'.repeat(500_000)}x]`],
    ['a long key with many values', `{"${'k'.repeat(500_000)}": [${'vrai,'.repeat(100_000)}]}`],
    ['comments', `[${'/**/'.repeat(250_000)}]`],
    ['open comments', '/*'.repeat(500_000)],
    ['French quotes', '«'.repeat(1_000_000)],
    ['colons', `{${':'.repeat(1_000_000)}`],
    ['words', 'vrai '.repeat(200_000)],
    ['line ends', '\n'.repeat(1_000_000)],
    ['many keys', `[{${Array.from({ length: 60_000 }, (_, i) => `"Adress${i}": 1`).join(',')}}]`],
    ['spaces in a value', `["a", a${' '.repeat(1_000_000)}b]`],
    ['a long host', `[{"Name": "A", "Address": "${'a.'.repeat(500_000)}"}]`],
    ['a long list', `[{"Name": "A", "Address": "a.b", "EmergencyNumbers": "${'1,'.repeat(500_000)}"}]`],
  ])('reads a megabyte of %s in linear time', (_, text) => {
    const start = performance.now();
    parseProfiles(text);
    // Generous for a busy machine; anything quadratic takes minutes.
    expect(performance.now() - start).toBeLessThan(5000);
  });
});
