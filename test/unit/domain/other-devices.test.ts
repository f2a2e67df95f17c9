import type { LiveCall } from '../../../src/domain/call';
import type { DialogInfo, WatchedDialog } from '../../../src/domain/dialog-info';
import {
  type Arriving,
  dialogsElsewhere,
  fetchableAmong,
  isAnsweredBy,
  isOwnMove,
  mayRingOn,
  type OwnDialog,
  staysQuiet,
  withNamesTold,
} from '../../../src/domain/other-devices';
import { newTransfer } from '../../../src/domain/transfer';
import { talking } from '../../fakes/snapshots';

const dialog = (change: Partial<WatchedDialog> = {}): WatchedDialog => ({
  id: 'd',
  state: 'confirmed',
  direction: 'recipient',
  callId: 'theirs',
  names: undefined,
  remote: { identity: 'sip:208@pbx.example.com', display: '', target: '' },
  ...change,
});
const named = (localTag: string, remoteTag = 'far', callId = 'shared') => ({
  callId,
  names: { callId, localTag, remoteTag },
});
const told = (...dialogs: WatchedDialog[]): DialogInfo => ({
  version: 0,
  dialogs: new Map(dialogs.map((one) => [one.id, one])),
});
const own = (change: Partial<OwnDialog> = {}): OwnDialog => ({
  callId: 'ours',
  localTag: 'us',
  number: '600',
  ...change,
});

describe('of the calls of one number, those of other devices are', () => {
  const elsewhere = (info: DialogInfo, ...ours: OwnDialog[]) =>
    dialogsElsewhere(info, ours).map(({ id }) => id);

  it('all that this phone does not have', () => {
    expect(elsewhere(told(dialog(), dialog({ id: 'o', callId: 'ours' })), own())).toEqual(['d']);
  });

  it('told apart by the tag where a call went to several', () => {
    const info = told(dialog({ id: 'a', ...named('us') }), dialog({ id: 'b', ...named('them') }));
    expect(elsewhere(info, own({ callId: 'shared' }))).toEqual(['b']);
  });

  it('not the other end of a call of ours, where both have this number', () => {
    const info = told(
      dialog({ id: 'a', ...named('us', 'them') }),
      dialog({ id: 'b', ...named('them', 'us') }),
    );
    expect(elsewhere(info, own({ callId: 'shared' }))).toEqual([]);
  });

  it('not ours, while our tag is not known yet', () => {
    expect(elsewhere(told(dialog(named('us'))), own({ callId: 'shared', localTag: '' }))).toEqual([]);
  });

  it('not one with the same person under another name, while we talk to them under none that is told', () => {
    const info = told(dialog({ callId: 'of the gateway' }), dialog({ id: 'x', callId: '' }));
    expect(elsewhere(info, own({ number: '208' }))).toEqual([]);
    expect(elsewhere(info, own({ number: '' }))).toEqual(['d', 'x']);
    const both = told(dialog({ callId: 'of the gateway' }), dialog({ id: 'o', callId: 'ours' }));
    expect(elsewhere(both, own({ number: '208' }))).toEqual(['d']);
  });
});

describe('a call that comes in while another device is busy', () => {
  const call: Arriving = { callId: 'new', party: { number: '207', name: '' } };
  const quiet = (elsewhere: WatchedDialog[], change: Partial<Arriving> = {}, others: LiveCall[] = []) =>
    staysQuiet({ ...call, ...change }, elsewhere, others, '201');

  it.each<[string, WatchedDialog, boolean]>([
    ['does not ring where somebody talks', dialog(), true],
    ['nor where somebody calls', dialog({ state: 'early', direction: 'initiator' }), true],
    ['rings where that only rings too', dialog({ state: 'early' }), false],
    ['rings when it is that call', dialog({ callId: 'new' }), false],
    [
      'rings when it comes from who is talked to there',
      dialog({ remote: { identity: 'sip:207@pbx.example.com', display: '', target: '' } }),
      false,
    ],
  ])('%s', (_what, elsewhere, expected) => {
    expect(quiet([elsewhere])).toBe(expected);
  });

  it('rings when the user has sent it here', () => {
    expect(quiet([dialog()], { transferredBy: { number: '201', name: '' } })).toBe(false);
    expect(quiet([dialog()], { transferredBy: { number: '202', name: '' } })).toBe(true);
  });

  it('rings, or beeps, where this phone is busy too', () => {
    expect(quiet([dialog()], {}, [talking(0, {})])).toBe(false);
    expect(quiet([])).toBe(false);
  });

  it('of a number that is withheld rings no more than others', () => {
    const withheld = { party: { number: '', name: '' } };
    expect(quiet([dialog({ remote: { identity: '', display: '', target: '' } })], withheld)).toBe(true);
  });
});

