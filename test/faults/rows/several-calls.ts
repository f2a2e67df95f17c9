import type { LiveCall } from '../../../src/domain/call';
import { altKey, transferTo } from '../../e2e/call-keys';
import { ownHertz } from '../../e2e/installation';
import { askDirectly, currentSnapshot } from '../../e2e/screen-probes';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import type { Leg } from '../../gateway/demo/leg';
import { waitUntil } from '../../gateway/real/wait-until';
import type { DemoStage } from '../demo-stage';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

const ringing = '700';
const second = { number: '712', hertz: 900 };
const firstHertz = 440;
const known = [ownHertz, firstHertz, second.hertz];

/** A call to one with a tone of their own, while the one of before is on hold. */
async function callSecond(stage: DemoStage): Promise<IncomingLeg> {
  const { number, hertz } = second;
  stage.gateway.script.behave(number, { does: 'answer', media: 'tone', toneHertz: hertz });
  await stage.dial(number);
  const leg = await stage.desk.farEnd.called(number);
  await stage.desk.farEnd.hears(leg, ownHertz);
  await stage.desk.farEnd.isTold(firstLeg(stage), 'sendonly');
  stage.forgetMessages();
  return leg;
}

function firstLeg({ leg }: DemoStage): Leg {
  if (!leg) throw new Error('There is no call.');
  return leg;
}

async function allHearEachOther(stage: DemoStage, leg: Leg): Promise<void> {
  const { farEnd } = stage.desk;
  await Promise.all([
    farEnd.hearsOnly(firstLeg(stage), [ownHertz, second.hertz], known),
    farEnd.hearsOnly(leg, [ownHertz, firstHertz], known),
  ]);
}

async function inConference(stage: DemoStage): Promise<IncomingLeg> {
  const leg = await callSecond(stage);
  await altKey(stage.phone, 'KeyJ');
  await allHearEachOther(stage, leg);
  return leg;
}

/** Every call stands, with nothing left to be agreed, and one at most is heard. */
async function callsStand(stage: DemoStage, count: number): Promise<void> {
  let calls: LiveCall[] = [];
  await waitUntil(
    `${count} calls that stand`,
    async () => {
      calls = (await currentSnapshot(stage.phone)).calls;
      const settled = calls.every(
        (call) => call.state === 'talking' && !call.interrupted && !call.holdPending,
      );
      return settled && calls.length === count;
    },
    { timeoutMs: patience },
  ).catch((error) => {
    throw new Error(`${error}; there are ${JSON.stringify(calls)}`);
  });
  for (const leg of stage.gateway.calls()) {
    const call = calls.find(({ called }) => called === leg.number);
    const isHeld = call?.state === 'talking' && call.held;
    await stage.desk.farEnd.isTold(leg, isHeld ? 'sendonly' : 'sendrecv');
  }
  expect(calls.filter((call) => call.state === 'talking' && !call.held).length).toBeLessThanOrEqual(1);
}

/** The user has the first call back, whatever became of the swap. */
async function takeFirst(stage: DemoStage): Promise<void> {
  const { calls } = await currentSnapshot(stage.phone);
  const first = calls.find(({ called }) => called === firstLeg(stage).number);
  await askDirectly(stage.phone, 'set-hold', { callId: first?.id, held: false });
}

async function lastHangsUp(stage: DemoStage, leg: Leg): Promise<void> {
  leg.hangUp();
  await callsStand(stage, 1);
}

/** Two requests of a swap, of which none is answered. */
async function swapUnanswered(stage: DemoStage): Promise<() => void> {
  const heed = stage.gateway.script.ignore({ method: 'INVITE', inDialog: true });
  await altKey(stage.phone, 'KeyW');
  await stage.message({ method: 'INVITE', direction: 'in' });
  return heed;
}

/** What happens to somebody who has more than one call, or sends one on. */
export const severalCallsRows: DemoRow[] = [
  {
    name: 'the far end hangs up in the middle of a transfer',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'transferred', to: ringing },
    async cause(stage) {
      stage.gateway.script.behave(ringing, { does: 'ring' });
      await transferTo(stage.phone, ringing);
      await stage.hasSaid('transfer_ringing', ringing);
      stage.leg?.hangUp();
    },
  },
  {
    name: 'the far end knows nothing of the call that is to be transferred',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'call-gone' },
    async cause(stage) {
      stage.gateway.script.goSilent(true, '201');
      stage.leg?.hangUp();
      await stage.desk.farEnd.isOver(firstLeg(stage));
      stage.gateway.script.goSilent(false, '201');
      await transferTo(stage.phone, ringing);
    },
  },
  {
    name: 'the socket is lost in a conference',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await inConference(stage);
      stage.gateway.script.drop('terminate');
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await conferenceGoesOn(stage, leg);
    },
  },
  {
    name: 'the worker is killed in a conference',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    async cause(stage) {
      const leg = await inConference(stage);
      await stage.browser.killWorker();
      stage.faultIsOver();
      await stage.isReady();
      await conferenceGoesOn(stage, leg);
    },
  },
  {
    name: 'the worker is killed while two calls are joined',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await callSecond(stage);
      const heed = stage.gateway.script.ignore({ method: 'INVITE', inDialog: true });
      await altKey(stage.phone, 'KeyJ');
      await stage.message({ method: 'INVITE', direction: 'in' });
      await stage.browser.killWorker();
      heed();
      stage.faultIsOver();
      await stage.isReady();
      await conferenceGoesOn(stage, leg);
    },
  },
  {
    name: 'one of a conference hangs up',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await inConference(stage);
      await lastHangsUp(stage, leg);
    },
  },
  {
    name: 'one of a conference is gone without a word',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await inConference(stage);
      stage.gateway.script.ignore({ method: 'BYE', times: 1 });
      stage.gateway.script.goSilent(true, '201');
      leg.hangUp();
      stage.gateway.script.drop('terminate');
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await callsStand(stage, 1);
    },
  },
  {
    name: 'the socket is lost with the re-INVITEs of a swap',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await callSecond(stage);
      const heed = await swapUnanswered(stage);
      stage.gateway.script.drop('terminate');
      heed();
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await swapIsOver(stage, leg);
    },
  },
  {
    name: 'the worker is killed with the re-INVITEs of a swap',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await callSecond(stage);
      const heed = await swapUnanswered(stage);
      await stage.browser.killWorker();
      heed();
      stage.faultIsOver();
      await stage.isReady();
      await swapIsOver(stage, leg);
    },
  },
  {
    name: 'the far end hangs up in the middle of a swap',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const leg = await callSecond(stage);
      const heed = stage.gateway.script.ignore({ method: 'INVITE', number: second.number, times: 1 });
      await altKey(stage.phone, 'KeyW');
      await stage.message({ method: 'INVITE', direction: 'in' });
      await lastHangsUp(stage, leg);
      heed();
    },
  },
];

async function conferenceGoesOn(stage: DemoStage, leg: Leg): Promise<void> {
  await waitUntil(
    'no call that is interrupted',
    async () => {
      const { calls } = await currentSnapshot(stage.phone);
      return calls.length === 2 && calls.every((call) => call.state === 'talking' && !call.interrupted);
    },
    { timeoutMs: patience },
  );
  await allHearEachOther(stage, leg);
  await lastHangsUp(stage, leg);
}

async function swapIsOver(stage: DemoStage, leg: Leg): Promise<void> {
  await callsStand(stage, 2);
  await takeFirst(stage);
  await callsStand(stage, 2);
  await lastHangsUp(stage, leg);
}
