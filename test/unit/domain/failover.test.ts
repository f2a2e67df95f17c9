import { followFailover, gatewayInUse, withClockSetBack } from '../../../src/domain/failover';
import {
  type Decision,
  type Failover,
  type FailoverEvent,
  initialFailover,
} from '../../../src/domain/failover-state';

const half = 0.5;
const minute = 60_000;

/** Follows one event after the other from one state. */
function course(state: Failover) {
  let current = state;
  let decision: Decision = { do: 'nothing' };
  const follow = (event: FailoverEvent, chance = half) => {
    ({ state: current, decision } = followFailover(current, event, chance));
    return decision;
  };
  return {
    follow,
    get state() {
      return current;
    },
    get decision() {
      return decision;
    },
    get inUse() {
      return gatewayInUse(current);
    },
  };
}

const failed = (gateway: 'primary' | 'secondary', at: number, more = {}) =>
  ({
    type: 'failed',
    gateway,
    reason: 'gateway-unreachable',
    at,
    retryAfter: 0,
    staysHere: false,
    ...more,
  }) as const;
const probed = (answered: boolean, at: number, idleSince: number | undefined = 0) =>
  ({ type: 'probed', answered, at, idleSince }) as const;
const registered = (gateway: 'primary' | 'secondary', at: number) =>
  ({ type: 'registered', gateway, at }) as const;
const closed = (at: number) => ({ type: 'lost', reason: 'gateway-closed', at }) as const;

/** Registered at the primary since 0, with a secondary. */
function atPrimary() {
  const phone = course(initialFailover(true, false));
  phone.follow({ type: 'begun', at: 0 });
  phone.follow(registered('primary', 0));
  return phone;
}

/** Registered at the secondary since `at`. */
function atSecondary(at = 10_000) {
  const phone = atPrimary();
  phone.follow(closed(at - 5_000));
  phone.follow(failed('primary', at - 600));
  phone.follow(probed(true, at - 600));
  phone.follow(failed('primary', at - 50));
  phone.follow(registered('secondary', at));
  return phone;
}

describe('without AutoFailover', () => {
  it('never leaves the primary, however long that is away', () => {
    const phone = course(initialFailover(false, true));
    let decision = phone.follow(closed(0));
    for (let tries = 0; tries < 100; tries++) {
      expect(decision).toMatchObject({ do: 'try', gateway: 'primary', patience: undefined });
      decision = phone.follow(failed('primary', decision.do === 'try' ? decision.at : Number.NaN));
    }
    expect(phone.inUse).toBe('primary');
  });

  it('gives a first sign-in up after one try', () => {
    const phone = course(initialFailover(false, false));
    phone.follow({ type: 'begun', at: 0 });
    expect(phone.follow(failed('primary', 100))).toEqual({ do: 'give-up' });
  });

  it('waits as long as the gateway asks', () => {
    const phone = course(initialFailover(false, true));
    const decision = phone.follow(failed('primary', 0, { reason: 'gateway-refused', retryAfter: 40_000 }));
    expect(decision).toMatchObject({ do: 'try', gateway: 'primary', at: 40_000 });
  });
});

