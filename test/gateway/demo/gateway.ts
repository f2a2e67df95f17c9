import { CallServer } from './call-server';
import type { ConferenceRoom } from './conference-room';
import { Connection } from './connection';
import { type DigestAlgorithm, DigestAuthority } from './digest';
import type { Leg } from './leg';
import { MessageLog, type RecordedMessage } from './message-log';
import type { Told, Watcher } from './notifier';
import type { PlacedCall, PlacedCallOptions } from './placed-call';
import { Registrar, type Registration } from './registrar';
import { Script } from './script';
import { initialScript } from './script-state';
import { SocketServer, type TlsFiles } from './socket-server';
import { type DemoUser, demoUsers } from './users';

export interface DemoGatewayOptions {
  /** 0, or nothing, takes a free port. */
  port?: number;
  users?: readonly DemoUser[];
  realm?: string;
  /** One challenge for each, in this order. */
  algorithms?: readonly DigestAlgorithm[];
  /** With it the gateway speaks wss. */
  tls?: TlsFiles;
  /** From the hang-up of 602 to its call back. */
  callBackDelayMs?: number;
  /** How long a call outlives its socket. */
  lostSocketMs?: number;
  /** How long a request of the gateway waits for its answer. */
  requestTimeoutMs?: number;
  /** How long an answered call may go without its ACK. */
  ackTimeoutMs?: number;
  /** A gateway whose calls this one takes over when asked by Replaces. */
  partner?: DemoGateway;
  /** How long a user's phones ring for another user. */
  noAnswerMs?: number;
}

export interface DemoGateway {
  /** For example ws://127.0.0.1:40123 */
  readonly url: string;
  /** Host and port. */
  readonly address: string;
  readonly users: readonly DemoUser[];
  readonly script: Script;
  /** The newest 5000 SIP messages and keep-alives, both directions, oldest first. */
  readonly messages: readonly RecordedMessage[];
  registrations(): Registration[];
  /** The legs that are alive. */
  calls(): Leg[];
  /** The last 200 legs that have ended. */
  endedCalls(): Leg[];
  /** A conference that the gateway holds, whether anybody is in it or not. */
  room(number: string): ConferenceRoom;
  /** Requests of the gateway that wait for their answer, by method and branch. */
  openRequests(): string[];
  /** Open sockets. */
  connectionCount(): number;
  call(options: PlacedCallOptions): PlacedCall;
  /** Who is told of what. */
  watchers(event?: string): Watcher[];
  /** Tells all who watch that; how many they are. */
  tell(event: string, target: string, told: Told): number;
  /** Tells a user's clients of it who have not asked. */
  tellUnasked(user: string, event: string, told: Told): void;
  /** Forgets who watches what, without telling them. */
  forgetWatchers(): void;
  /** Resolves with the first value that is neither undefined nor false; rejects after `timeoutMs`. */
  until<Value>(what: string, probe: () => Value | undefined | false, timeoutMs?: number): Promise<Value>;
  close(): Promise<void>;
}

export async function startDemoGateway(options: DemoGatewayOptions = {}): Promise<DemoGateway> {
  const { users = demoUsers, realm = 'demo.ringtab', algorithms = ['MD5'] } = options;
  const watchers = new Set<() => void>();
  const changed = () => {
    for (const watcher of [...watchers]) watcher();
  };
  const state = initialScript();
  const log = new MessageLog();
  const passwordOf = (user: string) => users.find((known) => known.user === user)?.password;
  const authority = new DigestAuthority({ realm, algorithms }, passwordOf);
  const registrar = new Registrar(changed);
  const connections = new Set<Connection>();
  let nextConnectionId = 1;

  const server = new SocketServer(options.tls, (socket, remote) => {
    const connection = new Connection(nextConnectionId++, socket, remote, state, log, {
      message: (from, message) => calls.receive(from, message),
      closed: (closed) => {
        connections.delete(closed);
        calls.connectionClosed(closed);
        changed();
      },
      changed,
    });
    connections.add(connection);
    changed();
  });
  const calls = new CallServer({
    users,
    script: state,
    authority,
    registrar,
    changed,
    callsElsewhere: () => ({
      legs: options.partner?.calls() ?? [],
      ended: options.partner?.endedCalls() ?? [],
    }),
    host: () => `127.0.0.1:${server.port}`,
    callBackDelayMs: options.callBackDelayMs ?? 5000,
    timing: {
      lostSocketMs: options.lostSocketMs ?? 32_000,
      requestTimeoutMs: options.requestTimeoutMs ?? 32_000,
      ackTimeoutMs: options.ackTimeoutMs ?? 32_000,
      noAnswerMs: options.noAnswerMs ?? 180_000,
    },
  });
  const script = new Script(state, authority, {
    connections: () => [...connections],
    refuseConnections: (how) => server.refuse(how),
  });
  await server.listen(options.port ?? 0);

  let closing: Promise<void> | undefined;
  const close = async () => {
    registrar.clear();
    await calls.close();
    await server.close();
  };

  return {
    url: server.url,
    address: `127.0.0.1:${server.port}`,
    users,
    script,
    messages: log.all,
    registrations: () => registrar.all(),
    calls: () => [...calls.legs],
    endedCalls: () => [...calls.endedLegs],
    room: (number) => calls.room(number),
    openRequests: () => calls.transactions.open,
    connectionCount: () => connections.size,
    call: (placed) => calls.call(placed),
    watchers: (event) => calls.notifier.watchers(event),
    tell: (event, target, told) => calls.notifier.tell(event, target, told),
    tellUnasked: (user, event, told) => {
      for (const connection of connections)
        if (connection.user === user) calls.notifier.unsolicited(connection, user, event, told);
    },
    forgetWatchers: () => calls.notifier.forget(),
    until: (what, probe, timeoutMs = 30_000) => until(what, probe, timeoutMs, watchers),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
}

// Media makes no event of its own here, so a condition is looked at again every 20 ms besides.
function until<Value>(
  what: string,
  probe: () => Value | undefined | false,
  timeoutMs: number,
  watchers: Set<() => void>,
): Promise<Value> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      watchers.delete(look);
      clearInterval(interval);
      clearTimeout(timer);
      settle();
    };
    const look = () => {
      try {
        const value = probe();
        if (value !== undefined && value !== false) finish(() => resolve(value));
      } catch (error) {
        finish(() => reject(error));
      }
    };
    const interval = setInterval(look, 20);
    const timer = setTimeout(
      () => finish(() => reject(new Error(`not within ${timeoutMs} ms: ${what}`))),
      timeoutMs,
    );
    watchers.add(look);
    look();
  });
}
