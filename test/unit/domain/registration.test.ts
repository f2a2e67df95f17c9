import {
  nextRegistration,
  type Registration,
  type RegistrationEvent,
  signedOut,
} from '../../../src/domain/registration';

function registrationAfter(...events: RegistrationEvent[]): Registration {
  return events.reduce(nextRegistration, signedOut);
}

const signIn: RegistrationEvent = { type: 'sign-in', at: 1 };
const registered: RegistrationEvent = { type: 'registered', at: 2 };
const lost: RegistrationEvent = { type: 'lost', reason: 'gateway-silent', at: 3, retryAt: 10 };

describe('the registration', () => {
  it('becomes ready, and a renewal does not make it newer', () => {
    const ready = registrationAfter(signIn, registered);
    expect(ready).toEqual({ state: 'ready', since: 2 });
    expect(nextRegistration(ready, { type: 'registered', at: 99 })).toBe(ready);
  });

  it('says why it was refused', () => {
    expect(registrationAfter(signIn, { type: 'rejected', reason: 'wrong-password', status: 401 })).toEqual({
      state: 'refused',
      reason: 'wrong-password',
      status: 401,
    });
  });

  it('counts its tries from the first loss on', () => {
    const first = registrationAfter(signIn, registered, lost);
    expect(first).toMatchObject({ state: 'reconnecting', attempts: 0, since: 3, retryAt: 10 });
    const trying = nextRegistration(first, { type: 'retry', at: 10 });
    expect(trying).toMatchObject({ retryAt: undefined });
    expect(nextRegistration(trying, { ...lost, at: 12, retryAt: 20 })).toMatchObject({
      attempts: 1,
      since: 3,
      retryAt: 20,
    });
  });

  it('stays refused, or signed out, when the socket goes as well', () => {
    expect(registrationAfter(signIn, { type: 'rejected', reason: 'forbidden' }, lost).state).toBe('refused');
    expect(registrationAfter(lost)).toBe(signedOut);
    expect(registrationAfter(registered)).toBe(signedOut);
  });

  it('is as long ago, and tries again as soon, when the clock is set back', () => {
    const back: RegistrationEvent = { type: 'clock-set-back', by: 3 };
    expect(registrationAfter(signIn, registered, lost, back)).toMatchObject({ since: 0, retryAt: 7 });
    expect(registrationAfter(signIn, registered, lost, { type: 'retry', at: 4 }, back)).toMatchObject({
      since: 0,
      retryAt: undefined,
    });
    expect(registrationAfter(signIn, registered, back)).toEqual({ state: 'ready', since: -1 });
    expect(registrationAfter(back)).toBe(signedOut);
  });

  it('leads to signed out from everywhere', () => {
    for (const events of [[signIn], [signIn, registered], [signIn, registered, lost]]) {
      expect(registrationAfter(...events, { type: 'sign-out' })).toBe(signedOut);
    }
  });

  it('is refused from everywhere, and tries nothing, when the system is removed', () => {
    for (const events of [[], [signIn], [signIn, registered], [signIn, registered, lost]]) {
      const removed = registrationAfter(...events, { type: 'removed' });
      expect(removed).toEqual({ state: 'refused', reason: 'profile-removed', status: undefined });
      expect(nextRegistration(removed, lost)).toBe(removed);
    }
  });
});
