import type { Server } from 'node:net';

/**
 * Below Linux's ephemeral range, and apart from the blocks of the real gateways: whoever stops listening for a while
 * finds the port free again, as no outgoing connection of anybody is given it. Chrome refuses none of them.
 */
const [firstPort, ports] = [11_000, 8_000];
const mostTries = 50;

/** Listens on 127.0.0.1 on a port that nobody has, or on this one; answers which it is. */
export async function listenOnOwnPort(server: Server, port = 0): Promise<number> {
  for (let tries = 1; ; tries++) {
    const wanted = port || firstPort + Math.floor(Math.random() * ports);
    try {
      await listen(server, wanted);
      return wanted;
    } catch (error) {
      if (port !== 0 || tries === mostTries) throw error;
    }
  }
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}
