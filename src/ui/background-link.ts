/** A screen's line to the worker: snapshots come in over a port, intents go out as messages. */
import { type ReadonlySignal, signal } from '@preact/signals';
import { sendIntent } from '../contract/messenger';
import { PhoneError, toPhoneError } from '../contract/phone-error';
import { type IntentArgs, type IntentName, type IntentResult, screenPort } from '../contract/protocol';
import type { Snapshot } from '../contract/snapshot';

/** A worker that dies again at once must not be woken in a tight loop. */
const RECONNECT_DELAY_MS = 250;

/** Asking twice for one of these asks for nothing more. */
const repeatable: ReadonlySet<IntentName> = new Set<IntentName>([
  'load-profiles',
  'use-profile-address',
  'refresh-profiles',
  'forget-profiles',
  'sign-out',
  'try-now',
  'dismiss-dial',
  'hand-over-dial',
  'show-phone',
  'save-site',
  'remove-site',
  'exclude-site',
  'include-site',
  'prepare-call',
  'answer',
  'set-mute',
  'set-hold',
  'join-calls',
  'set-silenced',
  'dismiss-ended',
  'missed-calls-seen',
  'set-favourite',
  'restore-contact',
  'clear-contacts',
  'delete-call',
  'clear-calls',
  'data-loss-seen',
  'save-settings',
  'microphone-changed',
  'download-logs',
]);

/** The port of now. */
let line: chrome.runtime.Port | undefined;
/** Whose availability is on the screen. */
let watched: readonly string[] = [];

const current = signal<Snapshot | undefined>(undefined);

/** What the phone is; undefined until the first snapshot has come. */
export const snapshot: ReadonlySignal<Snapshot | undefined> = current;

/** Connects to the worker, and again each time it dies; connecting wakes it. */
export function connectToBackground(): void {
  const port = chrome.runtime.connect({ name: screenPort });
  const connectedAt = performance.now();
  line = port;
  if (watched.length > 0) port.postMessage({ watch: watched });
  port.onMessage.addListener((message: Snapshot) => {
    current.value = message;
  });
  port.onDisconnect.addListener(() => {
    line = undefined;
    const lived = performance.now() - connectedAt;
    setTimeout(connectToBackground, Math.max(0, RECONNECT_DELAY_MS - lived));
  });
}

/** From now on the snapshot tells whether those behind these numbers can be called, as far as the gateway knows. */
export function watchNumbers(numbers: readonly string[]): void {
  watched = numbers;
  line?.postMessage({ watch: numbers });
}

/**
 * Asks something of the phone.
 *
 * @throws PhoneError with the worker's code, or 'unexpected' when it did not answer
 */
export async function send<N extends IntentName>(intent: N, args: IntentArgs<N>): Promise<IntentResult<N>> {
  try {
    return await sendIntent(intent, args);
  } catch (error) {
    if (error instanceof PhoneError || !repeatable.has(intent)) throw toPhoneError(error);
  }
  // The worker died over it; sending wakes the next one.
  try {
    return await sendIntent(intent, args);
  } catch (error) {
    throw toPhoneError(error);
  }
}
