import type { MediaCallName, MediaCalls } from '../contract/media-protocol';
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
import type { Lamps } from '../domain/headset';
import type { LogLine } from '../domain/log-line';
import type { Logger } from '../log/logger';
import { type Asked, MediaDocument } from './media-document';
import { StandingRequests } from './standing-requests';

/** Milliseconds that the document stays open with nothing to do, as the next call may follow soon. */
const idleTime = 65_000;

/** The worker's side of the media seam: opens the offscreen document when needed, closes it when not. */
export class OffscreenHost implements MediaHost {
  private readonly document: MediaDocument;
  /** Media sessions by id, each with the promise that it is open. */
  private readonly sessions = new Map<string, Promise<undefined>>();
  private readonly listeners = new Set<(event: MediaEvent) => void>();
  private readonly standing = new StandingRequests(
    () => this.document.connected,
    (call, ...args) => this.request(call, ...args),
  );
  /** What sounds until it is stopped. */
  private ringing = false;
  private tone: ProgressTone | undefined;
  private idleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly log: Logger,
    onLogLine: (line: LogLine) => void,
  ) {
    this.document = new MediaDocument({
      onEvent: (event) => this.tell(event),
      onLogLine,
      onLost: (unanswered) => this.documentLost(unanswered),
    });
  }

  /** The document has connected, for the first time or after the worker died. */
  attach(port: chrome.runtime.Port): void {
    this.document.attach(port);
    this.standing.repeat();
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

  async reopen(id: string, options: MediaOptions): Promise<void> {
    const opened = this.request('open', id, options);
    this.sessions.set(id, opened);
    await opened;
  }

  mix(ids: string[], silenced: string[]): Promise<void> {
    return this.standing.say('mix', ids, silenced);
  }

  async adopt(id: string): Promise<MediaSession | undefined> {
    if (!(await this.document.exists())) return undefined;
    return (await this.request('has', id)) ? this.session(id, Promise.resolve(undefined)) : undefined;
  }

  microphoneState() {
    return this.request('microphoneState');
  }

  async startRinging(): Promise<void> {
    this.ringing = true;
    await this.request('startRinging');
  }

  async stopRinging(): Promise<void> {
    this.ringing = false;
    if (this.document.connected) await this.request('stopRinging');
  }

  async startTone(tone: ProgressTone): Promise<void> {
    this.tone = tone === 'ringback' || tone === 'call-waiting' ? tone : undefined;
    await this.request('startTone', tone);
  }

  async stopTone(): Promise<void> {
    this.tone = undefined;
    if (this.document.connected) await this.request('stopTone');
  }

  setDevices(devices: DeviceChoice): Promise<void> {
    return this.standing.say('setDevices', devices);
  }

  showLamps(lamps: Lamps): Promise<void> {
    return this.standing.say('showLamps', lamps);
  }

  /** A document that is opened later looks for them by itself. */
  async renewHeadsets(): Promise<void> {
    if (this.document.connected) await this.request('renewHeadsets');
  }

  private session(id: string, opened: Promise<undefined>): MediaSession {
    this.sessions.set(id, opened);
    const ask = async <N extends MediaCallName>(call: N, ...args: Parameters<MediaCalls[N]>) => {
      await this.whenOpen(id, opened);
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
        if (!this.sessions.has(id)) return;
        const closed = ask('close', id);
        this.sessions.delete(id);
        await closed.finally(() => this.restartIdleTimer());
      },
    };
  }

  /** It may be opened anew while it is waited for. */
  private async whenOpen(id: string, before: Promise<undefined>): Promise<void> {
    const opened = this.sessions.get(id) ?? before;
    try {
      await opened;
    } catch (error) {
      const next = this.sessions.get(id);
      if (!next || next === opened) throw error;
      await this.whenOpen(id, next);
    }
  }

  private request<N extends MediaCallName>(
    call: N,
    ...args: Parameters<MediaCalls[N]>
  ): Promise<ReturnType<MediaCalls[N]>> {
    this.restartIdleTimer();
    return this.document.request(call, ...args);
  }

  /** What it has not answered is asked again, of the sessions that their owners have opened anew. */
  private documentLost(unanswered: Asked[]): void {
    this.log.warn('the media document is gone');
    const before = new Map(this.sessions);
    for (const sessionId of before.keys()) this.tell({ type: 'connection', sessionId, state: 'closed' });
    for (const asked of unanswered) {
      const [id] = asked.args;
      const opened = typeof id === 'string' ? this.sessions.get(id) : undefined;
      if (asked.call === 'open' || (opened && opened === before.get(String(id))))
        asked.reject(new PhoneError('media-failed', 'the document is gone'));
      else void (opened ?? Promise.resolve()).then(() => this.document.repeat(asked), asked.reject);
    }
    if (this.ringing) this.sound(this.startRinging());
    if (this.tone) this.sound(this.startTone(this.tone));
  }

  private sound(started: Promise<void>): void {
    started.catch((error) => this.log.warn(`no sound: ${String(error)}`));
  }

  private tell(event: MediaEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  private restartIdleTimer(): void {
    clearTimeout(this.idleTimer);
    if (this.sessions.size > 0) return;
    this.idleTimer = setTimeout(() => void this.closeDocument(), idleTime);
  }

  private async closeDocument(): Promise<void> {
    if (this.sessions.size > 0) return;
    await this.document.close().catch((error) => this.log.warn(String(error)));
  }
}
