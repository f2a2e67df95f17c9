import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Challenge, DigestAlgorithm } from './challenge';

export interface DigestAnswer {
  user: string;
  password: string;
  method: string;
  /** The Request-URI, as the request has it. */
  uri: string;
  body: string;
  /** The client's own nonce. */
  cnonce: string;
  /** How often this nonce has been answered, with this time. */
  count: number;
}

/** The value of Authorization or Proxy-Authorization that answers a challenge (RFC 7616 section 3.4). */
export function digestAuthorization(challenge: Challenge, answer: DigestAnswer): string {
  const { algorithm, realm, nonce, opaque, qop } = challenge;
  const count = answer.count.toString(16).padStart(8, '0');
  const parts = [
    `algorithm=${algorithm}`,
    `username="${quotable(answer.user)}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${answer.uri}"`,
    `response="${response(challenge, answer, count)}"`,
  ];
  if (opaque !== undefined) parts.push(`opaque="${opaque}"`);
  if (qop) parts.push(`qop=${qop}`, `cnonce="${answer.cnonce}"`, `nc=${count}`);
  return `Digest ${parts.join(', ')}`;
}

function response(
  { algorithm, realm, nonce, qop }: Challenge,
  { user, password, method, uri, body, cnonce }: DigestAnswer,
  count: string,
): string {
  const hash = (...parts: string[]) => hashed(algorithm, parts.join(':'));
  const secret = hash(user, realm, password);
  const request = qop === 'auth-int' ? hash(method, uri, hash(body)) : hash(method, uri);
  return qop ? hash(secret, nonce, count, cnonce, qop, request) : hash(secret, nonce, request);
}

function hashed(algorithm: DigestAlgorithm, text: string): string {
  return bytesToHex((algorithm === 'MD5' ? md5 : sha256)(utf8ToBytes(text)));
}

function quotable(text: string): string {
  return text.replace(/["\\]/g, '\\$&').replace(/\p{Cc}/gu, '');
}
