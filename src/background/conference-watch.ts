import { type ConferenceInfo, type ConferencePerson, withConferenceInfo } from '../domain/conference-info';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { Subscription } from '../sip/subscription';
import { pacedRefresh } from './paced-refresh';

export interface ConferenceWatchOptions {
  phone: Phone;
  /** The address of the conference. */
  focus: string;
  /** Who is in it, as it is told; not called where the gateway tells nothing. */
  onPeople(people: Iterable<ConferencePerson>): void;
  now(): number;
  log: Logger;
}

/** Who is in a conference that the gateway holds (RFC 4575), for as long as we are. */
export class ConferenceWatch {
  private readonly subscription: Subscription;
  private readonly refresh: ReturnType<typeof pacedRefresh>;
  private info: ConferenceInfo | undefined;

  constructor(private readonly options: ConferenceWatchOptions) {
    const { phone, focus, now, log } = options;
    this.refresh = pacedRefresh(now);
    this.subscription = phone.subscriptions.subscribe(
      { event: 'conference', target: focus, accept: 'application/conference-info+xml' },
      {
        onState: (_contentType, body) => this.tell(body),
        onLost: (because) => {
          this.info = undefined;
          if (because === 'again') return;
          log.info(`who is in the conference is not told: ${because}`);
          this.close();
        },
      },
    );
  }

  /** Idempotent. */
  close(): void {
    this.subscription.close();
  }

  private tell(body: string): void {
    if (body === '') return;
    const told = withConferenceInfo(this.info, body);
    if (!told) {
      this.options.log.info('people of a conference that cannot be read, or as they were before');
      return;
    }
    this.info = told.info;
    this.options.onPeople(told.info.people.values());
    if (told.lost) this.refresh(this.subscription);
  }
}
