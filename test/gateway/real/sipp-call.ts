import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DeskPhonePlace } from './desk-phone';
import { startServer } from './server-process';
import { type SippCaller, sippScenario } from './sipp-scenario';

export interface SippCall {
  /** Every message so far, as it was sent or received. */
  readonly messages: () => string;
  /** Settled when all was as the script has it; rejects with what was not. */
  readonly asScripted: () => Promise<void>;
}

/** Seconds. */
const longestCall = 25;

/** Starts one call by sipp, which sends back whatever sound it gets. */
export async function startSippCall(caller: SippCaller, place: DeskPhonePlace): Promise<SippCall> {
  const { directory, guardian, gatewayPort, firstPort } = place;
  const name = `sipp ${caller.user}-${firstPort}`;
  const file = (kind: string) => join(directory, `${name.replace(' ', '-')}.${kind}`);
  await writeFile(file('xml'), sippScenario(caller));
  const args = [
    ...['-sf', file('xml'), '-m', '1', '-nostdin'],
    ...['-i', '127.0.0.1', '-p', String(firstPort), '-mi', '127.0.0.1', '-mp', String(firstPort + 10)],
    ...['-rtp_echo', '-timeout', `${longestCall}s`, '-timeout_error'],
    ...['-trace_msg', '-message_file', file('messages'), '-trace_err', '-error_file', file('errors')],
    `127.0.0.1:${gatewayPort}`,
  ];
  const server = await startServer(
    { name, command: 'sipp', args, logFile: file('log'), directory },
    guardian,
  );
  const read = (kind: string) => {
    try {
      return readFileSync(file(kind), 'utf8');
    } catch {
      return '';
    }
  };
  return {
    messages: () => read('messages'),
    async asScripted() {
      const status = await server.gone;
      await server.kill();
      if (status !== 0) throw new Error(`${name} ended with ${status}: ${read('errors') || read('log')}`);
    },
  };
}
