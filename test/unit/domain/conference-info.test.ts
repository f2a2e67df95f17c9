import fc from 'fast-check';
import { type ConferenceInfo, withConferenceInfo } from '../../../src/domain/conference-info';
import { asTold, withArrived, withComer } from '../../../src/domain/roster';

const person = (entity: string, status = 'connected', more = '', attributes = '') =>
  `<user entity="${entity}" ${attributes}>${more}<endpoint entity="${entity}">${status === '' ? '' : `<status>${status}</status>`}</endpoint></user>`;

const document = (users: string, attributes = 'state="full" version="1"') =>
  `<?xml version="1.0"?><conference-info xmlns="urn:ietf:params:xml:ns:conference-info" entity="sip:room@example.com" ${attributes}><users>${users}</users></conference-info>`;

const read = (before: ConferenceInfo | undefined, text: string) => withConferenceInfo(before, text);
const people = (info: ConferenceInfo | undefined) => [...(info?.people.values() ?? [])];

describe('who is in a conference, as the gateway tells', () => {
  it('is everyone of a full document, by number and name, and whether they are there', () => {
    const told = read(
      undefined,
      document(
        person(
          'sip:205@example.com;transport=tcp',
          'connected',
          '<display-text>Ada &amp; Co</display-text>',
        ) +
          person('sip:206@example.com', 'dialing-out') +
          person('tel:+4930123', 'on-hold'),
      ),
    );
    expect(told?.lost).toBe(false);
    expect(people(told?.info)).toEqual([
      { uri: 'sip:205@example.com', number: '205', name: 'Ada & Co', here: true },
      { uri: 'sip:206@example.com', number: '206', name: '', here: false },
      { uri: '', number: '+4930123', name: '', here: true },
    ]);
  });

  it('changes by a partial document, and is lost where one before it was missed', () => {
    const before = read(undefined, document(person('sip:205@a') + person('sip:206@a')))?.info;
    const change = document(
      person('sip:205@a', '', '', 'state="deleted"') + person('sip:207@a'),
      'state="partial" version="2"',
    );
    const next = read(before, change);
    expect(people(next?.info).map(({ number }) => number)).toEqual(['206', '207']);
    expect(next?.lost).toBe(false);
    expect(read(next?.info, change)).toBeUndefined();
    expect(read(next?.info, change.replace('"2"', '"4"'))?.lost).toBe(true);
    expect(read(undefined, change)?.lost).toBe(true);
  });

  it('is nobody any more when it is over', () => {
    const before = read(undefined, document(person('sip:205@a')))?.info;
    expect(people(read(before, document('', 'state="deleted" version="2"'))?.info)).toEqual([]);
  });

  it('is not read from what is no such document, and nothing makes it throw', () => {
    expect(read(undefined, '<dialog-info/>')).toBeUndefined();
    expect(read(undefined, 'nonsense')).toBeUndefined();
    fc.assert(
      fc.property(fc.string(), fc.string(), (users, attributes) => {
        const told = read(undefined, document(users, attributes));
        for (const { uri, number, name } of people(told?.info)) {
          expect(uri).not.toMatch(/[\s<>"?;,]/);
          expect(number.length + name.length).toBeLessThan(400);
        }
      }),
      { seed: 1 },
    );
  });

  it('has no address that another header could begin in', () => {
    const told = read(undefined, document(person('sip:205@a?Route=x&gt;%0d%0aVia')));
    expect(people(told?.info)[0]?.uri).toBe('sip:205@a');
  });
});

describe('who is listed', () => {
  const coming = { uri: '', number: '601', name: 'Ada', callId: 'c' };

  it('is on the way until they have arrived, or have not', () => {
    const people = withComer([], coming);
    expect(withArrived(people, 'c', true)).toEqual([{ uri: '', number: '601', name: 'Ada' }]);
    expect(withArrived(people, 'c', false)).toEqual([]);
    expect(withComer(people, coming)).toHaveLength(1);
  });

  it('is as told, without ourselves, by the names that we know, and with those on their way', () => {
    const told = [
      { uri: 'sip:201@a', number: '201', name: '', here: true },
      { uri: 'sip:601@a', number: '601', name: '', here: true },
      { uri: 'sip:777@a', number: '777', name: 'Guest', here: true },
      { uri: 'sip:888@a', number: '888', name: '', here: false },
    ];
    const other = { uri: '', number: '602', name: '', callId: 'd' };
    expect(asTold([coming, other], told, '201')).toEqual([
      { uri: 'sip:601@a', number: '601', name: 'Ada' },
      { uri: 'sip:777@a', number: '777', name: 'Guest' },
      other,
    ]);
  });
});
