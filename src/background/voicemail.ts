import { PhoneError } from '../contract/phone-error';
import type { VoicemailState } from '../contract/snapshot';
import { type MessageSummary, parseMessageSummary } from '../domain/message-summary';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { Identity } from './kept-identity';
import type { SessionStorage } from './kept-state';
import type { KeptSubscriptions } from './kept-subscriptions';
import { orLog } from './storage-health';
import type { Store } from './store';

export interface VoicemailOptions {
  store: Store;
  session: SessionStorage;
  subscriptions: KeptSubscriptions;
  log: Logger;
}

const event = 'message-summary';
const accept = 'application/simple-message-summary';

/** What waits in the mailbox of whoever is signed in (RFC 3842), and where it is heard. */
export class Voicemail {
  private phone: Phone | undefined;
  private summary: MessageSummary | undefined;
  private number: string | undefined;

  constructor(private readonly options: VoicemailOptions) {}

  /** Somebody is signed in; what an earlier worker was told of their mailbox holds until the gateway tells more. */
  async begin(phone: Phone, { profile, user }: Identity): Promise<void> {
    this.phone = phone;
    this.number = profile.voicemailNumber;
    this.show();
    const { voicemail } = await this.options.session.read(['voicemail']);
    if (this.phone !== phone) return;
    this.summary ??= voicemail;
    this.show();
    const { subscriptions } = this.options;
    phone.subscriptions.subscribe(
      { event, target: user, accept },
      {
        onState: (_contentType, body) => body !== '' && this.tell(phone, body),
        onLost: (because) => {
          if (because === 'refused' && this.phone === phone) this.note(undefined);
        },
        onSaved: (saved) => this.phone === phone && subscriptions.keep(event, saved),
      },
      subscriptions.of(event),
    );
  }

  /** The profile has changed in place. */
  follow({ profile }: Identity): void {
    this.number = profile.voicemailNumber;
    this.show();
  }

  /** Nobody is signed in any more. */
  end(): void {
    if (!this.phone) return;
    this.phone = undefined;
    this.number = undefined;
    this.note(undefined);
  }

  /** The gateway has told, asked or not. What cannot be read changes nothing. */
  tell(phone: Phone, body: string): void {
    if (this.phone !== phone) return;
    const summary = parseMessageSummary(body);
    if (!summary) this.options.log.warn('a message summary that cannot be read');
    else if (!isSameValue(summary, this.summary)) this.note(summary);
  }

  /** Where the messages are heard. Throws PhoneError where nobody has said it. */
  numberToCall(): string {
    const number = this.number ?? this.summary?.account;
    if (number === undefined)
      throw new PhoneError('no-voicemail-number', 'neither profile nor gateway names one');
    return number;
  }

  private note(summary: MessageSummary | undefined): void {
    const { session, log } = this.options;
    this.summary = summary;
    this.show();
    void orLog(summary ? session.write({ voicemail: summary }) : session.remove('voicemail'), log);
  }

  private show(): void {
    const { store } = this.options;
    const { summary } = this;
    const canListen = this.number !== undefined || summary?.account !== undefined;
    const voicemail: VoicemailState | undefined =
      summary || canListen
        ? {
            waiting: summary?.waiting ?? false,
            ...(summary?.voice && { fresh: summary.voice.fresh, urgent: summary.voice.urgent }),
            canListen,
          }
        : undefined;
    if (!isSameValue(voicemail, store.snapshot.voicemail)) store.update({ voicemail });
  }
}
