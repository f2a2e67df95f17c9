import { setTimeout as pause } from 'node:timers/promises';
import type { RealRow } from '../fault-row';

const needs = { relayedSound: true } as const;

/** What can happen between the phone and a gateway that is well. */
export const networkRows: RealRow[] = [
  ...[8, 25].map(
    (seconds): RealRow => ({
      name: `the network is cut for ${seconds} s`,
      gateway: 'real',
      needs,
      before: 'in a call',
      outcome: 'survives',
      async cause(stage) {
        stage.cutNetwork();
        await pause(seconds * 1000);
        stage.joinNetwork();
      },
    }),
  ),
];