describe('a call that stopped ringing was answered elsewhere', () => {
  const call: Arriving = { callId: 'shared', party: { number: '208', name: '' } };
  const never = () => false;
  const always = () => true;

  it.each<[string, WatchedDialog, () => boolean, boolean]>([
    ['when a call of its name is', dialog({ callId: 'shared' }), never, true],
    ['not while that rings', dialog({ callId: 'shared', state: 'early' }), always, false],
    ['when a new one with that caller is', dialog(), always, true],
    ['not when that is from before', dialog(), never, false],
    ['not when the user has called them', dialog({ direction: 'initiator' }), always, false],
    [
      'not when somebody else is talked to',
      dialog({ remote: { identity: 'sip:209@h', display: '', target: '' } }),
      always,
      false,
    ],
  ])('%s', (_what, elsewhere, isNew, expected) => {
    expect(isAnsweredBy(call, [elsewhere], isNew)).toBe(expected);
  });

  it('not by who withholds their number as the caller does', () => {
    const nobody = { ...call, party: { number: '', name: '' } };
    const withheld = dialog({ remote: { identity: '', display: '', target: '' } });
    expect(isAnsweredBy(nobody, [withheld], always)).toBe(false);
  });

  it('may still be, while it is told of as ringing', () => {
    expect(mayRingOn(call, [dialog({ callId: 'shared', state: 'early' })])).toBe(true);
    expect(mayRingOn(call, [dialog({ callId: 'x', state: 'early' })])).toBe(true);
    expect(mayRingOn({ ...call, party: { number: '1', name: '' } }, [dialog()])).toBe(false);
  });
});

describe('a call of another device can be fetched', () => {
  const names = (localTag: string) => ({ callId: 'shared', localTag, remoteTag: 'far' });
  const early = (tag: string) => dialog({ state: 'early', ...named(tag) });
  const heard = (...docs: DialogInfo[]) => docs.reduce(withNamesTold, {});

  it('by the names that it is told with', () => {
    const known = heard(told(early('a')), told(early('b')), told(dialog(named('a'))));
    expect(fetchableAmong([dialog(named('a'))], known, new Set())?.names).toEqual([names('a')]);
  });

  it('by those that it had while it rang, the last first, without ours', () => {
    const bare = dialog({ callId: 'shared' });
    const known = heard(told(early('a')), told(early('us')), told(early('b')), told(early('a')), told(bare));
    expect(fetchableAmong([bare], known, new Set(['us']))?.names).toEqual([names('a'), names('b')]);
  });

  it('not one that was never named, nor one that rings, nor one that is forgotten', () => {
    const bare = dialog({ callId: 'shared' });
    expect(fetchableAmong([bare], {}, new Set())).toBeUndefined();
    const known = heard(told(early('a')));
    expect(fetchableAmong([early('a')], known, new Set())).toBeUndefined();
    expect(heard(told(early('a')), told())).toEqual({});
  });

  it('of several the last', () => {
    const two = [dialog({ id: '1', ...named('a') }), dialog({ id: '2', ...named('b') })];
    expect(fetchableAmong(two, heard(told(...two)), new Set())?.dialog.id).toBe('2');
  });
});

describe('a call that we send to our other devices comes here too', () => {
  const party = { number: '600', name: '' };
  const moving = (change: object = {}) =>
    talking(0, {
      party,
      transfer: { ...newTransfer({ number: '201', name: '' }, 0, { toOwn: true }), ...change },
    });
  const self = { number: '201', name: '' };
  const nobody = { number: '', name: '', withheld: true as const };

  it.each<[string, Parameters<typeof isOwnMove>[0], LiveCall, boolean]>([
    ['as it says itself', { party, transferredBy: self }, moving(), true],
    ['or as it comes from who was sent', { party }, moving(), true],
    ['and still when they talk there', { party }, moving({ state: 'done' }), true],
    [
      'and from who withholds their number, as it says itself',
      { party: nobody, transferredBy: self },
      moving(),
      true,
    ],
    ['not from whoever else withholds it', { party: nobody }, moving(), false],
    ['not from anybody, as we talk to who withholds it', { party }, { ...moving(), party: nobody }, false],
    ['nor from who withholds it too', { party: nobody }, { ...moving(), party: nobody }, false],
    ['not from others', { party: { number: '207', name: '' } }, moving(), false],
    [
      'not when somebody else has sent it',
      { party, transferredBy: { number: '202', name: '' } },
      moving(),
      false,
    ],
    ['not any more when it came to nothing', { party }, moving({ state: 'failed', failure: 'busy' }), false],
    [
      'not a call that is sent elsewhere',
      { party },
      talking(0, { party, transfer: newTransfer(self, 0) }),
      false,
    ],
  ])('%s', (_what, facts, call, expected) => {
    expect(isOwnMove(facts, [call], '201')).toBe(expected);
  });
});
