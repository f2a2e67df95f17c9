import { placeOf, sourceOf } from './contact-id';
import { type DirectoryQuery, searchTerms } from './directory-query';
import { type DrawerIndex, flagOf } from './drawer-index';
import { type SearchableDrawer, searchDrawer, tiers, unfit } from './drawer-search';
import { MergedNames, type Run } from './merged-names';

/** What a query finds: how many, and their ids in the order in which they are shown. */
export interface DirectoryMatches {
  total: number;
  /** From the first to before the second; the deeper, the longer it takes, and only once. */
  ids(from: number, to: number): string[];
}

/** Favourites before others, each by how well they fit and then by name. */
const buckets = 2 * tiers;

/**
 * Finds contacts in all drawers. The order: favourites of the latest calls, favourites, others of the latest
 * calls, all others; of the latest calls the best fitting and then the latest first. Without a text all by name.
 */
export function searchDirectory(
  drawers: readonly SearchableDrawer[],
  query: DirectoryQuery,
): DirectoryMatches {
  const terms = searchTerms(query);
  const recent = new RecentPlaces(drawers, terms ? (query.recent ?? []) : []);
  const runs: Run[][] = Array.from({ length: buckets }, () => []);
  let total = 0;
  drawers.forEach((drawer, at) => {
    const fits = terms ? searchDrawer(drawer, terms) : new Uint8Array(drawer.places.length);
    if (!fits || terms?.length === 0) return;
    const found = sortIntoBuckets(drawer, fits, query, recent.inDrawer(at), terms !== undefined);
    total += found.total;
    found.sizes.forEach((size, bucket) => {
      if (size > 0) runs[bucket]?.push({ drawer: at, bucket, bucketOf: fits });
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

/**
 * Puts each contact's bucket in place of how it fits, and `unfit` where it is not to be shown. Those of the latest
 * calls are in no bucket: they are noted there.
 */
function sortIntoBuckets(
  { id, flags }: DrawerIndex,
  fits: Uint8Array,
  { favouritesOnly = false, identityRequired = false }: DirectoryQuery,
  recent: Map<number, RecentPlace> | undefined,
  // The whole directory is shown by name alone.
  favouritesFirst: boolean,
): { total: number; sizes: Uint32Array } {
  const needed =
    (favouritesOnly ? flagOf.favourite : 0) |
    (identityRequired && sourceOf(id) === 'company' ? flagOf.identity : 0);
  const before = favouritesFirst ? flagOf.favourite : 0;
  const sizes = new Uint32Array(buckets);
  let total = 0;
  for (let owner = 0; owner < fits.length; owner++) {
    const how = fits[owner] ?? unfit;
    if (how === unfit) continue;
    const flag = flags[owner] ?? 0;
    fits[owner] = unfit;
    if ((flag & needed) !== needed) continue;
    total++;
    const favourite = (flag & before) !== 0;
    const latest = recent?.get(owner);
    if (latest) Object.assign(latest, { how, favourite });
    else {
      const bucket = favourite ? how : how + tiers;
      fits[owner] = bucket;
      sizes[bucket] = (sizes[bucket] ?? 0) + 1;
    }
  }
  return { total, sizes };
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
