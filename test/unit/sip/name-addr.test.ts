import { answeredElsewhere, factsOfInvite } from '../../../src/sip/call-facts';
import { parseParty } from '../../../src/sip/name-addr';

function message(headers: Record<string, string | string[]>) {
  const getHeaders = (name: string) => [headers[name] ?? []].flat();
  return { getHeader: (name: string) => getHeaders(name)[0], getHeaders };
}

describe('a party in a header', () => {
  it.each([
    ['"Amélie Martin" <sip:201@example.com>;tag=x', { number: '201', name: 'Amélie Martin' }],
    ['Jonas <sip:202@example.com>', { number: '202', name: 'Jonas' }],
    ['"Du\\"pont, Marie" <sip:203@h>', { number: '203', name: 'Du"pont, Marie' }],
    ['sip:204@example.com;tag=x', { number: '204', name: '' }],
    ['<tel:+33-1-45>', { number: '+33-1-45', name: '' }],
    ['<tel:+3314555>, <sip:205@h>', { number: '+3314555', name: '' }],
    ['<sip:%2B44;ext=1@h>', { number: '+44', name: '' }],
    ['"Anonymous" <sip:anonymous@anonymous.invalid>', { number: '', name: '', withheld: true }],
    ['"Reception" <sip:anonymous@anonymous.invalid>', { number: '', name: 'Reception', withheld: true }],
    ['<sip:restricted@h>', { number: '', name: '', withheld: true }],
    ['Anonyme <sip:h>', { number: '', name: '', withheld: true }],
    ['<sip:unknown@h>', { number: '', name: '' }],
    ['<sip:204@anonymous.invalid.example.com>', { number: '204', name: '' }],
    ['<sip:%zz@h>', { number: '%zz', name: '' }],
  ])('%s', (header, party) => {
    expect(parseParty(header)).toEqual(party);
  });

  it.each([undefined, '', 'nonsense', '<mailto:a@b>', '<'])('%p is nobody', (header) => {
    expect(parseParty(header)).toBeUndefined();
  });
});

describe('what an INVITE tells', () => {
  it('prefers who the gateway asserts, with the name that was given', () => {
    const headers = { From: '"Marie" <sip:1@h>', 'P-Asserted-Identity': '<tel:+331>' };
    expect(factsOfInvite(message(headers)).party).toEqual({ number: '+331', name: 'Marie' });
  });

  it('carries diversion, transfer, User-to-User and Alert-Info from the start', () => {
    const facts = factsOfInvite(
      message({
        From: '<sip:1@h>',
        To: '<sip:201@h>',
        Diversion: '"Sales" <sip:500@h>;reason=no-answer',
        'Referred-By': 'Reception <sip:9@h>;cid="1@h"',
        'User-to-User': '56;encoding=hex',
        'Alert-Info': '<urn:alert:source:internal>',
      }),
    );
    expect(facts).toEqual({
      party: { number: '1', name: '' },
      called: '201',
      divertedBy: { number: '500', name: 'Sales' },
      transferredBy: { number: '9', name: 'Reception' },
      userToUser: '56;encoding=hex',
      alertInfo: '<urn:alert:source:internal>',
    });
  });

  it.each<[string[], boolean]>([
    [['SIP;cause=200;text="Call completed elsewhere"'], true],
    [['SIP ;cause=200'], true],
    [['Q.850;cause=16;text="completed elsewhere"'], true],
    [['Q.850;cause=26'], true],
    [['Q.850;cause=16', 'SIP;cause=200'], true],
    [['SIP;cause=487, Q.850;cause=26'], true],
    [['SIP;cause=487'], false],
    [['Q.850;cause=16;text="26"'], false],
    [[], false],
  ])('Reason %p means answered elsewhere: %p', (reasons, elsewhere) => {
    expect(answeredElsewhere(reasons)).toBe(elsewhere);
  });
});
