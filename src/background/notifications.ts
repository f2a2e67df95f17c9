import type { ResumableCall } from '../contract/snapshot';
import type { Ended, LiveCall, Party } from '../domain/call';
import { isMissed } from '../domain/call-log';
import { shownParty } from '../domain/shown-party';
import type { Store } from './store';

const missedPrefix = 'missed:';
const resumablePrefix = 'resumable:';

/** By the notification's id: what is still being done about it. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Shows outside of Chrome's window as well: an incoming call while it rings, with Answer and Decline, and a call that
 * Chrome was closed in, for as long as it can be taken up again.
 */
export function notifyOfCalls(store: Store): void {
  void clearThoseOfBefore(store);
  store.subscribe((now, before) => {
    const ringing = now.calls.filter(isRinging);
    const rang = before.calls.filter(isRinging);
    for (const call of newAmong(ringing, rang)) showIncoming(call);
    for (const call of ringing) nameAgain(call, rang);
    for (const { id } of newAmong(rang, ringing)) clear(id);
    for (const call of newAmong(now.resumable, before.resumable)) showResumable(call);
    for (const { id } of newAmong(before.resumable, now.resumable)) clear(resumablePrefix + id);
    if (now.missedCalls === 0 && before.missedCalls > 0) void clearMissed();
  });
}

export function notifyOfMissed(call: Ended): void {
  if (!isMissed(call)) return;
  create(missedPrefix + call.id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: chrome.i18n.getMessage('notification_missed_title'),
    message: nameOf(shownParty(call)),
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
    if (id.startsWith(missedPrefix) || id.startsWith(resumablePrefix)) clear(id);
  });
}

/** A call that rang when the worker died is over, and one to be taken up may be: nothing may offer that still. */
async function clearThoseOfBefore(store: Store): Promise<void> {
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    const { calls, resumable } = store.snapshot;
    const rings = calls.some((call) => call.id === id && isRinging(call));
    const waits = resumable.some((call) => resumablePrefix + call.id === id);
    if (!rings && !waits && !id.startsWith(missedPrefix)) clear(id);
  }
}

/** They have been seen in the list. */
async function clearMissed(): Promise<void> {
  await Promise.all(underWay.values());
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    if (id.startsWith(missedPrefix)) clear(id);
  }
}

/** The directory has told meanwhile who it is. */
function nameAgain(call: LiveCall, rang: LiveCall[]): void {
  const former = rang.find(({ id }) => id === call.id);
  const message = nameOf(shownParty(call));
  if (former && message !== nameOf(shownParty(former)))
    inTurn(call.id, () => chrome.notifications.update(call.id, { message }));
}

function create(id: string, options: chrome.notifications.NotificationCreateOptions): void {
  inTurn(id, () => chrome.notifications.create(id, options));
}

function clear(id: string): void {
  inTurn(id, () => chrome.notifications.clear(id));
}

/** Chrome takes its time to show one (it fetches the picture first), and then shows also what was cleared meanwhile. */
function inTurn(id: string, work: () => Promise<unknown>): void {
  const done = Promise.resolve(underWay.get(id))
    .then(work)
    // Without a notification there are still the screens, the badge and the sound.
    .catch(() => undefined)
    .finally(() => {
      if (underWay.get(id) === done) underWay.delete(id);
    });
  underWay.set(id, done);
}

function newAmong<Known extends { id: string }>(now: Known[], before: Known[]): Known[] {
  return now.filter(({ id }) => !before.some((known) => known.id === id));
}

function isRinging(call: LiveCall): boolean {
  return call.state === 'incoming';
}

function showIncoming(call: LiveCall): void {
  create(call.id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: chrome.i18n.getMessage('notification_incoming_title'),
    message: nameOf(shownParty(call)),
    requireInteraction: true,
    priority: 2,
    buttons: [
      { title: chrome.i18n.getMessage('notification_answer') },
      { title: chrome.i18n.getMessage('notification_decline') },
    ],
  });
}

/** It stays as long as the offer does: the other side waits. */
function showResumable({ id, party }: ResumableCall): void {
  create(resumablePrefix + id, {
    type: 'basic',
    iconUrl: chrome.runtime.getURL('icons/128.png'),
    title: chrome.i18n.getMessage('notification_resumable_title'),
    message: nameOf(party),
    requireInteraction: true,
  });
}

function nameOf(party: Party): string {
  return (
    [party.name, party.number].filter(Boolean).join('\n') ||
    chrome.i18n.getMessage('notification_unknown_caller')
  );
}
