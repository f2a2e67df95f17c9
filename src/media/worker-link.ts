import { type MediaReply, type MediaRequest, mediaPort } from '../contract/media-protocol';

/** Milliseconds before the first retry when the worker does not stay; it doubles. */
const firstRetry = 100;
/** Below the second after which a worker takes a document that does not connect for dead, and closes it. */
const longestRetry = 800;
/** A connection that held this long was a worker at work, milliseconds. */
const steady = 1000;
/** Events and log lines that wait for a worker; older ones are dropped. */
const queueLimit = 500;

export interface WorkerLinkOptions {
  answer: (request: MediaRequest) => Promise<MediaReply>;
  /** Whether there are calls that need a worker. */
  isNeeded: () => boolean;
  onLost: () => void;
}

/**
 * The port to the worker. It breaks within milliseconds of the worker's death, and connecting again wakes
 * the worker: at once, for as long as there are calls. Without calls one more connection is made after a
 * worker that asked for something; the worker closes the document when it has no use for it.
 */
export class WorkerLink {
  readonly #options: WorkerLinkOptions;
  #port: chrome.runtime.Port | undefined;
  readonly #queue: MediaReply[] = [];
  #connectedAt = 0;
  #retry = firstRetry;
  #wasAsked = true;

  constructor(options: WorkerLinkOptions) {
    this.#options = options;
  }

  connect(): void {
    let port: chrome.runtime.Port;
    try {
      port = chrome.runtime.connect({ name: mediaPort });
    } catch {
      this.#reconnectLater();
      return;
    }
    this.#port = port;
    this.#connectedAt = performance.now();
    port.onMessage.addListener((request: MediaRequest) => void this.#answer(port, request));
    port.onDisconnect.addListener(() => this.#disconnected(port));
    for (const message of this.#queue.splice(0)) this.send(message);
  }

  /** An event or a log line; it waits while there is no worker. */
  send(message: MediaReply): void {
    if (this.#port) {
      this.#port.postMessage(message);
      return;
    }
    this.#queue.push(message);
    if (this.#queue.length > queueLimit) this.#queue.shift();
  }

  async #answer(port: chrome.runtime.Port, request: MediaRequest): Promise<void> {
    this.#wasAsked = true;
    const reply = await this.#options.answer(request);
    // The worker that asked is gone; its successor counts its requests anew.
    if (port === this.#port) port.postMessage(reply);
  }

  #disconnected(port: chrome.runtime.Port): void {
    if (port !== this.#port) return;
    this.#port = undefined;
    this.#options.onLost();
    if (performance.now() - this.#connectedAt < steady) {
      this.#reconnectLater();
      return;
    }
    this.#retry = firstRetry;
    this.#reconnect();
  }

  #reconnectLater(): void {
    setTimeout(() => this.#reconnect(), this.#retry);
    this.#retry = Math.min(longestRetry, this.#retry * 2);
  }

  #reconnect(): void {
    if (!this.#options.isNeeded() && !this.#wasAsked) return;
    this.#wasAsked = false;
    this.connect();
  }
}
