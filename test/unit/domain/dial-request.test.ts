import { clientFor, handOverUri } from '../../../src/domain/calling-client';
import { requestedNumber, webOrigin } from '../../../src/domain/dial-request';
import { applyDialRules } from '../../../src/domain/dial-rules';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';

describe('what of a link is dialled', () => {
  it.each([
    ['tel:+1-303-555-1234', 'tel:+1-303-555-1234'],
    ['tel:+13035551234?x=1', 'tel:+13035551234'],
    ['callto:+4989123456?call', 'callto:+4989123456'],
    ['sip:ann@example.com', 'sip:ann@example.com'],
    ['sip:ann@example.com;transport=tcp?Replaces=a%3Bto-tag%3Db', 'sip:ann@example.com'],
    ['SIPS:ann@example.com?Subject=hello', 'SIPS:ann@example.com'],
    ['sip:+1-212-555-1212;ext=5@example.com;user=phone?Subject=x@y', 'sip:+1-212-555-1212;ext=5@example.com'],
    ['sip:ann?to=bob@example.com', 'sip:ann'],
    ['callto:+4989123456+type=phone', 'callto:+4989123456'],
    ['tel:+358-555-1234567;postd=pp22', 'tel:+358-555-1234567;postd=pp22'],
    [' (030) 1234-567 ', '(030) 1234-567'],
  ])('%s: %s', (written, number) => {
    expect(requestedNumber(written)).toBe(number);
  });
});

describe('the origin of an address', () => {
  it.each([
    ['https://a.example/x?y#z', 'https://a.example'],
    ['HTTPS://A.example:8443', 'https://a.example:8443'],
    ['http://[::1]:80/', 'http://[::1]:80'],
    ['chrome-extension://abc/confirm.html', undefined],
    ['about:blank', undefined],
    ['null', undefined],
    [undefined, undefined],
  ])('%s: %s', (url, origin) => {
    expect(webOrigin(url)).toBe(origin);
  });
});

describe('who calls', () => {
  it.each([
    ['ask', ['ringtab'], 'ringtab'],
    ['desktop', ['ringtab'], 'ringtab'],
    ['ringtab', ['desktop'], 'desktop'],
    ['ask', ['ringtab', 'desktop'], 'ask'],
    ['desktop', ['ringtab', 'desktop'], 'desktop'],
    ['ringtab', ['ringtab', 'desktop'], 'ringtab'],
  ] as const)('who prefers %s of %j has %s', (choice, allowed, client) => {
    expect(clientFor(choice, allowed)).toBe(client);
  });

  it.each([
    ['+1 (303) 555-1234', 'tel:+13035551234'],
    ['*67#', 'tel:*67%23'],
    ['+1 303 555 1234,,34', 'tel:+13035551234,,34'],
    ['tel:+13035551234;ext=22', 'tel:+13035551234,22'],
    ['sip:ann@example.com', 'sip:ann@example.com'],
    ['reception', undefined],
    ['', undefined],
  ])('the desktop client is given %s as %s', (number, uri) => {
    expect(handOverUri(applyDialRules(number, dialRulesOff()))).toBe(uri);
  });
});
