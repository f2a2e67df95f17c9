/** Opens Ringtab's own pages, each once: a page that is open is brought to the front. */
import { send } from './background-link';

export function openSettings(): void {
  void chrome.runtime.openOptionsPage();
}

export async function openWelcome(): Promise<void> {
  await openOnce('welcome.html');
}

/** Where contacts are brought in and saved. */
export function openDirectorySettings(): void {
  void openOnce('settings.html', '#directory');
}

/** Where Chrome lets people choose the keys that work whatever is in front. */
export function openShortcuts(): void {
  void chrome.tabs.create({ url: 'chrome://extensions/shortcuts' });
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

/** @param place in the page, which an open one goes to without being loaded again */
async function openOnce(page: string, place = ''): Promise<void> {
  const address = chrome.runtime.getURL(page);
  const tabs = await chrome.runtime.getContexts({ contextTypes: ['TAB' as chrome.runtime.ContextType] });
  const open = tabs.find(({ documentUrl }) => documentUrl?.split('#')[0] === address);
  if (!open) return void (await chrome.tabs.create({ url: address + place }));
  await chrome.tabs.update(open.tabId, { active: true, ...(place !== '' && { url: address + place }) });
  await chrome.windows.update(open.windowId, { focused: true });
}
