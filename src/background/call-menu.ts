import { type DialRequest, requestedNumber, webOrigin } from '../domain/dial-request';
import { pastedNumbers } from '../domain/pasted-number';

const selection = 'call-selection';
const link = 'call-link';

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
