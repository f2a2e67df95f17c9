import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Guardian } from './guardian';
import { type KamailioSettings, kamailioConfig } from './kamailio-config';
import { callRpc } from './kamailio-rpc';
import { answersTls } from './probes';
import { type ServerProcess, startServer } from './server-process';
import { waitUntil } from './wait-until';

const TABLES = '/usr/share/kamailio/dbtext/kamailio';

export interface Kamailio {
  readonly logFile: string;
  readonly pid: () => number | undefined;
  /** Starts it and waits until it answers over TLS; fails while it runs. */
  readonly start: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** SIGSTOP: sockets stay open and nothing answers any more. */
  readonly freeze: () => void;
  readonly resume: () => void;
}

export function createKamailio(settings: KamailioSettings, caPem: string, guardian: Guardian): Kamailio {
  const { directory, databaseDirectory, rpcPort, wssPort } = settings;
  const logFile = join(directory, 'kamailio.log');
  let running: ServerProcess | undefined;

  async function writeFiles(): Promise<string> {
    const configFile = join(directory, 'kamailio.cfg');
    const runtime = join(directory, 'run');
    await Promise.all([mkdir(databaseDirectory, { recursive: true }), mkdir(runtime, { recursive: true })]);
    const tables = ['version', 'pua'];
    await Promise.all(tables.map((table) => copyFile(join(TABLES, table), join(databaseDirectory, table))));
    await writeFile(configFile, kamailioConfig(settings), { mode: 0o600 });
    return configFile;
  }

  return {
    logFile,
    pid: () => running?.pid,
    async start() {
      if (running) throw new Error('Kamailio runs already');
      const args = [
        '-f',
        await writeFiles(),
        '-DD',
        '-E',
        '-m',
        '64',
        '-M',
        '8',
        '-Y',
        join(directory, 'run'),
      ];
      const server = await startServer(
        { name: 'Kamailio', command: 'kamailio', args, logFile, directory },
        guardian,
      );
      running = server;
      const giveUp = server.assertAlive;
      await waitUntil('Kamailio to answer', () => callRpc(rpcPort, 'core.version'), { giveUp });
      await waitUntil('Kamailio to answer over TLS', () => answersTls(wssPort, caPem), { giveUp });
    },
    async kill() {
      const server = running;
      running = undefined;
      await server?.kill();
    },
    freeze: () => running?.signal('SIGSTOP'),
    resume: () => running?.signal('SIGCONT'),
  };
}
