import type { Snapshot } from '../contract/snapshot';
import type { Store } from './store';

interface Badge {
  text: string;
  colour: string;
}

const green = '#1a7f4b';
const red = '#c0312b';
const amber = '#a86500';

/** What the toolbar icon shows: ringing, then trouble, then a call that waits to be taken up, then missed calls. */
export function badgeFor({ calls, registration, resumable, missedCalls }: Snapshot): Badge {
  if (calls.some((call) => call.state === 'incoming')) return { text: '☎', colour: green };
  if (registration.state === 'refused' || registration.state === 'reconnecting')
    return { text: '!', colour: amber };
  if (resumable.length > 0) return { text: '↻', colour: green };
  if (missedCalls > 0) return { text: missedCalls > 99 ? '99+' : String(missedCalls), colour: red };
  return { text: '', colour: red };
}

export function showBadge(store: Store): void {
  let shown = '';
  store.subscribe((snapshot) => {
    const badge = badgeFor(snapshot);
    const key = badge.text + badge.colour;
    if (key === shown) return;
    shown = key;
    void chrome.action.setBadgeText({ text: badge.text });
    void chrome.action.setBadgeBackgroundColor({ color: badge.colour });
  });
}
