// What a row of measurements says about growth.

export interface Sample {
  calls: number;
  bytes: number;
}

/** The slope of the line nearest to the samples (least squares), in bytes a call. */
export function bytesPerCall(samples: readonly Sample[]): number {
  const mean = (of: (sample: Sample) => number) =>
    samples.reduce((sum, sample) => sum + of(sample), 0) / samples.length;
  const calls = mean((sample) => sample.calls);
  const bytes = mean((sample) => sample.bytes);
  const shared = mean((sample) => (sample.calls - calls) * (sample.bytes - bytes));
  const spread = mean((sample) => (sample.calls - calls) ** 2);
  return spread === 0 ? 0 : shared / spread;
}
