import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type WebSocket, WebSocketServer } from 'ws';
import { listenOnOwnPort } from './own-port';

export interface TlsFiles {
  key: string | Buffer;
  cert: string | Buffer;
}

export type OnSocket = (socket: WebSocket, remote: { address: string; port: number }) => void;

/** The listening side: a WebSocket server for the subprotocol `sip` on 127.0.0.1, which can refuse to serve. */
export class SocketServer {
  private readonly sockets: WebSocketServer;
  private readonly server: Server;
  private refusing: 'http' | 'port' | undefined;
  private listeningOn = 0;

  constructor(
    private readonly tls: TlsFiles | undefined,
    onSocket: OnSocket,
  ) {
    // Pings are answered by hand, because a silent gateway must not even do that.
    this.sockets = new WebSocketServer({
      noServer: true,
      autoPong: false,
      handleProtocols: (offered) => (offered.has('sip') ? 'sip' : false),
    });
    this.server = tls ? createHttpsServer({ key: tls.key, cert: tls.cert }) : createHttpServer();
    this.server.on('request', (_request, response) =>
      response.writeHead(426).end('SIP over WebSocket only\n'),
    );
    this.server.on('upgrade', (request, socket, head) => {
      if (this.refusing) return socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
      if (!/\bsip\b/.test(request.headers['sec-websocket-protocol'] ?? '')) {
        return socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
      }
      const { remoteAddress: address = '127.0.0.1', remotePort: port = 0 } = request.socket;
      this.sockets.handleUpgrade(request, socket, head, (webSocket) =>
        onSocket(webSocket, { address, port }),
      );
    });
  }

  get port(): number {
    return this.listeningOn;
  }

  get url(): string {
    return `${this.tls ? 'wss' : 'ws'}://127.0.0.1:${this.port}`;
  }

  async listen(port: number): Promise<void> {
    this.listeningOn = await listenOnOwnPort(this.server, port);
  }

  /** Sockets that are open stay open. */
  async refuse(how: 'http' | 'port' | undefined): Promise<void> {
    this.refusing = how;
    if (how === 'port') await this.stopListening();
    else if (!this.server.listening) await this.listen(this.listeningOn);
  }

  async close(): Promise<void> {
    for (const socket of this.sockets.clients) socket.terminate();
    this.sockets.close();
    await this.stopListening(true);
  }

  private async stopListening(wait = false): Promise<void> {
    if (!this.server.listening) return;
    // close() calls back only once upgraded sockets are gone too, but stops listening at once.
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeIdleConnections();
    if (wait) await closed;
  }
}
