import { drawerPlaces, placeOf, sourceOf } from './contact-id';
import { type DirectoryQuery, searchTerms } from './directory-query';
import { type DrawerIndex, flagOf } from './drawer-index';
import { searchDrawer, tiers } from './drawer-search';
import { MergedNames, type Run } from './merged-names';

/** What a query finds: how many, and their ids in the order in which they are shown. */
export interface DirectoryMatches {
  total: number;
  /** From the first to before the second; the deeper, the longer it takes, and only once. */
  ids(from: number, to: number): string[];
}

/** Where there is no text, everyone fits. */
const everyone = new Uint8Array(drawerPlaces);

/** Favourites before others, each by how well they fit and then by name. */
const buckets = 2 * tiers;

/**
 * Finds contacts in all drawers. The order: favourites of the latest calls, favourites, others of the latest
 * calls, all others; of the latest calls the best fitting and then the latest first. Without a text all by name.
 */
export function searchDirectory(drawers: readonly DrawerIndex[], query: DirectoryQuery): DirectoryMatches {
  const terms = searchTerms(query);
  const recent = new RecentPlaces(drawers, terms ? (query.recent ?? []) : []);
  const runs: Run[][] = Array.from({ length: buckets }, () => []);
  let total = 0;
  drawers.forEach((drawer, at) => {
    const fits = terms ? terms.length > 0 && searchDrawer(drawer, terms) : everyone;
    if (!fits) return;
    const found = sortIntoBuckets(drawer, fits, query, recent.inDrawer(at));
    total += found.total;
    found.owners.forEach((owners, bucket) => {
      if (owners.length > 0) runs[bucket]?.push({ drawer: at, owners });
    });
  });
  const order = inOrder(drawers, runs, recent);
  const ids: string[] = [];
  return {
    total,
    ids(from, to) {
      while (ids.length < to) {
        const next = order.next();
        if (next.done) break;
        ids.push(next.value);
      }
      return ids.slice(from, to);
    },
  };
}

function* inOrder(drawers: readonly DrawerIndex[], runs: Run[][], recent: RecentPlaces): Generator<string> {
  for (const favourite of [true, false]) {
    yield* recent.found(favourite);
    for (const bucket of favourite ? runs.slice(0, tiers) : runs.slice(tiers)) {
      const merged = new MergedNames(drawers, bucket);
      for (let next = merged.next(); next !== undefined; next = merged.next()) yield next;
    }
  }
}

/** The contacts of one drawer that a query may show, by bucket; those of the latest calls are noted there. */
function sortIntoBuckets(
  { id, places, flags }: DrawerIndex,
  fits: Uint8Array,
  { favouritesOnly = false, identityRequired = false }: DirectoryQuery,
  recent: Map<number, RecentPlace> | undefined,
): { total: number; owners: number[][] } {
  const needed =
    (favouritesOnly ? flagOf.favourite : 0) |
    (identityRequired && sourceOf(id) === 'company' ? flagOf.identity : 0);
  const owners: number[][] = Array.from({ length: buckets }, () => []);
  let total = 0;
  for (let owner = 0; owner < places.length; owner++) {
    const how = fits[owner] ?? tiers;
    const flag = flags[owner] ?? 0;
    if (how >= tiers || (flag & needed) !== needed) continue;
    total++;
    // The whole directory is shown by name alone.
    const favourite = fits !== everyone && (flag & flagOf.favourite) !== 0;
    const latest = recent?.get(owner);
    if (latest) Object.assign(latest, { how, favourite });
    else owners[favourite ? how : how + tiers]?.push(owner);
  }
  return { total, owners };
}

interface RecentPlace {
  id: string;
  rank: number;
  how: number;
  favourite: boolean;
}

/** Where the contacts of the latest calls lie, and how they fit. */
class RecentPlaces {
  private readonly drawers = new Map<number, Map<number, RecentPlace>>();

  constructor(drawers: readonly DrawerIndex[], recent: readonly string[]) {
    const numbers = new Map(drawers.map(({ id }, at) => [id, at]));
    recent.forEach((id, rank) => {
      const { drawer, place } = placeOf(id);
      const at = numbers.get(drawer);
      const owner = at === undefined ? -1 : (drawers[at]?.places.indexOf(place) ?? -1);
      if (at === undefined || owner < 0) return;
      const there = this.drawers.get(at) ?? new Map<number, RecentPlace>();
      if (!there.has(owner)) there.set(owner, { id, rank, how: tiers, favourite: false });
      this.drawers.set(at, there);
    });
  }

  inDrawer(at: number): Map<number, RecentPlace> | undefined {
    return this.drawers.get(at);
  }

  found(favourite: boolean): string[] {
    return [...this.drawers.values()]
      .flatMap((places) => [...places.values()])
      .filter((place) => place.how < tiers && place.favourite === favourite)
      .sort((one, other) => one.how - other.how || one.rank - other.rank)
      .map(({ id }) => id);
  }
}
