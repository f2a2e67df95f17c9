import fc from 'fast-check';
import { factsOfInvite } from '../../../src/sip/call-facts';
import { parseNameAddrs } from '../../../src/sip/name-addr';
import { sentOnBy, wayHere } from '../../../src/sip/way-here';

const sales = { number: '300', name: 'Sales' };
const reception = { number: '9', name: 'Reception' };

describe('over whom a call came', () => {
  it.each<[string, string[], ReturnType<typeof wayHere>]>([
    ['one diversion', ['Sales <sip:300@h>;reason=no-answer'], { divertedBy: sales }],
    [
      'two, the last one first',
      ['Reception <sip:9@h>;reason=unconditional, Sales <sip:300@h>'],
      { divertedBy: reception, calledFirst: sales },
    ],
    [
      'two headers',
      ['Reception <sip:9@h>', 'Sales <sip:300@h>'],
      { divertedBy: reception, calledFirst: sales },
    ],
    ['one that goes in a circle', ['Sales <sip:300@h>, <sip:9@h>, Sales <sip:300@h>'], { divertedBy: sales }],
    ['one that is not to be shown', ['Sales <sip:300@h>;privacy=full'], {}],
    ['nothing that can be read', ['nonsense'], {}],
  ])('Diversion: %s', (_name, headers, way) => {
    expect(wayHere([], headers)).toEqual(way);
  });

  it.each<[string, string, ReturnType<typeof wayHere>]>([
    [
      'targets mapped to others',
      'Sales <sip:300@h>;index=1, Reception <sip:9@h>;index=1.1;mp=1, <sip:201@h>;index=1.1.1;mp=1.1',
      { divertedBy: reception, calledFirst: sales },
    ],
    [
      'why, in the target (RFC 4458)',
      'Sales <sip:300@h>;index=1, <sip:201@h;cause=302>;index=1.1',
      { divertedBy: sales },
    ],
    [
      'why, beside the one who was left (RFC 3326)',
      'Sales <sip:300@h?Reason=SIP%3Bcause%3D486>;index=1, <sip:201@h>;index=1.1',
      { divertedBy: sales },
    ],
    [
      'in another order than it came about',
      '<sip:201@h>;index=1.10;mp=1.2, Reception <sip:9@h>;index=1.2;mp=1, Sales <sip:300@h>;index=1',
      { divertedBy: reception, calledFirst: sales },
    ],
    ['a number that was translated', '<sip:+33145550201@h>;index=1, <sip:201@h>;index=1.1', {}],
    ['a phone that was found', '<sip:201@h>;index=1, <sip:201@192.0.2.5>;index=1.1;rc=1', {}],
    [
      'somebody who is not to be shown',
      'Sales <sip:300@h?Privacy=history&Reason=SIP%3Bcause%3D486>;index=1, <sip:201@h>;index=1.1',
      {},
    ],
    ['one entry', '<sip:201@h>;index=1', {}],
  ])('History-Info: %s', (_name, header, way) => {
    expect(wayHere([header], [])).toEqual(way);
  });

  it('believes History-Info before Diversion, and Diversion where that tells nothing', () => {
    const history = 'Sales <sip:300@h>;index=1, <sip:201@h>;index=1.1;mp=1';
    expect(wayHere([history], ['Reception <sip:9@h>'])).toEqual({ divertedBy: sales });
    expect(wayHere(['<sip:201@h>;index=1'], ['Reception <sip:9@h>'])).toEqual({ divertedBy: reception });
  });
});

it('who has sent a call on is known of both headers, though it is not to be shown', () => {
  const history = '<sip:300@h?Privacy=history&Reason=SIP%3Bcause%3D486>;index=1, <sip:201@h>;index=1.1';
  expect(sentOnBy([history], ['<sip:9@h>;privacy=full', '<sip:anonymous@anonymous.invalid>'])).toEqual([
    '300',
    '9',
  ]);
  expect(sentOnBy(['<sip:201@h>;index=1, <sip:201@192.0.2.5>;index=1.1;rc=1'], [])).toEqual([]);
});

