import { createSocket } from 'node:dgram';
import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const PATIENCE_MS = 300;

/** Sends one datagram to a loopback port; the answer, or undefined when none came in time. */
export function askByUdp(port: number, message: Buffer): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const socket = createSocket('udp4');
    const finish = (answer: Buffer | undefined) => {
      clearTimeout(timer);
      socket.close();
      resolve(answer);
    };
    const timer = setTimeout(() => finish(undefined), PATIENCE_MS);
    socket.once('message', finish);
    // A closed port answers by ICMP, which arrives as an error on the connected socket.
    socket.once('error', () => finish(undefined));
    socket.connect(port, '127.0.0.1', () => socket.send(message));
  });
}

/** A STUN Binding request (RFC 8489 section 5) is answered by a success response. */
export async function answersStun(port: number): Promise<boolean> {
  const request = Buffer.alloc(20);
  request.writeUInt16BE(0x0001, 0);
  request.writeUInt32BE(0x2112a442, 4);
  request.write('ringtabprobe', 8, 'latin1');
  const answer = await askByUdp(port, request);
  return answer !== undefined && answer.readUInt16BE(0) === 0x0101;
}

export async function answersRtpengine(port: number): Promise<boolean> {
  const answer = await askByUdp(port, Buffer.from('probe d7:command4:pinge'));
  return answer?.toString().includes('pong') ?? false;
}

/** Completes a TLS handshake that the authority vouches for. */
export async function answersTls(port: number, caPem: string): Promise<boolean> {
  const ca = await readFile(caPem);
  return new Promise((resolve) => {
    const socket = connectTls({ port, host: '127.0.0.1', servername: 'localhost', ca, timeout: PATIENCE_MS });
    const finish = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    socket.once('secureConnect', () => finish(socket.authorized));
    socket.once('timeout', () => finish(false));
    socket.once('error', () => finish(false));
  });
}

/** One line to a server that answers and closes: rtpengine's command interface. */
export function askByTcp(port: number, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: 2000 });
    let text = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk) => {
      text += chunk;
    });
    socket.once('connect', () => socket.end(`${line}\n`));
    socket.once('timeout', () => socket.destroy(new Error(`port ${port} does not answer`)));
    socket.once('error', reject);
    socket.once('close', () => resolve(text));
  });
}
