import { parseProfiles } from '../../../src/domain/profile';
import { worseThanLinear } from '../../fakes/work-time';

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

  it('never shows what an address carries beside host and path', () => {
    const texts = [
      '[{"Name": "A", "Address": "wss://phone:hunter2@a.example/ws"}]',
      `[{"Name": "A", "Address": "wss://phone:hunter2${'x'.repeat(100)}@a.example/ws"}]`,
      '[{"Name": "A", "Address": "https://a.example/ws?token=hunter2"}]',
      '{"Client_Settings_File_Address": [{"Profile_Name": "A", "Client_Settings_File_Url": "http://a.example/s.txt?token=hunter2"}]}',
      '{"Client_Settings_File_Address": [{"Profile_Name": "A", "Client_Settings_File_Url": "https://u:hunter2@a.example/s.txt"}]}',
      'wss://phone:hunter2@a.example/ws',
    ];
    for (const text of texts) {
      const { problems } = parseProfiles(text);
      expect(problems).not.toEqual([]);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });

  it('takes __proto__ for a key like any other, wherever it stands', () => {
    const texts = [
      '{"__proto__": [{"Name": "A", "Address": "a.example"}]}',
      '{"__proto__": {"IP_Office_Server_Profile": []}}',
      '[{"Name": "__proto__", "Address": "a.example", "Domain": {"__proto__": {"polluted": 1}}}]',
      '{"Client_Settings_File_Address": [{"__proto__": {"Profile_Name": "A"}, "constructor": 1}]}',
      '{"IP_Office_Server_Profile": {"__proto__": {"Name": "A", "Address": "a.example"}}}',
    ];
    const before = Object.getOwnPropertyNames(Object.prototype);
    for (const text of texts) {
      const { profiles, settingsFiles } = parseProfiles(text);
      expect([...profiles, ...settingsFiles]).toEqual([]);
    }
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    expect(parseProfiles('[{"Name": "__proto__", "Address": "a.example"}]').profiles).toHaveLength(1);
  });

  it('reads 500 entries, and the same a megabyte long', () => {
    const entries = Array.from({ length: 500 }, (_, i) => ({ Name: `Site ${i}`, Address: `s${i}.example` }));
    const { profiles, problems } = parseProfiles(JSON.stringify({ IP_Office_Server_Profile: entries }));
    expect(problems).toEqual([]);
    expect(new Set(profiles.map(({ id }) => id)).size).toBe(500);
    const long = entries.map((entry) => ({ ...entry, EmergencyNumbers: '112,'.repeat(490) }));
    const text = JSON.stringify({ IP_Office_Server_Profile: long });
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(parseProfiles(text).profiles.map(({ emergencyNumbers }) => emergencyNumbers)).toEqual(
      long.map(() => ['112']),
    );
  });

  it('gives up a text with a thousand mistakes, and says that nothing of it is used', () => {
    const wrong = Array.from({ length: 2000 }, (_, i) => `{"Name": "A${i}" "Address": "a.example"}`);
    const { profiles, problems } = parseProfiles(
      `[{"Name": "A", "Address": "a.example"}, ${wrong.join(',')}]`,
    );
    expect(profiles).toEqual([]);
    expect(problems).toHaveLength(201);
    expect(problems.filter(({ costs }) => costs === 'text')).toMatchObject([{ code: 'json-missing-comma' }]);
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

  it.each<[string, (part: number) => string]>([
    ['brackets', (part) => '['.repeat(part * 1_000_000)],
    ['braces', (part) => '{"a":'.repeat(part * 200_000)],
    ['closing brackets', (part) => `[${']}'.repeat(part * 500_000)}`],
    ['commas', (part) => `[${','.repeat(part * 1_000_000)}`],
    ['quotes', (part) => '"'.repeat(part * 1_000_000)],
    ['backslashes', (part) => `["${'\\'.repeat(part * 1_000_001)}`],
    ['one long string', (part) => `["${'a'.repeat(part * 1_000_000)}`],
    ['one long number', (part) => `[${'1'.repeat(part * 500_000)}e${'1'.repeat(part * 500_000)}x]`],
    [
      'a long key with many values',
      (part) => `{"${'k'.repeat(part * 500_000)}": [${'vrai,'.repeat(part * 100_000)}]}`,
    ],
    ['comments', (part) => `[${'/**/'.repeat(part * 250_000)}]`],
    ['open comments', (part) => '/*'.repeat(part * 500_000)],
    ['French quotes', (part) => '«'.repeat(part * 1_000_000)],
    ['colons', (part) => `{${':'.repeat(part * 1_000_000)}`],
    ['words', (part) => 'vrai '.repeat(part * 200_000)],
    ['line ends', (part) => '\n'.repeat(part * 1_000_000)],
    [
      'many keys',
      (part) => `[{${Array.from({ length: part * 60_000 }, (_, i) => `"Adress${i}": 1`).join(',')}}]`,
    ],
    ['spaces in a value', (part) => `["a", a${' '.repeat(part * 1_000_000)}b]`],
    ['passwords', (part) => 'TURNPassword'.repeat(part * 80_000)],
    ['passwords with values', (part) => `[${'{"TURNPWD":"x","Name":"y"},'.repeat(part * 37_000)}`],
    ['passwords before keys', (part) => `[{${'"TURNPWD""Name":'.repeat(part * 60_000)}`],
    ['a password in many words', (part) => `[{"TURNPassword": ${'"a" '.repeat(part * 250_000)}}]`],
    ['a password with many names', (part) => `[{"a": "${'mot --- de --- '.repeat(part * 66_000)}", x}]`],
    ['a long host', (part) => `[{"Name": "A", "Address": "${'a.'.repeat(part * 500_000)}"}]`],
    [
      'a long list',
      (part) => `[{"Name": "A", "Address": "a.b", "EmergencyNumbers": "${'1,'.repeat(part * 500_000)}"}]`,
    ],
  ])('reads a megabyte of %s in linear time', async (_, textOf) => {
    expect(await worseThanLinear((part) => parseProfiles(textOf(part)), 1)).toBeUndefined();
  });
});

describe('a text that was', () => {
  const text = `[{"Name": "Siège", "Address": "a.example"}, {"Name": "Ouest", "Address": "b.example"}]`;
  const readAsUtf8 = (bytes: Uint8Array) => parseProfiles(new TextDecoder().decode(bytes));
  const names = ({ profiles }: ReturnType<typeof parseProfiles>) => profiles.map(({ name }) => name);

  it('saved as UTF-8, with and without a byte order mark, is read', () => {
    expect(names(readAsUtf8(Buffer.from(text)))).toEqual(['Siège', 'Ouest']);
    expect(names(parseProfiles(`\uFEFF${text}`))).toEqual(['Siège', 'Ouest']);
  });

  it.each([
    ['UTF-16', Buffer.from(text, 'utf16le')],
    ['UTF-16 with a byte order mark', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['UTF-16 big-endian', Buffer.from(text, 'utf16le').swap16()],
  ])('saved as %s is not used', (_, bytes) => {
    const result = readAsUtf8(bytes);
    expect(names(result)).toEqual([]);
    expect(result.problems).toContainEqual(
      expect.objectContaining({ code: 'json-encoding', severity: 'error', costs: 'text', expected: 'UTF-8' }),
    );
  });

  it('saved as Latin-1 loses the system with the accent only', () => {
    const result = readAsUtf8(Buffer.from(text, 'latin1'));
    expect(names(result)).toEqual(['Ouest']);
    expect(result.problems).toMatchObject([
      { code: 'json-encoding', costs: 'profile', line: 1, column: 14, expected: 'UTF-8' },
    ]);
  });

  it('glued together from two files has its second byte order mark passed over', () => {
    const glued = `[{"Name": "A", "Address": "a.example"},\uFEFF{"Name": "B", "Address": "b.example"}]`;
    const result = parseProfiles(glued);
    expect(names(result)).toEqual(['A', 'B']);
    expect(result.problems).toMatchObject([{ code: 'json-odd-space', costs: 'nothing' }]);
  });

  it('nested deeply is read up to 100 brackets, and refused beyond', () => {
    const nested = (depth: number) =>
      `[{"Name": "A", "Address": "a.example", "x": ${'['.repeat(depth)}${']'.repeat(depth)}}]`;
    expect(names(parseProfiles(nested(90)))).toEqual(['A']);
    for (const depth of [101, 1000, 100_000]) {
      const result = parseProfiles(nested(depth));
      expect(names(result)).toEqual([]);
      expect(result.problems).toContainEqual(
        expect.objectContaining({ code: 'json-too-deep', costs: 'text', expected: '100' }),
      );
    }
  });

  it('commented in either way is read, with one warning', () => {
    const commented = `// ours\n${text.replace(', {', ', /* the second { */ {')} // end`;
    const result = parseProfiles(commented);
    expect(names(result)).toEqual(['Siège', 'Ouest']);
    expect(result.problems).toMatchObject([{ code: 'json-comment', line: 1, found: '// ours' }]);
  });
});
