import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { waitUntil } from '../gateway/real/wait-until';
import { TcpRelay, UdpRelay } from './network';

describe('the relay for TCP', () => {
  const server = createServer((socket) => {
    socket.on('data', (chunk) => socket.write(chunk)).on('error', () => undefined);
  });
  let relay: TcpRelay;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    relay = await TcpRelay.open((server.address() as AddressInfo).port);
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    relay.close();
    server.close();
  });

  async function client(): Promise<{ socket: Socket; heard: () => string }> {
    const socket = connect({ port: relay.port, host: '127.0.0.1' });
    sockets.push(socket);
    let heard = '';
    socket.on('data', (chunk) => {
      heard += chunk;
    });
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    return { socket, heard: () => heard };
  }
  const answered = (text: string, heard: () => string) => waitUntil(text, () => heard() === text);

  it('passes on, holds everything back while it is frozen, and lets it pass again', async () => {
    const { socket, heard } = await client();
    socket.write('one ');
    await answered('one ', heard);
    relay.freeze();
    socket.write('two ');
    const late = await client();
    late.socket.write('three');
    const through = await client().then(() => new Promise((soon) => setImmediate(() => soon(heard()))));
    expect([through, late.heard()]).toEqual(['one ', '']);
    relay.pass();
    await answered('one two ', heard);
    await answered('three', late.heard);
  });

  it('resets, refuses, and accepts again', async () => {
    const { socket } = await client();
    relay.refuse();
    relay.reset();
    await waitUntil('the end of the connection', () => socket.destroyed);
    await expect(client()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await relay.accept();
    const { socket: again, heard } = await client();
    again.write('back');
    await answered('back', heard);
  });
});

it('the relay for UDP loses so much of the sound, and nothing else', async () => {
  const server = createSocket('udp4');
  server.on('message', (message, { port }) => server.send(message, port, '127.0.0.1'));
  await new Promise<void>((bound) => server.bind(0, '127.0.0.1', bound));
  const relay = await UdpRelay.open(server.address().port);
  relay.lose({ there: 0.25, back: 0.5 });
  const client = createSocket('udp4');
  const heard = new Map<string, number>();
  client.on('message', (message) => {
    const kind = message.toString('hex');
    heard.set(kind, (heard.get(kind) ?? 0) + 1);
  });
  const [sound, report, check] = ['400000048000', '4000000480c8', '000100000000'];
  for (const kind of [sound, report, check])
    for (let sent = 0; sent < 40; sent++) client.send(Buffer.from(kind, 'hex'), relay.port, '127.0.0.1');
  await waitUntil('the last', () => heard.get(check) === 40);
  expect(Object.fromEntries(heard)).toEqual({ [sound]: 15, [report]: 40, [check]: 40 });
  client.close();
  server.close();
  await relay.close();
});

it('the relay for UDP passes on, loses everything while it is cut, and gives senders another address', async () => {
  const server = createSocket('udp4');
  const from = new Set<number>();
  server.on('message', (message, { port }) => {
    from.add(port);
    server.send(message, port, '127.0.0.1');
  });
  await new Promise<void>((bound) => server.bind(0, '127.0.0.1', bound));
  const relay = await UdpRelay.open(server.address().port);
  const client = createSocket('udp4');
  let heard = '';
  client.on('message', (message) => {
    heard += message;
  });
  const send = (text: string) => client.send(text, relay.port, '127.0.0.1');
  send('1');
  await waitUntil('the first', () => heard === '1');
  relay.cut();
  send('2');
  // A later datagram by another way proves that the one before was dropped.
  client.send('3', server.address().port, '127.0.0.1');
  await waitUntil('the third', () => heard.includes('3'));
  relay.pass();
  relay.renumber();
  send('4');
  await waitUntil('the fourth', () => heard === '134');
  expect(from.size).toBe(3);
  client.close();
  server.close();
  await relay.close();
});
