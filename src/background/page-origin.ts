import { unknownSite, webOrigin } from '../domain/dial-request';

/** The origin of a page of the web in which a script of ours runs, as Chrome says it; undefined for any other sender. */
export function pageOrigin(sender: chrome.runtime.MessageSender): string | undefined {
  const { id, tab, url, origin, documentLifecycle = 'active' } = sender;
  if (id !== chrome.runtime.id || !tab || documentLifecycle !== 'active') return undefined;
  // A frame in a sandbox has no origin of its own; its address is still where it comes from.
  return webOrigin(origin) ?? webOrigin(url);
}

/** Of the page around a frame, where it is another; Chrome tells it only of sites that Ringtab may see. */
export async function originAround(
  { tab, frameId, documentId }: chrome.runtime.MessageSender,
  origin: string,
): Promise<string | undefined> {
  if (frameId === 0) return undefined;
  const top = webOrigin(tab?.url) ?? (await topOf(tab?.id, documentId)) ?? unknownSite;
  return top === origin ? undefined : top;
}

async function topOf(tabId: number | undefined, documentId: string | undefined): Promise<string | undefined> {
  if (tabId === undefined || documentId === undefined) return undefined;
  try {
    const [frame] = await chrome.scripting.executeScript({
      target: { tabId, documentIds: [documentId] },
      // It runs in the frame, whose location knows more than a worker's.
      func: () =>
        Array.from((location as unknown as { ancestorOrigins: ArrayLike<string> }).ancestorOrigins).at(-1),
    });
    return webOrigin(String(frame?.result));
  } catch {
    return undefined;
  }
}
