import type { DemoStage } from '../demo-stage';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

/** A gateway that is away for good cannot be told that a call is over: it gives it up as RFC 3261 would a transaction. */
const needs = { secondary: true, gateway: { lostSocketMs: 32_000 } } as const;
/** Milliseconds: two probes of the primary, one a minute, and room for a busy machine. */
const twoProbes = 240_000;

/** The call goes on in another dialog, at the secondary gateway. */
async function goesOnAtSecondary(stage: DemoStage): Promise<void> {
  stage.leg = await stage.secondary.until(
    'the call at the secondary gateway',
    () => stage.secondary.calls().find(({ state }) => state === 'established'),
    patience,
  );
  expect(stage.gateway.registrations()).toEqual([]);
}

/** The primary gateway is away while a secondary one answers. */
export const failoverRows: DemoRow[] = [
  {
    name: 'the primary gateway is stopped, the secondary answers',
    gateway: 'demo',
    needs,
    before: 'in a call',
    outcome: 'survives',
    says: ['state_ready_secondary'],
    alone: true,
    async cause(stage) {
      await stage.gateway.script.refuseConnections('port');
      stage.gateway.script.drop();
      await goesOnAtSecondary(stage);
    },
  },
  {
    name: 'the primary gateway is frozen, the secondary answers',
    gateway: 'demo',
    needs,
    before: 'in a call',
    outcome: 'survives',
    says: ['state_ready_secondary'],
    alone: true,
    async cause(stage) {
      stage.gateway.script.goSilent();
      await goesOnAtSecondary(stage);
    },
  },
  {
    name: 'the primary gateway is stopped, and the secondary does not know the call',
    gateway: 'demo',
    needs,
    before: 'in a call',
    outcome: { ends: 'not-taken-up' },
    says: ['state_ready_secondary'],
    alone: true,
    async cause(stage) {
      stage.secondary.script.answer({ method: 'INVITE', replaces: true }, { status: 481 });
      await stage.gateway.script.refuseConnections('port');
      stage.gateway.script.drop();
    },
  },
  {
    name: 'the worker is killed while the call is asked for at the secondary gateway',
    gateway: 'demo',
    needs,
    before: 'in a call',
    outcome: 'survives',
    says: ['state_ready_secondary'],
    alone: true,
    async cause(stage) {
      const { secondary } = stage;
      secondary.script.ignore({ method: 'INVITE', replaces: true, times: 1 });
      await stage.gateway.script.refuseConnections('port');
      stage.gateway.script.drop();
      const asked = (method: string) =>
        secondary.messages.find((message) => message.method === method && message.direction === 'in');
      await secondary.until('the INVITE', () => asked('INVITE'), patience);
      await stage.browser.killWorker();
      stage.faultIsOver();
      await secondary.until('its CANCEL', () => asked('CANCEL'), patience);
      await goesOnAtSecondary(stage);
    },
  },
  {
    name: 'the primary gateway comes back, and the phone with it once it is steady',
    gateway: 'demo',
    needs,
    before: 'idle',
    outcome: 'recovers',
    alone: true,
    async cause(stage) {
      await stage.gateway.script.refuseConnections('port');
      stage.gateway.script.drop();
      await stage.hasSaid('state_ready_secondary');
      await stage.gateway.script.acceptConnections();
      stage.faultIsOver();
      await stage.gateway.until(
        'the registration at the primary gateway',
        () => stage.gateway.registrations().length === 1,
        twoProbes,
      );
    },
  },
];
