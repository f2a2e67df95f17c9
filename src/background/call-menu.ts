import { type DialRequest, requestedNumber, webOrigin } from '../domain/dial-request';
import { pastedNumbers } from '../domain/pasted-number';
import { sitePattern } from '../domain/site';

const selection = 'call-selection';
const link = 'call-link';
const findNumbers = 'find-numbers';

/** Chrome keeps the menu over the worker's death: made anew when Ringtab is installed or has another version. */
export async function makeCallMenu(): Promise<void> {
  await chrome.contextMenus.removeAll();
  chrome.contextMenus.create({
    id: selection,
    // Chrome puts what is selected in place of %s, and shortens it.
    title: chrome.i18n.getMessage('menu_call_selection', '%s'),
    contexts: ['selection'],
  });
  chrome.contextMenus.create({
    id: link,
    title: chrome.i18n.getMessage('menu_call_link'),
    contexts: ['link'],
    targetUrlPatterns: ['tel:*', 'sip:*', 'sips:*', 'callto:*'],
  });
  chrome.contextMenus.create({
    id: findNumbers,
    title: chrome.i18n.getMessage('menu_find_numbers'),
    contexts: ['action'],
  });
}

/**
 * "Find numbers on this site" was chosen on the toolbar icon. Chrome asks whether Ringtab may, and takes that only
 * from the very moment of the choice: so nothing is waited for before.
 *
 * @returns the site, once it is allowed; undefined where it is not, or the choice was another
 */
export async function siteToSearch(
  { menuItemId }: chrome.contextMenus.OnClickData,
  tab: chrome.tabs.Tab | undefined,
): Promise<string | undefined> {
  const site = menuItemId === findNumbers ? sitePattern(webOrigin(tab?.url) ?? '') : undefined;
  if (site === undefined) return undefined;
  const allowed = await chrome.permissions.request({ origins: [site] }).catch(() => false);
  return allowed ? site : undefined;
}

/** What to ask for after a choice in Chrome's menu; undefined where the choice was another. */
export function menuRequest(chosen: chrome.contextMenus.OnClickData): Omit<DialRequest, 'id'> | undefined {
  const { menuItemId, selectionText = '', linkUrl = '' } = chosen;
  const written = menuItemId === selection ? selectionText : menuItemId === link ? linkUrl : '';
  if (written.trim() === '') return undefined;
  const site = siteOf(chosen);
  // Selected text may have more in it than a number.
  const number = menuItemId === selection ? (pastedNumbers(written)[0] ?? '') : requestedNumber(written);
  return { source: 'menu', written, number, ...(site && { site }) };
}

function siteOf({ pageUrl, frameUrl }: chrome.contextMenus.OnClickData): DialRequest['site'] {
  const page = webOrigin(pageUrl);
  const origin = webOrigin(frameUrl) ?? page;
  if (origin === undefined) return undefined;
  return page !== undefined && page !== origin ? { origin, around: page } : { origin };
}
