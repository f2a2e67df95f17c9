import type { InSteps } from '../../src/domain/in-steps';

export function atOnce<Result>(steps: InSteps<Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
  }
}
