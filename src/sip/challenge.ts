import { excerpt } from '../domain/excerpt';

/** From strong to weak. */
export const digestAlgorithms = ['SHA-256', 'MD5'] as const;
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

/** A digest challenge that can be answered (RFC 7616, RFC 8760); texts as they stand between quotation marks. */
export interface Challenge {
  algorithm: DigestAlgorithm;
  realm: string;
  nonce: string;
  opaque: string | undefined;
  /** Undefined when the gateway knows none (RFC 2069). */
  qop: 'auth' | 'auth-int' | undefined;
  /** The answer was right, but to a nonce that is too old. */
  stale: boolean;
}

const longestHeader = 8_000;
const longestRealm = 256;
const longestText = 1_024;

const separators = /[\s,]*/y;
const parameter = /([\w!#$%&'*+.^`|~-]+)\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s,"]*))/y;
const scheme = /[\w!#$%&'*+.^`|~-]+/y;

/**
 * The challenges in the values of WWW-Authenticate or Proxy-Authenticate that can be answered, one or more
 * in each (RFC 9110 section 11.6.1). Others are left out: other schemes, algorithms and qualities of
 * protection, and whatever is empty, absurdly long or has control characters in it. Never throws.
 */
export function readChallenges(values: readonly string[]): Challenge[] {
  return values.flatMap((value) => split(value).flatMap((parameters) => readDigest(parameters) ?? []));
}

/** The strongest, wherever it stands in the list. */
export function strongest(challenges: readonly Challenge[]): Challenge | undefined {
  return digestAlgorithms
    .map((algorithm) => challenges.find((challenge) => challenge.algorithm === algorithm))
    .find((challenge) => challenge !== undefined);
}

/** A realm as it may stand in a log line. */
export function shownRealm(realm: string): string {
  return JSON.stringify(excerpt(realm, 60));
}

/** The parameters of each digest challenge, by their names in lower case; the first of a name counts. */
function split(value: string): Map<string, string>[] {
  if (value.length > longestHeader) return [];
  const found: Map<string, string>[] = [];
  let current = new Map<string, string>();
  let at = 0;
  const take = (pattern: RegExp) => {
    pattern.lastIndex = at;
    const match = pattern.exec(value);
    if (match) at = pattern.lastIndex;
    return match;
  };
  for (;;) {
    take(separators);
    if (at >= value.length) return found;
    const [, name, quoted, bare] = take(parameter) ?? [];
    if (name !== undefined) {
      const key = name.toLowerCase();
      if (!current.has(key)) current.set(key, quoted ?? bare ?? '');
      continue;
    }
    const [word] = take(scheme) ?? [];
    if (word === undefined) at += 1;
    current = new Map();
    if (word?.toLowerCase() === 'digest') found.push(current);
  }
}

function readDigest(parameters: Map<string, string>): Challenge | undefined {
  const given = (parameters.get('algorithm') ?? 'MD5').toUpperCase();
  const algorithm = digestAlgorithms.find((known) => known === given);
  const realm = parameters.get('realm') ?? '';
  const nonce = parameters.get('nonce') ?? '';
  const opaque = parameters.get('opaque');
  const qop = readQop(parameters.get('qop') ?? '');
  if (!algorithm || qop === 'unknown') return undefined;
  if (!isUsable(realm, longestRealm) || !isUsable(nonce, longestText)) return undefined;
  if (opaque && !isUsable(opaque, longestText)) return undefined;
  return { algorithm, realm, nonce, opaque, qop, stale: parameters.get('stale')?.toLowerCase() === 'true' };
}

function readQop(list: string): Challenge['qop'] | 'unknown' {
  const offered = list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((name) => name !== '');
  if (offered.length === 0) return undefined;
  return (['auth', 'auth-int'] as const).find((known) => offered.includes(known)) ?? 'unknown';
}

function isUsable(text: string, longest: number): boolean {
  return text.trim() !== '' && text.length <= longest && !/\p{Cc}/u.test(text);
}
