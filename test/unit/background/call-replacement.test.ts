import fc from 'fast-check';
import { mediaConnected } from '../../../src/background/call-entry';
import type { IncomingInvite } from '../../../src/sip/phone-calls';
import type { SavedDialog } from '../../../src/sip/saved-dialog';
import { CallDeskBench, type FakeSession } from '../../fakes/call-desk';

const dialog = { callId: 'd', localTag: 'l', remoteTag: 'r', remoteTarget: 'sip:600@gateway' } as SavedDialog;

let bench: CallDeskBench;

beforeEach(() => {
  jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
  bench = new CallDeskBench();
});
afterEach(() => jest.useRealTimers());

const settled = () => jest.advanceTimersByTimeAsync(0);
const last = (): FakeSession => {
  const session = bench.sessions.at(-1);
  if (!session) throw new Error('no session');
  return session;
};

/** Talking, with a dialog that can be saved; its id. */
async function talking(number = '600'): Promise<string> {
  const id = await bench.dial(number);
  last().saved = () => dialog;
  last().delegate?.onEstablished(undefined);
  return id;
}

/** The gateway is lost, and the phone is registered at another one. */
async function moved(id: string): Promise<void> {
  bench.book.apply(id, { type: 'interrupted', interrupted: true });
  bench.replacement.begin(bench.book.find(id), bench.signedIn, true);
  await settled();
}

function comesIn(replaces: FakeSession, party = { number: '600', name: '' }) {
  const rejected: number[] = [];
  const session = bench.session('takes the place') as unknown as FakeSession;
  const invite = {
    facts: { party, called: '201' },
    kept: 'INVITE',
    replaces,
    take: () => session,
    reject: (status: number) => rejected.push(status),
  } as unknown as IncomingInvite;
  bench.desk.incoming(invite);
  return { session, rejected };
}

