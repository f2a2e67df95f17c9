import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { phoneErrorCodes } from '../../../src/contract/phone-error';
import { callOutcomes } from '../../../src/domain/call-log';
import { rowProblems } from '../../../src/domain/contact-reader';
import { endReasons } from '../../../src/domain/end-reason';
import { PROFILE_PROBLEM_CODES } from '../../../src/domain/profile-problem';
import { FETCH_FAILURES } from '../../../src/domain/profile-source';
import { transferFailures } from '../../../src/domain/transfer';
import { keyOf, plural, t, textLanguage } from '../../../src/ui/messages';

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const root = join(__dirname, '../../..');
const en = readMessages('en');
const fr = readMessages('fr');
const refusals = [
  'wrong-password',
  'unknown-user',
  'forbidden',
  'password-not-given',
  'gateway-unreachable',
  'certificate-not-trusted',
  'not-sip-gateway',
  'profile-removed',
];
const losses = [
  'gateway-closed',
  'gateway-silent',
  'gateway-unreachable',
  'gateway-refused',
  'own-network',
  'network-changed',
  'computer-slept',
  'phone-restarted',
  'system-moved',
];

function readMessages(language: string): Record<string, Message> {
  return JSON.parse(readFileSync(join(root, 'public/_locales', language, 'messages.json'), 'utf8'));
}

function codeFiles(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'));
}

function placeholdersOf(message: Message | undefined): string[] {
  return [...new Set(message?.message.match(/\$(?:\d|\w+\$)/g))].sort();
}

describe('the texts of the screens', () => {
  it('has the same keys in English and French', () => {
    expect(Object.keys(fr).sort()).toEqual(Object.keys(en).sort());
  });

  it('has the same placeholders in English and French, each of them declared', () => {
    for (const [key, message] of Object.entries(en)) {
      expect([key, placeholdersOf(fr[key])]).toEqual([key, placeholdersOf(message)]);
      const named = placeholdersOf(message).filter((name) => name.endsWith('$'));
      for (const { placeholders = {} } of [message, fr[key] ?? message]) {
        expect(Object.keys(placeholders)).toEqual(
          expect.arrayContaining(named.map((name) => name.slice(1, -1).toLowerCase())),
        );
      }
    }
  });

  it('has a sentence for every code', () => {
    const wanted = [
      ...callOutcomes.map((outcome) => keyOf('csv_outcome', outcome)),
      ...endReasons.map((reason) => keyOf('end', reason)),
      ...rowProblems.map((problem) => keyOf('row_problem', problem)),
      ...phoneErrorCodes.map((code) => keyOf('error', code)),
      ...FETCH_FAILURES.map((code) => keyOf('fetch', code)),
      ...PROFILE_PROBLEM_CODES.map((code) => keyOf('problem', code)),
      ...transferFailures.map((failure) => keyOf('transfer_failed', failure)),
      ...refusals.map((reason) => keyOf('refused', reason)),
      ...losses.map((reason) => keyOf('loss', reason)),
    ];
    expect(wanted.filter((key) => !en[key])).toEqual([]);
  });

  it('has no key that nothing uses, and nothing uses a key that it has not', () => {
    const code = [
      ...codeFiles('src/ui'),
      ...codeFiles('src/background'),
      ...codeFiles('src/content'),
      readFileSync(join(root, 'manifest.json'), 'utf8'),
    ];
    const text = code.join('\n');
    const plurals = [...text.matchAll(/plural\('(\w+)'/g)].flatMap(([, stem]) => [
      `${stem}_one`,
      `${stem}_other`,
    ]);
    const families = [...text.matchAll(/keyOf\('(\w+)'/g)].map(([, prefix]) => `${prefix}_`);
    const unused = Object.keys(en).filter(
      (key) =>
        !new RegExp(`['"]${key}['"]|__MSG_${key}__`).test(text) &&
        !plurals.includes(key) &&
        !families.some((prefix) => key.startsWith(prefix)),
    );
    expect(unused).toEqual([]);
    const named = [...text.matchAll(/__MSG_(\w+)__|\bt\('(\w+)'|getMessage\('(\w+)'/g)].map(
      ([, manifest, t1, direct]) => manifest ?? t1 ?? direct ?? '',
    );
    expect([...named, ...plurals].filter((key) => !en[key])).toEqual([]);
  });

  it('follows French typography: no plain space before : ; ! ? or inside « »', () => {
    const wrong = Object.entries(fr).filter(([, { message }]) => / [:;!?»]|« |\w[!?]/.test(message));
    expect(wrong.map(([key]) => key)).toEqual([]);
  });

  it('uses real apostrophes and ellipses', () => {
    for (const texts of [en, fr]) {
      expect(Object.values(texts).filter(({ message }) => /\w'\w|\.\.\./.test(message))).toEqual([]);
    }
  });
});

describe('a text', () => {
  const chromeBefore = globalThis.chrome;
  const speak = (language: string) => {
    const getMessage = (key: string, substitutions: string[]) => `${key}(${substitutions.join()})`;
    Object.assign(globalThis, { chrome: { i18n: { getMessage, getUILanguage: () => language } } });
  };
  afterAll(() => Object.assign(globalThis, { chrome: chromeBefore }));

  it('takes substitutions of text and number', () => {
    speak('en-GB');
    expect(t('identity_at', 201, 'Office')).toBe('identity_at(201,Office)');
  });

  it('keeps a number on one line, and breaks a name where it may', () => {
    speak('en-GB');
    expect(t('identity_at', '+1 (303) 555 1234', 'Hall 2 East')).toBe(
      'identity_at(+1\u00A0(303)\u00A0555\u00A01234,Hall 2 East)',
    );
  });

  it('counts as its language does', () => {
    speak('en-GB');
    expect([0, 1, 2].map((count) => plural('missed_calls', count))).toEqual([
      'missed_calls_other(0)',
      'missed_calls_one(1)',
      'missed_calls_other(2)',
    ]);
    speak('fr');
    expect(plural('missed_calls', 0)).toBe('missed_calls_one(0)');
  });

  it('is in English where Ringtab does not speak the language of the browser', () => {
    speak('de');
    expect(textLanguage()).toBe('en');
    speak('fr-CA');
    expect(textLanguage()).toBe('fr-CA');
  });
});
