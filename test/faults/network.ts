// The network between a browser and a gateway on loopback, as far as tests must be able to cut it.
import { createSocket, type RemoteInfo, type Socket as UdpSocket } from 'node:dgram';
import { connect, createServer, type Socket } from 'node:net';
import { listenOnOwnPort } from '../gateway/demo/own-port';

const loopback = '127.0.0.1';

interface Pair {
  client: Socket;
  server: Socket | undefined;
}

/** Passes TCP connections on to a port of this machine, until it is told otherwise. */
export class TcpRelay {
  private readonly pairs = new Set<Pair>();
  private frozen = false;
  private readonly server = createServer({ pauseOnConnect: true }, (client) => this.take(client));
  private listeningOn = 0;

  /** @param target the port that new connections go to */
  private constructor(public target: number) {}

  static async open(target: number): Promise<TcpRelay> {
    const relay = new TcpRelay(target);
    await relay.accept();
    return relay;
  }

  get port(): number {
    return this.listeningOn;
  }

  /** Nothing passes any more, and nobody is told: what is sent waits, as TCP would repeat it. */
  freeze(): void {
    this.frozen = true;
    for (const { client, server } of this.pairs) {
      client.pause();
      server?.pause();
    }
  }

  /** What waited goes on its way. */
  pass(): void {
    this.frozen = false;
    for (const pair of this.pairs) {
      if (!pair.server) this.join(pair);
      pair.client.resume();
      pair.server?.resume();
    }
  }

  /** Resets every connection at both ends. */
  reset(): void {
    for (const pair of this.pairs) this.end(pair);
  }

  /** New connections are refused, as where nobody listens. */
  refuse(): void {
    // It calls back only when the last connection is gone, but stops listening at once.
    this.server.close();
  }

  async accept(): Promise<void> {
    if (this.server.listening) return;
    this.listeningOn = await listenOnOwnPort(this.server, this.listeningOn);
  }

  close(): void {
    this.refuse();
    this.reset();
  }

  private take(client: Socket): void {
    const pair: Pair = { client, server: undefined };
    this.pairs.add(pair);
    client.on('error', () => this.end(pair));
    client.on('close', () => this.over(pair, pair.server));
    if (this.frozen) return;
    this.join(pair);
    client.resume();
  }

  private join(pair: Pair): void {
    const { client } = pair;
    const server = connect({ port: this.target, host: loopback });
    pair.server = server;
    client.on('data', (chunk) => server.write(chunk));
    server.on('data', (chunk) => client.write(chunk));
    server.on('error', () => this.end(pair));
    server.on('close', () => this.over(pair, client));
  }

  /** One end has closed in order: so does the other, after what was sent. */
  private over(pair: Pair, other: Socket | undefined): void {
    this.pairs.delete(pair);
    other?.destroySoon();
  }

  private end(pair: Pair): void {
    this.pairs.delete(pair);
    pair.client.resetAndDestroy();
    pair.server?.resetAndDestroy();
  }
}

/** Of the packets of sound, from 0 to 1: how many are lost on their way to the target, and back. */
export interface SoundLoss {
  there: number;
  back: number;
}

/** Passes datagrams on to a port of this machine, until it is told otherwise. */
export class UdpRelay {
  private readonly upstream = new Map<number, UdpSocket>();
  private passing = true;
  private loss: SoundLoss = { there: 0, back: 0 };
  /** What of a packet is still owed to the loss. */
  private readonly owed: SoundLoss = { there: 0, back: 0 };

  private constructor(
    private readonly socket: UdpSocket,
    private readonly target: number,
  ) {
    socket.on('message', (message, from) => this.passOn(message, from));
  }

  static async open(target: number): Promise<UdpRelay> {
    const socket = createSocket('udp4');
    await new Promise<void>((bound) => socket.bind(0, loopback, bound));
    return new UdpRelay(socket, target);
  }

  get port(): number {
    return this.socket.address().port;
  }

  /** Everything is lost. */
  cut(): void {
    this.passing = false;
  }

  pass(): void {
    this.passing = true;
  }

  /** So much of the sound that goes through a TURN server is lost, evenly spread; everything else passes. */
  lose(loss: SoundLoss): void {
    this.loss = loss;
  }

  /** From now on every sender seems to be at another address. */
  renumber(): void {
    for (const socket of this.upstream.values()) socket.close();
    this.upstream.clear();
  }

  async close(): Promise<void> {
    this.renumber();
    await new Promise<void>((closed) => this.socket.close(closed));
  }

  private passOn(message: Buffer, { port }: RemoteInfo): void {
    if (!this.passes(message, 'there')) return;
    let socket = this.upstream.get(port);
    if (!socket) {
      socket = createSocket('udp4');
      socket.on('message', (answer) => {
        if (this.passes(answer, 'back')) this.socket.send(answer, port, loopback);
      });
      socket.on('error', () => undefined);
      this.upstream.set(port, socket);
    }
    socket.send(message, this.target, loopback);
  }

  private passes(message: Buffer, way: keyof SoundLoss): boolean {
    if (!this.passing) return false;
    if (!isSound(message)) return true;
    this.owed[way] += this.loss[way];
    if (this.owed[way] < 1) return true;
    this.owed[way] -= 1;
    return false;
  }
}

/** Whether TURN's ChannelData (RFC 8656 section 12.4) carries RTP, and not a report about it (RFC 5761 section 4). */
function isSound(message: Buffer): boolean {
  const [first = 0, , , , version = 0, payloadType = 0] = message;
  const isReport = payloadType >= 192 && payloadType <= 223;
  return first >> 6 === 1 && version >> 6 === 2 && !isReport;
}
