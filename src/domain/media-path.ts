/**
 * Whether the way between us and the far end still carries anything, told from what arrives on it.
 *
 * That nothing is heard proves nothing: a far end that is muted, or that sends nothing in silence (DTX, RFC 3389),
 * is well. But every far end must answer our connectivity checks (RFC 7675), which the browser sends every
 * 2.5 s. So the way is lost when nothing whatever has arrived for 2 s and a check of ours has waited in vain.
 */
export interface MediaPath {
  lost: boolean;
  /** Milliseconds since anything arrived. */
  silence: number;
  /** Milliseconds since the check that has no answer yet; undefined when all have theirs. */
  unanswered: number | undefined;
}

/** What a look at the connection has found since the last look. */
export interface PathReading {
  /** Milliseconds since then. */
  elapsed: number;
  /** Something has arrived: sound, a report about it, a check or an answer to one. */
  arrived: boolean;
  /** We have sent a check. */
  asked: boolean;
  /** A check of ours was answered. */
  answered: boolean;
  /** Milliseconds that an answer takes on this way, when it is known. */
  roundTrip: number | undefined;
}

const silenceLimit = 2_000;
/** A check that waits longer than this, or than three round trips, is not going to be answered. */
const shortestWait = 400;
const longestWait = 1_500;
/** A look that comes later than this was held up, with all that should have arrived: a sleep, a busy machine. */
const longestLook = 1_000;

export const freshPath: MediaPath = { lost: false, silence: 0, unanswered: undefined };

export function nextMediaPath(path: MediaPath, reading: PathReading): MediaPath {
  const { arrived, asked, answered, roundTrip = 0 } = reading;
  const elapsed = reading.elapsed > longestLook ? 0 : reading.elapsed;
  const waited = answered ? undefined : path.unanswered;
  const unanswered = waited === undefined ? (asked && !answered ? 0 : undefined) : waited + elapsed;
  if (arrived) return { lost: false, silence: 0, unanswered };
  const silence = path.silence + elapsed;
  const patience = Math.min(longestWait, Math.max(shortestWait, 3 * roundTrip));
  const inVain = unanswered !== undefined && unanswered >= patience;
  return { lost: path.lost || (silence >= silenceLimit && inVain), silence, unanswered };
}
