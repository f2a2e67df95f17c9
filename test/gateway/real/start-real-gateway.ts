import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificates, createTrustingHome } from './certificates';
import { type DeskPhone, type DeskPhoneOptions, startDeskPhone } from './desk-phone';
import { type Guardian, startGuardian } from './guardian';
import { createKamailio, type Kamailio } from './kamailio';
import {
  closeWebSockets,
  type OpenDialog,
  type RegisteredContact,
  readDialogs,
  readRegistrations,
  readTransactions,
  setNumber,
} from './kamailio-rpc';
import { coturnConfig, rtpengineArguments } from './media-config';
import { realGatewayMissing } from './missing';
import { leasePorts, type PortBlock } from './ports';
import { answersRtpengine, answersStun, askByTcp } from './probes';
import { type ServerProcess, startServer } from './server-process';
import { type SippCall, startSippCall } from './sipp-call';
import type { SippCaller } from './sipp-scenario';
import { GATEWAY_USERS, type GatewayUser } from './users';
import { waitUntil } from './wait-until';

export interface RealGatewayOptions {
  /** Tried first for secure WebSocket; 9443 when not given, another free port when taken. */
  readonly wssPort?: number;
  /** Digest algorithm of its challenges. Desk phones know MD5 only. */
  readonly digest?: 'MD5' | 'SHA-256';
  /** `host[:port]` of the STUN server that it names at each registration; none when left out. */
  readonly namedStun?: string;
  /** Certificates of the authorities of other gateways, for a browser that is to reach those too. */
  readonly alsoTrusted?: readonly string[];
}

export interface OpenCalls {
  readonly dialogs: readonly OpenDialog[];
  /** Call-IDs for which rtpengine still holds ports. */
  readonly mediaCalls: readonly string[];
}

export interface RealGateway {
  /** host:port as a profile's Address has it. */
  readonly address: string;
  readonly wssUrl: string;
  readonly wssPort: number;
  readonly sipPort: number;
  readonly stun: { readonly host: string; readonly port: number };
  readonly turn: {
    readonly host: string;
    readonly port: number;
    readonly username: string;
    readonly credential: string;
    readonly url: string;
    /** From where it sends what it relays. */
    readonly relayPorts: { readonly first: number; readonly last: number };
  };
  /** File with the private authority's certificate. */
  readonly caPem: string;
  /** A HOME for Chromium in which that authority is trusted. */
  readonly nssHome: string;
  readonly users: readonly GatewayUser[];
  readonly directory: string;
  readonly logs: { readonly kamailio: string; readonly rtpengine: string; readonly coturn: string };
  readonly startPhone: (options: DeskPhoneOptions) => Promise<DeskPhone>;
  /** A far end that does exactly what it is told: sipp. */
  readonly startSipp: (caller: SippCaller) => Promise<SippCall>;
  /** Who is registered now. */
  readonly registrations: () => Promise<readonly RegisteredContact[]>;
  /** What is still open at the gateway; both lists are empty when no call was left behind. */
  readonly activeCalls: () => Promise<OpenCalls>;
  /** Transactions that are not over: requests that still wait, or are still repeated. */
  readonly openTransactions: () => Promise<readonly string[]>;
  /** Whether phones that a call rang at are told why it stops ringing (RFC 3326); they are, to begin with. */
  readonly giveReasons: (given: boolean) => Promise<void>;
  /** Closes every WebSocket in order, with 1000. */
  readonly closeSockets: () => Promise<void>;
  /** rtpengine: killed it forgets all calls; frozen it keeps its ports and passes nothing on. */
  readonly media: Pick<ServerProcess, 'kill'> & {
    readonly start: () => Promise<void>;
    readonly freeze: () => void;
    readonly resume: () => void;
  };
  /** The process id of Kamailio's first process, while it runs. */
  readonly kamailioPid: () => number | undefined;
  /** Kills Kamailio: sockets are reset, registrations and dialogs forgotten. */
  readonly kill: () => Promise<void>;
  /** Kills Kamailio if it runs, and starts it on the same ports. */
  readonly restart: () => Promise<void>;
  /** Kamailio keeps its sockets and stops answering, until resume(). */
  readonly freeze: () => void;
  readonly resume: () => void;
  /** Ends phones and servers, frees the ports and removes the directory. Idempotent. */
  readonly stop: () => Promise<void>;
}

const TURN_USER = { username: 'ringtab', credential: 'amber-turn-kestrel' };

interface Parts {
  readonly directory: string;
  readonly ports: PortBlock;
  readonly guardian: Guardian;
}

async function startRtpengine({ directory, ports, guardian }: Parts): Promise<ServerProcess> {
  const [control, list] = [ports.at('rtpengineControl'), ports.at('rtpengineList')];
  const args = rtpengineArguments(control, list, ports.range('media'));
  const logFile = join(directory, 'rtpengine.log');
  const server = await startServer(
    { name: 'rtpengine', command: 'rtpengine', args, logFile, directory },
    guardian,
  );
  await waitUntil('rtpengine to answer', () => answersRtpengine(control), { giveUp: server.assertAlive });
  return server;
}

