/** The offscreen document's entry: everything that needs a page to make sound. */
import { onDevicesChange } from '../devices/audio-devices';
import { createLoggers } from '../log/logger';
import { answerRequest } from './media-calls';
import { LocalMediaHost } from './media-host';
import { WorkerLink } from './worker-link';

const link = new WorkerLink({
  answer: (request) => answerRequest(host.calls, request),
  isNeeded: () => host.hasSessions,
  onLost: () => host.workerLost(),
});

const host = new LocalMediaHost({
  emit: (event) => link.send({ type: 'event', event }),
  loggers: createLoggers((line) => link.send({ type: 'log', line }), Date.now),
});

/** Not in TypeScript's DOM types; absent where Chrome cannot tell. */
const { connection } = navigator as { connection?: EventTarget };
connection?.addEventListener('change', () => host.networkChanged());
addEventListener('online', () => host.networkChanged());
addEventListener('offline', () => host.networkChanged());
onDevicesChange(() => void host.devicesChanged());

link.connect();
