import fc from 'fast-check';
import {
  contactUsers,
  hasOthers,
  type RegisteredContacts,
  withRegInfo,
} from '../../../src/domain/registered-devices';
import { registrationInfo } from '../../gateway/demo/states';

const users = (text: string, before?: RegisteredContacts) => [
  ...(withRegInfo(before, text)?.info.contacts.values() ?? ['unreadable']),
];
const full = (...uris: string[]) => registrationInfo('201', uris).body ?? '';
const partial = (version: number, id: string, state: string, uri = 'sip:new@h') =>
  `<reginfo version="${version}" state="partial"><registration id="r"><contact id="${id}" state="${state}"><uri>${uri}</uri></contact></registration></reginfo>`;

describe('the devices that are signed in with a number', () => {
  it('are those of a whole document', () => {
    expect(users(full('sip:abc@x.invalid;transport=ws', 'sip:201-0x5@10.0.0.9:5060'))).toEqual([
      'abc',
      '201-0x5',
    ]);
    expect(users(full(), withRegInfo(undefined, full('sip:a@h'))?.info)).toEqual([]);
  });

  it('come and go with the others', () => {
    const before = withRegInfo(undefined, full('sip:a@h'))?.info;
    expect(users(partial(1, 'n', 'active'), before)).toEqual(['a', 'new']);
    expect(users(partial(1, 'c0', 'terminated'), before)).toEqual([]);
    expect(withRegInfo(before, partial(0, 'n', 'active'))).toBeUndefined();
  });

  it('are not all told where a document was missed', () => {
    const before = withRegInfo(undefined, full('sip:a@h'));
    expect(before?.lost).toBe(false);
    expect(withRegInfo(before?.info, partial(1, 'n', 'active'))?.lost).toBe(false);
    expect(withRegInfo(before?.info, partial(2, 'n', 'active'))?.lost).toBe(true);
    expect(withRegInfo(undefined, partial(1, 'n', 'active'))?.lost).toBe(true);
  });

  it.each(['<reginfo', '<presence/>', '<!DOCTYPE a [<!ENTITY b "c">]><reginfo/>'])(
    'are not in %j',
    (text) => {
      expect(withRegInfo(undefined, text)).toBeUndefined();
    },
  );

  it('whatever a gateway says, it is read or not', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (uri, state) => {
        const read = withRegInfo(undefined, partial(1, 'x', state, uri));
        return read === undefined || read.info.contacts.size <= 1;
      }),
    );
  });

  it('are in the answer to a REGISTER, in one header or several', () => {
    const one = '<sip:abc@x.invalid;transport=ws>;expires=600;+sip.instance="<urn:uuid:1>"';
    const other = '"Desk" <sip:201@10.0.0.9:5060>;q=0.5;expires=300';
    expect(contactUsers([`${one}, ${other}`])).toEqual(['abc', '201']);
    expect(contactUsers([one, other, '<sip:gone@h>;expires=0'])).toEqual(['abc', '201']);
    expect(contactUsers(['*', 'sip:bare@h'])).toEqual([]);
  });

  it('are others than this phone, also at a gateway that changes addresses', () => {
    expect(hasOthers(['abc'], 'abc')).toBe(false);
    expect(hasOthers(['abc', '201'], 'abc')).toBe(true);
    expect(hasOthers(['changed'], 'abc')).toBe(false);
    expect(hasOthers(['changed', '201'], 'abc')).toBe(true);
    expect(hasOthers([], 'abc')).toBe(false);
  });
});
