import { readChallenges, shownRealm, strongest } from '../../../src/sip/challenge';
import { timeOf } from '../../fakes/work-time';

const sha = 'Digest realm="office", nonce="n256", algorithm=SHA-256, qop="auth"';
const md5 = 'Digest realm="office", nonce="n5", algorithm=MD5, qop="auth"';

describe('the strongest challenge is found', () => {
  it.each([
    ['alone', [sha]],
    ['before a weak one', [sha, md5]],
    ['after a weak one', [md5, sha]],
    ['in one header', [`${md5}, ${sha}`]],
    ['in one header, the other way', [`${sha},${md5}`]],
    ['among schemes that are unknown', ['Bearer abc==', `Basic realm="office", ${sha}`, 'Negotiate']],
    ['among algorithms that are unknown', [sha.replace('SHA-256', 'SHA-512-256'), sha]],
    ['among session algorithms', [md5.replace('MD5', 'MD5-sess'), sha.replace('256,', '256-sess,'), sha]],
    ['after what is no challenge', ['"', '=,=;', `,, ,${sha}`]],
    ['with its algorithm quoted', [sha.replace('SHA-256', '"SHA-256"')]],
    [
      'with its algorithm in small letters, and its scheme in capitals',
      [sha.replace('SHA-256', 'sha-256').replace('Digest', 'DIGEST')],
    ],
    [
      'with spaces wherever they may be',
      ['  Digest   realm = "office" ,\tnonce= "n256",algorithm =SHA-256,qop = auth '],
    ],
  ])('%s', (_where, headers) => {
    expect(strongest(readChallenges(headers))).toEqual({
      algorithm: 'SHA-256',
      realm: 'office',
      nonce: 'n256',
      opaque: undefined,
      qop: 'auth',
      stale: false,
    });
  });
});

it('a challenge without algorithm is one for MD5, and without qop one of RFC 2069', () => {
  expect(readChallenges(['Digest realm="office", nonce="n"'])).toEqual([
    { algorithm: 'MD5', realm: 'office', nonce: 'n', opaque: undefined, qop: undefined, stale: false },
  ]);
});

it('commas, equal signs and quotation marks within quotation marks end nothing', () => {
  const header = 'Digest realm="a, Digest realm=\\"b\\", c", nonce="x=,y", opaque="o,p", stale=TRUE';
  expect(readChallenges([header])).toMatchObject([
    { realm: 'a, Digest realm=\\"b\\", c', nonce: 'x=,y', opaque: 'o,p', stale: true },
  ]);
});

it.each([
  ['auth', 'auth'],
  ['auth-int,auth', 'auth'],
  ['auth-int', 'auth-int'],
  ['AUTH , other', 'auth'],
  ['', undefined],
])('of the qualities of protection %j, %s is taken', (list, qop) => {
  expect(readChallenges([`Digest realm="a", nonce="n", qop="${list}"`])).toMatchObject([{ qop }]);
});

it.each([
  ['no realm', 'Digest nonce="n"'],
  ['an empty realm', 'Digest realm="", nonce="n"'],
  ['a realm of spaces', 'Digest realm="  ", nonce="n"'],
  ['a realm that is too long', `Digest realm="${'r'.repeat(257)}", nonce="n"`],
  ['a realm with control characters', 'Digest realm="a\u0007b", nonce="n"'],
  ['no nonce', 'Digest realm="a"'],
  ['an empty nonce', 'Digest realm="a", nonce=""'],
  ['a nonce that is too long', `Digest realm="a", nonce="${'n'.repeat(1025)}"`],
  ['an opaque that is too long', `Digest realm="a", nonce="n", opaque="${'o'.repeat(1025)}"`],
  ['an unknown quality of protection', 'Digest realm="a", nonce="n", qop="auth-conf"'],
  ['an unknown algorithm', 'Digest realm="a", nonce="n", algorithm=SHA-512-256'],
  ['too much of everything', `Digest realm="a", nonce="n", ${'x=y, '.repeat(2000)}`],
  ['quotation marks that never end', 'Digest realm="a'],
])('a challenge with %s cannot be answered', (_what, header) => {
  expect(readChallenges([header])).toEqual([]);
});

it('reads the worst of headers in no time', async () => {
  const texts = [
    '"'.repeat(8_000),
    ' '.repeat(8_000),
    `${'a '.repeat(4_000)}`,
    `Digest a="${'\\"'.repeat(3_900)}`,
  ];
  const read = () => expect(readChallenges(texts)).toEqual([]);
  expect(await timeOf(read, 100)).toBeLessThan(500);
});

it('a realm in a log line is short, and on one line', () => {
  expect(shownRealm(`a"b${'c'.repeat(300)}`)).toMatch(/^"a\\"bc{50,56}…"$/);
});
