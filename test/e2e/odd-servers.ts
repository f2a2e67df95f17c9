// What may listen at an address instead of a SIP gateway.
import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createSelfSignedCertificate } from 'werift';
import { WebSocketServer } from 'ws';

export interface OddServer {
  /** 127.0.0.1 with its port. */
  address: string;
  /** TCP connections so far. */
  connections(): number;
  close(): Promise<void>;
}

async function listen(server: Server): Promise<OddServer> {
  const open = new Set<Socket>();
  let count = 0;
  server.on('connection', (socket: Socket) => {
    count++;
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(0, '127.0.0.1', listening);
  });
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    connections: () => count,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
}

/** An address where nobody listens: the port was free a moment ago. */
export async function nobody(): Promise<string> {
  const server = await listen(createTcpServer());
  await server.close();
  return server.address;
}

/** Takes connections and never says a word. */
export function silentServer(): Promise<OddServer> {
  return listen(createTcpServer());
}

/** An ordinary web server. */
export function webServer(): Promise<OddServer> {
  return listen(createHttpServer((_request, response) => response.end('Welcome\n')));
}

/** Takes WebSockets for SIP and never answers a request. */
export async function muteWebSocketServer(): Promise<OddServer> {
  const http = createHttpServer();
  const sockets = new WebSocketServer({ server: http, handleProtocols: () => 'sip' });
  const server = await listen(http);
  return {
    ...server,
    close: async () => {
      sockets.close();
      await server.close();
    },
  };
}

/** Encrypts with a certificate that it has issued to itself. */
export async function selfSignedServer(): Promise<OddServer> {
  const { keyPem, certPem } = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  return listen(createHttpsServer({ key: keyPem, cert: certPem }));
}
