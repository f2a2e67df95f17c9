import type { Ended, LiveCall, Party } from '../domain/call';
import { isMissed } from '../domain/call-log';
import type { Store } from './store';

const missedPrefix = 'missed:';

/** Shows an incoming call outside of Chrome's window as well, with Answer and Decline, while it rings. */
export function notifyOfCalls(store: Store): void {
  void clearThoseOfBefore(store);
  store.subscribe((now, before) => {
    const ringing = now.calls.filter(isRinging);
    const rang = before.calls.filter(isRinging);
    for (const call of ringing) {
      if (!rang.some(({ id }) => id === call.id)) showIncoming(call);
    }
    for (const call of rang) {
      if (!ringing.some(({ id }) => id === call.id)) void chrome.notifications.clear(call.id);
    }
    if (now.missedCalls === 0 && before.missedCalls > 0) void clearMissed();
  });
}

export function notifyOfMissed(call: Ended): void {
  if (!isMissed(call)) return;
  void chrome.notifications.create(missedPrefix + call.id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: chrome.i18n.getMessage('notification_missed_title'),
    message: nameOf(call.party),
  });
}

export interface NotificationActions {
  answer(callId: string): void;
  decline(callId: string): void;
  show(): void;
}

/** To be called at the top of the worker, so that a click wakes it. */
export function listenToNotifications(actions: NotificationActions): void {
  chrome.notifications.onButtonClicked.addListener((id, button) => {
    if (button === 0) actions.answer(id);
    else actions.decline(id);
  });
  chrome.notifications.onClicked.addListener((id) => {
    actions.show();
    if (id.startsWith(missedPrefix)) void chrome.notifications.clear(id);
  });
}

/** A call that rang when the worker died is over: nothing may offer to answer it still. */
async function clearThoseOfBefore(store: Store): Promise<void> {
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    const rings = store.snapshot.calls.some((call) => call.id === id && isRinging(call));
    if (!rings && !id.startsWith(missedPrefix)) void chrome.notifications.clear(id);
  }
}

/** They have been seen in the list. */
async function clearMissed(): Promise<void> {
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    if (id.startsWith(missedPrefix)) void chrome.notifications.clear(id);
  }
}

function isRinging(call: LiveCall): boolean {
  return call.state === 'incoming';
}

function showIncoming(call: LiveCall): void {
  void chrome.notifications.create(call.id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: chrome.i18n.getMessage('notification_incoming_title'),
    message: nameOf(call.party),
    requireInteraction: true,
    priority: 2,
    buttons: [
      { title: chrome.i18n.getMessage('notification_answer') },
      { title: chrome.i18n.getMessage('notification_decline') },
    ],
  });
}

function nameOf(party: Party): string {
  return (
    [party.name, party.number].filter(Boolean).join('\n') ||
    chrome.i18n.getMessage('notification_unknown_caller')
  );
}