describe('when the primary is lost', () => {
  it('two tries fail while the secondary answers: to the secondary', () => {
    const phone = atPrimary();
    expect(phone.follow(closed(1_000))).toMatchObject({ do: 'try', gateway: 'primary', at: 5_000 });
    expect(phone.follow(failed('primary', 5_000))).toEqual({ do: 'probe', gateway: 'secondary', at: 5_000 });
    expect(phone.inUse).toBe('primary');
    expect(phone.follow(probed(true, 5_020))).toMatchObject({ do: 'try', gateway: 'primary', at: 5_520 });
    expect(phone.inUse).toBe('failing-over');
    expect(phone.follow(failed('primary', 5_530))).toMatchObject({
      do: 'try',
      gateway: 'secondary',
      at: 5_530,
    });
    expect(phone.inUse).toBe('failing-over');
    expect(phone.follow(registered('secondary', 5_600))).toMatchObject({ do: 'probe', gateway: 'primary' });
    expect(phone.inUse).toBe('secondary');
  });

  it('a silent one is given less than 8 s for both tries', () => {
    const phone = atPrimary();
    const first = phone.follow(closed(0));
    if (first.do !== 'try' || first.patience === undefined) throw new Error('not bounded');
    const silentAt = first.at + first.patience;
    phone.follow(failed('primary', silentAt));
    const second = phone.follow(probed(true, silentAt + 100));
    if (second.do !== 'try' || second.patience === undefined) throw new Error('not bounded');
    expect(second.at + second.patience - first.at).toBeLessThanOrEqual(8_000);
  });

  it('the second try gets through: it stays', () => {
    const phone = atPrimary();
    phone.follow(closed(0));
    phone.follow(failed('primary', 4_000));
    phone.follow(probed(true, 4_020));
    expect(phone.follow(registered('primary', 4_600))).toEqual({ do: 'nothing' });
    expect(phone.inUse).toBe('primary');
  });

  it('a person who asks in between does not begin the round anew', () => {
    const phone = atPrimary();
    phone.follow(closed(0));
    phone.follow(failed('primary', 4_000));
    phone.follow(probed(true, 4_020));
    expect(phone.follow({ type: 'asked', at: 4_100 })).toMatchObject({
      do: 'try',
      gateway: 'primary',
      at: 4_100,
    });
    expect(phone.follow(failed('primary', 4_110))).toMatchObject({ do: 'try', gateway: 'secondary' });
  });

  it('the secondary does not answer either: it goes on trying, with time for a slow line', () => {
    const phone = atPrimary();
    phone.follow(closed(0));
    phone.follow(failed('primary', 4_000));
    expect(phone.follow(probed(false, 7_000))).toEqual({
      do: 'try',
      gateway: 'primary',
      at: 15_000,
      patience: undefined,
    });
    expect(phone.inUse).toBe('primary');
  });

  it('our own network comes back: the round begins anew, at the primary', () => {
    const phone = atPrimary();
    phone.follow({ type: 'lost', reason: 'own-network', at: 0 });
    phone.follow(failed('primary', 10, { reason: 'own-network' }));
    phone.follow(probed(false, 20));
    expect(phone.follow({ type: 'begun', at: 900 })).toMatchObject({
      do: 'try',
      gateway: 'primary',
      at: 900,
    });
  });

  it('calls stand over its socket: it is not left while it only refuses to register', () => {
    const phone = atPrimary();
    const decision = phone.follow(failed('primary', 0, { reason: 'gateway-refused', staysHere: true }));
    expect(decision).toMatchObject({ do: 'try', gateway: 'primary' });
  });

  it('calls stand over its socket: it is not left either when it wants to be left alone for long', () => {
    const phone = course({ ...atPrimary().state, inCall: true });
    const refusal = { reason: 'gateway-refused', retryAfter: 60_000, staysHere: true } as const;
    const later = { do: 'try', gateway: 'primary', at: 60_000 };
    expect(phone.follow(failed('primary', 0, refusal))).toMatchObject(later);
    expect(phone.follow({ type: 'begun', at: 30_000 })).toMatchObject(later);
    const afterCall = course({ ...phone.state, inCall: false });
    expect(afterCall.follow({ type: 'begun', at: 40_000 })).toMatchObject({
      do: 'probe',
      gateway: 'secondary',
      at: 40_000,
    });
  });

  it('a call comes between two refusals: it is not left', () => {
    const phone = atPrimary();
    phone.follow(failed('primary', 0, { reason: 'gateway-refused' }));
    phone.follow(probed(true, 20));
    const decision = phone.follow(failed('primary', 600, { reason: 'gateway-refused', staysHere: true }));
    expect(decision).toMatchObject({ do: 'try', gateway: 'primary' });
  });

  it('it wants to be left alone for long (Retry-After): one refusal is enough', () => {
    const phone = atPrimary();
    phone.follow(failed('primary', 0, { reason: 'gateway-refused', retryAfter: 40_000 }));
    expect(phone.follow(probed(true, 20))).toMatchObject({ do: 'try', gateway: 'secondary', at: 20 });
  });

  it('and the secondary is away: the secondary is asked meanwhile, the primary not before its time', () => {
    const phone = atPrimary();
    let decision = phone.follow(
      failed('primary', 0, { reason: 'gateway-refused', retryAfter: 40_000 }),
    ) as Decision;
    let probes = 0;
    for (; decision.do === 'probe'; probes++) {
      expect(decision.gateway).toBe('secondary');
      decision = phone.follow(probed(false, decision.at + 20));
    }
    expect(probes).toBeGreaterThanOrEqual(4);
    expect(decision).toMatchObject({ do: 'try', gateway: 'primary' });
    expect('at' in decision && decision.at).toBeGreaterThanOrEqual(40_000);
  });

  it('it wants to be left alone for a moment: it gets that, then its second try', () => {
    const phone = atPrimary();
    phone.follow(failed('primary', 0, { reason: 'gateway-refused', retryAfter: 3_000 }));
    expect(phone.follow(probed(true, 20))).toMatchObject({ do: 'try', gateway: 'primary', at: 3_000 });
  });

  it('the secondary fails to register: back to trying the primary first', () => {
    const phone = atPrimary();
    phone.follow(closed(0));
    phone.follow(failed('primary', 4_000));
    phone.follow(probed(true, 4_020));
    phone.follow(failed('primary', 4_530));
    expect(phone.follow(failed('secondary', 4_600))).toMatchObject({
      do: 'try',
      gateway: 'primary',
      at: 12_600,
    });
    expect(phone.inUse).toBe('primary');
  });
});

