import { waitForNoButton } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import type { RealRow } from '../fault-row';
import { plainNumber } from '../real-stage';

/** What Chrome does to the worker and its pages. */
export const browserRows: RealRow[] = [
  {
    name: 'the worker is killed',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    quick: true,
    cause: (stage) => stage.browser.killWorker(),
  },
  {
    name: 'the worker is killed while it rings out',
    gateway: 'real',
    before: 'idle',
    outcome: { ends: 'phone-restarted' },
    async cause(stage) {
      await stage.dial(plainNumber);
      await stage.plainPhone.waitFor('CALL_INCOMING');
      await stage.hasSaid('call_ringing');
      await stage.browser.killWorker();
    },
  },
  {
    name: 'the worker is killed while it rings here',
    gateway: 'real',
    before: 'idle',
    outcome: { ends: 'phone-restarted' },
    async cause(stage) {
      await stage.isCalled();
      await stage.browser.killWorker();
      await waitForNoButton(stage.phone, 'answer');
    },
  },
  {
    name: 'the offscreen document is killed',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    cause: (stage) => stage.killDocument(),
  },
  {
    name: 'the worker and the offscreen document are killed',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      // The worker first: it wakes only as the document goes, and DevTools lose a worker that is ended beside it.
      await stage.browser.killWorker();
      await stage.killDocument();
    },
  },
  {
    name: 'the alarm is lost',
    gateway: 'real',
    before: 'in a call',
    outcome: 'survives',
    async cause(stage) {
      const alarms = () => stage.phone.evaluate(async () => (await chrome.alarms.getAll()).length);
      const before = await alarms();
      expect(before).toBeGreaterThan(0);
      await stage.phone.evaluate(() => chrome.alarms.clearAll());
      await stage.browser.killWorker();
      await waitUntil('the alarms again', async () => (await alarms()) === before);
    },
  },
  {
    name: 'storage is full',
    gateway: 'real',
    before: 'idle',
    outcome: 'survives',
    async cause(stage) {
      await stage.fillStorage();
      await stage.startCall();
      stage.signalling.reset();
      await stage.hasSaid('loss_gateway_closed');
      await stage.isReady();
      await stage.callGoesOn();
      await stage.emptyStorage();
    },
  },
];
