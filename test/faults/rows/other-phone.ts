import { waitForButton } from '../../../scripts/screens';
import { hears, isTold, receives } from '../../e2e/real/far-ends';
import { toneHertz } from '../../e2e/real/real-desk';
import { askDirectly } from '../../e2e/screen-probes';
import type { RealRow } from '../fault-row';
import { plainNumber, type RealStage, toneNumber } from '../real-stage';
import { patience } from '../stage';

const plainHertz = 660;

/** The plain desk phone is the user's: it is picked up, the tone's phone is called, and each hears the other. */
async function talking(stage: RealStage): Promise<void> {
  await askDirectly(stage.phone, 'use-phone', { other: true, number: plainNumber });
  await stage.dial(toneNumber);
  await stage.plainPhone.waitFor('CALL_INCOMING', { timeoutMs: patience });
  await stage.plainPhone.answer();
  await waitForButton(stage.phone, 'hold', patience);
  await hears(stage.plainPhone, toneHertz, patience);
  await hears(stage.tonePhone, plainHertz, patience);
}

/** Whatever became of it: the rows that follow talk here. */
async function usesComputer(stage: RealStage): Promise<void> {
  await askDirectly(stage.phone, 'use-phone', { other: false });
}

/** Both are still there, and do what they are told. */
async function isStillOurs(stage: RealStage): Promise<void> {
  await stage.isReady();
  await stage.callGoesOn();
  await receives(stage.plainPhone);
  await receives(stage.tonePhone);
  await isTold(stage.tonePhone, 'sendrecv');
  await usesComputer(stage);
  await stage.hangUp();
  await stage.plainPhone.waitFor('CALL_CLOSED', { timeoutMs: patience });
}

/** In the middle of a call that is talked on another phone. */
export const otherPhoneRows: RealRow[] = [
  {
    name: 'the socket is reset in a call on another phone',
    gateway: 'real',
    before: 'idle',
    outcome: { ends: 'hung-up' },
    async cause(stage) {
      await talking(stage);
      stage.signalling.reset();
      stage.faultIsOver();
      await stage.hasSaid('loss_gateway_closed');
      await isStillOurs(stage);
    },
  },
  {
    name: 'the worker is killed in a call on another phone',
    gateway: 'real',
    before: 'idle',
    outcome: { ends: 'hung-up' },
    async cause(stage) {
      await talking(stage);
      await stage.browser.killWorker();
      stage.faultIsOver();
      await isStillOurs(stage);
    },
  },
  {
    name: 'the far end hangs up while the socket of a call on another phone is lost',
    gateway: 'real',
    before: 'idle',
    outcome: { ends: 'call-gone' },
    async cause(stage) {
      await talking(stage);
      stage.signalling.refuse();
      stage.signalling.reset();
      await stage.tonePhone.hangUp();
      await stage.tonePhone.waitFor('CALL_CLOSED');
      await usesComputer(stage);
      await stage.signalling.accept();
      stage.faultIsOver();
      await stage.plainPhone.waitFor('CALL_CLOSED', { timeoutMs: patience });
    },
  },
];
