import { type Call, type CallEvent, type LiveCall, transition } from '../../../src/domain/call';

const facts = {
  id: 'a',
  party: { number: '600', name: '' },
  called: '600',
  profileId: 'p',
  startedAt: 1_000,
  userToUser: '5678;encoding=hex',
} as const;
const calling: LiveCall = { ...facts, direction: 'outgoing', state: 'calling' };
const incoming: LiveCall = { ...facts, direction: 'incoming', state: 'incoming' };

function callAfter(call: Call, ...events: CallEvent[]): Call | undefined {
  return events.reduce<Call | undefined>((now, event) => now && transition(now, event), call);
}

describe('a call', () => {
  it('goes from calling over ringing to talking, and keeps its facts', () => {
    const talking = callAfter(
      calling,
      { type: 'ringing', earlyMedia: false },
      { type: 'answered', at: 2_000 },
    );
    expect(talking).toEqual({
      ...facts,
      direction: 'outgoing',
      state: 'talking',
      answeredAt: 2_000,
      muted: false,
      held: false,
      holdPending: false,
      heldByOther: false,
      interrupted: false,
    });
  });

  it('keeps early media once there has been some', () => {
    const call = callAfter(
      calling,
      { type: 'ringing', earlyMedia: true },
      { type: 'ringing', earlyMedia: false },
    );
    expect(call).toMatchObject({ state: 'ringing', earlyMedia: true });
  });

  it('can be answered once', () => {
    const answering = callAfter(incoming, { type: 'answer' });
    expect(answering?.state).toBe('answering');
    expect(answering && transition(answering, { type: 'answer' })).toBeUndefined();
  });

  it('is not answered by the far end while it only rings here', () => {
    expect(transition(incoming, { type: 'answered', at: 2 })).toBeUndefined();
  });

  it('keeps what is measured of its sound from the answer to its end', () => {
    const sample = { seconds: 5, receiving: { packets: 250, lost: 5 } };
    expect(transition(incoming, { type: 'quality', sample })).toBeUndefined();
    const ended = callAfter(
      calling,
      { type: 'answered', at: 2_000 },
      { type: 'quality', sample },
      { type: 'hold', held: true },
      { type: 'quality', sample },
      { type: 'end', at: 12_000, reason: 'hung-up' },
    );
    expect(ended?.quality).toMatchObject({ samples: 2, seconds: 10, receiving: { packets: 500, lost: 10 } });
  });

  it('has mute and hold as fields of a talk only', () => {
    expect(transition(calling, { type: 'mute', muted: true })).toBeUndefined();
    expect(transition(calling, { type: 'hold', held: true })).toBeUndefined();
    const call = callAfter(calling, { type: 'answered', at: 2 }, { type: 'hold', held: true });
    expect(call).toMatchObject({ held: true, holdPending: true });
    expect(callAfter(call as Call, { type: 'hold-done', held: false })).toMatchObject({
      held: false,
      holdPending: false,
    });
  });

  it('ends from every state, with when it was answered', () => {
    const end: CallEvent = { type: 'end', at: 9_000, reason: 'busy', status: 486 };
    expect(callAfter(calling, end)).toMatchObject({
      state: 'ended',
      answeredAt: undefined,
      reason: 'busy',
      status: 486,
    });
    expect(callAfter(calling, { type: 'answered', at: 2_000 }, end)).toMatchObject({
      answeredAt: 2_000,
      endedAt: 9_000,
    });
    expect(callAfter(incoming, end)).toMatchObject({ userToUser: '5678;encoding=hex' });
  });

  it('stays ended', () => {
    const ended = callAfter(calling, { type: 'end', at: 1, reason: 'cancelled' }) as Call;
    expect(transition(ended, { type: 'ringing', earlyMedia: false })).toBeUndefined();
    expect(transition(ended, { type: 'end', at: 2, reason: 'busy' })).toBeUndefined();
  });
});
