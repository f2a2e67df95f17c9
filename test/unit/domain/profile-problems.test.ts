import { parseProfiles } from '../../../src/domain/profile';
import { PROFILE_PROBLEM_CODES } from '../../../src/domain/profile-problem';
import { problemRows } from './profile-problem-rows';

/** Those of 46xx settings files have tests of their own. */
const codes = PROFILE_PROBLEM_CODES.filter(
  (code) => !code.startsWith('settings-') || code.startsWith('settings-file-'),
);

describe('a problem says what, where, what it costs, what was expected and what was found', () => {
  it.each(problemRows.map((row) => ({ code: row[0], text: row[2], row })))('$code: $text', ({ row }) => {
    const [code, costs, text, path, at, expected, found] = row;
    const problem = parseProfiles(text).problems.find((candidate) => candidate.code === code);
    const { line, column, ...rest } = problem ?? {};
    expect(rest).toEqual({
      severity: costs === 'nothing' || costs === 'value' ? 'warning' : 'error',
      costs,
      code,
      path,
      ...(expected !== undefined && { expected }),
      ...(found !== undefined && { found }),
    });
    expect(`${line}:${column}`).toBe(at);
  });

  it.each(problemRows.map((row) => ({ costs: row[1], text: row[2], row })))(
    'costs $costs: $text',
    ({ row }) => {
      const [code, costs, text] = row;
      const { profiles, settingsFiles } = parseProfiles(text);
      const isLost = costs === 'profile' || costs === 'text';
      // Of two with the same name, the first stays.
      expect(profiles.length + settingsFiles.length).toBe(isLost && code !== 'name-duplicate' ? 0 : 1);
      if (costs === 'rules') expect(profiles).toMatchObject([{ dialRules: { mode: 'off' } }]);
    },
  );

  it('is tested for each code', () => {
    const tested = new Set<string>([...problemRows.map(([code]) => code), 'too-many-problems']);
    expect(codes.filter((code) => !tested.has(code))).toEqual([]);
  });
});

describe('problems of one text', () => {
  it('are all found in one reading, in the order of the text', () => {
    const text = `{“IP_Office_Server_Profile”: [{
      "Nom": "A"
      "Adress": pbx,
      "AccountsToken": vrai,
      "LogDownload": "false",
    }]`;
    const codes = parseProfiles(text).problems.map(({ line, code }) => `${line} ${code}`);
    expect(codes).toEqual([
      '1 json-typographic-quotes',
      '2 key-translated',
      '3 json-missing-comma',
      '3 key-misspelt',
      '3 json-unquoted',
      '4 french-literal',
      '5 string-for-boolean',
      '5 json-trailing-comma',
      '6 json-unexpected-end',
    ]);
  });

  it('count lines by any line end', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { problems } = parseProfiles(['[{"Name": "A",', '"Address": "a.example",', '"x": 1}]'].join(end));
      expect(problems).toMatchObject([{ code: 'key-unknown', line: 3, column: 1 }]);
    }
  });

  it('show long texts shortened, without cutting a character in two', () => {
    const { problems } = parseProfiles(`[{"Name": "A", "Address": "a.example", "${'😀'.repeat(100)}": 1}]`);
    const [{ found = '', path = '' } = {}] = problems;
    expect(found).toHaveLength(59);
    expect(path.length).toBeLessThan(60);
    expect(found + path).not.toMatch(/[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });
});
