/** Opens Ringtab's own pages, each once: a page that is open is brought to the front. */
import { send } from './background-link';

export function openSettings(): void {
  void chrome.runtime.openOptionsPage();
}

export async function openWelcome(): Promise<void> {
  if (!(await focusExisting('welcome.html'))) await chrome.tabs.create({ url: 'welcome.html' });
}

/** The worker does it: two screens that ask at once get one window. */
export async function openPhoneWindow(): Promise<void> {
  await send('show-phone', {});
}

/** The browser window a side panel can be opened in; asked for beforehand, see `openSidePanel`. */
export async function browserWindowId(): Promise<number | undefined> {
  const window = await chrome.windows.getLastFocused({ windowTypes: ['normal'] });
  return window.id;
}

/** To be called first thing in a click handler: Chrome takes it from nowhere else. */
export function openSidePanel(windowId: number): Promise<void> {
  return chrome.sidePanel.open({ windowId });
}

async function focusExisting(page: string): Promise<boolean> {
  const [open] = await chrome.runtime.getContexts({
    contextTypes: ['TAB' as chrome.runtime.ContextType],
    documentUrls: [chrome.runtime.getURL(page)],
  });
  if (!open) return false;
  await chrome.tabs.update(open.tabId, { active: true });
  await chrome.windows.update(open.windowId, { focused: true });
  return true;
}
