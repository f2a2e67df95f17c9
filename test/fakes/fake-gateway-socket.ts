import type { GatewaySocket } from '../../src/sip/gateway-socket';

type Answer = (request: FakeRequest) => string | undefined;

export interface FakeRequest {
  method: string;
  header(name: string): string;
  text: string;
}

/** A gateway of one function: what it answers to each request; nothing when it keeps silent. */
export class FakeGateway {
  readonly requests: FakeRequest[] = [];
  readonly sockets: FakeGatewaySocket[] = [];
  answer: Answer = () => undefined;
  /** Whether a handshake succeeds. */
  up = true;
  /** Sockets that lead nowhere any more: nothing arrives, and neither end has been told. */
  readonly halfOpen = new Set<FakeGatewaySocket>();

  readonly openSocket = (): GatewaySocket => {
    const socket = new FakeGatewaySocket(this);
    this.sockets.push(socket);
    return socket as unknown as GatewaySocket;
  };

  get openSockets(): FakeGatewaySocket[] {
    return this.sockets.filter(({ open }) => open);
  }

  receive(socket: FakeGatewaySocket, text: string): void {
    if (this.halfOpen.has(socket)) return;
    if (text.trim() === '') {
      socket.deliver('\r\n');
      return;
    }
    const request = readRequest(text);
    this.requests.push(request);

    const answer = this.answer(request);
    if (answer !== undefined) socket.deliver(answer);
  }
}

export class FakeGatewaySocket {
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  binaryType = 'blob';
  open = false;

  constructor(private readonly gateway: FakeGateway) {
    queueMicrotask(() => {
      this.open = gateway.up;
      if (gateway.up) this.onopen?.();
      else this.onclose?.({ code: 1006 });
    });
  }

  send(text: string): void {
    queueMicrotask(() => this.gateway.receive(this, text));
  }

  deliver(data: string): void {
    if (this.open) this.onmessage?.({ data });
  }

  close(): void {
    this.open = false;
  }

  /** The gateway ends this socket. */
  drop(code = 1006): void {
    this.open = false;
    this.onclose?.({ code });
  }
}

/** A response to a request, with the headers that must be repeated. */
export function respond({ text }: FakeRequest, status: string, ...headers: string[]): string {
  const repeated = text
    .split('\r\n\r\n', 1)[0]
    ?.split('\r\n')
    .filter((line) => /^(via|from|to|call-id|cseq):/i.test(line))
    .map((line) => (/^to:/i.test(line) && !line.includes('tag=') ? `${line};tag=gateway` : line));
  return [`SIP/2.0 ${status}`, ...(repeated ?? []), ...headers, 'Content-Length: 0', '', ''].join('\r\n');
}

function readRequest(text: string): FakeRequest {
  return {
    text,
    method: text.split(' ', 1)[0] ?? '',
    header: (name) => new RegExp(`^${name}\\s*:\\s*(.*)$`, 'im').exec(text)?.[1]?.trim() ?? '',
  };
}
