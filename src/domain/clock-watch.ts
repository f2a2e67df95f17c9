/** Both clocks of a browser, read together; milliseconds. */
export interface ClockReading {
  /** Since the epoch: whoever sets the clock moves it. */
  wall: number;
  /** Since some moment that does not matter: nobody sets it. On some systems it stands still in a sleep. */
  steady: number;
}

export type ClockVerdict =
  | { type: 'fine' }
  /** The computer has slept, or stood still; or somebody has set the clock forward, which looks the same. */
  | { type: 'slept'; for: number }
  /** Every time noted before lies ahead by so much. */
  | { type: 'set-back'; by: number };

/** Milliseconds. Below it is what time servers correct, and sleeps that no gateway notices. */
const drift = 5_000;
const late = 15_000;

/**
 * What has become of time between two looks at the clocks.
 *
 * A sleep shows in one of two ways, by system: the steady clock stood still while the other went on, or both went on
 * and the look comes late. Setting the clock forward cannot be told from the first one, and asks for the same: what
 * was agreed on for a time may be over.
 *
 * @param every milliseconds after which the second look was due
 */
export function judgeClocks(before: ClockReading, now: ClockReading, every: number): ClockVerdict {
  const wall = now.wall - before.wall;
  const steady = now.steady - before.steady;
  if (wall < steady - drift) return { type: 'set-back', by: Math.round(steady - wall) };
  if (wall > steady + drift || steady > every + late) return { type: 'slept', for: Math.round(wall) };
  return { type: 'fine' };
}
