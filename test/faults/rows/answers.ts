import { press, waitForButton } from '../../../scripts/screens';
import { askDirectly } from '../../e2e/screen-probes';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

const user = '201';
const ofRegistrar = { method: 'REGISTER', direction: 'in' } as const;

/** What the gateway answers that a phone would rather not hear. */
export const answerRows: DemoRow[] = [
  {
    name: 'the nonce goes stale on the way',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      stage.gateway.script.delay({ method: 'REGISTER' }, 250);
      const renewed = askDirectly(stage.phone, 'try-now');
      await stage.gateway.until('the signed request', () => stage.messages(ofRegistrar).length === 2);
      stage.gateway.script.rotateNonce();
      await renewed;
      expect(stage.messages(ofRegistrar)).toHaveLength(3);
    },
  },
  {
    name: '403 to a REGISTER in mid-life',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      const relent = stage.gateway.script.answer({ method: 'REGISTER' }, { status: 403 });
      await askDirectly(stage.phone, 'try-now');
      await stage.hasSaid('refused_forbidden', '127.0.0.1', user);
      await stage.heardAtBothEnds(patience);
      relent();
      stage.faultIsOver();
      await askDirectly(stage.phone, 'try-now');
    },
  },
  {
    name: '423: the gateway wants a longer registration',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      stage.gateway.script.minExpires(1200);
      await askDirectly(stage.phone, 'try-now');
      expect(stage.gateway.registrations()).toMatchObject([{ expires: 1200 }]);
    },
  },
  {
    name: '503 with Retry-After: 12',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_refused'],
    async cause(stage) {
      const { script } = stage.gateway;
      script.answer({ method: 'REGISTER', times: 1 }, { status: 503, headers: [['Retry-After', '12']] });
      await askDirectly(stage.phone, 'try-now');
      const refused = await stage.message({ method: 'REGISTER', direction: 'out', status: 503 });
      stage.faultIsOver();
      stage.forgetMessages();
      await stage.hasSaid('loss_gateway_refused');
      const { at } = await stage.gateway.until(
        'the next try',
        () => stage.messages(ofRegistrar)[0],
        patience,
      );
      expect(at - refused.at).toBeGreaterThanOrEqual(12_000);
    },
  },
  {
    name: '491 to a re-INVITE',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      stage.gateway.script.answer({ method: 'INVITE', inDialog: true, times: 1 }, { status: 491 });
      await press(stage.phone, 'hold');
      await stage.hasSaid('call_held');
      await press(stage.phone, 'resume');
      await waitForButton(stage.phone, 'hold', patience);
    },
  },
  {
    name: 'a challenge for another realm',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    says: ['loss_gateway_refused'],
    async cause(stage) {
      stage.gateway.script.challengeFor('elsewhere.example');
      await askDirectly(stage.phone, 'try-now');
      await stage.hasSaid('loss_gateway_refused');
      const signed = stage.messages(ofRegistrar).filter(({ text }) => text.includes('elsewhere.example'));
      expect(signed).toEqual([]);
      stage.gateway.script.challengeFor('demo.ringtab');
      stage.faultIsOver();
    },
  },
];