describe('who is refused', () => {
  it('at the primary, is not tried elsewhere', () => {
    const phone = atPrimary();
    expect(phone.follow({ type: 'refused', gateway: 'primary', at: 0 })).toEqual({ do: 'give-up' });
    expect(phone.inUse).toBe('primary');
  });

  it('at the secondary, is not tried there again until the primary has taken them, or a person asks', () => {
    const phone = atPrimary();
    phone.follow(closed(0));
    phone.follow(failed('primary', 4_000));
    phone.follow(probed(true, 4_020));
    phone.follow(failed('primary', 4_530));
    let decision = phone.follow({ type: 'refused', gateway: 'secondary', at: 4_600 });
    for (let tries = 0; tries < 20; tries++) {
      expect(decision).toMatchObject({ do: 'try', gateway: 'primary' });
      decision = phone.follow(failed('primary', 5_000 + tries * 8_000));
    }
    phone.follow({ type: 'asked', at: 200_000 });
    expect(phone.follow(failed('primary', 200_010))).toMatchObject({ do: 'probe', gateway: 'secondary' });
  });

  it('signing in for the first time at the secondary, is told so', () => {
    const phone = course(initialFailover(true, false));
    phone.follow({ type: 'begun', at: 0 });
    phone.follow(failed('primary', 10));
    phone.follow(probed(true, 20));
    phone.follow(failed('primary', 530));
    expect(phone.follow({ type: 'refused', gateway: 'secondary', at: 600 })).toEqual({ do: 'give-up' });
  });
});

describe('signing in for the first time', () => {
  it('goes to the secondary where the primary is away', () => {
    const phone = course(initialFailover(true, false));
    phone.follow({ type: 'begun', at: 0 });
    phone.follow(failed('primary', 10));
    phone.follow(probed(true, 20));
    phone.follow(failed('primary', 530));
    phone.follow(registered('secondary', 600));
    expect(phone.inUse).toBe('secondary');
  });

  it('is given up where neither answers', () => {
    const phone = course(initialFailover(true, false));
    phone.follow({ type: 'begun', at: 0 });
    phone.follow(failed('primary', 10));
    expect(phone.follow(probed(false, 20))).toEqual({ do: 'give-up' });
  });
});

