import { press, waitForButton } from '../../../scripts/screens';
import { sentence, waitToHaveSaid } from '../../e2e/screen-probes';
import type { DemoStage } from '../demo-stage';
import type { DemoRow } from '../fault-row';

/** Milliseconds: a call is given up after 30 s, and a busy machine is slow to show it. */
const givenUpWithin = 60_000;

async function loseGateway(stage: DemoStage): Promise<void> {
  await stage.gateway.script.refuseConnections('port');
  stage.gateway.script.drop('terminate');
  await stage.hasSaid('call_interrupted');
}

/** The gateway is there again; what it was owed arrives. */
async function gatewayReturns(stage: DemoStage, owed: string): Promise<void> {
  stage.forgetMessages();
  await stage.gateway.script.acceptConnections();
  stage.faultIsOver();
  await stage.message({ method: owed, direction: 'in' });
}

/** Calls that end while the gateway is away, and answers that nobody waits for any more. */
export const signallingRows: DemoRow[] = [
  {
    name: 'the gateway stays away for 30 s in a call',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'not-restored' },
    async cause(stage) {
      await loseGateway(stage);
      const given = await sentence(stage.phone, 'end_not_restored');
      await waitToHaveSaid(stage.phone, given, givenUpWithin);
      await gatewayReturns(stage, 'BYE');
    },
  },
  {
    name: 'the user hangs up while the gateway is away',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'hung-up' },
    async cause(stage) {
      await loseGateway(stage);
      await press(stage.phone, 'hang_up');
      await stage.hasLogged('hung-up');
      await gatewayReturns(stage, 'BYE');
    },
  },
  {
    name: 'the user hangs up while the gateway is away, and the worker dies',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'hung-up' },
    quick: true,
    async cause(stage) {
      await loseGateway(stage);
      await press(stage.phone, 'hang_up');
      await stage.hasLogged('hung-up');
      await stage.browser.killWorker();
      await gatewayReturns(stage, 'BYE');
    },
  },
  {
    name: 'the worker dies while it rings, and a 200 crosses its CANCEL',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'phone-restarted' },
    quick: true,
    async cause(stage) {
      const leg = await stage.dialRinging();
      await stage.gateway.script.refuseConnections('port');
      await stage.browser.killWorker();
      await stage.gateway.until('no socket', () => stage.gateway.connectionCount() === 0);
      await leg.answer();
      stage.forgetMessages();
      await stage.gateway.script.acceptConnections();
      for (const method of ['CANCEL', 'ACK', 'BYE']) await stage.message({ method, direction: 'in' });
    },
  },
  {
    name: 'the socket is lost with our answer to a call',
    gateway: 'demo',
    before: 'idle',
    outcome: 'survives',
    async cause(stage) {
      const call = stage.gateway.call({ to: '201', from: { number: '207' }, media: 'tone' });
      await waitForButton(stage.phone, 'answer');
      stage.gateway.script.goSilent(true, '201');
      await press(stage.phone, 'answer');
      await stage.message({ method: 'INVITE', direction: 'in', status: 200 });
      stage.gateway.script.drop('terminate');
      stage.faultIsOver();
      stage.leg = await call.answered;
    },
  },
];
