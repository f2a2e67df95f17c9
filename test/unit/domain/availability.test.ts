import fc from 'fast-check';
import { availabilityOf, ringingCall, watchableExtension } from '../../../src/domain/availability';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { type DialogInfo, withDialogInfo } from '../../../src/domain/dialog-info';
import { parsePresence } from '../../../src/domain/pidf';
import { readXml } from '../../../src/domain/xml';
import { americanRules } from '../../fakes/dialling-states';
import { dialogInfo, presence, type ToldDialog } from '../../gateway/demo/states';

const body = (...args: Parameters<typeof dialogInfo>) => dialogInfo(...args).body ?? '';

function toldOf(before: DialogInfo | undefined, text: string): DialogInfo {
  const told = withDialogInfo(before, text);
  if (!told) throw new Error('not read');
  return told.info;
}

describe('somebody’s calls (RFC 4235)', () => {
  it.each<[string, ToldDialog[], string]>([
    ['none', [], 'free'],
    ['one that is over', [{ state: 'terminated' }], 'free'],
    ['one that rings there', [{ state: 'early', direction: 'recipient' }], 'ringing'],
    ['one that rings, of which no direction is told', [{ state: 'early' }], 'ringing'],
    ['one that is on its way there', [{ state: 'proceeding', direction: 'recipient' }], 'ringing'],
    ['one that they place', [{ state: 'early', direction: 'initiator' }], 'busy'],
    ['one that stands', [{ state: 'confirmed', direction: 'recipient' }], 'busy'],
    ['one that rings while another stands', [{ state: 'confirmed' }, { state: 'early' }], 'busy'],
  ])('%s', (_what, dialogs, expected) => {
    expect(availabilityOf(toldOf(undefined, body('202', dialogs)))).toBe(expected);
  });

  it('a presence server that has been told of no call says nothing, which is free', () => {
    expect(availabilityOf(toldOf(undefined, ''))).toBe('free');
  });

  it('a full document says all, a partial one what has changed', () => {
    const first = toldOf(
      undefined,
      body('202', [
        { id: 'a', state: 'confirmed' },
        { id: 'b', state: 'early' },
      ]),
    );
    const second = toldOf(
      first,
      body('202', [{ id: 'a', state: 'terminated' }], { version: 1, state: 'partial' }),
    );
    expect([...second.dialogs.keys()]).toEqual(['b']);
    expect(availabilityOf(second)).toBe('ringing');
    expect(availabilityOf(toldOf(second, body('202', [], { version: 2 })))).toBe('free');
  });

  it('a partial one that is not the next says so, one that is older is passed over', () => {
    const first = toldOf(undefined, body('202', [], { version: 4 }));
    const partial = (version: number) =>
      body('202', [{ id: 'a', state: 'early' }], { version, state: 'partial' });
    expect(withDialogInfo(first, partial(5))?.lost).toBe(false);
    expect(withDialogInfo(first, partial(7))?.lost).toBe(true);
    expect(withDialogInfo(first, partial(4))).toBeUndefined();
    expect(withDialogInfo(undefined, partial(9))?.lost).toBe(true);
  });

  it('a call that is told of several times over, as it went to several devices, is what is told first', () => {
    const fork = (...states: ToldDialog['state'][]) =>
      toldOf(
        undefined,
        body(
          '202',
          states.map((state) => ({ id: 'one', state })),
        ),
      );
    expect(availabilityOf(fork('confirmed', 'early'))).toBe('busy');
    expect(availabilityOf(fork('terminated', 'early', 'confirmed'))).toBe('free');
  });

  it('a call can be picked up when the gateway gives its names away', () => {
    const names = { callId: 'c@h', localTag: 'l', remoteTag: 'r' };
    const named = toldOf(undefined, body('202', [{ state: 'early', ...names, remote: 'sip:600@localhost' }]));
    expect(ringingCall(named)).toMatchObject({ names, remote: { identity: 'sip:600@localhost' } });
    const unnamed = toldOf(undefined, body('202', [{ state: 'early', callId: 'c@h', localTag: 'l' }]));
    expect(ringingCall(unnamed)).toBeUndefined();
    const talking = toldOf(undefined, body('202', [{ state: 'confirmed', ...names }]));
    expect(ringingCall(talking)).toBeUndefined();
  });
});

