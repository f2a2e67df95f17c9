import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js';
import type { Connection } from './connection';
import type { ServerRequest } from './server-request';
import { ALL_CONTACTS, type Header } from './sip-text';

export interface Registration {
  user: string;
  contact: string;
  instanceId: string | undefined;
  /** Seconds that were granted. */
  expires: number;
}

export interface Binding extends Registration {
  key: string;
  expiresAt: number;
  connection: Connection;
  timer: NodeJS.Timeout;
}

interface ContactRequest {
  uri: string;
  instanceId: string | undefined;
  key: string;
  expires: number;
}

const DEFAULT_EXPIRES = 3600;

/** Who can be reached where: RFC 3261 section 10.3, with instance ids as in RFC 5626. */
export class Registrar {
  private readonly bindings = new Map<string, Binding>();

  constructor(private readonly changed: () => void) {}

  all(): Registration[] {
    return [...this.bindings.values()].map(({ user, contact, instanceId, expires }) => ({
      user,
      contact,
      instanceId,
      expires,
    }));
  }

  bindingsOf(user: string): Binding[] {
    return [...this.bindings.values()].filter((binding) => binding.user === user && binding.connection.open);
  }

  /** Answers a REGISTER whose sender has proved to be `user`. */
  register(request: ServerRequest, user: string, minExpires: number, headers: readonly Header[] = []): void {
    const contacts = readContacts(request.message, user);
    const tooBrief =
      contacts !== 'all' && contacts.some(({ expires }) => expires > 0 && expires < minExpires);
    if (tooBrief) {
      request.respond(423, { headers: [['Min-Expires', String(minExpires)]] });
      return;
    }
    if (contacts === 'all') this.removeWhere((binding) => binding.user === user);
    else for (const contact of contacts) this.bind(user, contact, request.connection);
    request.connection.user = user;
    const date: Header = ['Date', new Date().toUTCString()];
    request.respond(200, { headers: [...this.contactHeaders(user), ...headers, date] });
    this.changed();
  }

  connectionClosed(connection: Connection): void {
    this.removeWhere((binding) => binding.connection === connection);
  }

  clear(): void {
    this.removeWhere(() => true);
  }

  private bind(
    user: string,
    { uri, instanceId, key, expires }: ContactRequest,
    connection: Connection,
  ): void {
    this.removeWhere((binding) => binding.key === key);
    if (expires === 0) return;
    const timer = setTimeout(() => this.removeWhere((binding) => binding.timer === timer), expires * 1000);
    const expiresAt = Date.now() + expires * 1000;
    this.bindings.set(key, { user, contact: uri, instanceId, expires, key, expiresAt, connection, timer });
  }

  private removeWhere(condition: (binding: Binding) => boolean): void {
    for (const binding of [...this.bindings.values()].filter(condition)) {
      clearTimeout(binding.timer);
      this.bindings.delete(binding.key);
      this.changed();
    }
  }

  private contactHeaders(user: string): Header[] {
    return [...this.bindings.values()]
      .filter((binding) => binding.user === user)
      .map(({ contact, instanceId, expiresAt }) => {
        const left = Math.max(1, Math.round((expiresAt - Date.now()) / 1000));
        const instance = instanceId === undefined ? '' : `;+sip.instance="${instanceId}"`;
        return ['Contact', `<${contact}>;expires=${left}${instance}`];
      });
  }
}

function readContacts(request: IncomingRequestMessage, user: string): ContactRequest[] | 'all' {
  const common = Number(request.getHeader('expires') ?? DEFAULT_EXPIRES);
  if (request.hasHeader(ALL_CONTACTS)) return 'all';
  return request.getHeaders('contact').map((contact) => {
    const uri = contact.match(/<([^>]*)>/)?.[1] ?? contact.split(';')[0]?.trim() ?? '';
    const parameters = contact.slice(contact.indexOf(uri) + uri.length);
    const instanceId = parameters.match(/\+sip\.instance="([^"]*)"/i)?.[1];
    const regId = parameters.match(/;\s*reg-id=(\d+)/i)?.[1] ?? '';
    const expires = Number(parameters.match(/;\s*expires=(\d+)/i)?.[1] ?? common);
    return { uri, instanceId, key: `${user} ${instanceId ?? uri} ${regId}`, expires };
  });
}
