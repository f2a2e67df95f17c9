import type { KeptSettingsFile } from '../domain/profile-content';
import { type FetchFailure, type FetchFailureCode, isFetchFailure } from '../domain/profile-source';
import { looksLikeSettingsFile, parseSettingsFile } from '../domain/settings-46xx';
import { emptyRecord, mergeSettings } from '../domain/settings-record';
import { type FetchText, shownUrl } from './profile-fetcher';

/** What came of reading a settings file; both when what was kept of it stays in use. */
export interface SettingsFileRead {
  file?: KeptSettingsFile;
  failure?: FetchFailure;
}

/** The file may well be there: other than "there is no such file", this says nothing of its settings. */
const passing: readonly FetchFailureCode[] = [
  'unreachable',
  'gateway-error',
  'permission-needed',
  'redirected',
];

/** Fetches a settings file and what it leads to; a failure leaves in use what was kept before. */
export async function fetchSettingsFile(
  url: string,
  kept: KeptSettingsFile | undefined,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<SettingsFileRead> {
  const fetched = await fetchText(url, 'settings-file', signal);
  if (isFetchFailure(fetched)) return { ...(kept && { file: kept }), failure: fetched };
  const place = { url, base: fetched.url };
  return followSettingsFile(fetched.text, place, kept, fetchText, signal);
}

/**
 * Reads a settings file whose text is there already.
 *
 * @param place the address that it is known by, and the one that GET is relative to; undefined when it was pasted
 */
export async function followSettingsFile(
  text: string,
  place: { url: string; base: string } | undefined,
  kept: KeptSettingsFile | undefined,
  fetchText: FetchText,
  signal: AbortSignal,
): Promise<SettingsFileRead> {
  const url = place?.url ?? '';
  if (!looksLikeSettingsFile(text)) {
    return { ...(kept && { file: kept }), failure: { code: 'no-profile', url: shownUrl(url) } };
  }
  let failure: FetchFailure | undefined;
  const fetchFile = async (name: string) => {
    const fetched = await fetchText(new URL(name, place?.base).href, 'settings-file', signal);
    if (!isFetchFailure(fetched)) return fetched.text;
    if (passing.includes(fetched.code)) failure ??= fetched;
    return undefined;
  };
  const fileName = fileNameOf(place?.base);
  const parsed = await parseSettingsFile(text, place ? { fileName, fetchFile } : {});
  // Without the file that it leads to, it would undo what that one had said.
  if (failure && kept) return { file: kept, failure };
  const settings = mergeSettings(kept?.settings ?? emptyRecord(), parsed);
  return { file: { url, settings, problems: parsed.problems }, ...(failure && { failure }) };
}

function fileNameOf(address: string | undefined): string | undefined {
  return (address && new URL(address).pathname.split('/').pop()) || undefined;
}
