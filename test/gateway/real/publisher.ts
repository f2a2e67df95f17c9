import { createSocket } from 'node:dgram';
import { credentials } from './sip-socket';
import { passwordOf } from './users';

export interface Published {
  /** Whose state it is. */
  about: string;
  event: string;
  contentType: string;
  body: string;
}

const patienceMs = 5_000;

/**
 * Tells a gateway over UDP of a state (PUBLISH, RFC 3903), signed in as `user`; rejects unless it is accepted.
 *
 * @param before what an earlier one has answered: this one takes its place
 * @returns the entity tag by which the next one does
 */
export async function publish(
  port: number,
  user: string,
  published: Published,
  before?: string,
): Promise<string | undefined> {
  const socket = createSocket('udp4');
  try {
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    const own = { port: socket.address().port, id: Math.random().toString(36).slice(2) };
    const send = (lines: string[], sequence: number) =>
      new Promise<string>((resolve, reject) => {
        const timer = setTimeout(() => reject(new Error('PUBLISH: no answer')), patienceMs);
        socket.once('message', (data) => {
          clearTimeout(timer);
          resolve(data.toString());
        });
        socket.send(requestOf(published, user, { ...own, sequence }, lines), port, '127.0.0.1');
      });
    const same = before === undefined ? [] : [`SIP-If-Match: ${before}`];
    const uri = `sip:${published.about}@localhost`;
    const challenged = await send(same, 1);
    const challenge = /^(?:Proxy|WWW)-Authenticate: (.*)$/im.exec(challenged)?.[1] ?? '';
    const answer = credentials(challenge, user, passwordOf(user), { method: 'PUBLISH', uri });
    const answered = await send([`Proxy-Authorization: ${answer}`, ...same], 2);
    if (!/^SIP\/2\.0 2/.test(answered)) throw new Error(`PUBLISH: ${answered.split('\r\n', 1)[0]}`);
    return /^SIP-ETag: (.*)$/im.exec(answered)?.[1];
  } finally {
    socket.close();
  }
}

function requestOf(
  { about, event, contentType, body }: Published,
  user: string,
  own: { port: number; id: string; sequence: number },
  more: string[],
): string {
  return [
    `PUBLISH sip:${about}@localhost SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:${own.port};rport;branch=z9hG4bK${own.id}${own.sequence}`,
    'Max-Forwards: 70',
    `From: <sip:${user}@localhost>;tag=${own.id}`,
    `To: <sip:${about}@localhost>`,
    `Call-ID: ${own.id}`,
    `CSeq: ${own.sequence} PUBLISH`,
    `Event: ${event}`,
    'Expires: 120',
    ...more,
    `Content-Type: ${contentType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body,
  ].join('\r\n');
}
