import type { LiveCall } from '../../../src/domain/call';
import { begunBy, begunEarlier } from '../../../src/domain/call-times';

const facts = {
  id: 'call',
  direction: 'outgoing',
  party: { number: '202', name: '' },
  called: '202',
  profileId: 'office',
  startedAt: 1_000,
} as const;
const ringing: LiveCall = { ...facts, state: 'ringing', earlyMedia: false };
const talking: LiveCall = {
  ...facts,
  state: 'talking',
  answeredAt: 4_000,
  muted: false,
  held: false,
  holdPending: false,
  heldByOther: false,
  interrupted: false,
};

describe('a call, when the clock is set back', () => {
  it('has begun as long ago as before', () => {
    expect(begunEarlier(talking, 500)).toEqual({ ...talking, startedAt: 500, answeredAt: 3_500 });
    expect(begunEarlier(ringing, 500)).toEqual({ ...ringing, startedAt: 500 });
  });

  it('and nobody has looked, has not begun in the future', () => {
    expect(begunBy(talking, 3_000)).toEqual({ ...talking, startedAt: 0, answeredAt: 3_000 });
    expect(begunBy(ringing, 400)).toEqual({ ...ringing, startedAt: 400 });
  });

  it('stays as it is otherwise', () => {
    expect(begunBy(talking, 4_000)).toBe(talking);
    expect(begunBy(ringing, 9_000)).toBe(ringing);
  });
});