describe('a call whose gateway was lost', () => {
  it('is asked for at the new one by its number, and goes on on its card with hold and mute', async () => {
    const id = await talking();
    const old = last();
    await bench.desk.setHold(id, true);
    await bench.desk.setMute(id, true);
    const before = bench.stateOf(id);
    await moved(id);
    expect(last().target).toBe('replaces: 600');
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', interrupted: true });
    expect(bench.book.saved).toMatchObject([{ dialog, elsewhere: true }]);
    const { media } = bench.book.find(id);
    const newer = { dialog: { ...dialog, callId: 'newer' } };
    last().saved = () => newer.dialog;
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(bench.calls).toEqual([before]);
    const entry = bench.book.find(id);
    expect(entry.session).toBe(last());
    expect(bench.book.saved).toEqual([{ call: before, mediaId: entry.media.id, ...newer }]);
    expect(bench.directions.get(entry.media.id)).toBe('sendonly');
    expect(bench.mutes.get(entry.media.id)).toBe(true);
    expect(old.asked.at(-1)).toBe('end: hung-up');
    expect(bench.closed).not.toContain(media.id);
    mediaConnected(entry);
    expect(bench.closed).toEqual([media.id]);
  });

  it('is asked for at its old address when the number does not lead to it', async () => {
    const id = await talking();
    await moved(id);
    last().delegate?.onEnded('other', 481);
    await settled();
    expect(last().target).toBe('replaces: sip:600@gateway');
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', interrupted: false });
  });

  it('has the INVITE that asks kept for the next worker, until it is answered', async () => {
    const id = await talking();
    await moved(id);
    last().delegate?.onInviteSent('the first');
    expect(bench.book.saved).toMatchObject([{ elsewhere: true, followInvite: 'the first' }]);
    last().delegate?.onEnded('other', 481);
    await settled();
    expect(bench.book.saved[0]).not.toHaveProperty('followInvite');
    last().delegate?.onInviteSent('the second');
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(bench.book.saved[0]).not.toHaveProperty('followInvite');
  });

  it('is over when it is refused, and says so', async () => {
    const id = await talking();
    await moved(id);
    for (const status of [420, 481]) {
      last().delegate?.onEnded('other', status);
      await settled();
    }
    expect(bench.ended).toMatchObject([{ id, reason: 'not-taken-up', called: '600' }]);
    expect(bench.calls).toEqual([]);
  });

  it('is asked for again while its far end may still be on its way, and given up after ten seconds', async () => {
    const id = await talking();
    await moved(id);
    for (let time = 0; bench.calls.length > 0; time++) {
      if (time > 60) throw new Error('never given up');
      last().delegate?.onEnded('unavailable', 480);
      await jest.advanceTimersByTimeAsync(250);
    }
    const asked = bench.sessions.filter(({ target }) => target === 'replaces: 600').length;
    expect(asked).toBeGreaterThan(3);
    expect(bench.ended).toMatchObject([{ id, reason: 'not-taken-up' }]);
  });

  it('is over after ten seconds of silence, and what was asked is cancelled', async () => {
    const id = await talking();
    await moved(id);
    await jest.advanceTimersByTimeAsync(12_000);
    expect(bench.ended).toMatchObject([{ id, reason: 'not-taken-up' }]);
    const asked = bench.sessions.filter(({ target }) => target.startsWith('replaces'));
    expect(asked.map((session) => session.asked.at(-1))).toEqual(asked.map(() => 'end: not-taken-up'));
  });

  it('can be hung up meanwhile', async () => {
    const id = await talking();
    const old = bench.sessions[0];
    await moved(id);
    bench.desk.hangUp(id);
    await settled();
    expect(last().asked).toContain('end: hung-up');
    last().delegate?.onEnded('cancelled', 487);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(old?.asked).toContain('end: hung-up');
    expect(bench.ended.map(({ reason }) => reason)).toEqual(['hung-up']);
    expect(bench.sessions).toHaveLength(2);
  });

  it('can be held meanwhile: the new dialog is told', async () => {
    const id = await talking();
    await moved(id);
    const holding = bench.desk.setHold(id, true);
    last().delegate?.onEstablished(undefined);
    await holding;
    expect(last().asked).toContain('hold');
    expect(bench.stateOf(id)).toMatchObject({ held: true });
  });

  it('goes on, and the end of its old dialog is owed beside its own, which may come soon', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    last().saved = () => ({ ...dialog, callId: 'newer' });
    last().delegate?.onEstablished(undefined);
    await settled();
    bench.desk.hangUp(id);
    expect(bench.owed).toMatchObject([
      { dialog, session: old },
      { id, dialog: { callId: 'newer' }, session: last() },
    ]);
    expect(bench.owed[0]?.id).not.toBe(id);
  });

  it('goes on, and nothing is owed of an old dialog that has ended before', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    old.delegate?.onEnded('other-hung-up', undefined);
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(bench.owed).toEqual([]);
  });

  it('tells its far end of media that had to be opened anew meanwhile', async () => {
    const id = await talking();
    await moved(id);
    const { successor } = bench.book.find(id);
    if (successor) successor.mediaRenewed = true;
    const reinvites = jest.fn(async () => true);
    last().reinvite = reinvites;
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(reinvites).toHaveBeenCalledWith({ iceRestart: true });
  });

  it('does not end with its old dialog that the far end does not know, which is hung up', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    old.delegate?.onDialogGone('call-gone');
    expect(bench.owed).toMatchObject([{ dialog, session: old, reason: 'call-gone' }]);
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', interrupted: true });
  });

  it('does not end with its old dialog, whose end comes first', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    old.delegate?.onEnded('other-hung-up', undefined);
    expect(bench.stateOf(id)).toBeDefined();
    last().delegate?.onEstablished(undefined);
    await settled();
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', interrupted: false });
  });

  it('ends with its old dialog when nothing comes of the new one', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    old.delegate?.onEnded('other-hung-up', undefined);
    last().delegate?.onEnded('other', 481);
    await settled();
    expect(bench.ended).toMatchObject([{ id, reason: 'other-hung-up' }]);
  });

  it('goes on where the far end was quicker', async () => {
    const id = bench.newIncoming();
    await bench.desk.answer(id);
    const old = last();
    old.saved = () => dialog;
    old.delegate?.onEstablished(undefined);
    await moved(id);
    const ours = last();
    const { session, rejected } = comesIn(old);
    await settled();
    expect(rejected).toEqual([]);
    expect(ours.asked).toContain('end: hung-up');
    session.delegate?.onEstablished(undefined);
    ours.delegate?.onEnded('cancelled', 487);
    await jest.advanceTimersByTimeAsync(15_000);
    expect(bench.calls).toMatchObject([{ id, state: 'talking', interrupted: false }]);
    expect(bench.book.find(id).session).toBe(session);
  });

  it('of which both ends ask at once goes on as its caller asks', async () => {
    const id = await talking();
    const old = last();
    await moved(id);
    expect(comesIn(old).rejected).toEqual([491]);
  });
});

it('a call that its far end does not know any more is over, and its end is owed', async () => {
  const id = await talking();
  last().delegate?.onDialogGone('call-gone');
  expect(bench.ended).toMatchObject([{ id, reason: 'call-gone' }]);
  expect(bench.owed).toMatchObject([{ id, dialog, session: last() }]);
});

