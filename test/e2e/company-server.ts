// A company's web server as the browser really meets it: a certificate that its authority has signed, ETags,
// redirects, refusals, an answer that never ends; and the same over http, where gateways have their settings files.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server, Socket } from 'node:net';
import { listenOnOwnPort } from '../gateway/demo/own-port';
import { type Certificates, createCertificates, createTrustingHome } from '../gateway/real/certificates';

export interface Page {
  text?: string;
  status?: number;
  type?: string;
  /** Any web page may read it: no permission is needed. */
  forEveryone?: boolean;
  /** Leads there instead. */
  location?: string;
  /** The text again and again, as long as somebody listens. */
  endless?: boolean;
}

export interface PageRequest {
  method: string;
  /** With its query. */
  path: string;
  headers: IncomingMessage['headers'];
  /** What was answered. */
  status: number;
}

export class CompanyServer {
  private readonly pages = new Map<string, Page>();
  private readonly open = new Set<Socket>();
  private servers: Server[] = [];
  private ports = [0, 0];
  /** In the order in which they came. */
  readonly requests: PageRequest[] = [];
  /** How many endless answers are still being sent. */
  sending = 0;

  private constructor(
    private readonly certificates: Certificates,
    /** A home in which a browser trusts the company's authority. */
    readonly nssHome: string,
  ) {}

  /** @param folder for certificates; the caller's to remove */
  static async start(folder: string): Promise<CompanyServer> {
    const certificates = await createCertificates(folder);
    const server = new CompanyServer(certificates, await createTrustingHome(folder, [certificates.caPem]));
    await server.up();
    return server;
  }

  /** Where a path is. */
  url(path: string, scheme: 'https' | 'http' = 'https'): string {
    return `${scheme}://127.0.0.1:${this.ports[scheme === 'https' ? 0 : 1]}${path}`;
  }

  /** Answers at a path from now on, over https and http; whatever is not served is not found. */
  serve(path: string, page: Page | string): void {
    this.pages.set(path, typeof page === 'string' ? { text: page, forEveryone: true } : page);
  }

  /** The requests for a path. */
  asked(path: string): PageRequest[] {
    return this.requests.filter((request) => request.path.split('?')[0] === path);
  }

  /** Listens, at the same ports as before. */
  async up(): Promise<void> {
    const { keyPem, certPem } = this.certificates;
    const secure = { key: readFileSync(keyPem), cert: readFileSync(certPem) };
    const answer = this.answer.bind(this);
    this.servers = [createHttpsServer(secure, answer), createHttpServer(answer)];
    this.ports = await Promise.all(
      this.servers.map((server, index) => this.listen(server, this.ports[index])),
    );
  }

  /** Is gone, with all its connections. */
  async down(): Promise<void> {
    const closed = this.servers.map((server) => new Promise((done) => server.close(done)));
    for (const socket of this.open) socket.destroy();
    await Promise.all(closed);
  }

  private listen(server: Server, port = 0): Promise<number> {
    server.on('connection', (socket: Socket) => {
      this.open.add(socket);
      socket.on('close', () => this.open.delete(socket));
      socket.on('error', () => socket.destroy());
    });
    return listenOnOwnPort(server, port);
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const path = request.url ?? '';
    const page = this.pages.get(path.split('?')[0] ?? '') ?? { status: 404, text: 'Nothing here\n' };
    const { text = '', type = 'application/json', forEveryone = false, location, endless = false } = page;
    const etag = `"${createHash('sha256').update(text).digest('hex').slice(0, 16)}"`;
    const isKnown = page.status === undefined && request.headers['if-none-match'] === etag;
    const status = location ? 302 : isKnown ? 304 : (page.status ?? 200);
    this.requests.push({ method: request.method ?? '', path, headers: request.headers, status });
    response.writeHead(status, {
      'Content-Type': type,
      ETag: etag,
      'Set-Cookie': 'visit=1; SameSite=None; Secure',
      ...(forEveryone && { 'Access-Control-Allow-Origin': '*' }),
      ...(location && { Location: location }),
    });
    if (endless) this.sendOn(response, text);
    else response.end(isKnown || location ? '' : text);
  }

  private sendOn(response: ServerResponse, text: string): void {
    this.sending++;
    response.on('close', () => this.sending--);
    const more = () => {
      while (!response.destroyed && response.write(text));
    };
    response.on('drain', more);
    more();
  }
}
