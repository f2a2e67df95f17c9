/** Work in steps of a few milliseconds each: whoever does it lets others have their turn between them. */
export type InSteps<Result> = Generator<undefined, Result>;

/** @param pause called between two steps */
export async function withPauses<Result>(
  steps: InSteps<Result>,
  pause: () => Promise<void>,
): Promise<Result> {
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    await pause();
  }
}
