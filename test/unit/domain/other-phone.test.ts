import fc from 'fast-check';
import { endReasons } from '../../../src/domain/end-reason';
import {
  endOfOtherPhone,
  failureOfOtherPhone,
  otherPhoneAfter,
  otherPhoneStates,
} from '../../../src/domain/other-phone';

describe('the phone that a call is talked on', () => {
  it('never goes back, whatever comes in whatever order', () => {
    const states = fc.constantFrom(...otherPhoneStates);
    fc.assert(
      fc.property(fc.array(states), (events) => {
        let phone = { number: '209', state: otherPhoneStates[0] as (typeof otherPhoneStates)[number] };
        let highest = 0;
        for (const event of events) {
          const at = otherPhoneStates.indexOf(event);
          const next = otherPhoneAfter(phone, event);
          expect(next === undefined).toBe(at <= highest);
          if (!next) continue;
          phone = next;
          highest = at;
        }
        expect(phone).toEqual({ number: '209', state: otherPhoneStates[highest] });
      }),
    );
  });

  it('is nothing to a call that is talked here', () => {
    expect(otherPhoneAfter(undefined, 'ringing')).toBeUndefined();
  });

  it.each([
    ['busy', 'phone-busy'],
    ['declined-by-other', 'phone-busy'],
    ['no-answer', 'phone-no-answer'],
    ['unavailable', 'phone-no-answer'],
    ['no-such-number', 'phone-not-reached'],
    ['not-allowed', 'phone-not-reached'],
    ['gateway-silent', 'gateway-silent'],
    ['network-lost', 'network-lost'],
  ] as const)('that ends with %s ends its call with %s', (reason, end) => {
    expect(endOfOtherPhone(reason)).toBe(end);
  });

  it.each([
    ['busy', 'phone-busy'],
    ['unavailable', 'phone-no-answer'],
    ['gateway-silent', 'phone-not-reached'],
    ['gateway-unavailable', 'phone-not-reached'],
    ['other', 'phone-not-reached'],
  ] as const)('that ends with %s has failed a call that rings here instead by %s', (reason, failure) => {
    expect(failureOfOtherPhone(reason)).toBe(failure);
  });

  it('never lets a call end as if its other side had been reached', () => {
    for (const reason of endReasons)
      expect(['busy', 'no-answer', 'no-such-number', 'unavailable', 'declined-by-other']).not.toContain(
        endOfOtherPhone(reason),
      );
  });
});
