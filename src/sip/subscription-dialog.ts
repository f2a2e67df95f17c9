import { type Core, Grammar } from 'sip.js';

/** The dialog of a subscription, as it is renewed after the worker died. */
export interface SavedSubscription {
  callId: string;
  localTag: string;
  /** The last number used. */
  cseq: number;
  /** '' until the other side has named itself. */
  remoteTag: string;
  remoteTarget: string;
  routeSet: string[];
}

/** Renewals since the last save may have used higher numbers; a gap is allowed (RFC 3261 section 12.2.1.1). */
const sequenceGap = 100;

/** The dialog of one subscription (RFC 6665 section 4.4.1). */
export class SubscriptionDialog {
  readonly state: SavedSubscription;
  /** The number of the last NOTIFY. */
  private heard = 0;

  constructor(saved?: SavedSubscription) {
    const [callId, localTag] = [crypto.randomUUID(), crypto.randomUUID().slice(0, 13)];
    this.state = saved
      ? { ...saved, cseq: saved.cseq + sequenceGap }
      : { callId, localTag, cseq: 0, remoteTag: '', remoteTarget: '', routeSet: [] };
  }

  /** The other side has accepted it, or has told something in it. */
  get stands(): boolean {
    return this.state.remoteTag !== '';
  }

  isNamedBy({ callId, toTag }: Core.IncomingRequestMessage): boolean {
    return callId === this.state.callId && toTag === this.state.localTag;
  }

  /** The status of a NOTIFY that changes nothing; undefined for one that does. */
  statusOf({ fromTag, cseq }: Core.IncomingRequestMessage): number | undefined {
    if (!this.stands) return undefined;
    // A SUBSCRIBE that was forked stands once (RFC 6665 section 4.4.1).
    if (fromTag !== this.state.remoteTag) return 481;
    if (cseq < this.heard) return 500;
    return cseq === this.heard ? 200 : undefined;
  }

  /** What a NOTIFY says of the other side. True when something is new. */
  hear(request: Core.IncomingRequestMessage): boolean {
    this.heard = request.cseq;
    return this.adopt(request.fromTag, request.getHeader('Contact'), request.getHeaders('Record-Route'));
  }

  /** The other side's part, of the first NOTIFY or of the answer; later only its address may change. */
  adopt(remoteTag: string, contact: string | undefined, routeSet: string[]): boolean {
    const { state } = this;
    const isNew = !this.stands;
    const remoteTarget = Grammar.nameAddrHeaderParse(contact ?? '')?.uri?.toString() ?? state.remoteTarget;
    const changed = isNew || remoteTarget !== state.remoteTarget;
    Object.assign(state, { remoteTarget, ...(isNew && { remoteTag, routeSet }) });
    return changed;
  }
}
