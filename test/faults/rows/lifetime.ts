import { polling, press, waitForButton } from '../../../scripts/screens';
import { currentSnapshot, dispatch } from '../../e2e/screen-probes';
import { waitUntil } from '../../gateway/real/wait-until';
import type { DemoStage } from '../demo-stage';
import type { DemoRow } from '../fault-row';
import { patience } from '../stage';

const staysSignedIn = { staysSignedIn: true } as const;

/** The call in the dialog that has taken the place of the old one. */
async function takeUpAgain(stage: DemoStage): Promise<void> {
  const old = stage.leg;
  await waitForButton(stage.phone, 'resumable_resume', patience);
  await press(stage.phone, 'resumable_resume');
  const isNew = () => stage.gateway.calls().find((leg) => leg !== old && leg.state === 'established');
  stage.leg = await stage.gateway.until('the call in another dialog', isNew, patience);
}

/** What ends the phone as a whole, or changes it beneath a call. */
export const lifetimeRows: DemoRow[] = [
  ...(
    [
      ['close', 'Chrome is closed, and opened again'],
      ['crash', 'Chrome is killed, and opened again'],
    ] as const
  ).map(
    ([how, name]): DemoRow => ({
      name,
      gateway: 'demo',
      needs: staysSignedIn,
      before: 'in a call',
      outcome: 'survives',
      async cause(stage) {
        await stage.restartBrowser(how);
        stage.faultIsOver();
        await takeUpAgain(stage);
      },
    }),
  ),
  {
    name: 'a new version of Ringtab comes, and waits for the end of the call',
    gateway: 'demo',
    needs: staysSignedIn,
    before: 'in a call',
    outcome: 'recovers',
    alone: true,
    async cause(stage) {
      const old = stage.phone;
      await dispatch(stage.browser, 'runtime.onUpdateAvailable', { version: '99.0.0' });
      await old.waitForFunction(async () => (await chrome.storage.session.get('updateWaits')).updateWaits, {
        polling,
      });
      await stage.letGoOfWorker();
      await stage.heardAtBothEnds(patience);
      await stage.hangUp();
      await waitUntil('the end of the old version', () => old.isClosed(), { timeoutMs: patience });
      stage.faultIsOver();
      const address = stage.browser.url('window.html');
      const window = await stage.browser.browser.waitForTarget((target) => target.url() === address, {
        timeout: patience,
      });
      await stage.usePhone(await window.asPage());
    },
  },
  {
    name: 'the profile changes',
    gateway: 'demo',
    before: 'in a call',
    outcome: 'survives',
    alone: true,
    async cause(stage) {
      // The same gateway by another name: the phone moves there once the call is over.
      await stage.installation.useProfile({ Address: stage.gateway.url.replace('127.0.0.1', 'localhost') });
      const { identity, profileSource } = await currentSnapshot(stage.phone);
      expect([identity?.gatewayHost, profileSource?.waiting]).toEqual(['127.0.0.1', true]);
    },
  },
];
