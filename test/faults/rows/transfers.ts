import { transferTo } from '../../e2e/call-keys';
import { hears } from '../../e2e/real/far-ends';
import { toneHertz } from '../../e2e/real/real-desk';
import { waitUntil } from '../../gateway/real/wait-until';
import type { RealRow } from '../fault-row';
import { plainNumber, type RealStage } from '../real-stage';
import { patience } from '../stage';

/** The tone's desk phone calls the other one for us, which rings; nothing that it has said of it waits for an answer. */
async function transferring(stage: RealStage): Promise<void> {
  await transferTo(stage.phone, plainNumber);
  await stage.plainPhone.waitFor('CALL_INCOMING', { timeoutMs: patience });
  await waitUntil('the end of what is said', async () => {
    const transactions = await stage.desk.gateway.openTransactions();
    return !transactions.some((each) => /^(REFER|NOTIFY)/.test(each));
  });
}

/** They talk without us: the tone is heard, and what hangs up there ends it. */
async function goOnWithoutUs(stage: RealStage): Promise<void> {
  await stage.plainPhone.answer();
  await hears(stage.plainPhone, toneHertz, patience);
  await stage.hasSaid('end_transferred_to', plainNumber);
  await stage.tonePhone.waitFor('CALL_CLOSED', { timeoutMs: patience });
  await stage.plainPhone.hangUp();
}

/** In the middle of a transfer, after the other side has agreed to it. */
export const transferRows: RealRow[] = [
  {
    name: 'the socket is reset in the middle of a transfer',
    gateway: 'real',
    before: 'in a call',
    outcome: { ends: 'transferred', to: plainNumber },
    async cause(stage) {
      await transferring(stage);
      stage.signalling.reset();
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await stage.callGoesOn();
      await goOnWithoutUs(stage);
    },
  },
  {
    name: 'the worker is killed in the middle of a transfer',
    gateway: 'real',
    before: 'in a call',
    outcome: { ends: 'transferred', to: plainNumber },
    async cause(stage) {
      await transferring(stage);
      await stage.browser.killWorker();
      stage.faultIsOver();
      await stage.isReady();
      await stage.callGoesOn();
      await goOnWithoutUs(stage);
    },
  },
];
