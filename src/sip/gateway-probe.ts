import { bytesToHex, randomBytes } from '@noble/hashes/utils.js';
import type { Logger } from '../log/logger';
import { type GatewaySocket, letGo, type OpenSocket, textOf } from './gateway-socket';

export interface ProbeTarget {
  url: string;
  domain: string;
  user: string;
  viaHost: string;
}

/** Milliseconds for the connection and the answer together. */
const patience = 3_000;

/**
 * Whether a gateway is there: asks it OPTIONS over a socket of its own, and takes any SIP answer for a yes but 503,
 * which means "not now" (RFC 3261 section 21.5.4). Registers nowhere and answers no challenge. Never rejects.
 */
export function gatewayAnswers(target: ProbeTarget, openSocket: OpenSocket, log: Logger): Promise<boolean> {
  return new Promise((resolve) => {
    let socket: GatewaySocket | undefined;
    const finish = (answer: string) => {
      clearTimeout(timer);
      if (socket) letGo(socket);
      const there = /^SIP\/2\.0 (?!503)[1-6]\d\d /.test(answer);
      log.debug(`a gateway was asked: ${there ? 'it is there' : answer.slice(0, 40)}`);
      resolve(there);
    };
    const timer = setTimeout(() => finish('no answer'), patience);
    const callId = bytesToHex(randomBytes(12));
    try {
      socket = openSocket(target.url, 'sip');
    } catch (error) {
      finish(String(error));
      return;
    }
    socket.binaryType = 'arraybuffer';
    socket.onopen = () => socket?.send(optionsRequest(target, callId));
    socket.onclose = () => finish('closed');
    socket.onmessage = ({ data }) => {
      const text = textOf(data);
      // Whatever else it sends is not for this socket.
      if (text.startsWith('SIP/2.0 ') && text.includes(callId)) finish(text);
    };
  });
}

function optionsRequest({ domain, user, viaHost }: ProbeTarget, callId: string): string {
  const from = `sip:${encodeURIComponent(user)}@${domain}`;
  return [
    `OPTIONS sip:${domain} SIP/2.0`,
    `Via: SIP/2.0/WSS ${viaHost};branch=z9hG4bK${callId}`,
    'Max-Forwards: 70',
    `From: <${from}>;tag=${callId.slice(0, 8)}`,
    `To: <sip:${domain}>`,
    `Call-ID: ${callId}`,
    'CSeq: 1 OPTIONS',
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}
