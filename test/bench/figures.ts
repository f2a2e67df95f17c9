/** The value that so many of 100 are not above; 0 of none. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

/** Three figures that matter, in milliseconds. */
export function spread(values: readonly number[]): string {
  const [p50, p95, max] = [50, 95, 100].map((percent) => percentile(values, percent).toFixed(2));
  return `p50 ${p50}  p95 ${p95}  max ${max} ms`;
}
