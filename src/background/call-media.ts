import type { MediaConnectionState, MediaEvent, MediaHost, MediaSession } from '../contract/media-session';
import { PhoneError, type PhoneErrorCode, toPhoneError } from '../contract/phone-error';
import type { QualitySample } from '../domain/call-quality';
import type { EndReason } from '../domain/end-reason';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import { type Entry, mediaConnected } from './call-entry';
import { MediaMender } from './media-mender';

/** The microphone and the candidates of calls. */
export class CallMedia {
  /** The ids of calls without a microphone. */
  private readonly silent = new Set<string>();
  private readonly mender: MediaMender;

  constructor(
    private readonly book: CallBook,
    private readonly host: MediaHost,
    private readonly log: Logger,
  ) {
    this.mender = new MediaMender(book, log);
    host.onEvent((event) => this.onEvent(event));
  }

  /** Throws PhoneError when there is no microphone that may be used. */
  async checkMicrophone(): Promise<void> {
    const state = await this.host.microphoneState();
    if (state === 'missing') throw new PhoneError('microphone-missing', 'no microphone');
    if (state !== 'granted') throw new PhoneError('microphone-denied', `permission is ${state}`);
  }

  /**
   * Opens the microphone of a call. One that does not stand yet ends when there is none; not so a call for help,
   * which is found by its line, and hears what to do, nor one that stands, whose other side is still heard.
   */
  async startMicrophone(entry: Entry): Promise<void> {
    const { id } = entry.call;
    try {
      await entry.media.startMicrophone();
      this.silent.delete(id);
    } catch (error) {
      const { code } = toPhoneError(error);
      this.log.warn(`no microphone: ${code}`);
      if (entry.call.emergency || entry.call.state === 'talking') this.silent.add(id);
      else this.book.end(id, endReasonOf(code));
    }
  }

  /** Hold and mute as the user has set them: the worker may have died before it had told the media session. */
  async bringTo({ held, muted }: Talking, media: MediaSession): Promise<void> {
    try {
      await media.rollback();
      await media.setDirection(held ? 'sendonly' : 'sendrecv');
      await media.setMuted(muted);
    } catch (error) {
      this.log.warn(`a media session does not answer: ${String(error)}`);
    }
  }

  /** There may be a microphone now for the calls that had to begin without one. */
  async microphoneFound(): Promise<void> {
    const entries = [...this.silent].map((id) => this.book.get(id));
    this.silent.clear();
    await Promise.all(entries.map((entry) => entry && this.startMicrophone(entry)));
  }

  /** Candidates found since the last description go out in a plain re-INVITE. */
  tellLateCandidates(entry: Entry): void {
    this.attempt(this.sendLateCandidates(entry));
  }

  /** The media session is a new one, of which the far end knows nothing yet. */
  async renewed(entry: Entry): Promise<void> {
    const { call } = entry;
    // What is offered must say whether the call is on hold.
    if (call.state === 'talking') await this.bringTo(call, entry.media);
    this.mender.lost(entry, true);
  }

  /** To be called whenever calls have changed. */
  look(): void {
    this.mender.look();
  }

  /** A repair that restarted ICE was accepted by the far end. */
  restarted(entry: Entry): void {
    if (entry.call.state === 'talking' && !entry.call.soundLost) entry.mediaCut = false;
  }

  private async sendLateCandidates(entry: Entry): Promise<void> {
    if (entry.call.state !== 'talking') return;
    if (await entry.media.hasUnsentCandidates().catch(() => false)) await entry.session?.reinvite();
  }

  private connectionChanged(entry: Entry, state: MediaConnectionState): void {
    if (state === 'connected') {
      mediaConnected(entry);
      this.mender.restored(entry);
    }
    if (state === 'disconnected' || state === 'failed') this.mender.lost(entry, state === 'failed');
  }

  /** Of a call on hold nobody hears anything, and what was heard before the answer is not the call's. */
  private noteQuality({ call }: Entry, sample: QualitySample): void {
    if (call.state === 'talking' && !call.held) this.book.apply(call.id, { type: 'quality', sample });
  }

  private attempt(work: Promise<unknown>): void {
    work.catch((error) => this.log.warn(`media could not be mended: ${String(error)}`));
  }

  private onEvent(event: MediaEvent): void {
    const entry = 'sessionId' in event ? this.book.ofMedia(event.sessionId) : undefined;
    if (!entry) return;
    if (event.type === 'quality') {
      this.noteQuality(entry, event.sample);
      return;
    }
    const detail = event.type === 'connection' ? event.state : '';
    this.log.info(`media of ${entry.call.id}: ${event.type} ${detail}`);
    if (event.type === 'late-candidates') this.tellLateCandidates(entry);
    if (event.type === 'network-changed') this.mender.moved(entry);
    if (event.type === 'connection') this.connectionChanged(entry, event.state);
  }
}

function endReasonOf(code: PhoneErrorCode): EndReason {
  if (code === 'microphone-denied' || code === 'microphone-missing' || code === 'microphone-failed')
    return code;
  return 'media-failed';
}
