import type { MediaCallName, MediaCalls, MediaReply, MediaRequest } from '../contract/media-protocol';
import type {
  DeviceChoice,
  MediaDirection,
  MediaEvent,
  MediaHost,
  MediaOptions,
  MediaSession,
  ProgressTone,
} from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { LogLine } from '../domain/log-line';
import type { Logger } from '../log/logger';

const documentPath = 'offscreen.html';
/** Milliseconds that the document stays open with nothing to do, as the next call may follow soon. */
const idleTime = 65_000;
/** Milliseconds within which the document must have connected. */
const connectTime = 5_000;
/** Milliseconds within which a document that is there already connects again. */
const reconnectTime = 1_000;
const graceTime = 500;

interface Pending {
  resolve(value: unknown): void;
  reject(error: PhoneError): void;
}

/** The worker's side of the media seam: opens the offscreen document when needed, closes it when not. */
export class OffscreenHost implements MediaHost {
  private port: chrome.runtime.Port | undefined;
  private waiting: ((port: chrome.runtime.Port) => void)[] = [];
  private opening: Promise<void> | undefined;
  private nextId = 1;
  private readonly pending = new Map<number, Pending>();
  private readonly sessions = new Set<string>();
  private readonly listeners = new Set<(event: MediaEvent) => void>();
  private devices: DeviceChoice | undefined;
  private idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly log: Logger,
    private readonly onLogLine: (line: LogLine) => void,
  ) {}

  /** The document has connected, for the first time or after the worker died. */
  attach(port: chrome.runtime.Port): void {
    this.port = port;
    port.onMessage.addListener((reply: MediaReply) => this.receive(reply));
    port.onDisconnect.addListener(() => {
      if (this.port !== port) return;
      this.port = undefined;
      for (const { reject } of this.pending.values()) reject(new PhoneError('media-failed', 'document gone'));
      this.pending.clear();
      setTimeout(() => this.tellIfGone(), reconnectTime + graceTime);
    });
    if (this.devices) void this.request('setDevices', this.devices).catch(() => undefined);
    for (const resolve of this.waiting.splice(0)) resolve(port);
    this.restartIdleTimer();
  }

  onEvent(listener: (event: MediaEvent) => void): void {
    this.listeners.add(listener);
  }

  async prepare(options: MediaOptions): Promise<void> {
    await this.request('prepare', options);
  }

  open(id: string, options: MediaOptions): MediaSession {
    const opened = this.request('open', id, options);
    opened.catch((error) => this.log.error(`no media session: ${String(error)}`));
    return this.session(id, opened);
  }

  async adopt(id: string): Promise<MediaSession | undefined> {
    if (!(await documentExists())) return undefined;
    return (await this.request('has', id)) ? this.session(id, Promise.resolve(undefined)) : undefined;
  }

  microphoneState() {
    return this.request('microphoneState');
  }

  async startRinging(): Promise<void> {
    await this.request('startRinging');
  }

  async stopRinging(): Promise<void> {
    if (this.port) await this.request('stopRinging');
  }

  async startTone(tone: ProgressTone): Promise<void> {
    await this.request('startTone', tone);
  }

  async stopTone(): Promise<void> {
    if (this.port) await this.request('stopTone');
  }

  async setDevices(devices: DeviceChoice): Promise<void> {
    this.devices = devices;
    if (this.port) await this.request('setDevices', devices);
  }

  private session(id: string, opened: Promise<undefined>): MediaSession {
    this.sessions.add(id);
    const ask = async <N extends MediaCallName>(call: N, ...args: Parameters<MediaCalls[N]>) => {
      await opened;
      return this.request(call, ...args);
    };
    return {
      id,
      createOffer: (options = {}) => ask('createOffer', id, options),
      acceptAnswer: (sdp, options = {}) => ask('acceptAnswer', id, sdp, options),
      acceptOffer: (sdp) => ask('acceptOffer', id, sdp),
      createAnswer: () => ask('createAnswer', id),
      rollback: () => ask('rollback', id),
      setDirection: (direction: MediaDirection) => ask('setDirection', id, direction),
      startMicrophone: () => ask('startMicrophone', id),
      setMuted: (muted) => ask('setMuted', id, muted),
      sendTones: (tones) => ask('sendTones', id, tones),
      hasUnsentCandidates: () => ask('hasUnsentCandidates', id),
      close: async () => {
        if (!this.sessions.delete(id)) return;
        await ask('close', id);
        this.restartIdleTimer();
      },
    };
  }

  private async request<N extends MediaCallName>(
    call: N,
    ...args: Parameters<MediaCalls[N]>
  ): Promise<ReturnType<MediaCalls[N]>> {
    const port = this.port ?? (await this.connect());
    this.restartIdleTimer();
    const id = this.nextId++;
    const request: MediaRequest<N> = { type: 'request', id, call, args };
    return new Promise((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject });
      port.postMessage(request);
    });
  }

  private connect(): Promise<chrome.runtime.Port> {
    const connected = new Promise<chrome.runtime.Port>((resolve) => this.waiting.push(resolve));
    // A second createDocument while one is under way throws.
    this.opening ??= this.openDocument().finally(() => {
      this.opening = undefined;
    });
    const failed = this.opening
      .then(() => after(connectTime))
      .then(noAnswer, (error) => noAnswer(String(error)));
    return Promise.race([connected, failed]);
  }

  private async openDocument(): Promise<void> {
    if (await documentExists()) {
      // One with calls in it connects by itself; any other has given up on the worker.
      await Promise.race([
        new Promise<void>((resolve) => this.waiting.push(() => resolve())),
        after(reconnectTime),
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

  /** A document that was closed, or has crashed, took its calls' sound with it. */
  private tellIfGone(): void {
    if (this.port) return;
    for (const sessionId of this.sessions) {
      for (const listener of this.listeners) listener({ type: 'connection', sessionId, state: 'closed' });
    }
  }

  private receive(reply: MediaReply): void {
    switch (reply.type) {
      case 'event':
        for (const listener of this.listeners) listener(reply.event);
        return;
      case 'log':
        this.onLogLine(reply.line);
        return;
      case 'result':
        this.pending.get(reply.id)?.resolve(reply.value);
        break;
      case 'error':
        this.pending.get(reply.id)?.reject(new PhoneError(reply.code, reply.message));
        break;
    }
    this.pending.delete(reply.id);
  }

  private restartIdleTimer(): void {
    clearTimeout(this.idleTimer);
    if (this.sessions.size > 0) return;
    this.idleTimer = setTimeout(() => void this.closeDocument(), idleTime);
  }

  private async closeDocument(): Promise<void> {
    if (this.sessions.size > 0 || !this.port) return;
    this.port = undefined;
    await chrome.offscreen.closeDocument().catch((error) => this.log.warn(String(error)));
  }
}

async function documentExists(): Promise<boolean> {
  const contexts = await chrome.runtime.getContexts({
    contextTypes: ['OFFSCREEN_DOCUMENT' as chrome.runtime.ContextType],
  });
  return contexts.length > 0;
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function noAnswer(reason: unknown): never {
  throw new PhoneError('media-failed', typeof reason === 'string' ? reason : 'the document does not answer');
}
