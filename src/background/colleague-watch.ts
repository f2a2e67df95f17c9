import { type Availability, availabilityOf, ringingCall } from '../domain/availability';
import { type DialogInfo, type WatchedDialog, withDialogInfo } from '../domain/dialog-info';
import { parsePresence } from '../domain/pidf';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { Subscription } from '../sip/subscription';
import type { KeptSubscriptions } from './kept-subscriptions';
import { pacedRefresh } from './paced-refresh';

/** What is asked for, the most telling first: calls (RFC 4235), or presence (RFC 3856). */
const events = [
  { event: 'dialog', accept: 'application/dialog-info+xml' },
  { event: 'presence', accept: 'application/pidf+xml' },
] as const;

type Event = (typeof events)[number];

export interface ColleagueWatchOptions {
  phone: Phone;
  extension: string;
  /** Events that this gateway does not know. */
  unknown: Set<string>;
  subscriptions: KeptSubscriptions;
  onChanged(): void;
  now(): number;
  log: Logger;
}

/** Whether one colleague can be called, for as long as somebody looks at it. */
export class ColleagueWatch {
  state: Availability | undefined;
  /** A call that rings there and can be picked up. */
  ringing: WatchedDialog | undefined;
  private info: DialogInfo | undefined;
  private subscription: Subscription | undefined;
  private readonly refresh: ReturnType<typeof pacedRefresh>;
  private closed = false;
  /** Under which its dialog is kept. */
  private name: string | undefined;

  constructor(private readonly options: ColleagueWatchOptions) {
    this.refresh = pacedRefresh(options.now);
    this.ask(0);
  }

  /** Idempotent. */
  close(): void {
    this.closed = true;
    this.subscription?.close();
    if (this.name !== undefined) this.options.subscriptions.keep(this.name, undefined);
  }

  /** Asks for this event, or the first after it that the gateway knows. */
  private ask(from: number): void {
    const { phone, extension, unknown, subscriptions } = this.options;
    const place = events.findIndex(({ event }, at) => at >= from && !unknown.has(event));
    const wanted = events[place];
    if (!wanted || this.closed) return;
    const name = `${wanted.event} ${extension}`;
    this.name = name;
    this.subscription = phone.subscriptions.subscribe(
      { ...wanted, target: extension },
      {
        onState: (_contentType, body) => this.tell(wanted, body),
        onLost: (because) => {
          this.know(undefined, undefined);
          if (because === 'unknown-event') unknown.add(wanted.event);
          if (because !== 'again') this.instead(place + 1);
        },
        onSaved: (saved) => this.closed || subscriptions.keep(name, saved),
      },
      subscriptions.of(name),
    );
  }

  /** This event is refused: perhaps another one is not. */
  private instead(from: number): void {
    if (!events.some(({ event }, at) => at >= from && !this.options.unknown.has(event))) return;
    this.subscription?.close();
    this.ask(from);
  }

  private tell({ event }: Event, body: string): void {
    if (event === 'presence') {
      const state = parsePresence(body);
      if (state) this.know(state, undefined);
      return;
    }
    const told = withDialogInfo(this.info, body);
    if (!told) {
      this.options.log.info('a state that cannot be read, or is an old one');
      return;
    }
    this.info = told.info;
    this.know(availabilityOf(told.info), ringingCall(told.info));
    if (told.lost) this.refresh(this.subscription);
  }

  private know(state: Availability | undefined, ringing: WatchedDialog | undefined): void {
    if (state === undefined) this.info = undefined;
    this.state = state;
    this.ringing = ringing;
    if (!this.closed) this.options.onChanged();
  }
}
