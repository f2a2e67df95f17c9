/** Calls that begin, requests of calls that stand, and all others: each has a measure of its own. */
export type RequestKind = 'call' | 'in-call' | 'other';

/** At once, and then so many a second: more than any person or gateway needs, few enough to live with. */
const measures: Record<RequestKind, { burst: number; perSecond: number }> = {
  call: { burst: 20, perSecond: 4 },
  'in-call': { burst: 200, perSecond: 100 },
  other: { burst: 100, perSecond: 50 },
};

/** Decides which requests of a flood are still looked at. */
export class FloodGuard {
  private readonly left = new Map<RequestKind, { tokens: number; at: number }>();

  /** @param now milliseconds; it may jump */
  constructor(private readonly now: () => number) {}

  /** Whether one more of this kind is within measure. */
  admits(kind: RequestKind): boolean {
    const { burst, perSecond } = measures[kind];
    const at = this.now();
    const before = this.left.get(kind) ?? { tokens: burst, at };
    const gained = (Math.max(0, at - before.at) / 1000) * perSecond;
    const tokens = Math.min(burst, before.tokens + gained);
    this.left.set(kind, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
    return tokens >= 1;
  }
}
