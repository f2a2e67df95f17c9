import type { DialRules } from '../domain/dial-rules-settings';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import { Colleagues } from './colleagues';
import { DeviceWatch } from './device-watch';
import type { Identity } from './kept-identity';
import type { SessionStorage } from './kept-state';
import { KeptSubscriptions } from './kept-subscriptions';
import type { Store } from './store';
import { Voicemail } from './voicemail';

export interface WatchingOptions {
  store: Store;
  session: SessionStorage;
  /** The dial rules that apply to calls now. */
  rules(): DialRules | undefined;
  /** What is known of the calls of the user's number has changed. */
  onOwnCalls(): void;
  /** The same of the devices that are signed in with it. */
  onOwnDevices(): void;
  logger(source: string): Logger;
}

/** What the phone is told of beside its calls, for whoever is signed in. */
export class Watching {
  readonly voicemail: Voicemail;
  readonly colleagues: Colleagues;
  readonly devices: DeviceWatch;
  private readonly subscriptions: KeptSubscriptions;
  private phone: Phone | undefined;

  constructor({ store, session, rules, onOwnCalls, onOwnDevices, logger }: WatchingOptions) {
    this.subscriptions = new KeptSubscriptions(session, logger('background/kept-subscriptions'));
    const { subscriptions } = this;
    this.voicemail = new Voicemail({ store, session, subscriptions, log: logger('background/voicemail') });
    this.colleagues = new Colleagues({
      ...{ store, subscriptions, rules },
      now: Date.now,
      log: logger('background/colleagues'),
    });
    this.devices = new DeviceWatch({
      ...{ subscriptions, session },
      onCalls: onOwnCalls,
      onDevices: onOwnDevices,
      now: Date.now,
      log: logger('background/device-watch'),
    });
  }

  /** Somebody is signed in with this phone, or being signed in. */
  async begin(phone: Phone, identity: Identity): Promise<void> {
    this.phone = phone;
    await this.subscriptions.restore();
    if (this.phone !== phone) return;
    this.colleagues.begin(phone, identity);
    await Promise.all([this.voicemail.begin(phone, identity), this.devices.begin(phone, identity.user)]);
  }

  /** Their settings have changed. */
  follow(identity: Identity): void {
    this.voicemail.follow(identity);
  }

  /** Nobody is signed in any more. */
  end(): void {
    this.phone = undefined;
    this.voicemail.end();
    this.colleagues.end();
    this.devices.end();
    this.subscriptions.forget();
  }

  /** The gateway tells of messages without having been asked. */
  unsolicited(phone: Phone, body: string): void {
    this.voicemail.tell(phone, body);
  }
}
