import type { ClientTransactions } from './client-transactions';
import type { Connection } from './connection';
import type { ServerRequest } from './server-request';
import { formatSip, newBranch, randomToken } from './sip-text';

/** Somebody who is told of something (RFC 6665). */
export interface Watcher {
  /** Who subscribed. */
  user: string;
  event: string;
  /** Whom it is about: the user part of the Request-URI. */
  target: string;
  /** Seconds that were granted. */
  expires: number;
}

export interface Told {
  body?: string;
  contentType?: string;
  /** The Subscription-State; active when left out. */
  state?: string;
}

/** What the gateway knows of somebody; undefined when it has nothing to tell. */
export type StateOf = (target: string) => Told | undefined;

interface Subscription extends Watcher {
  callId: string;
  localTag: string;
  remoteTag: string;
  localUri: string;
  remoteUri: string;
  contact: string;
  sequence: number;
  connection: Connection;
}

export interface NotifierHost {
  viaHost(): string;
  contactUri(number: string): string;
  readonly transactions: ClientTransactions;
  /** The events that are served; all others get 489. */
  readonly events: ReadonlyMap<string, StateOf>;
  readonly requestTimeoutMs: number;
  changed(): void;
}

const longestExpires = 3_600;

/** Serves SUBSCRIBE, and tells those who watch. */
export class Notifier {
  private subscriptions: Subscription[] = [];

  constructor(private readonly host: NotifierHost) {}

  watchers(event?: string): Watcher[] {
    return this.subscriptions
      .filter((each) => event === undefined || each.event === event)
      .map(({ user, target, expires, event: of }) => ({ user, target, expires, event: of }));
  }

  receive(request: ServerRequest): void {
    const { message } = request;
    const event = (message.getHeader('event') ?? '').split(';', 1)[0]?.trim() ?? '';
    const stateOf = this.host.events.get(event);
    if (!stateOf) {
      request.respond(489, { headers: [['Allow-Events', [...this.host.events.keys()].join(', ')]] });
      return;
    }
    const known = this.subscriptions.find(
      ({ callId, localTag }) => callId === message.callId && localTag === message.toTag,
    );
    if (message.toTag && !known) {
      request.respond(481);
      return;
    }
    const expires = Math.min(Number(message.getHeader('expires') ?? longestExpires), longestExpires);
    const subscription = known ?? this.begin(request, event);
    Object.assign(subscription, { expires, connection: request.connection });
    subscription.contact = message.getHeader('contact')?.match(/<([^>]*)>/)?.[1] ?? subscription.contact;
    request.respond(200, {
      toTag: subscription.localTag,
      headers: [
        ['Expires', String(expires)],
        ['Contact', `<${this.host.contactUri(subscription.target)}>`],
      ],
    });
    if (expires === 0) this.end(subscription, 'terminated;reason=timeout');
    else this.send(subscription, stateOf(subscription.target) ?? {});
    this.host.changed();
  }

  /** Tells all who watch that; how many they are. */
  tell(event: string, target: string, told: Told): number {
    const found = this.subscriptions.filter((each) => each.event === event && each.target === target);
    for (const each of found) {
      if (told.state?.startsWith('terminated')) this.end(each, told.state, told);
      else this.send(each, told);
    }
    return found.length;
  }

  /** Forgets all of them without a word, as a gateway that was started anew. */
  forget(): void {
    this.subscriptions = [];
  }

  /** A NOTIFY that nobody has asked for, outside of any dialog. */
  unsolicited(connection: Connection, user: string, event: string, told: Told): void {
    const uri = this.host.contactUri(user).split(';')[0] ?? '';
    const callId = `${randomToken(8)}@gateway`;
    const of = {
      callId,
      localTag: randomToken(),
      remoteTag: '',
      localUri: uri,
      remoteUri: uri,
      contact: uri,
    };
    const nobody = { ...of, user, target: user, event, expires: 0, sequence: 0, connection };
    this.send(nobody, { ...told, state: 'active' });
  }

  private begin({ message, connection }: ServerRequest, event: string): Subscription {
    const subscription: Subscription = {
      user: message.from.uri.user ?? '',
      event,
      target: message.ruri?.user ?? '',
      expires: 0,
      callId: message.callId,
      localTag: randomToken(),
      remoteTag: message.fromTag,
      localUri: message.to.uri.toString(),
      remoteUri: message.from.uri.toString(),
      contact: '',
      sequence: 0,
      connection,
    };
    this.subscriptions.push(subscription);
    return subscription;
  }

  private end(subscription: Subscription, state: string, told: Told = {}): void {
    this.subscriptions = this.subscriptions.filter((other) => other !== subscription);
    this.send(subscription, { ...told, state });
  }

  private send(to: Subscription, { body = '', contentType, state }: Told): void {
    const branch = newBranch();
    to.sequence += 1;
    const text = formatSip(
      `NOTIFY ${to.contact} SIP/2.0`,
      [
        ['Via', `SIP/2.0/WS ${this.host.viaHost()};branch=${branch}`],
        ['Max-Forwards', '70'],
        ['From', `<${to.localUri}>;tag=${to.localTag}`],
        ['To', `<${to.remoteUri}>${to.remoteTag === '' ? '' : `;tag=${to.remoteTag}`}`],
        ['Call-ID', to.callId],
        ['CSeq', `${to.sequence} NOTIFY`],
        ['Contact', `<${this.host.contactUri(to.target)}>`],
        ['Event', to.event],
        ['Subscription-State', state ?? `active;expires=${to.expires}`],
        ...(body === '' ? [] : [['Content-Type', contentType ?? 'text/plain'] as const]),
      ],
      body,
    );
    const timeoutMs = this.host.requestTimeoutMs;
    void this.host.transactions
      .send(to.connection, { branch, method: 'NOTIFY', text, timeoutMs })
      .then(({ status }) => {
        if (status === 481) this.subscriptions = this.subscriptions.filter((other) => other !== to);
        this.host.changed();
      });
  }
}

/** A mailbox with so many new and old messages (RFC 3842). */
export function mailbox(fresh: number, old = 0): Told {
  const lines = [`Messages-Waiting: ${fresh > 0 ? 'yes' : 'no'}`, `Voice-Message: ${fresh}/${old} (0/0)`];
  return { contentType: 'application/simple-message-summary', body: `${lines.join('\r\n')}\r\n` };
}
