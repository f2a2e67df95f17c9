import { reasonAfterFailure, retryDelay } from '../../../src/domain/retry';

describe('the wait before the next try', () => {
  it('is none when the fault was ours', () => {
    expect(retryDelay('own-network', 0, 0, 0.9)).toBe(0);
    expect(retryDelay('phone-restarted', 0, 0, 0.9)).toBe(0);
  });

  it('is none when the gateway went silent, which each phone notices in a moment of its own', () => {
    expect(retryDelay('gateway-silent', 0, 0, 0.9)).toBe(0);
    expect(retryDelay('gateway-silent', 1, 6_000, 0.5)).toBe(8_000);
  });

  it('is spread over 8 s when the gateway closed on everybody', () => {
    expect(retryDelay('gateway-closed', 0, 0, 0)).toBe(0);
    expect(retryDelay('gateway-closed', 0, 0, 0.999)).toBeLessThanOrEqual(8_000);
    expect(retryDelay('gateway-closed', 0, 0, 0.5)).toBe(4_000);
  });

  it.each([1, 2, 3, 5, 20])('stays within 10 s in the first minute (try %i)', (attempts) => {
    const delay = retryDelay('gateway-unreachable', attempts, 30_000, 0.999);
    expect(delay).toBeGreaterThan(0);
    expect(delay).toBeLessThanOrEqual(10_000);
  });

  it('grows to 30 s later', () => {
    const delay = retryDelay('gateway-unreachable', 20, 61_000, 0.999);
    expect(delay).toBeGreaterThan(10_000);
    expect(delay).toBeLessThanOrEqual(30_000);
  });

  it('keeps the pace of the spread while the gateway is away, so that phones stay spread', () => {
    expect(retryDelay('gateway-unreachable', 1, 4_000, 0)).toBe(7_500);
    expect(retryDelay('gateway-refused', 5, 40_000, 0.5)).toBe(8_000);
    expect(retryDelay('gateway-closed', 1, 4_000, 0.999)).toBeLessThanOrEqual(8_500);
  });

  it('is hardly one in a call, after silence or where the fault was ours', () => {
    for (const reason of ['gateway-silent', 'own-network', 'network-changed', 'computer-slept'] as const) {
      expect(retryDelay(reason, 1, 3_000, 0, true)).toBe(250);
      expect(retryDelay(reason, 7, 25_000, 0.999, true)).toBeLessThanOrEqual(750);
    }
  });

  it.each(['gateway-closed', 'gateway-unreachable', 'gateway-refused'] as const)(
    'is no shorter in a call where the gateway turns everybody away (%s)',
    (reason) => {
      for (const attempts of [0, 1, 5]) {
        expect(retryDelay(reason, attempts, 20_000, 0.7, true)).toBe(
          retryDelay(reason, attempts, 20_000, 0.7),
        );
      }
    },
  );

  it('grows from a second or two where the fault was ours', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => retryDelay('own-network', attempts, 30_000, 0.5));
    expect(waits).toEqual([1_500, 3_000, 6_000, 7_500, 7_500]);
  });
});

describe('the reason after a try that reached nobody', () => {
  it('is what the try met', () => {
    expect(reasonAfterFailure('gateway-closed', 0, 'gateway-unreachable')).toBe('gateway-unreachable');
    expect(reasonAfterFailure('gateway-closed', 0, 'gateway-silent')).toBe('gateway-silent');
    expect(reasonAfterFailure(undefined, 0, 'gateway-silent')).toBe('gateway-silent');
  });

  it('is our own for as long as our network is gone, and for three tries after a sleep', () => {
    expect(reasonAfterFailure('own-network', 9, 'gateway-silent')).toBe('own-network');
    expect(reasonAfterFailure('computer-slept', 2, 'gateway-unreachable')).toBe('computer-slept');
    expect(reasonAfterFailure('computer-slept', 3, 'gateway-unreachable')).toBe('gateway-unreachable');
  });
});
