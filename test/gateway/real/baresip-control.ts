import { connect, type Socket } from 'node:net';
import { waitUntil } from './wait-until';

/** One event of baresip's ctrl_tcp module, as it comes. */
export interface PhoneEvent {
  /** CALL_INCOMING, CALL_RINGING, CALL_ESTABLISHED, CALL_CLOSED, CALL_DTMF_START, REGISTER_OK ... */
  readonly type: string;
  readonly peeruri?: string;
  readonly direction?: string;
  readonly id?: string;
  /** The digit, the reason, the SDP kind: depends on the type. */
  readonly param?: string;
}

export interface BaresipControl {
  /** Every event so far, oldest first. */
  readonly events: readonly PhoneEvent[];
  readonly onEvent: (listener: (event: PhoneEvent) => void) => void;
  readonly run: (command: string, params?: string) => Promise<string>;
  readonly close: () => void;
}

interface Answer {
  readonly ok: boolean;
  readonly data: string;
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

/** Takes whole netstrings ("5:hello,") off the front of `buffer`. */
export function takeNetstrings(buffer: Buffer): { readonly messages: string[]; readonly rest: Buffer } {
  const messages: string[] = [];
  let rest = buffer;
  for (;;) {
    const colon = rest.indexOf(':');
    if (colon < 0) return { messages, rest };
    const end = colon + 1 + Number(rest.toString('latin1', 0, colon));
    if (rest.length <= end) return { messages, rest };
    messages.push(rest.toString('utf8', colon + 1, end));
    rest = rest.subarray(end + 1);
  }
}

function openSocket(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('error', reject);
    socket.once('connect', () => resolve(socket));
  });
}

/** Connects to baresip's ctrl_tcp as soon as it listens. */
export async function connectBaresip(port: number, giveUp: () => void): Promise<BaresipControl> {
  const socket = await waitUntil('baresip to listen', () => openSocket(port), { giveUp });
  const events: PhoneEvent[] = [];
  const listeners: ((event: PhoneEvent) => void)[] = [];
  const waiting = new Map<string, Waiting>();
  let buffer: Buffer = Buffer.alloc(0);
  let commands = 0;

  function receive(message: string): void {
    const parsed = JSON.parse(message) as PhoneEvent & Answer & { event?: boolean; token?: string };
    if (parsed.event) {
      events.push(parsed);
      for (const listener of listeners) listener(parsed);
      return;
    }
    const token = parsed.token ?? '';
    waiting.get(token)?.resolve(parsed);
    waiting.delete(token);
  }

  socket.on('data', (chunk) => {
    const taken = takeNetstrings(Buffer.concat([buffer, chunk]));
    buffer = taken.rest;
    taken.messages.forEach(receive);
  });
  socket.on('error', () => undefined);
  socket.once('close', () => {
    for (const each of waiting.values()) each.reject(new Error('the desk phone has gone'));
    waiting.clear();
  });

  return {
    events,
    onEvent: (listener) => listeners.push(listener),
    async run(command, params = '') {
      commands += 1;
      const token = String(commands);
      const message = Buffer.from(JSON.stringify({ command, params, token }));
      const answer = await new Promise<Answer>((resolve, reject) => {
        if (socket.destroyed) {
          reject(new Error('the desk phone has gone'));
          return;
        }
        waiting.set(token, { resolve, reject });
        socket.write(`${message.length}:${message},`);
      });
      if (!answer.ok) throw new Error(`desk phone: ${command} ${params}: ${answer.data}`);
      return answer.data;
    },
    close: () => socket.destroy(),
  };
}