async function startCoturn({ directory, ports, guardian }: Parts): Promise<ServerProcess> {
  const port = ports.at('turn');
  const configFile = join(directory, 'turnserver.conf');
  await writeFile(configFile, coturnConfig({ port, relay: ports.range('relay'), directory, ...TURN_USER }));
  const logFile = join(directory, 'coturn.log');
  const command = { name: 'coturn', command: 'turnserver', args: ['-c', configFile], logFile, directory };
  const server = await startServer(command, guardian);
  await waitUntil('coturn to answer', () => answersStun(port), { giveUp: server.assertAlive });
  return server;
}

async function readMediaCalls(listPort: number): Promise<readonly string[]> {
  const answer = await askByTcp(listPort, 'list sessions all');
  return [...answer.matchAll(/^callid:\s*(\S+)/gm)].map((match) => match[1] ?? '');
}

/** Starts Kamailio, rtpengine and coturn on loopback; resolves when each of them really answers. */
export async function startRealGateway(options: RealGatewayOptions = {}): Promise<RealGateway> {
  const missing = realGatewayMissing();
  if (missing.length > 0) throw new Error(`the real gateway needs ${missing.join(', ')}`);
  const [directory, ports] = await Promise.all([
    mkdtemp(join(tmpdir(), 'ringtab-gateway-')),
    leasePorts(options.wssPort ?? 9443),
  ]);
  const guardian = startGuardian(directory);
  const parts: Parts = { directory, ports, guardian };
  try {
    return await assemble(parts, options);
  } catch (error) {
    await Promise.all([guardian.end(), ports.release()]);
    throw error;
  }
}

async function assemble(
  parts: Parts,
  { digest = 'MD5', namedStun, alsoTrusted = [] }: RealGatewayOptions,
): Promise<RealGateway> {
  const { directory, ports, guardian } = parts;
  const [firstRtpengine, coturn, [certificates, nssHome]] = await Promise.all([
    startRtpengine(parts),
    startCoturn(parts),
    createCertificates(directory).then(
      async (made) => [made, await createTrustingHome(directory, [made.caPem, ...alsoTrusted])] as const,
    ),
  ]);
  const [sipPort, rpcPort, turnPort] = [ports.at('sip'), ports.at('rpc'), ports.at('turn')];
  // Only after rtpengine: Kamailio asks it once at its start and then ignores it for a minute.
  const kamailio: Kamailio = createKamailio(
    {
      ...{ directory, sipPort, rpcPort, digest, wssPort: ports.wss },
      ...{ certPem: certificates.certPem, keyPem: certificates.keyPem },
      rtpengineControlPort: ports.at('rtpengineControl'),
      databaseDirectory: join(directory, 'database'),
      ...(namedStun !== undefined && { stun: namedStun }),
    },
    certificates.caPem,
    guardian,
  );
  await kamailio.start();

  const phones: DeskPhone[] = [];
  let rtpengine: ServerProcess | undefined = firstRtpengine;
  let stopping: Promise<void> | undefined;

  async function stop(): Promise<void> {
    kamailio.resume();
    rtpengine?.signal('SIGCONT');
    await Promise.all(phones.map((phone) => phone.stop()));
    await Promise.all([kamailio.kill(), rtpengine?.kill(), coturn.kill()]);
    await Promise.all([guardian.end(), ports.release()]);
  }

  return {
    address: `localhost:${ports.wss}`,
    wssUrl: `wss://localhost:${ports.wss}/`,
    wssPort: ports.wss,
    sipPort,
    stun: { host: '127.0.0.1', port: turnPort },
    turn: {
      host: '127.0.0.1',
      port: turnPort,
      url: `turn:127.0.0.1:${turnPort}?transport=udp`,
      ...TURN_USER,
      relayPorts: ports.range('relay'),
    },
    caPem: certificates.caPem,
    nssHome,
    users: GATEWAY_USERS,
    directory,
    logs: { kamailio: kamailio.logFile, rtpengine: firstRtpengine.logFile, coturn: coturn.logFile },
    async startPhone(phoneOptions) {
      const phone = await startDeskPhone(phoneOptions, {
        directory,
        guardian,
        gatewayPort: sipPort,
        firstPort: await ports.nextPhone(),
      });
      phones.push(phone);
      return phone;
    },
    async startSipp(caller) {
      const firstPort = await ports.nextPhone();
      return startSippCall(caller, { directory, guardian, gatewayPort: sipPort, firstPort });
    },
    registrations: () => readRegistrations(rpcPort),
    async activeCalls() {
      const [dialogs, mediaCalls] = await Promise.all([
        readDialogs(rpcPort),
        readMediaCalls(ports.at('rtpengineList')),
      ]);
      return { dialogs, mediaCalls };
    },
    openTransactions: () => readTransactions(rpcPort),
    giveReasons: (given) => setNumber(rpcPort, 'tm.local_cancel_reason', given ? 1 : 0),
    closeSockets: () => closeWebSockets(rpcPort),
    media: {
      async kill() {
        await rtpengine?.kill();
        rtpengine = undefined;
      },
      async start() {
        rtpengine ??= await startRtpengine(parts);
      },
      freeze: () => rtpengine?.signal('SIGSTOP'),
      resume: () => rtpengine?.signal('SIGCONT'),
    },
    kamailioPid: kamailio.pid,
    kill: kamailio.kill,
    async restart() {
      await kamailio.kill();
      await kamailio.start();
    },
    freeze: kamailio.freeze,
    resume: kamailio.resume,
    stop() {
      stopping ??= stop();
      return stopping;
    },
  };
}
