import { type KeptSettingsFile, type ProfileContent, settingsFilesOf } from '../domain/profile-content';
import { type FetchFailure, type FetchFailureCode, isFetchFailure } from '../domain/profile-source';
import { looksLikeSettingsFile } from '../domain/settings-46xx';
import { type FetchText, shownUrl, straying, type TextKind } from './profile-fetcher';
import { fetchSettingsFile, followSettingsFile } from './settings-file-reader';

/** Milliseconds for everything together: an idle worker ends after 30 s. */
const patience = 25_000;
const mostAtOnce = 6;

/** Where a text comes from: it is there already, or at an address. */
export type TextPlace = { text: string } | { url: string };

/** What a source gives; both when a part of it could not be had. */
export interface Gathered {
  content?: ProfileContent;
  /** The first one, when there are several. */
  failure?: FetchFailure;
}

/**
 * Brings together a text and the settings files that it leads to.
 *
 * @param before what the source gave last: a setting that is no longer in its file keeps its value, and a file
 *   that cannot be had is used as it was
 */
export async function gatherProfiles(
  place: TextPlace,
  before: ProfileContent | undefined,
  fetchText: FetchText,
): Promise<Gathered> {
  const signal = AbortSignal.timeout(patience);
  const { text, base, failure } = await textAt(place, fetchText, signal);
  if (failure) return { failure };
  const keptOf = (url: string) => before?.files.find((file) => file.url === url);
  if (looksLikeSettingsFile(text)) {
    const own = 'url' in place ? { url: place.url, base } : undefined;
    const kept = own && keptOf(own.url);
    return filed(text, [await followSettingsFile(text, own, kept, fetchText, signal)]);
  }
  if ('url' in place && !isPage(text)) {
    const code = strayingOf(place.url, base);
    if (code) return { failure: { code, url: shownUrl(place.url) } };
  }
  const reads = await inBatches([...new Set(settingsFilesOf(text))], (url) =>
    fetchSettingsFile(url, keptOf(url), fetchText, signal),
  );
  return filed(text, reads);
}

/** Whether the address names a settings file: that may come over http, and nothing else may. */
function kindAt(url: string): TextKind {
  return /\/46xx[^/]*\.txt$/i.test(shownUrl(url)) ? 'settings-file' : 'profile';
}

async function textAt(
  place: TextPlace,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<{ text: string; base: string; failure?: FetchFailure }> {
  if ('text' in place) return { text: place.text, base: '' };
  const fetched = await fetchText(place.url, kindAt(place.url), signal);
  if (isFetchFailure(fetched)) return { text: '', base: '', failure: fetched };
  return { text: fetched.text, base: fetched.url };
}

function filed(text: string, reads: { file?: KeptSettingsFile; failure?: FetchFailure }[]): Gathered {
  const files = reads.flatMap(({ file }) => file ?? []);
  const failure = reads.find((read) => read.failure)?.failure;
  return { content: { text, files }, ...(failure && { failure }) };
}

async function inBatches<Item, Result>(
  items: Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += mostAtOnce) {
    results.push(...(await Promise.all(items.slice(from, from + mostAtOnce).map(work))));
  }
  return results;
}

/** Whatever the address is called: a profile comes over https, and from the company's own servers. */
function strayingOf(url: string, base: string): FetchFailureCode | undefined {
  const asked = new URL(url);
  return asked.protocol === 'https:' ? straying(asked, new URL(base)) : 'not-https';
}

/** For people, in which nobody would look for a profile; or nothing at all. */
function isPage(text: string): boolean {
  return /^\s*(?:<|$)/.test(text);
}
