import { retryDelay } from '../../../src/domain/retry';

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

  it('grows from a second or two where the fault was ours', () => {
    const waits = [1, 2, 3, 4, 5].map((attempts) => retryDelay('own-network', attempts, 30_000, 0.5));
    expect(waits).toEqual([1_500, 3_000, 6_000, 7_500, 7_500]);
  });
});
