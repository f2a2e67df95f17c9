import type { MediaCallName, MediaCalls, MediaReply, MediaRequest } from '../contract/media-protocol';
import type { MediaEvent } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { LogLine } from '../domain/log-line';
import { wait } from './wait';

const documentPath = 'offscreen.html';
/** Milliseconds within which the document must have connected. */
const connectTime = 5_000;
/** Milliseconds within which a document that is there already connects again. */
const reconnectTime = 1_000;
/** Chrome opens none while another is being closed, and tells nothing of one that dies as it is opened: it is asked again. */
const mostTries = 10;
/** Milliseconds. */
const triesApart = 500;

/** What was asked of a document and is not answered yet. */
export interface Asked {
  call: MediaCallName;
  args: Parameters<MediaCalls[MediaCallName]>;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

export interface MediaDocumentOptions {
  onEvent(event: MediaEvent): void;
  onLogLine(line: LogLine): void;
  /** The document was closed by somebody else, or has crashed; what it has left unanswered is the hearer's. */
  onLost(unanswered: Asked[]): void;
}

/** The offscreen document as the worker sees it: opened when it is asked for something. */
export class MediaDocument {
  private port: chrome.runtime.Port | undefined;
  private waiting: ((port: chrome.runtime.Port) => void)[] = [];
  private opening: Promise<void> | undefined;
  private closing: Promise<unknown> = Promise.resolve();
  private nextId = 1;
  private asked = new Map<number, Asked>();

  constructor(private readonly options: MediaDocumentOptions) {}

  get connected(): boolean {
    return this.port !== undefined;
  }

  /** It has connected, for the first time or after the worker died. */
  attach(port: chrome.runtime.Port): void {
    this.port = port;
    port.onMessage.addListener((reply: MediaReply) => this.receive(reply));
    port.onDisconnect.addListener(() => {
      if (this.port !== port) return;
      // A document lets go of its worker only when it is closed or has crashed.
      this.port = undefined;
      const unanswered = [...this.asked.values()];
      this.asked.clear();
      this.options.onLost(unanswered);
    });
    for (const resolve of this.waiting.splice(0)) resolve(port);
  }

  /** Throws what the document answers, or PhoneError 'media-failed' when there is no document to be had. */
  async request<N extends MediaCallName>(
    call: N,
    ...args: Parameters<MediaCalls[N]>
  ): Promise<ReturnType<MediaCalls[N]>> {
    const port = this.port ?? (await this.connect());
    return new Promise((resolve, reject) => {
      this.ask(port, { call, args, resolve: resolve as (value: unknown) => void, reject });
    });
  }

  /** Asks a new document what an earlier one has not answered. */
  async repeat(asked: Asked): Promise<void> {
    try {
      this.ask(this.port ?? (await this.connect()), asked);
    } catch (error) {
      asked.reject(error);
    }
  }

  exists(): Promise<boolean> {
    return documentExists();
  }

  async close(): Promise<void> {
    if (!this.port) return;
    this.port = undefined;
    const closed = chrome.offscreen.closeDocument();
    this.closing = closed.catch(() => undefined);
    await closed;
  }

  private ask(port: chrome.runtime.Port, asked: Asked): void {
    const { call, args } = asked;
    const id = this.nextId++;
    const request: MediaRequest = { type: 'request', id, call, args };
    this.asked.set(id, asked);
    port.postMessage(request);
  }

  private connect(): Promise<chrome.runtime.Port> {
    const connected = new Promise<chrome.runtime.Port>((resolve) => this.waiting.push(resolve));
    // A second createDocument while one is under way throws.
    this.opening ??= this.open().finally(() => {
      this.opening = undefined;
    });
    const failed = this.opening
      .then(() => wait(connectTime))
      .then(noAnswer, (error) => noAnswer(String(error)));
    return Promise.race([connected, failed]);
  }

  private async open(): Promise<void> {
    for (let left = mostTries - 1; !this.port; left--) {
      try {
        return await this.tryToOpen();
      } catch (error) {
        if (left === 0) throw error;
        await wait(triesApart);
      }
    }
  }

  private async tryToOpen(): Promise<void> {
    await this.closing;
    if (await documentExists()) {
      // One with calls in it connects by itself; any other has given up on the worker.
      await Promise.race([
        new Promise<void>((resolve) => this.waiting.push(() => resolve())),
        wait(reconnectTime),
      ]);
      if (this.port) return;
      await chrome.offscreen.closeDocument();
    }
    await chrome.offscreen.createDocument({
      url: documentPath,
      reasons: ['USER_MEDIA', 'WEB_RTC'] as chrome.offscreen.Reason[],
      justification: 'The microphone, the other side of a call and the ringtone',
    });
  }

  private receive(reply: MediaReply): void {
    switch (reply.type) {
      case 'event':
        this.options.onEvent(reply.event);
        return;
      case 'log':
        this.options.onLogLine(reply.line);
        return;
      case 'result':
        this.asked.get(reply.id)?.resolve(reply.value);
        break;
      case 'error':
        this.asked.get(reply.id)?.reject(new PhoneError(reply.code, reply.message));
        break;
    }
    this.asked.delete(reply.id);
  }
}

async function documentExists(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType],
  });
  return contexts.length > 0;
}

function noAnswer(reason: unknown): never {
  throw new PhoneError('media-failed', typeof reason === 'string' ? reason : 'the document does not answer');
}
