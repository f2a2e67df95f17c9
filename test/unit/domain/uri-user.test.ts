import fc from 'fast-check';
import { withConferenceInfo } from '../../../src/domain/conference-info';
import type { WatchedDialog } from '../../../src/domain/dialog-info';
import { dialogsElsewhere, isAnsweredBy } from '../../../src/domain/other-devices';
import { pickUpOf } from '../../../src/domain/pick-up';
import { contactUsers } from '../../../src/domain/registered-devices';
import { uriUser } from '../../../src/domain/uri-user';
import { parseParty } from '../../../src/sip/name-addr';

describe('who a URI names', () => {
  it.each([
    ['sip:208@pbx.example.com', '208'],
    ['SIPS:208@pbx.example.com;transport=tcp', '208'],
    ['sip:%2B49891234@pbx.example.com', '+49891234'],
    ['sip:+49891234;phone-context=example.com@pbx.example.com;user=phone', '+49891234'],
    ['sip:208:secret@pbx.example.com', '208'],
    ['tel:%2B49891234;ext=5', '+49891234'],
    ['sip:100%zz@pbx.example.com', '100%zz'],
    ['sip:a%E2%80%AEb%0D%0Ac@pbx.example.com', 'a b c'],
    ['sip:pbx.example.com', ''],
    ['mailto:208@example.com', ''],
    ['', ''],
  ])('%s', (uri, user) => {
    expect(uriUser(uri)).toBe(user);
  });

  it('is never an error', () => {
    fc.assert(fc.property(fc.string(), (text) => uriUser(`sip:${text}@h`).length <= 120));
  });
});

describe('a number that comes percent-encoded is the same', () => {
  const encoded = 'sip:%2B49891234@pbx.example.com';
  const party = parseParty('<sip:+49891234@pbx.example.com>') ?? { number: '', name: '' };
  const dialog: WatchedDialog = {
    id: 'd',
    state: 'confirmed',
    direction: 'recipient',
    callId: 'theirs',
    names: { callId: 'theirs', localTag: 'a', remoteTag: 'b' },
    remote: { identity: encoded, display: '', target: '' },
  };

  it('in a call that another device has answered', () => {
    expect(isAnsweredBy({ callId: 'ours', party }, [dialog], () => true)).toBe(true);
  });

  it('in a call of ours that the gateway names otherwise', () => {
    const info = { version: 0, dialogs: new Map([['d', dialog]]) };
    const own = { callId: 'ours', localTag: 'us', number: party.number };
    expect(dialogsElsewhere(info, [own])).toEqual([]);
  });

  it('in a call that is fetched, in a conference and among the devices', () => {
    expect(pickUpOf(dialog, ['pbx.example.com'])?.party.number).toBe(party.number);
    const text = `<conference-info version="1" state="full"><users><user entity="${encoded}"/></users></conference-info>`;
    const [person] = withConferenceInfo(undefined, text)?.info.people.values() ?? [];
    expect(person?.number).toBe(party.number);
    expect(contactUsers([`<${encoded}>`])).toEqual([party.number]);
  });
});