describe('a call that the far end goes on with in another dialog', () => {
  it('does not ring: it is answered on its card, with hold and mute as they are', async () => {
    const id = await talking();
    const old = last();
    await bench.desk.setHold(id, true);
    await bench.desk.setMute(id, true);
    const before = bench.stateOf(id);
    const { session } = comesIn(old);
    await settled();
    expect(session.asked).toEqual(['answer']);
    expect(bench.calls).toEqual([before]);
    session.delegate?.onEstablished(undefined);
    await settled();
    expect(bench.calls).toEqual([before]);
    expect(bench.directions.get(bench.book.find(id).media.id)).toBe('sendonly');
    expect(bench.mutes.get(bench.book.find(id).media.id)).toBe(true);
    expect(old.asked.at(-1)).toBe('end: hung-up');
    expect(bench.ended).toEqual([]);
  });

  it('has whoever goes on with it on its card (an attended transfer)', async () => {
    const id = await talking();
    comesIn(last(), { number: '205', name: 'Elena' }).session.delegate?.onEstablished(undefined);
    await settled();
    expect(bench.stateOf(id)).toMatchObject({ party: { number: '205', name: 'Elena' } });
  });

  it('stands when it still rang over there', async () => {
    const id = await bench.dial('600');
    const old = last();
    old.delegate?.onRinging(false);
    comesIn(old).session.delegate?.onEstablished(undefined);
    await settled();
    expect(bench.stateOf(id)).toMatchObject({ state: 'talking', answeredAt: 7 });
    expect(old.asked.at(-1)).toBe('end: hung-up');
  });

  it('goes on as it was when the new dialog fails', async () => {
    const id = await talking();
    const old = last();
    const { session } = comesIn(old);
    session.delegate?.onEnded('media-not-agreed', 488);
    await settled();
    expect(bench.calls).toMatchObject([{ id, state: 'talking', interrupted: false }]);
    expect(bench.book.find(id).session).toBe(old);
    old.delegate?.onEnded('other-hung-up', undefined);
    expect(bench.ended.map(({ reason }) => reason)).toEqual(['other-hung-up']);
  });

  it.each([true, false])('is held as the user wanted it in that moment: %s', async (held) => {
    const id = await talking();
    const old = last();
    if (!held) await bench.desk.setHold(id, true);
    let refused = (_accepted: false) => {};
    old.setHold = () =>
      new Promise<boolean>((resolve) => {
        refused = resolve;
      });
    const asked = bench.desk.setHold(id, held);
    await settled();
    comesIn(old).session.delegate?.onEstablished(undefined);
    await settled();
    // Nobody answers in a dialog that is over.
    refused(false);
    await expect(asked).resolves.toBeUndefined();
    expect(bench.stateOf(id)).toMatchObject({ held, holdPending: false });
    expect(bench.directions.get(bench.book.find(id).media.id)).toBe(held ? 'sendonly' : 'sendrecv');
  });

  it('is repaired in the dialog it has where the new one fails', async () => {
    const id = await talking();
    const old = last();
    bench.book.apply(id, { type: 'interrupted', interrupted: true });
    comesIn(old).session.delegate?.onEnded('caller-gave-up', 487);
    await settled();
    expect(bench.calls).toMatchObject([{ id, state: 'talking', interrupted: true }]);
    expect(bench.book.find(id).session).toBe(old);
  });

  it('refuses a second dialog while the first is not settled', async () => {
    await talking();
    const old = last();
    comesIn(old);
    expect(comesIn(old).rejected).toEqual([491]);
  });
});

it('no call is ever there twice, or in the log twice, whatever comes in whatever order', async () => {
  const steps = fc.array(
    fc.constantFrom('dial', 'move', 'in', 'stands', 'fails', 'bye', 'hang up', 'hold', 'wait'),
    { maxLength: 25 },
  );
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(), async (order, seed) => {
      bench = new CallDeskBench();
      const pick = <T>(from: readonly T[], step: number): T | undefined => from[(seed + step) % from.length];
      for (const [step, what] of order.entries()) {
        const id = pick(bench.calls, step)?.id;
        const session = pick(bench.sessions, step);
        if (what === 'dial') void talking(`6${step}`).catch(() => undefined);
        if (what === 'move' && id) await moved(id);
        const replaced = id ? (bench.book.find(id).session as unknown as FakeSession) : undefined;
        if (what === 'in' && replaced) comesIn(replaced);
        if (what === 'stands') session?.delegate?.onEstablished(undefined);
        if (what === 'fails') session?.delegate?.onEnded('other', 481);
        if (what === 'bye') session?.delegate?.onEnded('other-hung-up', undefined);
        if (what === 'hang up' && id) bench.desk.hangUp(id);
        if (what === 'hold' && id) bench.desk.setHold(id, true).catch(() => undefined);
        await jest.advanceTimersByTimeAsync(what === 'wait' ? 3_000 : 0);
        const ids = [...bench.calls, ...bench.ended].map((call) => call.id);
        expect(new Set(ids).size).toBe(ids.length);
      }
      // Whatever was under way comes to an end: one dialog for each call, none for those that are over.
      await jest.advanceTimersByTimeAsync(30_000);
      const sessions = bench.book.all.map(({ session }) => session);
      expect(new Set(sessions).size).toBe(sessions.length);
      expect(bench.book.all.filter(({ successor }) => successor?.ours)).toEqual([]);
      const heard = new Set(bench.book.all.map(({ media }) => media.id));
      for (const media of bench.closed) expect(heard).not.toContain(media);
    }),
    { numRuns: 50 },
  );
}, 30_000);