describe('at the secondary', () => {
  it('the primary is asked within a minute, then every minute', () => {
    for (const chance of [0, 0.999]) {
      const phone = atPrimary();
      phone.follow(closed(0));
      phone.follow(failed('primary', 0));
      phone.follow(probed(true, 0));
      phone.follow(failed('primary', 500));
      const first = phone.follow(registered('secondary', 1_000), chance);
      if (first.do !== 'probe') throw new Error(`not asked but ${first.do}`);
      expect(first.at - 1_000).toBeGreaterThanOrEqual(minute / 2);
      expect(first.at - 1_000).toBeLessThanOrEqual(minute);
      expect(phone.follow(probed(false, first.at))).toEqual({
        do: 'probe',
        gateway: 'primary',
        at: first.at + minute,
      });
    }
  });

  it('goes back after two answers in a row, when nobody talks', () => {
    const phone = atSecondary();
    phone.follow(probed(true, 60_000));
    phone.follow(probed(false, 120_000));
    phone.follow(probed(true, 180_000));
    expect(phone.follow(probed(true, 240_000))).toMatchObject({ do: 'fail-back' });
    expect(phone.inUse).toBe('failing-back');
    phone.follow(registered('primary', 240_200));
    expect(phone.inUse).toBe('primary');
  });

  it('not in a call, nor in the ten seconds after it', () => {
    const phone = atSecondary();
    phone.follow(probed(true, 60_000, undefined));
    const inCall = { type: 'probed', answered: true, at: 120_000, idleSince: undefined } as const;
    expect(phone.follow(inCall)).toMatchObject({ do: 'probe', at: 180_000 });
    const ended = { type: 'looked', at: 130_000, idleSince: 130_000 } as const;
    expect(phone.follow(ended)).toEqual({ do: 'look', at: 140_000 });
    expect(phone.follow({ ...ended, at: 140_000 })).toMatchObject({ do: 'fail-back' });
  });

  it('a return that lasts less than ten minutes doubles what the next one takes, up to 32 answers', () => {
    const phone = atSecondary();
    let at = 60_000;
    for (const needed of [2, 4, 8, 16, 32, 32]) {
      expect(phone.state.needed).toBe(needed);
      let decision: Decision = { do: 'nothing' };
      for (let answers = 0; answers < needed; answers++) {
        expect(decision.do).not.toBe('fail-back');
        at += minute;
        decision = phone.follow(probed(true, at));
      }
      expect(decision.do).toBe('fail-back');
      phone.follow(registered('primary', at));
      at += minute;
      phone.follow(closed(at));
      phone.follow(failed('primary', at));
      phone.follow(probed(true, at));
      phone.follow(failed('primary', at));
      phone.follow(registered('secondary', at));
    }
  });

  it('a return that has lasted ten minutes is forgiven', () => {
    const phone = atSecondary();
    phone.follow(probed(true, 60_000));
    phone.follow(probed(true, 120_000));
    phone.follow(registered('primary', 120_100));
    const at = 120_100 + 10 * minute;
    phone.follow(closed(at));
    phone.follow(failed('primary', at));
    phone.follow(probed(true, at));
    phone.follow(failed('primary', at));
    phone.follow(registered('secondary', at));
    expect(phone.state.needed).toBe(2);
  });

  it.each(['failed', 'refused'] as const)(
    'the primary answers, but has %s to register: back to the secondary at once, and twice the answers',
    (how) => {
      const phone = atSecondary();
      phone.follow(probed(true, 60_000));
      phone.follow(probed(true, 120_000));
      const event: FailoverEvent =
        how === 'failed' ? failed('primary', 120_200) : { type: 'refused', gateway: 'primary', at: 120_200 };
      expect(phone.follow(event)).toMatchObject({ do: 'try', gateway: 'secondary', at: 120_200 });
      phone.follow(registered('secondary', 120_300));
      expect(phone.state).toMatchObject({ needed: 4, steady: 0 });
    },
  );

  it('a person asks: one answer is enough, in no call', () => {
    const phone = atSecondary();
    expect(phone.follow({ type: 'asked', at: 11_000 })).toEqual({
      do: 'probe',
      gateway: 'primary',
      at: 11_000,
    });
    expect(phone.follow(probed(true, 11_020))).toMatchObject({ do: 'fail-back' });
  });

  it('a person asks, and nobody answers: nothing happens', () => {
    const phone = atSecondary();
    phone.follow({ type: 'asked', at: 11_000 });
    expect(phone.follow(probed(false, 11_020))).toMatchObject({ do: 'probe', at: 11_020 + minute });
    expect(phone.follow(probed(true, 71_020))).toMatchObject({ do: 'probe' });
  });

  it('it dies too: whichever answers', () => {
    const phone = atSecondary();
    phone.follow(closed(20_000));
    expect(phone.inUse).toBe('secondary');
    phone.follow(failed('secondary', 24_000));
    expect(phone.follow(probed(true, 24_020))).toMatchObject({ do: 'try', gateway: 'secondary' });
    expect(phone.follow(failed('secondary', 24_600))).toMatchObject({ do: 'try', gateway: 'primary' });
    phone.follow(registered('primary', 24_700));
    expect(phone.inUse).toBe('primary');
  });

  it('it does not know this user any more: to the primary if that answers', () => {
    const phone = atSecondary();
    expect(phone.follow({ type: 'refused', gateway: 'secondary', at: 20_000 })).toMatchObject({
      do: 'probe',
      gateway: 'primary',
    });
    expect(phone.follow(probed(true, 20_020))).toMatchObject({ do: 'try', gateway: 'primary' });
  });

  it('a renewal puts no question off', () => {
    const phone = atSecondary();
    const { probeAt } = phone.state;
    phone.follow({ type: 'begun', at: 20_000 });
    expect(phone.follow(registered('secondary', 20_100))).toEqual({
      do: 'probe',
      gateway: 'primary',
      at: probeAt,
    });
  });

  it('the next worker goes on where this one was', () => {
    const before = atSecondary();
    before.follow(probed(true, 60_000));
    const next = course(JSON.parse(JSON.stringify(before.state)));
    expect(next.follow({ type: 'begun', at: 61_000 })).toMatchObject({ do: 'try', gateway: 'secondary' });
    expect(next.follow(registered('secondary', 61_100))).toEqual({
      do: 'probe',
      gateway: 'primary',
      at: 120_000,
    });
    expect(next.follow(probed(true, 120_000))).toMatchObject({ do: 'fail-back' });
  });

  it('a clock that is set back puts nothing off', () => {
    const phone = atSecondary(100_000_000);
    const hour = 60 * minute;
    const now = 100_001_000 - hour;
    const told = course(withClockSetBack(phone.state, hour));
    const untold = phone;
    for (const one of [told, untold]) {
      const decision = one.follow({ type: 'looked', at: now, idleSince: 0 });
      if (decision.do !== 'probe') throw new Error(`not asked but ${decision.do}`);
      expect(decision.at - now).toBeLessThanOrEqual(minute);
    }
  });
});
