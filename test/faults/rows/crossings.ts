import { press, waitForButton } from '../../../scripts/screens';
import { maxCalls } from '../../../src/background/call-placing';
import { askDirectly, currentSnapshot } from '../../e2e/screen-probes';
import type { DemoRow } from '../fault-row';

const user = '201';
const far = { number: '207' };

/** Messages, people and calls that cross. */
export const crossingRows: DemoRow[] = [
  {
    name: 'a second 200 from another fork',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      const { text } = await stage.message({ method: 'INVITE', direction: 'out', status: 200 });
      stage.gateway.script.sendRaw(user, text.replace(/^(To:.*;tag=)\S+/im, '$1another-fork'));
      const byFork = (method: string) =>
        stage
          .messages({ method, direction: 'in', kind: 'request' })
          .find((message) => message.text.includes('another-fork'));
      await stage.gateway.until('its ACK', () => byFork('ACK'));
      await stage.gateway.until('its BYE', () => byFork('BYE'));
    },
  },
  {
    name: 'a 200 that crosses the CANCEL',
    gateway: 'demo',
    before: 'idle',
    outcome: { ends: 'cancelled' },
    quick: true,
    async cause(stage) {
      const leg = await stage.dialRinging();
      stage.gateway.script.ignore({ method: 'CANCEL', times: 1 });
      await press(stage.phone, 'hang_up');
      await stage.message({ method: 'CANCEL', direction: 'in' });
      await leg.answer();
      await stage.message({ method: 'BYE', direction: 'in' });
    },
  },
  {
    name: 'two screens answer at once',
    gateway: 'demo',
    before: 'idle',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      const other = await stage.installation.openPhone();
      const call = stage.gateway.call({ to: user, from: far, media: 'tone' });
      await Promise.all([stage.phone, other].map((screen) => waitForButton(screen, 'answer')));
      const { calls } = await currentSnapshot(stage.phone);
      const [callId] = calls.map(({ id }) => id);
      const answers = await Promise.all(
        [stage.phone, other].map((screen) => askDirectly(screen, 'answer', { callId })),
      );
      expect(answers).toEqual([{ ok: true }, { ok: true }]);
      stage.leg = await call.answered;
      await other.close();
    },
  },
  {
    name: '50 INVITEs at once',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const calls = Array.from({ length: 50 }, () => stage.gateway.call({ to: user, from: far }));
      const ringing = () => calls.filter(({ state }) => state === 'ringing');
      const over = () => calls.filter(({ state }) => state === 'ended');
      const shed = calls.length - (maxCalls - 1);
      await stage.gateway.until('an answer to each', () => over().length === shed && ringing().length > 0);
      const answers = await Promise.all(over().map(({ ended }) => ended));
      expect(
        answers.map(({ status }) => status).filter((status) => status !== 486 && status !== 503),
      ).toEqual([]);
      for (const call of ringing()) call.cancel();
      await stage.gateway.until('the end of all', () => over().length === 50);
    },
  },
];