describe('who is calling', () => {
  function callerOf(headers: Record<string, string | string[]>) {
    const getHeaders = (name: string) => [headers[name] ?? []].flat();
    return factsOfInvite({ getHeader: (name: string) => getHeaders(name)[0], getHeaders }).party;
  }

  it.each<[string | string[], { number: string; name: string }]>([
    ['"Grace" <sip:grace@h>, <tel:+331>', { number: '+331', name: 'Grace' }],
    [['<sip:grace@h>', 'tel:+331'], { number: '+331', name: 'From' }],
    ['<sip:grace@h>', { number: 'grace', name: 'From' }],
    ['sip:207@h;user=phone', { number: '207', name: 'From' }],
    ['"Kim, Grace" <sip:207@h>', { number: '207', name: 'Kim, Grace' }],
    ['nonsense', { number: '1', name: 'From' }],
  ])('asserted %p', (asserted, party) => {
    expect(callerOf({ From: 'From <sip:1@h>', 'P-Asserted-Identity': asserted })).toEqual(party);
  });

  it.each(['id', 'ID', 'header;id', 'user', 'critical; user'])('is not shown with Privacy: %s', (privacy) => {
    const headers = { From: 'Grace <sip:207@h>', 'P-Asserted-Identity': '<tel:+331>', Privacy: privacy };
    expect(callerOf(headers)).toEqual({ number: '', name: '', withheld: true });
  });

  it.each(['none', 'session', 'history', 'identity'])('is shown with Privacy: %s', (privacy) => {
    expect(callerOf({ From: 'Grace <sip:207@h>', Privacy: privacy })).toEqual({
      number: '207',
      name: 'Grace',
    });
  });

  it('is asserted though From hides them, where nobody asks for privacy', () => {
    const headers = { From: '<sip:anonymous@anonymous.invalid>', 'P-Asserted-Identity': '<tel:+331>' };
    expect(callerOf(headers)).toEqual({ number: '+331', name: '' });
  });
});

describe('whatever a header has in it', () => {
  const pieces = fc.constantFrom(
    ...[
      '<',
      '>',
      '"',
      '\\',
      ',',
      ';',
      '?',
      '@',
      'sip:',
      'tel:',
      '201',
      'h',
      'index=1.1',
      'mp=1',
      'cause=302',
    ],
    ...['Reason=x', 'Privacy=history', '\u202e', '\n', 'anonymous', 'Anonymous', '%zz', ' ', '='],
  );
  const header = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

  it('is read without end or throw, and what comes of it can be shown', () => {
    fc.assert(
      fc.property(
        fc.array(header, { maxLength: 4 }),
        fc.array(header, { maxLength: 4 }),
        (history, diversion) => {
          const { divertedBy, calledFirst } = wayHere(history, diversion);
          for (const party of [divertedBy, calledFirst]) {
            if (!party) continue;
            expect(party.name + party.number).not.toBe('');
            expect(party.name + party.number).not.toMatch(/[\p{Cc}\u202e]/u);
          }
          if (calledFirst) expect(divertedBy).toBeDefined();
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('is found again, however it is written and whatever stands beside it', () => {
    const name = fc
      .string({ unit: fc.constantFrom(...'aÉ,;<>"\\ 7'), maxLength: 8 })
      .map((text) => text.trim());
    const number = fc.string({ unit: fc.constantFrom(...'0123456789*+'), minLength: 1, maxLength: 12 });
    const one = fc.record({ name, number, scheme: fc.constantFrom('sip', 'sips', 'tel') });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 5 }), (people) => {
        const written = people.map((person) => {
          const quoted = `"${person.name.replace(/["\\]/g, '\\$&')}"`;
          const uri =
            person.scheme === 'tel' ? `tel:${person.number}` : `${person.scheme}:${person.number}@h`;
          return `${quoted} <${uri}>;index=1`;
        });
        const read = parseNameAddrs([written.join(', ')]).map(({ party }) => party);
        expect(read).toEqual(
          people.map((person) => ({ name: person.name.replace(/\s+/g, ' '), number: person.number })),
        );
      }),
    );
  });
});
