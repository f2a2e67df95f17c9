import { createHash } from 'node:crypto';
import type { Challenge } from '../../../src/sip/challenge';
import { type DigestAnswer, digestAuthorization } from '../../../src/sip/digest';

/** The example of RFC 7616 section 3.9.1. */
const challenge: Challenge = {
  algorithm: 'SHA-256',
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
  qop: 'auth',
  stale: false,
};
const answer: DigestAnswer = {
  user: 'Mufasa',
  password: 'Circle of Life',
  method: 'GET',
  uri: '/dir/index.html',
  body: '',
  cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
  count: 1,
};

it('is that of RFC 7616 for SHA-256', () => {
  expect(digestAuthorization(challenge, answer)).toBe(
    [
      'Digest algorithm=SHA-256',
      'username="Mufasa"',
      `realm="${challenge.realm}"`,
      `nonce="${challenge.nonce}"`,
      'uri="/dir/index.html"',
      'response="753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"',
      `opaque="${challenge.opaque}"`,
      'qop=auth',
      `cnonce="${answer.cnonce}"`,
      'nc=00000001',
    ].join(', '),
  );
});

it('is that of RFC 7616 for MD5', () => {
  expect(digestAuthorization({ ...challenge, algorithm: 'MD5' }, answer)).toContain(
    'response="8ca523f5e9506fed4657c9700eebdbec"',
  );
});

it('is that of RFC 2617 for MD5', () => {
  const old = {
    algorithm: 'MD5',
    realm: 'testrealm@host.com',
    nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
  } as const;
  const header = digestAuthorization(
    { ...challenge, ...old },
    { ...answer, password: 'Circle Of Life', cnonce: '0a4f113b' },
  );
  expect(header).toContain('response="6629fae49393a05397450978507c4ef1"');
});

const hash = (text: string) => createHash('sha256').update(text).digest('hex');
const secret = hash(`Mufasa:${challenge.realm}:Circle of Life`);

it('without a quality of protection counts nothing (RFC 2069)', () => {
  const header = digestAuthorization({ ...challenge, qop: undefined, opaque: undefined }, answer);
  expect(header).toContain(
    `response="${hash(`${secret}:${challenge.nonce}:${hash('GET:/dir/index.html')}`)}"`,
  );
  expect(header).not.toMatch(/nc=|cnonce=|qop=|opaque=/);
});

it('with integrity covers the body', () => {
  const header = digestAuthorization(
    { ...challenge, qop: 'auth-int' },
    { ...answer, body: 'v=0\r\né', count: 17 },
  );
  const request = hash(`GET:/dir/index.html:${hash('v=0\r\né')}`);
  expect(header).toContain(
    `response="${hash(`${secret}:${challenge.nonce}:00000011:${answer.cnonce}:auth-int:${request}`)}"`,
  );
  expect(header).toContain('nc=00000011');
});

it('has no user name that ends its quotation marks or its line', () => {
  const header = digestAuthorization(challenge, { ...answer, user: 'a"b\\c\r\nX: y' });
  expect(header).toContain('username="a\\"b\\\\cX: y"');
  expect(header).not.toMatch(/[\r\n]/);
});
