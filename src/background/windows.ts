import { isArriving } from '../domain/ringing';
import { OneWindow } from './one-window';
import type { Store } from './store';

const phoneWindow = new OneWindow({ page: 'window.html', size: { width: 380, height: 680 } });

/** Brings the phone's own window to the front, or opens it: never a second one. */
export function showWindow(): Promise<void> {
  return phoneWindow.show();
}

/** False when there was none. */
export function closeWindow(): Promise<boolean> {
  return phoneWindow.close();
}

/** Whether the phone, or another page of ours, is open in a place of that kind. */
export async function isPhoneShown(place: 'SIDE_PANEL' | 'POPUP'): Promise<boolean> {
  const contextTypes = [place as chrome.runtime.ContextType];
  return (await chrome.runtime.getContexts({ contextTypes })).length > 0;
}

/** Opens the window for a call that begins to ring, where the user has asked for it. */
export function openWindowOnIncoming(store: Store): void {
  store.subscribe((now, before) => {
    if (!now.settings.windowOnIncoming) return;
    const rang = new Set(before.calls.filter(isArriving).map(({ id }) => id));
    if (now.calls.some((call) => isArriving(call) && !rang.has(call.id))) void showWindow();
  });
}
