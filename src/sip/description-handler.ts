import { parse } from 'sdp-transform';
import type { BodyAndContentType, SessionDescriptionHandler } from 'sip.js';
import type { MediaSession } from '../contract/media-session';
import { encryptsSound } from '../domain/encrypted-sound';

const contentType = 'application/sdp';

/** The far end's description would have sound travel for everyone to hear. */
export class NotEncrypted extends Error {
  constructor() {
    super('the description does not encrypt sound');
  }
}

export interface DescriptionHooks {
  onHeldByOther(held: boolean): void;
  /** A description of the far end was not taken. */
  onRefused(why: unknown): void;
}

/** sip.js's media seam, handed on to a media session in another context. */
export class DescriptionHandler implements SessionDescriptionHandler {
  private pending: 'local-offer' | 'remote-offer' | undefined;
  private acceptedEarly: { sdp: string; done: Promise<void> } | undefined;
  /** The far end's offer taken last. */
  private offer = '';
  private iceRestart = false;
  private over = false;
  private released = false;
  private answerRefused = false;

  /** @param agreed whether an offer was answered once, so that all that comes is about a change of it */
  constructor(
    private media: MediaSession,
    private readonly hooks: DescriptionHooks,
    private agreed: boolean,
  ) {}

  /** Whose offer waits for its answer. */
  get underWay(): 'local-offer' | 'remote-offer' | undefined {
    return this.pending;
  }

  /** Whether there is something to go on with when a description cannot be used. */
  get isAgreed(): boolean {
    return this.agreed;
  }

  async getDescription(): Promise<BodyAndContentType> {
    if (this.pending === 'remote-offer') {
      const body = await this.media.createAnswer();
      this.pending = undefined;
      this.agreed = true;
      return { body, contentType };
    }
    const body = await this.media.createOffer(this.takeOfferOptions());
    // sip.js would send it behind the BYE, and the gateway would open ports for it that nobody closes.
    if (this.over) throw new Error('the call is over');
    if (this.isAsked()) throw new Error('the far end has made an offer meanwhile');
    this.pending = 'local-offer';
    return { body, contentType };
  }

  /** Rejects with NotEncrypted, or what the media session says. */
  async setDescription(sdp: string): Promise<void> {
    if (this.pending === 'local-offer') {
      await this.takeAnswer(sdp);
      return;
    }
    this.checkOffer(sdp);
    const early = this.acceptedEarly;
    this.acceptedEarly = undefined;
    if (early?.sdp === sdp) {
      await early.done;
      return;
    }
    this.offer = sdp;
    this.pending = 'remote-offer';
    await this.media.acceptOffer(sdp);
    this.hooks.onHeldByOther(isHold(sdp));
  }

  /** Whether the last answer could not be used, and all is as it was before our offer. Asked once. */
  wasAnswerRefused(): boolean {
    const refused = this.answerRefused;
    this.answerRefused = false;
    return refused;
  }

  hasDescription(type: string): boolean {
    return type.split(';', 1)[0]?.trim().toLowerCase() === contentType;
  }

  /** An offer was made that never left. */
  takeBackOffer(): void {
    if (this.pending === 'local-offer') void this.rollbackDescription().catch(() => undefined);
  }

  async rollbackDescription(): Promise<void> {
    this.pending = undefined;
    await this.media.rollback();
  }

  /** Takes the offer of a call that is still ringing, so that candidates are there when it is answered. */
  async acceptEarly(sdp: string): Promise<void> {
    this.checkOffer(sdp);
    const done = this.media.acceptOffer(sdp);
    this.offer = sdp;
    this.acceptedEarly = { sdp, done };
    this.pending = 'remote-offer';
    await done;
  }

  /** From now on the sound is in this media session, which takes the offer that waits for our answer. */
  useMedia(media: MediaSession): Promise<void> {
    this.media = media;
    return this.retakeOffer();
  }

  /** The media session is a new one: it takes the offer again that still waits for our answer. */
  async retakeOffer(): Promise<void> {
    if (this.pending !== 'remote-offer') return;
    const done = this.media.acceptOffer(this.offer);
    if (this.acceptedEarly) this.acceptedEarly = { sdp: this.offer, done };
    await done;
  }

  /** The next offer gathers again under new ICE credentials. */
  restartIce(): void {
    this.iceRestart = true;
  }

  /** The call ends: an offer that is being made does not leave any more. */
  end(): void {
    this.over = true;
  }

  /** The media session outlives this dialog: whoever has taken it closes it. */
  release(): void {
    this.released = true;
  }

  close(): void {
    if (this.released) return;
    void this.media.close().catch(() => undefined);
  }

  /** Tones go to the media session directly, as this seam could only fire and forget. */
  sendDtmf(): boolean {
    return false;
  }

  private isAsked(): boolean {
    return this.pending === 'remote-offer';
  }

  private checkOffer(sdp: string): void {
    if (encryptsSound(sdp)) return;
    const refusal = new NotEncrypted();
    this.hooks.onRefused(refusal);
    throw refusal;
  }

  /**
   * An answer that cannot be used ends a call that is only being made. sip.js would end one that stands, too; but a
   * gateway hands such answers through while its media relay is away, and has better ones a few seconds later.
   */
  private async takeAnswer(sdp: string): Promise<void> {
    this.answerRefused = false;
    try {
      if (!encryptsSound(sdp)) throw new NotEncrypted();
      await this.media.acceptAnswer(sdp);
      this.agreed = true;
    } catch (error) {
      this.hooks.onRefused(error);
      if (!this.agreed) throw error;
      this.answerRefused = true;
      await this.media.rollback();
    }
    this.pending = undefined;
  }

  private takeOfferOptions(): { iceRestart?: boolean } {
    const options = this.iceRestart ? { iceRestart: true } : {};
    this.iceRestart = false;
    return options;
  }
}

/**
 * Whether an offer says that its sender will not listen (RFC 3264 section 8.4, and the old 0.0.0.0, which
 * with ICE only says that the candidates count: RFC 9429 section 5.2.1).
 */
export function isHold(sdp: string): boolean {
  try {
    const session = parse(sdp);
    const audio = session.media.find((media) => media.type === 'audio');
    if (!audio) return false;
    const direction = audio.direction ?? session.direction ?? 'sendrecv';
    const address = audio.connection?.ip ?? session.connection?.ip;
    const usesIce = audio.iceUfrag !== undefined || session.iceUfrag !== undefined;
    return direction === 'sendonly' || direction === 'inactive' || (address === '0.0.0.0' && !usesIce);
  } catch {
    return false;
  }
}
