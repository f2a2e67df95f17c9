import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import WebSocket from 'ws';
import { passwordOf } from './users';
import { waitUntil } from './wait-until';

/** A SIP-over-WebSocket client with its messages written by hand: just enough to question a gateway. */
export interface SipSocket {
  /** Everything received, oldest first. */
  readonly received: readonly string[];
  readonly send: (message: string) => void;
  /** The first message, after the first `from`, that fits. */
  readonly waitFor: (pattern: RegExp, from?: number) => Promise<string>;
  /** One REGISTER, answered or not by a digest response to the challenge given; the reply to it. */
  readonly register: (user: string, options?: RegisterOptions) => Promise<string>;
  /** Answers a request without a body. */
  readonly reply: (request: string, status: string) => void;
  readonly close: () => Promise<void>;
}

export interface RegisterOptions {
  readonly challenge?: string;
  readonly password?: string;
  readonly expires?: number;
}

const answerTo = (challenge: string, user: string, password: string, uri: string) =>
  credentials(challenge, user, password || passwordOf(user), { method: 'REGISTER', uri });

const hash = (text: string) => createHash('md5').update(text).digest('hex');

/** What answers a challenge (RFC 8760, MD5 with qop=auth): the value of an Authorization header. */
export function credentials(
  challenge: string,
  user: string,
  password: string,
  { method, uri }: { method: string; uri: string },
): string {
  const value = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(challenge)?.[1] ?? '';
  const [realm, nonce, count, own] = [value('realm'), value('nonce'), '00000001', 'b7a1'];
  const secret = hash(`${user}:${realm}:${password}`);
  const response = hash(`${secret}:${nonce}:${count}:${own}:auth:${hash(`${method}:${uri}`)}`);
  const quoted = `username="${user}", realm="${realm}", nonce="${nonce}", uri="${uri}", response="${response}"`;
  return `Digest ${quoted}, algorithm=MD5, qop=auth, nc=${count}, cnonce="${own}"`;
}

/** Opens `url`, trusting only the authority in `caPem`. */
export async function openSipSocket(url: string, caPem: string): Promise<SipSocket> {
  const socket = new WebSocket(url, 'sip', { ca: readFileSync(caPem) });
  const received: string[] = [];
  socket.on('message', (data) => received.push(data.toString()));
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  const instance = Math.random().toString(36).slice(2);
  let sequence = 0;

  const waitFor = (pattern: RegExp, from = 0) =>
    waitUntil(`a message like ${pattern}`, () =>
      received.slice(from).find((message) => pattern.test(message)),
    );

  return {
    received,
    send: (message) => socket.send(message),
    waitFor,
    async register(user, { challenge, password = '', expires = 60 } = {}) {
      sequence += 1;
      const uri = 'sip:localhost';
      const lines = [
        `REGISTER ${uri} SIP/2.0`,
        `Via: SIP/2.0/WSS ${instance}.invalid;branch=z9hG4bK${instance}${sequence}`,
        'Max-Forwards: 70',
        `From: <sip:${user}@localhost>;tag=${instance}`,
        `To: <sip:${user}@localhost>`,
        `Call-ID: ${instance}`,
        `CSeq: ${sequence} REGISTER`,
        `Contact: <sip:${user}@${instance}.invalid;transport=ws>;expires=${expires}`,
        ...(challenge ? [`Authorization: ${answerTo(challenge, user, password, uri)}`] : []),
        'Content-Length: 0',
      ];
      socket.send(`${lines.join('\r\n')}\r\n\r\n`);
      return waitFor(new RegExp(`^SIP/2\\.0 [2-6][^]*CSeq: ${sequence} REGISTER`));
    },
    reply(request, status) {
      const copied = request
        .split('\r\n')
        .filter((line) => /^(Via|From|To|Call-ID|CSeq|Record-Route):/i.test(line));
      const tagged = copied.map((line) => (line.startsWith('To:') ? `${line};tag=${instance}` : line));
      const contact = `Contact: <sip:${instance}@${instance}.invalid;transport=ws>`;
      socket.send(`${[`SIP/2.0 ${status}`, ...tagged, contact, 'Content-Length: 0'].join('\r\n')}\r\n\r\n`);
    },
    close: () =>
      new Promise((resolve) => {
        socket.once('close', () => resolve());
        socket.terminate();
      }),
  };
}
