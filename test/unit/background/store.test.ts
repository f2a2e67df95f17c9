import { badgeFor } from '../../../src/background/badge';
import { soundsFor, toneOfEnd } from '../../../src/background/sounds';
import { Store } from '../../../src/background/store';
import { ended, inCall, snapshotOf, talking } from '../../fakes/snapshots';

describe('the store', () => {
  it('starts signed out, and tells listeners what is and what was', () => {
    const store = new Store();
    const told: [number, number][] = [];
    const stop = store.subscribe((now, before) => told.push([before.missedCalls, now.missedCalls]));
    expect(store.snapshot).toMatchObject({ registration: { state: 'signed-out' }, calls: [], profiles: [] });
    store.update({ missedCalls: 1 });
    store.update({ missedCalls: 2 });
    stop();
    store.update({ missedCalls: 3 });
    expect(told).toEqual([
      [0, 1],
      [1, 2],
    ]);
    expect(store.snapshot.missedCalls).toBe(3);
  });

  it('never changes a snapshot that it has given out', () => {
    const store = new Store();
    const given = store.snapshot;
    store.update({ missedCalls: 1 });
    expect(given.missedCalls).toBe(0);
  });
});

describe('the badge', () => {
  const incoming = inCall(0, 'incoming', {});
  const reconnecting = snapshotOf({
    registration: { state: 'reconnecting', reason: 'gateway-closed', since: 0, attempts: 0, retryAt: 1 },
  });

  it('shows ringing before trouble, that before a call to be taken up, and that before missed calls', () => {
    const resumable = [{ id: 'one', party: incoming.party, answeredAt: 0 }];
    expect(badgeFor({ ...reconnecting, calls: [incoming], resumable, missedCalls: 2 }).text).toBe('☎');
    expect(badgeFor({ ...reconnecting, resumable, missedCalls: 2 }).text).toBe('!');
    expect(badgeFor(snapshotOf({ resumable, missedCalls: 2 })).text).toBe('↻');
    expect(
      badgeFor(snapshotOf({ registration: { state: 'refused', reason: 'forbidden', status: 403 } })).text,
    ).toBe('!');
    expect(badgeFor(snapshotOf({ missedCalls: 2 })).text).toBe('2');
    expect(badgeFor(snapshotOf({ missedCalls: 120 })).text).toBe('99+');
  });

  it('is empty when all is well, when signed out and in a call', () => {
    expect(badgeFor(snapshotOf()).text).toBe('');
    expect(badgeFor(snapshotOf({ registration: { state: 'signed-out' } })).text).toBe('');
    expect(badgeFor(snapshotOf({ calls: [talking(0, {})] })).text).toBe('');
  });
});

describe('the sounds', () => {
  const incoming = inCall(0, 'incoming', {});
  const ringing = inCall(0, 'ringing', {});

  it('ring for a call that comes in, and knock gently while another is there', () => {
    expect(soundsFor([incoming])).toEqual({ ring: true, tone: undefined });
    expect(soundsFor([talking(0, {}), incoming])).toEqual({ ring: false, tone: 'call-waiting' });
  });

  it('play ringback until the far side itself is heard', () => {
    expect(soundsFor([ringing])).toEqual({ ring: false, tone: 'ringback' });
    expect(soundsFor([{ ...ringing, state: 'ringing', earlyMedia: true }])).toEqual({
      ring: false,
      tone: undefined,
    });
    expect(soundsFor([talking(0, {})])).toEqual({ ring: false, tone: undefined });
  });

  it('tell how a call ended where that is news', () => {
    expect(toneOfEnd(ended(0, { reason: 'busy' }))).toBe('busy');
    expect(toneOfEnd(ended(0, { reason: 'other-hung-up' }))).toBe('ended');
    expect(toneOfEnd(ended(0, { reason: 'hung-up' }))).toBeUndefined();
  });
});
