import type { Store } from './store';

const page = 'window.html';

let showing: Promise<void> | undefined;
/** The window opened last: its page is not known to Chrome at once. */
let openedLast: number | undefined;

/** Brings the phone's own window to the front, or opens it: never a second one. */
export function showWindow(): Promise<void> {
  showing ??= focusOrOpen().finally(() => {
    showing = undefined;
  });
  return showing;
}

/** Whether the phone, or another page of ours, is open in a place of that kind. */
export async function isPhoneShown(place: 'SIDE_PANEL' | 'POPUP'): Promise<boolean> {
  const contextTypes = [place as chrome.runtime.ContextType];
  return (await chrome.runtime.getContexts({ contextTypes })).length > 0;
}

/** False when there was none. */
export async function closeWindow(): Promise<boolean> {
  const url = chrome.runtime.getURL(page);
  const contexts = await chrome.runtime.getContexts({ documentUrls: [url] });
  const windows = contexts.filter(({ windowId }) => windowId >= 0);
  await Promise.all(windows.map(({ windowId }) => chrome.windows.remove(windowId)));
  return windows.length > 0;
}

async function focusOrOpen(): Promise<void> {
  const url = chrome.runtime.getURL(page);
  const contexts = await chrome.runtime.getContexts({ documentUrls: [url] });
  const known = contexts.find(({ windowId }) => windowId >= 0)?.windowId ?? openedLast;
  if (known !== undefined && (await focus(known))) return;
  const opened = await chrome.windows.create({ url, type: 'popup', width: 380, height: 680, focused: true });
  openedLast = opened?.id;
}

/** False when that window is closed. */
async function focus(windowId: number): Promise<boolean> {
  try {
    await chrome.windows.update(windowId, { focused: true, drawAttention: true });
    return true;
  } catch {
    return false;
  }
}

/** Opens the window for a call that begins to ring, where the user has asked for it. */
export function openWindowOnIncoming(store: Store): void {
  store.subscribe((now, before) => {
    if (!now.settings.windowOnIncoming) return;
    const rang = new Set(before.calls.map(({ id }) => id));
    if (now.calls.some((call) => call.state === 'incoming' && !rang.has(call.id))) void showWindow();
  });
}