describe('somebody’s presence (RFC 3863)', () => {
  it.each<[Parameters<typeof presence>[1], string | undefined, string]>([
    ['open', undefined, 'free'],
    ['closed', undefined, 'offline'],
    ['open', 'on-the-phone', 'busy'],
    ['open', 'meeting', 'busy'],
    ['open', 'away', 'away'],
    ['closed', 'away', 'offline'],
    ['open', 'looking-for-work', 'free'],
  ])('%s, %s', (basic, activity, expected) => {
    expect(parsePresence(presence('202', basic, activity).body ?? '')).toBe(expected);
  });

  it.each(['', '<presence/>', '<pidf/>', 'hello', '<presence><tuple/></presence>'])(
    'says nothing: %j',
    (text) => {
      expect(parsePresence(text)).toBeUndefined();
    },
  );
});

describe('documents that are no states', () => {
  const bomb = `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><dialog-info state="full" version="0"><dialog id="x"><state>&b;</state></dialog></dialog-info>`;

  it.each([
    ['a bomb of entities', bomb],
    [
      'a file of this computer',
      '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><dialog-info><dialog id="&x;"/></dialog-info>',
    ],
    ['too large', `<dialog-info>${' '.repeat(70_000)}</dialog-info>`],
    ['too deep', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
    ['two roots', '<dialog-info/><dialog-info/>'],
    ['another root', '<presence/>'],
    ['no XML', 'Messages-Waiting: yes'],
  ])('are not read: %s', (_what, text) => {
    expect(withDialogInfo(undefined, text)).toBeUndefined();
  });

  it('names, prefixes, character references and CDATA are read as XML means them', () => {
    const root = readXml('<a:x xmlns:a="u" q="&lt;&amp;&#65;&#x42;"><a:y><![CDATA[<z>]]></a:y></a:x>');
    expect(root).toMatchObject({
      name: 'x',
      attributes: { q: '<&AB' },
      children: [{ name: 'y', text: '<z>' }],
    });
  });

  it('more calls than anybody has are not all looked at', () => {
    const many = Array.from({ length: 400 }, (_, at): ToldDialog => ({ id: `d${at}`, state: 'confirmed' }));
    const info = withDialogInfo(undefined, body('202', many))?.info;
    expect(info?.dialogs.size).toBeLessThanOrEqual(50);
  });

  it('whatever stands there is read without throwing, one document after the other', () => {
    const piece = fc.constantFrom(
      '<dialog-info state="full" version="1">',
      '<dialog-info state="partial" version="2">',
      '</dialog-info>',
      '<dialog id="a">',
      '<dialog id="__proto__" call-id="c" local-tag="l" remote-tag="r">',
      '</dialog>',
      '<state>',
      'early',
      'confirmed',
      '</state>',
      '<remote>',
      '</remote>',
      '<presence>',
      '<tuple>',
      '<basic>open',
      '&amp;',
      '&#0;',
      '&#x110000;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?xml ?>',
      '"',
      '<',
      '>',
      '\u0000',
      '<constructor a="b"/>',
    );
    const text = fc.array(fc.oneof(piece, fc.string()), { maxLength: 25 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), (texts) => {
        let info: DialogInfo | undefined;
        for (const each of texts) {
          info = withDialogInfo(info, each)?.info ?? info;
          parsePresence(each);
          if (info) expect(['free', 'ringing', 'busy']).toContain(availabilityOf(info));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('whose number is a colleague’s', () => {
  it.each([
    ['202', '202'],
    ['20 20', '2020'],
    ['+49 30 1234', undefined],
    ['030 12345678', undefined],
    ['112', undefined],
    ['911', undefined],
    ['*17', undefined],
    ['202,,5', undefined],
    ['alice', undefined],
    ['', undefined],
  ])('without rules: %j', (number, extension) => {
    expect(watchableExtension(number, dialRulesOff())).toBe(extension);
  });

  it('with rules, as they make an extension of it', () => {
    expect(watchableExtension('2051', americanRules)).toBe('2051');
    expect(watchableExtension('+1 212 555 0100', americanRules)).toBeUndefined();
  });
});
