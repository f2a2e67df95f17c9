import { Connection, ConnectionError } from '../../../src/sip/connection';
import type { GatewaySocket } from '../../../src/sip/gateway-socket';
import { callPace, idlePace } from '../../../src/sip/keep-alive';
import { silentLogger } from '../../fakes/silent-logger';

class FakeSocket {
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror = null;
  binaryType = 'blob';
  closed = false;
  readonly sent: string[] = [];
  send(text: string): void {
    this.sent.push(text);
  }
  close(): void {
    this.closed = true;
  }
}

function connect(onMessage?: (text: string) => void) {
  const sockets: FakeSocket[] = [];
  const options = jest.fn();
  const losses: string[] = [];
  const connection = new Connection(undefined, {
    url: 'wss://gateway.example.com:9443/',
    openSocket: () => {
      const socket = new FakeSocket();
      sockets.push(socket);
      return socket as unknown as GatewaySocket;
    },
    log: silentLogger,
    trace: silentLogger,
    sendOptions: options,
  });
  connection.onDisconnect = (error) => losses.push(error instanceof ConnectionError ? error.loss : 'other');
  connection.onMessage = onMessage;
  const opening = connection.connect();
  const latest = (): FakeSocket => {
    const socket = sockets.at(-1);
    if (!socket) throw new Error('no socket');
    return socket;
  };
  return { connection, opening, latest, options, losses };
}

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

describe('a connection to the gateway', () => {
  it.each([
    ['6 s', idlePace, 6_000],
    ['2.5 s in a call', callPace, 2_500],
  ])('gives up when the handshake is not answered for %s', async (_, pace, limit) => {
    const { connection, opening, latest } = connect();
    await connection.disconnect();
    await expect(opening).rejects.toMatchObject({ loss: 'gateway-unreachable' });
    connection.setPace(pace);
    const failed = expect(connection.connect()).rejects.toMatchObject({ loss: 'gateway-silent' });
    jest.advanceTimersByTime(limit - 1);
    expect(latest().closed).toBe(false);
    jest.advanceTimersByTime(1);
    await failed;
    expect(latest().closed).toBe(true);
  });

  it('tells who turns it away from who is silent', async () => {
    const { opening, latest } = connect();
    latest().onclose?.({ code: 1006 } as CloseEvent);
    await expect(opening).rejects.toMatchObject({ loss: 'gateway-unreachable' });
  });

  it('ends a handshake that is given up at once, and the next one is a new one', async () => {
    const { connection, opening, latest } = connect();
    const failed = expect(opening).rejects.toMatchObject({ loss: 'gateway-unreachable' });
    const abandoned = latest();
    await connection.disconnect();
    await failed;
    const again = connection.connect();
    expect(latest()).not.toBe(abandoned);
    latest().onopen?.();
    await again;
    jest.advanceTimersByTime(6_000);
    expect(connection.isConnected()).toBe(true);
  });

  it('sends something every 20 s, so that the worker stays alive', async () => {
    const { latest, losses } = connect();
    latest().onopen?.();
    for (let turn = 0; turn < 6; turn++) {
      jest.advanceTimersByTime(20_000);
      latest().onmessage?.({ data: '\r\n' });
    }
    expect(latest().sent.filter((text) => text === '\r\n\r\n')).toHaveLength(6);
    expect(losses).toEqual([]);
  });

  it('notices a silent gateway within 35 s, and within 10 s in a call', () => {
    const idle = connect();
    idle.latest().onopen?.();
    jest.advanceTimersByTime(35_000);
    expect(idle.losses).toEqual(['gateway-silent']);

    const talking = connect();
    talking.latest().onopen?.();
    talking.connection.setPace(callPace);
    jest.advanceTimersByTime(10_000);
    expect(talking.losses).toEqual(['gateway-silent']);
  });

  it('takes any answer for a sign of life, as some gateways do not answer CRLF', () => {
    const { latest, options, losses } = connect();
    latest().onopen?.();
    for (let turn = 0; turn < 5; turn++) {
      jest.advanceTimersByTime(20_000);
      latest().onmessage?.({ data: 'SIP/2.0 200 OK\r\n\r\n' });
    }
    expect(losses).toEqual([]);
    expect(options).toHaveBeenCalledTimes(5);
  });

  it('asks by OPTIONS only until a pong has been seen', () => {
    const { latest, options } = connect();
    latest().onopen?.();
    for (let turn = 0; turn < 4; turn++) {
      jest.advanceTimersByTime(20_000);
      latest().onmessage?.({ data: '\r\n' });
    }
    expect(options).toHaveBeenCalledTimes(1);
  });

  it('survives what sip.js throws on', () => {
    const { latest, connection } = connect(() => {
      throw new TypeError('malformed CSeq');
    });
    latest().onopen?.();
    expect(() => latest().onmessage?.({ data: 'INVITE tel:1 SIP/2.0\r\n\r\n' })).not.toThrow();
    expect(connection.isConnected()).toBe(true);
  });

  it('reads binary frames as text', () => {
    const received: string[] = [];
    const { latest } = connect((text) => received.push(text));
    latest().onopen?.();
    latest().onmessage?.({ data: new TextEncoder().encode('SIP/2.0 200 Amélie').buffer });
    expect(received).toEqual(['SIP/2.0 200 Amélie']);
  });

  it('tells a closed socket once, and nothing of a socket it has left', () => {
    const { latest, losses, connection } = connect();
    const first = latest();
    first.onopen?.();
    const closed = first.onclose;
    closed?.({ code: 1006 });
    expect(losses).toEqual(['gateway-closed']);
    expect(connection.isConnected()).toBe(false);
    expect(first.onclose).toBeNull();
    jest.advanceTimersByTime(60_000);
    expect(losses).toEqual(['gateway-closed']);
  });

  it('does not send while there is no socket', async () => {
    const { connection, opening } = connect();
    opening.catch(() => undefined);
    await expect(connection.send('REGISTER')).rejects.toThrow('not connected');
  });
});
