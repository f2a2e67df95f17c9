/** Milliseconds. */
const longestPause = 200;

export interface WaitOptions {
  readonly timeoutMs?: number;
  readonly everyMs?: number;
  /** Called before each try; throws when waiting has become pointless. */
  readonly giveUp?: () => void;
}

/** Polls `probe` until it answers something other than undefined or false; a probe that throws has not answered. */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  { timeoutMs = 30_000, everyMs = 15, giveUp }: WaitOptions = {},
): Promise<T> {
  const deadline = Date.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    giveUp?.();
    const begun = Date.now();
    try {
      const answer = await probe();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      lastError = error;
    }
    if (Date.now() > deadline) {
      const reason = lastError instanceof Error ? `: ${lastError.message}` : '';
      throw new Error(`${what}: not within ${timeoutMs} ms${reason}`);
    }
    // What takes long to look at, as a screen of a busy machine, is looked at less often: it has other things to do.
    const pause = Math.max(everyMs, Math.min(longestPause, 4 * (Date.now() - begun)));
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}
