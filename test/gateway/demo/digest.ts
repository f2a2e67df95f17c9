import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

export type DigestAlgorithm = 'MD5' | 'SHA-256';

const PARAMETER = /(\w+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/g;

export function parseDigest(header: string): Map<string, string> {
  const [, scheme = '', rest = ''] = header.match(/^\s*(\S+)\s+(.*)$/s) ?? [];
  if (scheme.toLowerCase() !== 'digest') return new Map();
  return new Map([...rest.matchAll(PARAMETER)].map((m) => [(m[1] ?? '').toLowerCase(), m[2] ?? m[3] ?? '']));
}

export function digestResponse(
  algorithm: DigestAlgorithm,
  input: { user: string; password: string; realm: string; method: string; parameters: Map<string, string> },
): string {
  const hash = (text: string) =>
    createHash(algorithm === 'MD5' ? 'md5' : 'sha256')
      .update(text)
      .digest('hex');
  const get = (name: string) => input.parameters.get(name) ?? '';
  const ha1 = hash(`${input.user}:${input.realm}:${input.password}`);
  const ha2 = hash(`${input.method}:${get('uri')}`);
  const qop = get('qop');
  return qop === ''
    ? hash(`${ha1}:${get('nonce')}:${ha2}`)
    : hash(`${ha1}:${get('nonce')}:${get('nc')}:${get('cnonce')}:${qop}:${ha2}`);
}

export type Verdict = 'accepted' | 'stale' | 'refused';

/** Challenges and their answers (RFC 8760, RFC 7616). */
export class DigestAuthority {
  /** In the challenges from now on, and in the answers that are right. */
  realm: string;
  /** Offered from now on, one challenge each, in this order. */
  algorithms: readonly DigestAlgorithm[];
  private valid = new Set<string>();

  constructor(
    private readonly standard: { realm: string; algorithms: readonly DigestAlgorithm[] },
    private readonly passwordOf: (user: string) => string | undefined,
  ) {
    this.realm = standard.realm;
    this.algorithms = standard.algorithms;
  }

  /** The header lines of a challenge, with one nonce. */
  challenges(stale = false): string[] {
    const nonce = randomBytes(16).toString('hex');
    this.valid.add(nonce);
    const flag = stale ? ', stale=true' : '';
    return this.algorithms.map(
      (algorithm) =>
        `Digest realm="${this.realm}", nonce="${nonce}", algorithm=${algorithm}, qop="auth"${flag}`,
    );
  }

  /** From now on every nonce handed out so far is stale. */
  rotateNonce(): void {
    this.valid.clear();
  }

  reset(): void {
    this.realm = this.standard.realm;
    this.algorithms = this.standard.algorithms;
  }

  /** Who signed the request, if anybody; a right answer to an old nonce is `stale`, not `refused`. */
  verify(header: string | undefined, method: string): { verdict: Verdict; user: string } {
    const parameters = parseDigest(header ?? '');
    const user = parameters.get('username') ?? '';
    const password = this.passwordOf(user);
    const { realm } = this;
    const algorithm = this.algorithms.find((offered) => offered === (parameters.get('algorithm') ?? 'MD5'));
    if (password === undefined || !algorithm || parameters.get('realm') !== realm) {
      return { verdict: 'refused', user };
    }
    const expected = digestResponse(algorithm, { user, password, realm, method, parameters });
    const given = parameters.get('response') ?? '';
    const equal =
      given.length === expected.length && timingSafeEqual(Buffer.from(given), Buffer.from(expected));
    if (!equal) return { verdict: 'refused', user };
    return { verdict: this.valid.has(parameters.get('nonce') ?? '') ? 'accepted' : 'stale', user };
  }
}
