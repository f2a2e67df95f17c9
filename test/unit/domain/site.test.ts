import { excludedPattern, matchesSite, siteName, sitePattern } from '../../../src/domain/site';

describe('a site', () => {
  it.each([
    ['crm.example.com', 'https://crm.example.com/*'],
    [' https://CRM.example.com/cases?id=7#x ', 'https://crm.example.com/*'],
    ['http://intranet:8080/', 'http://intranet/*'],
    ['https://crm.example.com:8443', 'https://crm.example.com/*'],
    ['*.example.com', 'https://*.example.com/*'],
    ['http://*.example.co.uk/', 'http://*.example.co.uk/*'],
    ['http://192.0.2.1', 'http://192.0.2.1/*'],
    ['http://[::1]:8080', 'http://[::1]/*'],
    ['xn--mnchen-3ya.de', 'https://xn--mnchen-3ya.de/*'],
  ])('%s is %s', (text, pattern) => {
    expect(sitePattern(text)).toBe(pattern);
  });

  it.each([
    '',
    ' ',
    '*',
    '*.',
    '*.com',
    'https://*/*',
    'ftp://example.com',
    'file:///tmp',
    'chrome://settings',
    'javascript:alert(1)',
    'two words',
    'a..b',
    'https://user:secret@example.com',
    'a*b.example.com',
    '<all_urls>',
  ])('%s is none', (text) => {
    expect(sitePattern(text)).toBeUndefined();
  });

  it('is shown without what goes without saying', () => {
    expect(['https://a.example/*', 'http://intranet/*', 'https://*.a.example/*'].map(siteName)).toEqual([
      'a.example',
      'http://intranet',
      '*.a.example',
    ]);
  });

  it('that is excluded is so over http too', () => {
    expect(excludedPattern('bank.example')).toBe('*://bank.example/*');
    expect(excludedPattern('*.bank.example')).toBe('*://*.bank.example/*');
    expect(excludedPattern('?')).toBeUndefined();
  });
});

describe('an origin', () => {
  it.each([
    ['https://a.example/*', 'https://a.example', true],
    ['https://a.example/*', 'https://a.example:8443', true],
    ['https://a.example/*', 'http://a.example', false],
    ['https://a.example/*', 'https://b.a.example', false],
    ['https://*.a.example/*', 'https://b.a.example', true],
    ['https://*.a.example/*', 'https://a.example', true],
    ['https://*.a.example/*', 'https://nota.example', false],
    ['*://a.example/*', 'http://a.example', true],
    ['*://a.example/*', 'ftp://a.example', false],
    ['https://a.example/*', 'null', false],
    ['https://a.example/*', 'https://a.example.evil.example', false],
    ['http://[::1]/*', 'http://[::1]:8080', true],
    ['nonsense', 'https://a.example', false],
  ])('%s has %s: %s', (pattern, origin, matches) => {
    expect(matchesSite(pattern, origin)).toBe(matches);
  });
});
