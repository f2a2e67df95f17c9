import { press } from '../../../scripts/screens';
import type { DemoRow } from '../fault-row';

/** The socket is lost at the worst moments. Nothing is left at the gateway but what the phone does not clear up. */
export const socketRows: DemoRow[] = [
  {
    name: 'the gateway fails and closes the socket (1011)',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_closed'],
    cause: async (stage) => stage.gateway.script.drop(1011),
  },
  {
    name: 'the socket is lost before the 100',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'network-lost' },
    async cause(stage) {
      stage.gateway.script.ignore({ method: 'INVITE', times: 1 });
      await stage.dial('601');
      await stage.loseSocketAt({ method: 'INVITE', direction: 'in' });
    },
  },
  {
    name: 'the socket is lost between 180 and 200',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'network-lost' },
    async cause(stage) {
      await stage.dialRinging();
      stage.gateway.script.drop('terminate');
    },
  },
  {
    name: 'the socket is lost with the 200',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'network-lost' },
    async cause(stage) {
      const leg = await stage.dialRinging();
      stage.gateway.script.goSilent(true, '201');
      await leg.answer();
      stage.gateway.script.drop('terminate');
    },
  },
  {
    name: 'the socket is lost with the ACK',
    gateway: 'demo',
    before: 'idle',
    outcome: 'survives',
    async cause(stage) {
      const heed = stage.gateway.script.ignore({ method: 'ACK' });
      const dialled = stage.dialTone();
      // The one before is of the challenge.
      await stage.message({ method: 'INVITE', direction: 'out', status: 200 });
      stage.forgetMessages();
      await stage.loseSocketAt({ method: 'ACK', direction: 'in' });
      heed();
      await dialled;
    },
  },
  {
    name: 'the socket is lost with the CANCEL',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'cancelled' },
    async cause(stage) {
      await stage.dialRinging();
      stage.gateway.script.ignore({ method: 'CANCEL', times: 1 });
      await press(stage.phone, 'hang_up');
      await stage.loseSocketAt({ method: 'CANCEL', direction: 'in' });
    },
  },
  {
    name: 'the socket is lost with the BYE',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'hung-up' },
    quick: true,
    async cause(stage) {
      stage.gateway.script.ignore({ method: 'BYE', times: 1 });
      await press(stage.phone, 'hang_up');
      await stage.loseSocketAt({ method: 'BYE', direction: 'in' });
    },
  },
  {
    name: 'the socket is lost with the re-INVITE of a hold',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      stage.gateway.script.ignore({ method: 'INVITE', inDialog: true, times: 1 });
      stage.forgetMessages();
      await press(stage.phone, 'hold');
      await stage.loseSocketAt({ method: 'INVITE', direction: 'in' });
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await stage.callGoesOn();
      await stage.isNotOnHold();
    },
  },
  {
    name: 'the BYE is lost on a half-open socket',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'hung-up' },
    says: ['loss_gateway_silent'],
    async cause(stage) {
      stage.gateway.script.goSilent(true, '201');
      await press(stage.phone, 'hang_up');
    },
  },
  {
    name: 'the BYE of the far end is lost with the socket',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'call-gone' },
    async cause(stage) {
      stage.gateway.script.goSilent(true, '201');
      stage.leg?.hangUp();
      stage.gateway.script.drop('terminate');
    },
  },
];
