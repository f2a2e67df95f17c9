import { type DialogInfo, type WatchedDialog, withDialogInfo } from '../domain/dialog-info';
import { type NamesTold, withNamesTold } from '../domain/other-devices';
import { hasOthers, type RegisteredContacts, withRegInfo } from '../domain/registered-devices';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { Subscription } from '../sip/subscription';
import type { SessionStorage } from './kept-state';
import type { KeptSubscriptions } from './kept-subscriptions';
import { pacedRefresh } from './paced-refresh';
import { orLog } from './storage-health';

export interface DeviceWatchOptions {
  subscriptions: KeptSubscriptions;
  session: SessionStorage;
  /** What is known of the calls has changed. */
  onCalls(): void;
  /** The same of the devices. */
  onDevices(): void;
  now(): number;
  log: Logger;
}

/**
 * What the gateway tells of the user's own number: its calls, at whatever device (RFC 4235), and the devices that are
 * signed in with it (RFC 3680, or else the answer to the last REGISTER).
 */
export class DeviceWatch {
  /** Undefined where the gateway does not tell. */
  calls: DialogInfo | undefined;
  /** What those calls have been called. */
  names: NamesTold = {};
  private readonly answeredAt = new Map<string, number>();
  private registered: RegisteredContacts | undefined;
  private answered: readonly string[] = [];
  private own = '';
  private phone: Phone | undefined;

  constructor(private readonly options: DeviceWatchOptions) {}

  /** Somebody is signed in with this phone. */
  async begin(phone: Phone, user: string): Promise<void> {
    this.phone = phone;
    this.own = phone.contactName;
    const { ownCallNames } = await this.options.session.read(['ownCallNames']);
    if (this.phone !== phone) return;
    this.names = ownCallNames ?? {};
    this.watch(phone, user, 'dialog', 'application/dialog-info+xml', (body, refresh) => {
      if (body !== undefined) this.tellCalls(body, refresh);
      else this.forgetCalls();
      this.options.onCalls();
    });
    this.watch(phone, user, 'reg', 'application/reginfo+xml', (body, refresh) => {
      const told = body === undefined ? undefined : withRegInfo(this.registered, body);
      if (body === undefined || told) this.registered = told?.info;
      if (told?.lost) refresh();
      this.options.onDevices();
    });
  }

  /** Nobody is signed in any more. */
  end(): void {
    this.phone = undefined;
    this.answered = [];
    this.registered = undefined;
    this.forgetCalls();
    this.keep({});
    this.options.onDevices();
  }

  /** The user parts of the contacts that the answer to a REGISTER has. */
  registeredAs(phone: Phone, users: readonly string[]): void {
    if (this.phone !== undefined && this.phone !== phone) return;
    this.own = phone.contactName;
    this.answered = users;
    this.options.onDevices();
  }

  /** There is another device that is signed in. */
  get hasOthers(): boolean {
    return hasOthers(this.registered ? [...this.registered.contacts.values()] : this.answered, this.own);
  }

  /** Milliseconds since the epoch: since when it is known that somebody talks there. */
  talkingSince({ id }: WatchedDialog): number | undefined {
    return this.answeredAt.get(id);
  }

  private watch(
    phone: Phone,
    target: string,
    event: string,
    accept: string,
    tell: (body: string | undefined, refresh: () => void) => void,
  ): void {
    const { subscriptions, now } = this.options;
    const refresh = pacedRefresh(now);
    const name = `own ${event}`;
    const heard = (body: string | undefined) => {
      if (this.phone === phone) tell(body, () => refresh(subscription));
    };
    const subscription: Subscription = phone.subscriptions.subscribe(
      { event, target, accept },
      {
        onState: (_contentType, body) => heard(body),
        onLost: () => heard(undefined),
        onSaved: (saved) => this.phone === phone && subscriptions.keep(name, saved),
      },
      subscriptions.of(name),
    );
  }

  private tellCalls(body: string, refresh: () => void): void {
    const { now, log } = this.options;
    const told = withDialogInfo(this.calls, body);
    if (!told) {
      log.info('a state that cannot be read, or is an old one');
      return;
    }
    this.calls = told.info;
    const names = withNamesTold(this.names, told.info);
    if (!isSameValue(names, this.names)) this.keep(names);
    const talking = [...told.info.dialogs.values()].filter(({ state }) => state === 'confirmed');
    for (const id of this.answeredAt.keys())
      if (!talking.some((dialog) => dialog.id === id)) this.answeredAt.delete(id);
    for (const { id } of talking) if (!this.answeredAt.has(id)) this.answeredAt.set(id, now());
    if (told.lost) refresh();
  }

  /** The next worker is not told of them again. */
  private keep(names: NamesTold): void {
    const { session, log } = this.options;
    this.names = names;
    void orLog(session.write({ ownCallNames: names }), log);
  }

  private forgetCalls(): void {
    this.calls = undefined;
    this.answeredAt.clear();
  }
}
