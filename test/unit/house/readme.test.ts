import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { companyEntries } from '../../../src/domain/company-entries';
import { POLICY_SETTING_KEYS, POLICY_TEXT_KEYS, readPolicy } from '../../../src/domain/policy';
import { POLICY_LIST_KEYS } from '../../../src/domain/policy-lists';
import { parseProfiles } from '../../../src/domain/profile';
import { PROFILE_PATH } from '../../../src/domain/profile-email';
import { FILE_SETTINGS, SETTINGS } from '../../../src/domain/profile-keys';
import { SETTINGS_46XX } from '../../../src/domain/settings-46xx-names';

const root = join(__dirname, '../../..');
const text = (path: string) => readFileSync(join(root, path), 'utf8');
const readme = text('README.md');
const en: Record<string, { message: string }> = JSON.parse(text('public/_locales/en/messages.json'));

/** The cells of each row of the tables, by their first cell. */
function tableRows(markdown: string): Map<string, string[]> {
  const rows = markdown.split('\n').filter((line) => line.startsWith('| '));
  return new Map(
    rows.map((line) => {
      const cells = line.split(' | ').map((cell) => cell.replace(/^\| | *\|$/g, '').trim());
      return [cells[0] ?? '', cells];
    }),
  );
}

const rows = tableRows(readme);
const examples = [...readme.matchAll(/```json\n([\s\S]*?)```/g)].map(([, json = '']) => json);

describe("the README's chapter for administrators", () => {
  it.each(Object.entries({ ...SETTINGS, ...FILE_SETTINGS }))(
    'has %s with its type and its example',
    (key, setting) => {
      const [, type, fallback, example, meaning = ''] = rows.get(`\`${key}\``) ?? [];
      expect(type).toBe(setting.type);
      expect(example).toBe(`\`${setting.example}\``);
      expect(fallback).not.toBe('');
      expect(fallback === 'required').toBe(['Name', 'Address', ...Object.keys(FILE_SETTINGS)].includes(key));
      expect(meaning.length).toBeGreaterThan(5);
    },
  );

  it('has the defaults that a profile gets', () => {
    const [profile] = parseProfiles('[{"Name": "A", "Address": "a.example"}]').profiles;
    const said = (key: string) => rows.get(`\`${key}\``)?.[2];
    expect(said('AccountsToken')).toBe(`\`${profile?.accountsToken}\``);
    expect(said('LogDownload')).toBe(`\`${profile?.logDownload}\``);
    expect(said('AutoFailover')).toBe(`\`${profile?.autoFailover}\``);
    expect(said('RemoveAreaCode')).toBe(`\`${profile?.dialRules.removeAreaCode}\``);
    expect(said('ApplyToPlusNumber')).toBe(`\`${profile?.dialRules.applyToPlusNumber}\``);
    expect(said('ICEPolicy')).toBe(`\`"${profile?.icePolicy}"\``);
    expect(said('DirectoryRequiresIdentity')).toBe(`\`${profile?.directoryRequiresIdentity}\``);
    expect(said('ContactMatchingDigits')).toBe(`\`"${profile?.contactMatchingDigits}"\``);
  });

  it('has examples that are read without a problem', () => {
    const profiles = examples.filter((json) =>
      /"(?:IP_Office_Server_Profile|Client_Settings_File_Address)": \[/.test(json),
    );
    expect(profiles).toHaveLength(2);
    for (const json of profiles) {
      const read = parseProfiles(json);
      expect(read.problems).toEqual([]);
      expect(read.profiles.length + read.settingsFiles.length).toBeGreaterThan(0);
    }
  });

  it('has a policy file that pushes two systems', () => {
    const file = JSON.parse(examples.find((json) => json.includes('3rdparty')) ?? '');
    const [[id, managed] = []] = Object.entries<object>(file['3rdparty'].extensions);
    expect(file.AudioCaptureAllowedUrls).toEqual([`chrome-extension://${id}`]);
    const { profileText = '', defaults, enforced, problems } = readPolicy(managed ?? {});
    expect(problems).toEqual([]);
    expect([defaults, enforced]).toEqual([{ ringVolume: 0.5 }, { staySignedIn: false }]);
    const { profiles, problems: ofProfile } = parseProfiles(profileText);
    expect(ofProfile).toEqual([]);
    expect(profiles.map(({ name }) => name)).toEqual(['West', 'East']);
  });

  it('has the same company directory as JSON and as CSV', () => {
    const [, csv = ''] = /```csv\n([\s\S]*?)```/.exec(readme) ?? [];
    const json = examples.find((each) => each.includes('"contacts"')) ?? '';
    const [fromJson, fromCsv] = [json, csv].map((file) =>
      [...(companyEntries(file) ?? [])].flat().map((row) => ('draft' in row ? row.draft : row.problem)),
    );
    expect(fromJson).toMatchObject([{ email: 'ann@company.com', numbers: [{}, { number: '201' }] }]);
    expect(fromCsv).toEqual(fromJson);
  });

  it('names each key of the policy, as the schema does', () => {
    const { properties } = JSON.parse(text('public/managed-schema.json'));
    expect(Object.keys(properties).sort()).toEqual(
      [...POLICY_TEXT_KEYS, ...POLICY_SETTING_KEYS, ...POLICY_LIST_KEYS].sort(),
    );
    const named = [...rows.keys()].join(' ');
    for (const key of Object.keys(properties)) expect(named).toContain(`\`${key}\``);
  });

  it('names the path that is asked for an e-mail address', () => {
    expect(readme).toContain(`https://company.com${PROFILE_PATH}`);
  });

  it('names each setting of a 46xxsettings.txt that is used', () => {
    const named = [...tableRows(text('docs/46xxsettings.md')).keys()].join(' ');
    for (const name of Object.keys(SETTINGS_46XX)) expect(named).toContain(`\`${name}\``);
  });

  it('quotes sentences that are on the screens', () => {
    const sentences = Object.values(en).map(({ message }) => plainWords(message));
    const chapter = readme.slice(readme.indexOf('## Troubleshooting'), readme.indexOf('# For those'));
    const quoted = [...tableRows(chapter).keys()].filter((cell) => cell.startsWith('"'));
    expect(quoted.length).toBeGreaterThan(10);
    for (const quotation of quoted) {
      const parts = plainWords(quotation)
        .split('…')
        .map((part) => part.trim());
      expect([
        quotation,
        sentences.some((sentence) => parts.every((part) => sentence.includes(part))),
      ]).toEqual([quotation, true]);
    }
  });
});

it('the README names the oldest Chrome that the manifest allows', () => {
  const { minimum_chrome_version: oldest } = JSON.parse(text('manifest.json'));
  expect([...readme.matchAll(/Chrome (\d+)/g)].map(([, version]) => version)).toEqual([oldest]);
});

/** Letters and spaces only; whatever a screen fills in, or the README leaves out, is an ellipsis. */
function plainWords(sentence: string): string {
  return sentence
    .replace(/\$\w+\$|\$\d|\(…\)|…|"DialRule": true/g, ' … ')
    .replace(/[^\p{L}\d… ]/gu, '')
    .replace(/\s+/g, ' ')
    .replace(/(?: ?…)+ ?/g, ' … ')
    .trim();
}
