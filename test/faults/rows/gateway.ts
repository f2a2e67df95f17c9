import { waitForStatus } from '../../../scripts/screens';
import { selfSignedServer } from '../../e2e/odd-servers';
import type { RealRow } from '../fault-row';
import type { RealStage } from '../real-stage';

const isLost = ({ phone }: RealStage) => waitForStatus(phone, 'state_reconnecting', 60_000);

/** What a gateway can do to a phone that is in a call. */
export const gatewayRows: RealRow[] = [
  {
    name: 'the gateway closes the socket (1000)',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_closed'],
    cause: (stage) => stage.desk.gateway.closeSockets(),
  },
  {
    name: 'the socket is reset (1006)',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    says: ['loss_gateway_closed'],
    cause: async (stage) => stage.signalling.reset(),
  },
  {
    name: 'TLS refused: another certificate for a while',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_unreachable'],
    async cause(stage) {
      const impostor = await selfSignedServer();
      stage.signalling.target = Number(impostor.address.split(':')[1]);
      stage.signalling.reset();
      await stage.hasSaid('loss_gateway_unreachable');
      stage.signalling.target = stage.desk.gateway.wssPort;
      stage.faultIsOver();
      await impostor.close();
    },
  },
  {
    name: 'the gateway is stopped, and started again',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_unreachable'],
    alone: true,
    async cause(stage) {
      await stage.desk.gateway.kill();
      await stage.hasSaid('loss_gateway_unreachable');
      await stage.startGatewayAgain();
    },
  },
  {
    name: 'the gateway restarts',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      await stage.desk.gateway.kill();
      await isLost(stage);
      await stage.startGatewayAgain();
    },
  },
  {
    name: 'the gateway is frozen until the phone notices',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_silent'],
    async cause(stage) {
      stage.desk.gateway.freeze();
      await stage.hasSaid('loss_gateway_silent');
      stage.desk.gateway.resume();
      stage.faultIsOver();
    },
  },
];
