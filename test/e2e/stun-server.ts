// A STUN server on loopback that is silent, or answers when the test says so.
import { createSocket, type Socket } from 'node:dgram';

/** What an answer says our address is (RFC 5737). */
export const reflexiveAddress = '203.0.113.7';

export class StunServer {
  private waiting: (() => void)[] = [];
  private silent = true;
  /** Requests that have come in. */
  requests = 0;
  /** Resolves when somebody asks. */
  readonly asked: Promise<void>;

  private constructor(private readonly socket: Socket) {
    this.asked = new Promise((resolve) => socket.once('message', () => resolve()));
    socket.on('message', (request, { address, port }) => {
      this.requests++;
      const reply = () => socket.send(bindingResponse(request), port, address);
      if (this.silent) this.waiting.push(reply);
      else reply();
    });
  }

  /** A server that takes requests and keeps its answers to itself. */
  static async open(): Promise<StunServer> {
    const socket = createSocket('udp4');
    await new Promise<void>((done) => socket.bind(0, '127.0.0.1', done));
    return new StunServer(socket);
  }

  get port(): number {
    return this.socket.address().port;
  }

  get url(): string {
    return `stun:127.0.0.1:${this.port}`;
  }

  /** Answers from now on, and what has been asked already. */
  speak(): void {
    this.silent = false;
    for (const reply of this.waiting.splice(0)) reply();
  }

  goSilent(): void {
    this.silent = true;
    this.waiting = [];
  }

  close(): void {
    this.socket.close();
  }
}

/** RFC 8489: a binding success with XOR-MAPPED-ADDRESS 203.0.113.7:40000. */
function bindingResponse(request: Buffer): Buffer {
  const cookie = 0x2112a442;
  const response = Buffer.alloc(32);
  response.writeUInt16BE(0x0101, 0);
  response.writeUInt16BE(12, 2);
  request.copy(response, 4, 4, 20);
  response.writeUInt16BE(0x0020, 20);
  response.writeUInt16BE(8, 22);
  response.writeUInt8(1, 25);
  response.writeUInt16BE(40000 ^ (cookie >>> 16), 26);
  response.writeUInt32BE((0xcb007107 ^ cookie) >>> 0, 28);
  return response;
}
