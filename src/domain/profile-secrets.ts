import { matchFileKey, matchListKey, matchSettingKey } from './profile-key-match';
import { FILE_KEYS, PROFILES_KEY, SETTING_KEYS, SETTINGS_FILES_KEY } from './profile-keys';

/** What passwords and tokens are called, misspelt too: "TURNPasword", "TURNPWD", "Mot-de-passe TURN". */
const SECRET_WORD =
  /pas+(?:wo?r?d?|o[wr]+d|phrase|code)|pwd|pswd|mot[\W_]{0,3}de[\W_]{0,3}pas+e?|mdp|secret|token|jeton|credential|kennwort|turn[\W_]{0,2}p(?!ort)(?:wd|as+e?|w)?/iu;

/** After the name of a token: it is said to be used or not, which is no secret. */
const YES_OR_NO = '(?:true|false|vraie?|faux|fausse|yes|no|oui|non|on|off|[01])';
const SAYS_YES_OR_NO = new RegExp(
  `[^:="\\r\\n]{0,40}["'”»]?\\s{0,9}[:=]\\s{0,9}["'“«]?${YES_OR_NO}(?![\\w.-])`,
  'iuy',
);
const HARMLESS = new RegExp(`^(?:[-,:=[\\]{}()"'“”„«»‘’\`;/*]{0,2}|"?${YES_OR_NO}"?)$`, 'iu');

/** A known setting with its colon, or any at the beginning of a line that follows one with a comma. */
const KEYS_BUT_SECRETS = [...SETTING_KEYS, ...FILE_KEYS, PROFILES_KEY, SETTINGS_FILES_KEY].filter(
  (key) => !SECRET_WORD.test(key),
);
const NEXT_KEY = `["'“«]?(?:${KEYS_BUT_SECRETS.join('|')})["'”»]?\\s{0,9}[:=]|,[ \\t]{0,9}\\r?\\n[ \\t]{0,99}(?="[^"\\r\\n]{1,40}"[ \\t]{0,9}:)`;
const MARKS = new RegExp(`(?<secret>${SECRET_WORD.source})|${NEXT_KEY}`, 'giu');
const REST_OF_WORD = /\w*/y;
const REST_OF_KEY = /[^"'“”«»:=,\r\n]{0,40}/y;
const A_VALUE = /[^\s"'“”«»:=,]/u;
/** From behind the key: nothing is left of it behind its quotation marks. */
const WHOLE_VALUE = /^"?\s{0,9}:\s{0,9}"[^"\r\n]*"\s{0,9},?\s{0,9}$/;
const BETWEEN_PIECES = /[\s,:=[\]{}"'“”„«»‘’\\]+/u;
const SHORTEST_PIECE = 3;

/** Where in a text passwords and tokens stand, or what may be left of one whose quotation marks are wrong. */
export interface SecretParts {
  hold(at: number): boolean;
  /** Is a piece of this in one of them too? */
  share(shown: string): boolean;
}

/**
 * Each part from behind the name of a secret to the next setting after a value; where the value is damaged, to one on
 * another line. Takes linear time.
 */
export function secretParts(text: string): SecretParts {
  const starts: number[] = [];
  const ends: number[] = [];
  const pieces = new Set<string>();
  let valueFrom: number | undefined;
  let damaged = false;
  const close = (end: number) => {
    ends.push(end);
    const part = text.slice(starts.at(-1), end);
    for (const piece of part.split(BETWEEN_PIECES)) if (piece.length >= SHORTEST_PIECE) pieces.add(piece);
    valueFrom = undefined;
    damaged = false;
  };
  for (const { index, 0: mark, groups } of text.matchAll(MARKS)) {
    const end = index + mark.length;
    if (groups?.secret !== undefined) {
      if (valueFrom === undefined && isSwitch(text, mark, end)) continue;
      if (valueFrom === undefined) starts.push(behind(text, end, REST_OF_WORD));
      valueFrom = behind(text, end, REST_OF_KEY);
    } else if (valueFrom !== undefined) {
      const value = text.slice(valueFrom, index);
      damaged ||= A_VALUE.test(value) && !WHOLE_VALUE.test(value);
      const isOver = damaged ? /\n/.test(value + mark) : A_VALUE.test(value);
      if (isOver) close(index);
      else valueFrom = end;
    }
  }
  if (valueFrom !== undefined) close(text.length);
  return {
    hold: (at) => starts.some((start, index) => start <= at && at < (ends[index] ?? 0)),
    share: (shown) => shown.split(BETWEEN_PIECES).some((piece) => pieces.has(piece)),
  };
}

function behind(text: string, at: number, sticky: RegExp): number {
  sticky.lastIndex = at;
  return at + (sticky.exec(text)?.[0].length ?? 0);
}

function isSwitch(text: string, word: string, end: number): boolean {
  SAYS_YES_OR_NO.lastIndex = end;
  return /token|jeton/i.test(word) && SAYS_YES_OR_NO.test(text);
}

/** Is this the name of a setting, even misspelt, a bracket, a comma, or yes or no? Then it is nobody's secret. */
export function isHarmless(shown: string): boolean {
  return (
    HARMLESS.test(shown) ||
    [matchSettingKey, matchListKey, matchFileKey].some(
      (match) => match(shown.replace(/^"|"$/g, '')).kind !== 'unknown',
    )
  );
}

export function namesSecret(key: string | number): boolean {
  return typeof key === 'string' && SECRET_WORD.test(key);
}

/**
 * Without the user and password before an @, what follows a question mark (it may be a token), and what follows
 * the name of a secret.
 */
export function withoutSecrets(text: string): string {
  return isHarmless(text) ? text : withoutQuery(withoutUser(withoutNamedSecret(text)));
}

function withoutNamedSecret(text: string): string {
  const found = SECRET_WORD.exec(text);
  const end = found ? found.index + found[0].length : text.length;
  return /^"?$/.test(text.slice(end)) ? text : `${text.slice(0, end)}…`;
}

/** A SIP address is named by its user, and has no password. */
function withoutUser(text: string): string {
  const at = text.lastIndexOf('@');
  if (at < 0) return text;
  const scheme = /^"?(?:(?:sip|turn|stun|http|ws)s?:(?:\/\/)?)?/i.exec(text)?.[0] ?? '';
  const user = text.slice(scheme.length, at);
  return user.includes(':') || scheme.endsWith('//') ? `${scheme}…${text.slice(at)}` : text;
}

function withoutQuery(text: string): string {
  const at = text.search(text.includes('://') ? /[?#]/ : /\?/);
  if (at < 0 || /^"?$/.test(text.slice(at + 1))) return text;
  return `${text.slice(0, at + 1)}…${text.endsWith('"') ? '"' : ''}`;
}
