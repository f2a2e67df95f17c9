const PATIENCE_MS = 2000;

/** One registered contact, as the registrar has it. */
export interface RegisteredContact {
  readonly user: string;
  readonly contact: string;
  readonly userAgent: string;
  readonly expiresInS: number;
  /** Where it came from: sip:address:port;transport=ws for a browser, empty for a desk phone. */
  readonly received: string;
  readonly callId: string;
  readonly instance: string;
}

/** One dialog that the gateway still keeps. */
export interface OpenDialog {
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly state: 'unconfirmed' | 'early' | 'confirmed';
}

export async function callRpc(
  port: number,
  method: string,
  params: readonly unknown[] = [],
): Promise<unknown> {
  const response = await fetch(`http://127.0.0.1:${port}/rpc`, {
    method: 'POST',
    body: JSON.stringify({ jsonrpc: '2.0', id: 1, method, params }),
    // A kept-alive connection would be handed to the next Kamailio after a restart.
    headers: { 'content-type': 'application/json', connection: 'close' },
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const answer: unknown = await response.json();
  const error = field(answer, 'error');
  if (error !== undefined) throw new Error(`${method}: ${text(field(error, 'message'))}`);
  return field(answer, 'result');
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

// Kamailio writes this where a contact has no such thing.
const known = (value: unknown) => text(value).replace('[not set]', '');

function registeredContact(user: string, contact: unknown): RegisteredContact {
  return {
    user,
    contact: text(field(contact, 'Address')),
    userAgent: known(field(contact, 'User-Agent')),
    expiresInS: Number(field(contact, 'Expires')),
    received: known(field(contact, 'Received')),
    callId: text(field(contact, 'Call-ID')),
    instance: known(field(contact, 'Instance')),
  };
}

export async function readRegistrations(port: number): Promise<readonly RegisteredContact[]> {
  const dump = await callRpc(port, 'ul.dump');
  return list(field(dump, 'Domains')).flatMap((domain) =>
    list(field(field(domain, 'Domain'), 'AoRs')).flatMap((aor) => {
      const info = field(aor, 'Info');
      const user = text(field(info, 'AoR'));
      return list(field(info, 'Contacts'))
        .map((each) => registeredContact(user, field(each, 'Contact')))
        .filter((contact) => contact.expiresInS > 0);
    }),
  );
}

// The dialog module's numbers; 5 is a dialog that is over and waits to be freed.
const STATES = { 1: 'unconfirmed', 2: 'early', 3: 'confirmed', 4: 'confirmed' } as const;

export async function readDialogs(port: number): Promise<readonly OpenDialog[]> {
  const dialogs = await callRpc(port, 'dlg.list');
  return list(dialogs).flatMap((dialog) => {
    const state = STATES[Number(field(dialog, 'state')) as keyof typeof STATES];
    if (!state) return [];
    const [callId, from, to] = ['call-id', 'from_uri', 'to_uri'].map((name) => text(field(dialog, name)));
    return [{ callId: callId ?? '', from: from ?? '', to: to ?? '', state }];
  });
}

/**
 * Those that wait for an answer, or repeat a message, by their method and Call-ID. One that is over is kept 5 s for late
 * repetitions, and is in the list with the others then.
 */
export async function readTransactions(port: number): Promise<readonly string[]> {
  const stats = await callRpc(port, 'tm.stats');
  if (Number(field(stats, 'current')) <= Number(field(stats, 'waiting'))) return [];
  const transactions = list(await callRpc(port, 'tm.list'));
  return transactions.map((each) =>
    ['method', 'callid', 'lifetime'].map((name) => text(field(each, name))).join(' '),
  );
}

export async function closeWebSockets(port: number): Promise<void> {
  const { connections } = (await callRpc(port, 'ws.dump')) as { connections: unknown };
  for (const connection of list(connections)) {
    const [, id] = /^(?:id: )?(\d+)/.exec(text(field(connection, 'id') ?? connection)) ?? [];
    if (id !== undefined) await callRpc(port, 'ws.close', [Number(id)]);
  }
}

/** Changes one of Kamailio's settings that can be changed while it runs, by `group.name`. */
export async function setNumber(port: number, setting: string, value: number): Promise<void> {
  const [group = '', name = ''] = setting.split('.');
  await callRpc(port, 'cfg.set_now_int', [group, name, value]);
}
