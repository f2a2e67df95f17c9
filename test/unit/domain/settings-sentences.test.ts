import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProfileProblem } from '../../../src/domain/profile-problem';
import { SETTINGS_PROBLEM_COSTS } from '../../../src/domain/settings-problem-codes';
import { profileFromSettings } from '../../../src/domain/settings-profile';
import { directory, read } from './settings-files/read-settings';

const gateway = 'SET SIP_CONTROLLER_LIST pbx.example.com';

/** A file for each problem that only settings files have. */
const rows: Record<keyof typeof SETTINGS_PROBLEM_COSTS, string[]> = {
  'settings-empty': ['<html>'],
  'settings-too-long': ['SET PHNOL 9', '#'.repeat(1_048_576)],
  'settings-tag-missing': ['GOTO END', 'SET PHNOL 9'],
  'settings-get-refused': ['GET ../x'],
  'settings-get-repeated': ['GET again.txt'],
  'settings-get-too-many': ['GET 1.txt'],
  'settings-get-failed': ['GET none.txt'],
  'settings-get-pasted': ['GET 46xxspecials.txt'],
  'settings-value-missing': ['SET PHNOL'],
  'settings-value-unclosed': ['SET PHNOL "9'],
  'settings-value-cut': ['SET PHNMOREEMERGNUMS 112, 999'],
  'settings-value-too-long': [`SET COUNTRY ${'U'.repeat(256)}`],
  'settings-number-expected': ['SET AUTO_ANSWER yes'],
  'settings-controller-expected': ['SET SIP_CONTROLLER_LIST sip:pbx.example.com'],
  'settings-gateway-missing': ['SET SIPDOMAIN example.com'],
  'settings-rules-incomplete': [gateway, 'SET ENHDIALSTAT 1'],
  'settings-codecs-off': [
    gateway,
    ...['OPUS', 'G722', 'G711A', 'G711U'].map((name) => `SET ENABLE_${name} 0`),
  ],
};

const files = {
  'again.txt': 'GET again.txt',
  ...Object.fromEntries([1, 2, 3, 4, 5].map((n) => [`${n}.txt`, `GET ${n + 1}.txt`])),
};

async function problemOf(code: string, lines: string[]): Promise<ProfileProblem | undefined> {
  const { fetchFile } = directory(files);
  const { full } = await read(lines, code === 'settings-get-pasted' ? {} : { fetchFile });
  const { problems } = profileFromSettings({ settings: full.settings });
  return [...full.problems, ...problems].find((problem) => problem.code === code);
}

describe.each(['en', 'fr'])('the sentences on settings files in %s', (language) => {
  const path = join(__dirname, '../../../public/_locales', language, 'messages.json');
  const messages: Record<string, { message: string; placeholders?: Record<string, { content: string }> }> =
    JSON.parse(readFileSync(path, 'utf8'));

  it.each(Object.entries(rows))('%s says only what the problem carries', async (code, lines) => {
    const problem = await problemOf(code, lines);
    const carried = { expected: problem?.expected, found: problem?.found, path: problem?.setting };
    const contents: Record<string, string> = { expected: '$1', found: '$2', path: '$3' };
    const { placeholders = {} } = messages[`problem_${code.replaceAll('-', '_')}`] ?? {};
    expect(problem?.costs).toBe(SETTINGS_PROBLEM_COSTS[code as keyof typeof SETTINGS_PROBLEM_COSTS]);
    expect(Object.keys(placeholders)).not.toEqual([]);
    for (const [name, { content }] of Object.entries(placeholders)) {
      expect(content).toBe(contents[name]);
      expect([name, carried[name as keyof typeof carried]]).toEqual([name, expect.stringMatching(/./)]);
    }
  });
});
