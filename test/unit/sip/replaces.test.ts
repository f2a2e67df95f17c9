import fc from 'fast-check';
import { parseReplaces, replacingHeaders } from '../../../src/sip/replaces';

const dialog = { callId: 'a84b4c76e66710@pc33.example.com', localTag: 'ours', remoteTag: 'theirs' };

describe('the Replaces header', () => {
  it('names our dialog as its far end knows it: the to-tag is the far end’s own', () => {
    expect(replacingHeaders(dialog)).toEqual([
      'Replaces: a84b4c76e66710@pc33.example.com;to-tag=theirs;from-tag=ours',
      'Require: replaces',
    ]);
  });

  it.each([
    ['98732@sip.example.com;from-tag=r33th4x0r;to-tag=ff87ff', false],
    ['98732@sip.example.com ; TO-TAG=ff87ff ; From-Tag=r33th4x0r', false],
    ['98732@sip.example.com;to-tag=ff87ff;from-tag=r33th4x0r;early-only', true],
    ['98732@sip.example.com;x=y;to-tag=ff87ff;from-tag=r33th4x0r;Early-Only', true],
  ])('is read: %s', (text, earlyOnly) => {
    const tags = { toTag: 'ff87ff', fromTag: 'r33th4x0r' };
    expect(parseReplaces(text)).toEqual({ callId: '98732@sip.example.com', ...tags, earlyOnly });
  });

  it.each([
    '',
    'a',
    'a;to-tag=1',
    'a;from-tag=1',
    'a;to-tag;from-tag=2',
    'a;to-tag=;from-tag=2',
    'a;to-tag=1;to-tag=2;from-tag=3',
    'a;to-tag=1;from-tag=2;from-tag=2',
    ';to-tag=1;from-tag=2',
    'a b;to-tag=1;from-tag=2',
    'a@b@c;to-tag=1;from-tag=2',
    'a;to-tag="1";from-tag=2',
    'a;to-tag=1;from-tag=2, b;to-tag=1;from-tag=2',
  ])('is not read where it is wrong: %j', (text) => {
    expect(parseReplaces(text)).toBeUndefined();
  });

  it('is read back with the tags the other way round, whatever they are', () => {
    const tag = fc.stringMatching(/^[\w\-.!%*+`'~]{1,20}$/);
    const callId = fc.stringMatching(/^[\w\-.!%*+`'~()<>:\\"/[\]?{}]{1,20}(@[\w.]{1,20})?$/);
    fc.assert(
      fc.property(callId, tag, tag, (id, localTag, remoteTag) => {
        const [header = ''] = replacingHeaders({ callId: id, localTag, remoteTag });
        const read = parseReplaces(header.slice('Replaces: '.length));
        expect(read).toEqual({ callId: id, toTag: remoteTag, fromTag: localTag, earlyOnly: false });
      }),
    );
  });

  it('is read or not, but never throws', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseReplaces(text)));
  });
});
