/** Milliseconds of work, not of waiting for a processor that others have. */
async function onceTimed(work: () => unknown): Promise<number> {
  const worked = process.cpuUsage();
  const start = performance.now();
  await work();
  const { user, system } = process.cpuUsage(worked);
  return Math.min(performance.now() - start, (user + system) / 1000);
}

/** Of the quickest of four tries where it took longer than `enough` ms: the machine may pause, a hang comes again. */
export async function timeOf(work: () => unknown, enough: number): Promise<number> {
  const start = performance.now();
  await work();
  let quickest = performance.now() - start;
  for (let tries = 1; tries < 4 && quickest > enough; tries++)
    quickest = Math.min(quickest, await onceTimed(work));
  return quickest;
}

/** What is done within this many milliseconds is quick, however it grows. */
const quick = 300;
/** How many times as long four times as much may take: where the time is linear it is 4, where quadratic 16. */
const linear = 9;

/**
 * Says how many times as long four times as much takes where that is more than linear; undefined where it is not.
 * Both are measured here and now, as one machine is slower than another; the least of three tries counts.
 *
 * @param work something of the length that it is given
 */
export async function worseThanLinear(work: (length: number) => unknown, length: number) {
  let least = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 3; tries++) {
    const long = await onceTimed(() => work(length));
    if (long < quick) return undefined;
    least = Math.min(least, long / (await onceTimed(() => work(length / 4))));
    if (least < linear) return undefined;
  }
  return least;
}
