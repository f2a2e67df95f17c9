import { altKey } from '../../e2e/call-keys';
import { hears } from '../../e2e/real/far-ends';
import { toneHertz } from '../../e2e/real/real-desk';
import { askDirectly, currentSnapshot } from '../../e2e/screen-probes';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import { waitUntil } from '../../gateway/real/wait-until';
import type { DemoRow, RealRow } from '../fault-row';
import type { RealStage } from '../real-stage';
import { patience } from '../stage';

const user = '201';

/** The user's desk phone rings for the call, as the tone's desk phone calls it; the phone says no more of it. */
async function moving(stage: RealStage): Promise<DeskPhone> {
  const other = await stage.desk.gateway.startPhone({ user, kind: 'plain' });
  await waitUntil('a device to move it to', async () => {
    const { otherDevices } = await currentSnapshot(stage.phone);
    return otherDevices?.canMove;
  });
  await altKey(stage.phone, 'KeyG');
  await other.waitFor('CALL_INCOMING', { timeoutMs: patience });
  await waitUntil('the end of what is said', async () => {
    const transactions = await stage.desk.gateway.openTransactions();
    return !transactions.some((each) => /^(REFER|NOTIFY)/.test(each));
  });
  return other;
}

/** It is answered there, hears the tone, and nothing is left of it here. */
async function goesOnThere(stage: RealStage, other: DeskPhone): Promise<void> {
  await other.answer();
  await hears(other, toneHertz, patience);
  await stage.hasSaid('end_moved');
  await stage.tonePhone.waitFor('CALL_CLOSED', { timeoutMs: patience });
  // By who called: it rang at two devices.
  await stage.tonePhone.hangUp();
  await other.waitFor('CALL_CLOSED', { timeoutMs: patience });
  await other.stop();
}

/** In the middle of a move to the user's desk phone, which rings. */
export const realMoveRows: RealRow[] = [
  {
    name: 'the socket is reset in the middle of a move to another device',
    gateway: 'real',
    before: 'in a call',
    outcome: { ends: 'transferred', moved: true },
    async cause(stage) {
      const other = await moving(stage);
      stage.signalling.reset();
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await stage.callGoesOn();
      await goesOnThere(stage, other);
    },
  },
  {
    name: 'the worker is killed in the middle of a move to another device',
    gateway: 'real',
    before: 'in a call',
    outcome: { ends: 'transferred', moved: true },
    async cause(stage) {
      const other = await moving(stage);
      await stage.browser.killWorker();
      stage.faultIsOver();
      await stage.isReady();
      await stage.callGoesOn();
      await goesOnThere(stage, other);
    },
  },
];

export const demoMoveRows: DemoRow[] = [
  {
    name: 'the far end hangs up in the middle of a move to another device',
    gateway: 'demo',
    before: 'in a call',
    outcome: { ends: 'transferred', moved: true },
    async cause(stage) {
      stage.gateway.script.behave(user, { does: 'ring' });
      const [call] = (await currentSnapshot(stage.phone)).calls;
      await askDirectly(stage.phone, 'move-call', { callId: call?.id });
      await stage.hasSaid('move_ringing');
      stage.leg?.hangUp();
    },
  },
];
