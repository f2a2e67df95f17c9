// A company's web server by its own name, on any machine: the browser is told to take its key for good. The one
// in company-server.ts has a certificate that the browser really checks.
import { createHash, createPublicKey } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { createSelfSignedCertificate } from 'werift';

/** What is answered at a path. */
export interface Served {
  status?: number;
  text?: string;
  type?: string;
  /** Sent with it; whoever asks with it has it already, and gets 304. */
  etag?: string;
  /** Any web page may read it. */
  forEveryone?: boolean;
}

export interface ProfileServer {
  /** Of the browser: these hosts are this server, and its certificate is good. */
  browserArgs: string[];
  /** Answers at a path of all its hosts from now on; whatever is not served is not found. */
  serve(path: string, served: Served): void;
  /** What was asked so far: first lines and headers, as text. */
  requests(): string[];
  forget(): void;
  close(): Promise<void>;
}

/** @param hosts names that nobody has, such as company.test */
export async function startProfileServer(...hosts: string[]): Promise<ProfileServer> {
  const { keyPem, certPem } = await createSelfSignedCertificate({ signature: 3, hash: 4 });
  const served = new Map<string, Served>();
  const open = new Set<Socket>();
  let requests: string[] = [];

  function answer(request: IncomingMessage, response: ServerResponse): void {
    requests.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    const found = served.get(request.url ?? '') ?? { status: 404, text: 'Nothing here\n' };
    const isKnown = found.etag !== undefined && request.headers['if-none-match'] === found.etag;
    response.writeHead(isKnown ? 304 : (found.status ?? 200), {
      ...(found.etag !== undefined && { ETag: found.etag }),
      'Content-Type': found.type ?? 'application/json',
      ...(found.forEveryone && { 'Access-Control-Allow-Origin': '*' }),
    });
    response.end(isKnown ? '' : (found.text ?? ''));
  }

  const server = createServer({ key: keyPem, cert: certPem }, answer);
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const key = createPublicKey(certPem).export({ type: 'spki', format: 'der' });
  const rules = hosts.map((host) => `MAP ${host} 127.0.0.1:${port}`).join(',');
  return {
    browserArgs: [
      `--host-resolver-rules=${rules}`,
      `--ignore-certificate-errors-spki-list=${createHash('sha256').update(key).digest('base64')}`,
    ],
    serve: (path, what) => void served.set(path, what),
    requests: () => requests,
    forget: () => {
      requests = [];
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        for (const socket of open) socket.destroy();
      }),
  };
}
