import type { ResumableCall, Snapshot } from '../contract/snapshot';
import type { Ended, LiveCall } from '../domain/call';
import type { Party } from '../domain/call-facts';
import { isMissed } from '../domain/call-log';
import { ringsHere } from '../domain/ringing';
import { shownParty } from '../domain/shown-party';
import type { Store } from './store';

const missedPrefix = 'missed:';
const resumablePrefix = 'resumable:';
const askedPrefix = 'asked:';
/** Of those that have nothing to press, and lead to a screen: there it stands. */
const leadingPrefixes = [missedPrefix, resumablePrefix, askedPrefix];

type Options = chrome.notifications.NotificationCreateOptions;

/** By the notification's id: what is still being done about it. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * Shows outside of Chrome's window as well: an incoming call while it rings, with Answer and Decline, a call that
 * Chrome was closed in, for as long as it can be taken up again, and what the other side of a call asks the user.
 */
export function notifyOfCalls(store: Store): void {
  void clearThoseOfBefore(store);
  store.subscribe((now, before) => {
    if (now.calls === before.calls && now.resumable === before.resumable) return clearSeen(now, before);
    const [wanted, shown] = [wantedIn(now), wantedIn(before)];
    for (const [id, options] of wanted) {
      const former = shown.get(id);
      if (!former) create(id, options);
      else if (former.message !== options.message) rename(id, options.message);
    }
    for (const id of shown.keys()) if (!wanted.has(id)) clear(id);
    clearSeen(now, before);
  });
}

export function notifyOfMissed(call: Ended): void {
  if (!isMissed(call)) return;
  create(missedPrefix + call.id, basic('notification_missed_title', nameOf(shownParty(call))));
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
    if (leadingPrefixes.some((prefix) => id.startsWith(prefix))) clear(id);
  });
}

/** A call that rang when the worker died is over, and one to be taken up may be: nothing may offer that still. */
async function clearThoseOfBefore(store: Store): Promise<void> {
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    if (!wantedIn(store.snapshot).has(id) && !id.startsWith(missedPrefix)) clear(id);
  }
}

/** By its id, all that is to be shown now but for missed calls. */
function wantedIn({ calls, resumable }: Snapshot): Map<string, Options> {
  return new Map([
    ...calls.filter(ringsHere).map((call) => [call.id, incoming(call)] as const),
    ...resumable.map((call) => [resumablePrefix + call.id, toBeTakenUp(call)] as const),
    ...calls.flatMap((call) => {
      const options = asked(call);
      return options ? [[askedPrefix + call.id, options] as const] : [];
    }),
  ]);
}

function clearSeen(now: Snapshot, before: Snapshot): void {
  if (now.missedCalls === 0 && before.missedCalls > 0) void clearMissed();
}

/** They have been seen in the list. */
async function clearMissed(): Promise<void> {
  await Promise.all(underWay.values());
  for (const id of Object.keys(await chrome.notifications.getAll())) {
    if (id.startsWith(missedPrefix)) clear(id);
  }
}

/** The directory has told meanwhile who it is. */
function rename(id: string, message: string): void {
  inTurn(id, () => chrome.notifications.update(id, { message }));
}

function create(id: string, options: Options): void {
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

function incoming(call: LiveCall): Options {
  return {
    ...basic('notification_incoming_title', nameOf(shownParty(call))),
    requireInteraction: true,
    priority: 2,
    buttons: [
      { title: chrome.i18n.getMessage('notification_answer') },
      { title: chrome.i18n.getMessage('notification_decline') },
    ],
  };
}

/** It stays as long as the offer does: the other side waits. */
function toBeTakenUp({ party }: ResumableCall): Options {
  return { ...basic('notification_resumable_title', nameOf(party)), requireInteraction: true };
}

/** Nobody may have a screen of ours open, and the other side waits for the answer. */
function asked(call: LiveCall): Options | undefined {
  const referral = call.state === 'talking' ? call.referral : undefined;
  if (referral?.state !== 'asked') return undefined;
  const names = [shownParty(call), referral.to].map((party) => nameOf(party).replace('\n', ' '));
  const message = chrome.i18n.getMessage('referral_asks', names);
  return { ...basic('notification_referral_title', message), requireInteraction: true };
}

function basic(title: string, message: string): Options {
  const iconUrl = chrome.runtime.getURL('icons/128.png');
  return { type: 'basic', iconUrl, title: chrome.i18n.getMessage(title), message };
}

function nameOf(party: Party): string {
  return (
    [party.name, party.number].filter(Boolean).join('\n') ||
    chrome.i18n.getMessage(party.withheld ? 'party_withheld' : 'notification_unknown_caller')
  );
}
