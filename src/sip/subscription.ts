import type { Core, UserAgent } from 'sip.js';
import {
  afterAnswer,
  afterTermination,
  type NextStep,
  overAfter,
  readSubscriptionState,
  renewAfter,
  type SubscriptionState,
  wantedExpires,
} from '../domain/subscription';
import type { Logger } from '../log/logger';
import { type Accepted, sendSubscribe, type Watched } from './subscribe-request';
import { type SavedSubscription, SubscriptionDialog } from './subscription-dialog';
import { targetUri } from './target-uri';

export interface SubscriptionDelegate {
  /** A state was told, as it is; '' where the gateway has nothing to tell. */
  onState(contentType: string, body: string): void;
  /** What was told before is not known any more: it is asked for again, or was refused. */
  onLost(because: 'again' | 'unknown-event' | 'refused'): void;
  onSaved?(saved: SavedSubscription | undefined): void;
}

export interface SubscriptionOptions {
  userAgent: UserAgent;
  /** Where a number is. */
  domain(): string;
  /** Not all SUBSCRIBEs leave at once. */
  inTurn(send: () => Promise<void>): Promise<void>;
  onClosed(): void;
  random(): number;
  log: Logger;
}

/** Milliseconds for the last NOTIFY of one that is given up. */
const lastWords = 5_000;

/**
 * One subscription (RFC 6665) for as long as it is wanted: renewed before it expires, asked for again where it is
 * lost. sip.js's own is not used, as it takes a NOTIFY only after its SUBSCRIBE, throws on some, and dies with the worker.
 */
export class Subscription {
  private dialog: SubscriptionDialog;
  private expires = wantedExpires;
  private failures = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  /** Until what was granted is over. */
  private expiry: ReturnType<typeof setTimeout> | undefined;
  private asking = false;
  private askAgain = false;
  private connected = false;
  private closed = false;

  constructor(
    readonly watched: Watched,
    private readonly delegate: SubscriptionDelegate,
    private readonly options: SubscriptionOptions,
    saved?: SavedSubscription,
  ) {
    this.dialog = new SubscriptionDialog(saved);
  }

  /** Registered over a new socket; at another gateway nobody knows the dialog. */
  connect(moved: boolean): void {
    this.connected = true;
    this.failures = 0;
    if (moved) this.begin();
    this.later(0);
  }

  disconnect(): void {
    this.connected = false;
    clearTimeout(this.timer);
    clearTimeout(this.expiry);
    if (this.closed) this.options.onClosed();
    else this.delegate.onLost('again');
  }

  isNamedBy(request: Core.IncomingRequestMessage): boolean {
    return this.dialog.isNamedBy(request);
  }

  /** A NOTIFY within it; answers its status. */
  receive(request: Core.IncomingRequestMessage): number {
    const event = (request.getHeader('Event') ?? '').split(';', 1)[0]?.trim().toLowerCase();
    const state = readSubscriptionState(request.getHeader('Subscription-State'));
    if (event !== this.watched.event || !state) return 489;
    const status = this.dialog.statusOf(request);
    if (status !== undefined) return status;
    if (this.dialog.hear(request)) this.save();
    this.tell(request, state.state);
    if (state.state === 'terminated')
      this.over(afterTermination(state, this.failures, this.options.random()));
    else if (state.expires !== undefined) {
      this.granted(state.expires);
      if (!this.asking) this.later(renewAfter(state.expires));
    }
    return 200;
  }

  /** Asks for all there is to tell, at once. */
  refresh(): void {
    this.later(0);
  }

  /** Not wanted any more. Idempotent. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearTimeout(this.timer);
    clearTimeout(this.expiry);
    if (!this.connected || !(this.asking || this.dialog.stands)) {
      this.options.onClosed();
      return;
    }
    this.timer = setTimeout(() => this.options.onClosed(), lastWords);
    if (!this.asking) void this.ask(0);
  }

  private tell(request: Core.IncomingRequestMessage, state: SubscriptionState['state']): void {
    if (this.closed || (request.body === '' && state !== 'active')) return;
    this.delegate.onState((request.getHeader('Content-Type') ?? '').toLowerCase(), request.body);
  }

  private later(after: number): void {
    clearTimeout(this.timer);
    if (this.closed || !this.connected) return;
    if (after === 0) void this.ask(this.expires);
    else this.timer = setTimeout(() => void this.ask(this.expires), after);
  }

  private async ask(expires: number): Promise<void> {
    if (this.asking) {
      this.askAgain = true;
      return;
    }
    this.asking = true;
    await this.options.inTurn(() => this.subscribe(expires));
    this.asking = false;
    const again = this.askAgain;
    this.askAgain = false;
    if (!this.closed) return again ? this.later(0) : undefined;
    if (expires === 0) return;
    // It was given up while the answer was on its way.
    if (this.dialog.stands) await this.ask(0);
    else this.options.onClosed();
  }

  private async subscribe(expires: number): Promise<void> {
    if (!this.connected || (this.closed && expires > 0)) return;
    const { dialog, watched } = this;
    const { userAgent, log, domain, random } = this.options;
    const inDialog = dialog.stands;
    const target = targetUri(watched.target, domain());
    const answer = await sendSubscribe(userAgent, { ...watched, dialog: dialog.state, target, expires });
    dialog.state.cseq = answer.cseq;
    // The socket took the answer along, or another dialog has begun meanwhile.
    if (!this.connected || dialog !== this.dialog) return;
    if (answer.accepted) this.accepted(answer.accepted, inDialog);
    if (this.closed) return;
    if (!answer.accepted) log.info(`SUBSCRIBE ${watched.event}: ${answer.status}`);
    const next = afterAnswer({ ...answer, inDialog }, this.failures, random());
    if (next.do === 'renew') {
      this.granted(answer.expires ?? wantedExpires);
      this.later(next.after);
    } else if (inDialog && next.do === 'again' && next.after > 0) {
      // Until it is over, what was granted before still holds (RFC 6665 section 4.1.2.2).
      this.failures += 1;
      this.later(next.after);
    } else this.over(next);
  }

  private accepted({ toTag, contact, routes }: Accepted, wasThere: boolean): void {
    if (!this.dialog.stands) this.dialog.adopt(toTag, contact, routes);
    // Not sooner is it one that stands: a gateway may accept, tell and end each at once.
    if (wasThere) this.failures = 0;
    this.save();
  }

  private granted(expires: number): void {
    clearTimeout(this.expiry);
    if (!this.closed) this.expiry = setTimeout(() => this.expired(), overAfter(expires));
  }

  /** It could not be renewed in time: the gateway tells nothing any more, and what it has told is old. */
  private expired(): void {
    this.begin();
    this.delegate.onLost('again');
    if (this.asking) this.askAgain = true;
  }

  /** It does not stand any more, or has never stood. */
  private over(next: NextStep): void {
    this.begin();
    if (this.closed) {
      clearTimeout(this.timer);
      this.options.onClosed();
      return;
    }
    if (next.do === 'renew') return;
    if (next.do === 'again' && next.expires !== undefined) this.expires = next.expires;
    this.failures += 1;
    this.delegate.onLost(next.do === 'rest' ? next.because : 'again');
    this.later(next.after);
  }

  private begin(): void {
    clearTimeout(this.expiry);
    this.dialog = new SubscriptionDialog();
    this.delegate.onSaved?.(undefined);
  }

  private save(): void {
    if (!this.closed) this.delegate.onSaved?.({ ...this.dialog.state });
  }
}
