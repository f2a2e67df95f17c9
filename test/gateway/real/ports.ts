import { createSocket } from 'node:dgram';
import { createServer, type Server } from 'node:net';

const LOOPBACK = '127.0.0.1';
// Below Linux's ephemeral range, so that no outgoing connection sits on a port of ours.
const FIRST_BLOCK = 20_000;
const LAST_BLOCK = 31_000;
const BLOCK_SIZE = 1000;

/** Where things sit in a block of ports. */
export const OFFSET = {
  sip: 1,
  rpc: 2,
  wss: 3,
  rtpengineControl: 4,
  rtpengineList: 5,
  turn: 6,
  phones: 100,
  media: 400,
  relay: 800,
} as const;

const PORTS_OF_A_PHONE = 20;

export interface PortBlock {
  readonly at: (offset: keyof typeof OFFSET) => number;
  readonly wss: number;
  /** First of twenty ports for one desk phone. */
  readonly nextPhone: () => Promise<number>;
  readonly range: (offset: 'media' | 'relay') => { readonly first: number; readonly last: number };
  readonly release: () => Promise<void>;
}

function listen(port: number, host: string): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => resolve(server));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

async function isTcpFree(port: number): Promise<boolean> {
  try {
    await close(await listen(port, LOOPBACK));
    return true;
  } catch {
    return false;
  }
}

function isUdpFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    socket.once('error', () => resolve(false));
    socket.bind(port, LOOPBACK, () => socket.close(() => resolve(true)));
  });
}

/** Nobody on 127.0.0.1 has this port, neither over TCP nor over UDP. */
export async function isPortFree(port: number): Promise<boolean> {
  return (await isTcpFree(port)) && (await isUdpFree(port));
}

// A lease is a listener on 127.0.0.2: another test process that tries the same port sees it taken,
// and the port itself stays free for the server it is meant for.
async function lease(port: number, needed: readonly number[]): Promise<Server | undefined> {
  let server: Server;
  try {
    server = await listen(port, '127.0.0.2');
  } catch {
    return undefined;
  }
  server.unref();
  for (const each of needed) {
    if (!(await isPortFree(each))) {
      await close(server);
      return undefined;
    }
  }
  return server;
}

/** A block of ports that no other gateway uses; secure WebSocket gets `wssPort` when that is free. */
export async function leasePorts(wssPort: number): Promise<PortBlock> {
  const blocks = (LAST_BLOCK - FIRST_BLOCK) / BLOCK_SIZE + 1;
  const start = process.pid % blocks;
  for (let tried = 0; tried < blocks; tried += 1) {
    const base = FIRST_BLOCK + ((start + tried) % blocks) * BLOCK_SIZE;
    const control = [
      OFFSET.sip,
      OFFSET.rpc,
      OFFSET.wss,
      OFFSET.rtpengineControl,
      OFFSET.rtpengineList,
      OFFSET.turn,
    ];
    const block = await lease(
      base,
      control.map((offset) => base + offset),
    );
    if (block) return portBlock(base, block, wssPort, await lease(wssPort, [wssPort]));
  }
  throw new Error(
    `no free block of ${BLOCK_SIZE} ports between ${FIRST_BLOCK} and ${LAST_BLOCK + BLOCK_SIZE}`,
  );
}

function portBlock(base: number, block: Server, wssPort: number, wss: Server | undefined): PortBlock {
  let phone = base + OFFSET.phones;
  return {
    at: (offset) => base + OFFSET[offset],
    wss: wss ? wssPort : base + OFFSET.wss,
    async nextPhone() {
      while (phone + PORTS_OF_A_PHONE <= base + OFFSET.media) {
        const first = phone;
        phone += PORTS_OF_A_PHONE;
        const needed = [first, first + 1, first + 2];
        if ((await Promise.all(needed.map(isPortFree))).every(Boolean)) return first;
      }
      throw new Error('no ports left for another desk phone');
    },
    range: (offset) => ({
      first: base + OFFSET[offset],
      last: base + (offset === 'media' ? OFFSET.relay : BLOCK_SIZE) - 1,
    }),
    async release() {
      await Promise.all([block, wss].map((server) => server && close(server)));
    },
  };
}
