/** Texts come from `_locales`; a key that does not exist does not compile. */
import type en from '../../public/_locales/en/messages.json';

export type MessageKey = keyof typeof en;
export type PluralKey = MessageKey extends infer K ? (K extends `${infer Stem}_other` ? Stem : never) : never;

type Underscored<S extends string> = S extends `${infer Head}-${infer Tail}`
  ? `${Head}_${Underscored<Tail>}`
  : S;

const textLanguages = ['en', 'fr'];

/** The text of a key; `$1`, `$2` ... in it become the substitutions. */
export function t(key: MessageKey, ...substitutions: (string | number)[]): string {
  return chrome.i18n.getMessage(key, substitutions.map(unbroken)) || key;
}

/** A number in it stays on one line. */
function unbroken(substitution: string | number): string {
  return String(substitution).replace(/(?<=[\d)]) (?=[\d(])/g, '\u00A0');
}

/** The text of `<key>_one` or `<key>_other`, as the language counts; `$1` is the count. */
export function plural(key: PluralKey, count: number): string {
  const form = new Intl.PluralRules(textLanguage()).select(count) === 'one' ? 'one' : 'other';
  return t(`${key}_${form}` as MessageKey, new Intl.NumberFormat(textLanguage()).format(count));
}

/** The key of a code's sentence: `end` and `hung-up` make `end_hung_up`. */
export function keyOf<Prefix extends string, Code extends string>(prefix: Prefix, code: Code) {
  return `${prefix}_${code.replaceAll('-', '_')}` as `${Prefix}_${Underscored<Code>}`;
}

/** The language the texts are in (Chrome falls back to English), with the user's region where it fits. */
export function textLanguage(): string {
  const language = chrome.i18n.getUILanguage();
  return textLanguages.includes(language.split('-')[0] ?? '') ? language : 'en';
}
