import type { MediaHost, MediaSession } from '../contract/media-session';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { SavedDialog } from '../sip/saved-dialog';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallMedia } from './call-media';
import type { SavedCall } from './kept-state';
import type { OtherPhones } from './other-phones';

/** A saved call that stands. */
export interface SavedTalk extends SavedCall {
  call: Talking;
  dialog: SavedDialog;
}

export function stands(saved: SavedCall): saved is SavedTalk {
  return saved.call.state === 'talking' && saved.dialog !== undefined;
}

/** Takes up again a call that the worker died in: the same dialog, the same media session. */
export class CallResumption {
  constructor(
    private readonly book: CallBook,
    private readonly host: MediaHost,
    private readonly media: CallMedia,
    private readonly otherPhones: Pick<OtherPhones, 'prepareAgain'>,
    private readonly log: Logger,
  ) {}

  /**
   * The call, whose far end is not yet told; undefined when it cannot be taken up, and is over.
   *
   * @param back settled once the gateway can be reached
   */
  async resume(
    { call, mediaId = call.id, otherPhone, ...saved }: SavedTalk,
    signedIn: SignedIn,
    back: Promise<void>,
  ): Promise<Entry | undefined> {
    const leg = otherPhone && this.otherPhones.prepareAgain(call, otherPhone, signedIn);
    const adopted = leg ? leg.far : await this.adopt(mediaId);
    const media = adopted ?? this.host.open(mediaId, signedIn.media);
    // A hold that was under way goes out with the re-INVITE.
    const entry = this.book.add({ ...call, holdPending: false, interrupted: true }, leg ?? media, saved);
    try {
      this.book.follow(entry, signedIn.phone.resume(saved.dialog, media));
      leg?.resume(signedIn.phone);
    } catch (error) {
      this.log.error(`a call cannot be taken up again: ${String(error)}`);
      this.book.end(call.id, 'phone-restarted');
      return undefined;
    }
    entry.reachable = back;
    if (adopted) await this.media.bringTo(call, media);
    else await this.media.renewed(entry);
    // An adopted one has its microphone, unless the worker died as it gave the call its media anew.
    void this.media.startMicrophone(entry);
    return entry;
  }

  /** Nothing of a call that is over may go on listening. */
  async closeMedia(id: string): Promise<void> {
    const media = await this.adopt(id);
    await media?.close().catch((error) => this.log.warn(`media not closed: ${String(error)}`));
  }

  /** A document that does not answer has no media session either. */
  private adopt(id: string): Promise<MediaSession | undefined> {
    return this.host.adopt(id).catch((error) => {
      this.log.warn(`no media session found: ${String(error)}`);
      return undefined;
    });
  }
}
