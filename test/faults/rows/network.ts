import { setTimeout as pause } from 'node:timers/promises';
import type { RealRow } from '../fault-row';
import { setClock } from '../movable-clock';
import { changeNetwork, wake } from '../wake';

const relayed = { relayedSound: true } as const;

/** What can happen between the phone and a gateway that is well. */
export const networkRows: RealRow[] = [
  ...[8, 25].map(
    (seconds): RealRow => ({
      name: `the network is cut for ${seconds} s`,
      gateway: 'real',
      needs: relayed,
      before: 'in a call',
      outcome: 'survives',
      async cause(stage) {
        stage.cutNetwork();
        await pause(seconds * 1000);
        stage.joinNetwork();
      },
    }),
  ),
  {
    name: 'the computer has another address',
    gateway: 'real',
    needs: relayed,
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      stage.signalling.reset();
      stage.sound.renumber();
      await changeNetwork(stage.browser);
      await stage.hasSaid('state_reconnecting');
    },
  },
  {
    name: 'the far end hangs up while the network is cut',
    gateway: 'real',
    needs: relayed,
    before: 'in a call',
    outcome: { ends: 'call-gone' },
    async cause(stage) {
      stage.signalling.refuse();
      stage.signalling.reset();
      await stage.tonePhone.hangUp();
      await stage.tonePhone.waitFor('CALL_CLOSED');
      await stage.signalling.accept();
      stage.faultIsOver();
    },
  },
  {
    name: 'the computer sleeps for 8 h',
    gateway: 'real',
    needs: { movableClock: true },
    before: 'in a call',
    outcome: { ends: 'call-gone' },
    alone: true,
    async cause(stage) {
      stage.freezeBrowser();
      stage.signalling.freeze();
      await stage.tonePhone.hangUp();
      await stage.tonePhone.waitFor('CALL_CLOSED');
      stage.signalling.reset();
      stage.signalling.pass();
      // By then it has forgotten everybody.
      await stage.desk.gateway.restart();
      stage.thawBrowser();
      stage.faultIsOver();
      await setClock(stage.browser, 8 * 3_600_000);
      await wake(stage.browser);
      await stage.hasSaid('state_reconnecting');
    },
  },
  {
    name: 'the gateway is silent for 31 s',
    gateway: 'real',
    before: 'idle',
    outcome: 'recovers',
    says: ['loss_gateway_silent'],
    async cause(stage) {
      stage.desk.gateway.freeze();
      await pause(31_000);
      await stage.hasSaid('loss_gateway_silent');
      stage.desk.gateway.resume();
      stage.faultIsOver();
    },
  },
];
