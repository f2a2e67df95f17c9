import type { Store } from './store';

const page = 'window.html';

/** Brings the phone's own window to the front, or opens it: never a second one. */
export async function showWindow(): Promise<void> {
  const url = chrome.runtime.getURL(page);
  const contexts = await chrome.runtime.getContexts({ documentUrls: [url] });
  const open = contexts.find(({ windowId }) => windowId >= 0);
  if (open) {
    await chrome.windows.update(open.windowId, { focused: true, drawAttention: true });
    return;
  }
  await chrome.windows.create({ url, type: 'popup', width: 380, height: 680, focused: true });
}

/** Opens the window for a call that begins to ring, where the user has asked for it. */
export function openWindowOnIncoming(store: Store): void {
  store.subscribe((now, before) => {
    if (!now.settings.windowOnIncoming) return;
    const rang = new Set(before.calls.map(({ id }) => id));
    if (now.calls.some((call) => call.state === 'incoming' && !rang.has(call.id))) void showWindow();
  });
}
