import type { DemoRow } from '../fault-row';

export const socketRows: DemoRow[] = [
  {
    name: 'the gateway fails and closes the socket (1011)',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_closed'],
    cause: async (stage) => stage.gateway.script.drop(1011),
  },
];
