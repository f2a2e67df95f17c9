/** Milliseconds since the epoch of the requests that were let through lately. */
export interface RequestPace {
  at: number[];
  bySite: Record<string, number[]>;
}

/** A double click is one request. */
const apart = 1_000;
const lately = 30_000;
const mostOfSite = 5;
const mostOfAll = 12;

export function noRequestsYet(): RequestPace {
  return { at: [], bySite: {} };
}

/**
 * Whether one more request may come to the screen now: no person clicks numbers faster than this, and whoever
 * reads a number must not have it exchanged before their eyes.
 *
 * @returns the pace with this request in it; undefined when it is one too many
 */
export function paced({ at, bySite }: RequestPace, site: string, now: number): RequestPace | undefined {
  const recent = (times: readonly number[]) => times.filter((time) => time <= now && now - time < lately);
  const all = recent(at);
  const ofSite = recent((Object.hasOwn(bySite, site) && bySite[site]) || []);
  const last = all.at(-1);
  if (last !== undefined && now - last < apart) return undefined;
  if (ofSite.length >= mostOfSite || all.length >= mostOfAll) return undefined;
  const others = Object.entries(bySite)
    .map(([name, times]) => [name, recent(times)] as const)
    .filter(([name, times]) => name !== site && times.length > 0);
  return { at: [...all, now], bySite: Object.fromEntries([...others, [site, [...ofSite, now]]]) };
}
