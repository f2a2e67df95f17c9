import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseProfiles } from '../../../src/domain/profile';
import { PROFILE_PROBLEM_CODES } from '../../../src/domain/profile-problem';
import { problemRows } from './profile-problem-rows';

describe.each(['en', 'fr'])('the sentences in %s', (language) => {
  const folder = join(__dirname, '../../../public/_locales', language);
  const messages: Record<string, { message: string; placeholders?: Record<string, { content: string }> }> =
    Object.assign(
      {},
      ...readdirSync(folder)
        .filter((file) => file.endsWith('.json'))
        .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8'))),
    );
  const sentence = (code: string) => messages[`problem_${code.replaceAll('-', '_')}`];

  it('exist for every code, whole and with declared placeholders', () => {
    for (const code of PROFILE_PROBLEM_CODES) {
      const { message = '', placeholders = {} } = sentence(code) ?? {};
      expect([code, message]).toEqual([code, expect.stringMatching(/^[^ ].{20,}\.$/u)]);
      const used = [...message.matchAll(/\$([A-Z]+)\$/g)].map(([, name = '']) => name.toLowerCase());
      expect([code, Object.keys(placeholders).sort()]).toEqual([code, [...new Set(used)].sort()]);
    }
  });

  it('only use what the problem carries', () => {
    const contents: Record<string, string> = { expected: '$1', found: '$2', path: '$3' };
    for (const [code, , text] of problemRows) {
      const problem = parseProfiles(text).problems.find((candidate) => candidate.code === code);
      for (const [name, { content }] of Object.entries(sentence(code)?.placeholders ?? {})) {
        expect(content).toBe(contents[name]);
        expect([code, name, problem?.[name as 'expected' | 'found' | 'path']]).toEqual([
          code,
          name,
          expect.any(String),
        ]);
      }
    }
  });
});
