import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { dial, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog, newestCallIs } from '../call-log-probe';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';

jest.setTimeout(240_000);

const [caller, callee] = ['201', '202'];
/** What the microphone of the callee says. */
const otherHertz = 523;
/** Two tries, a question and a registration on each side, then the new dialog, on a busy machine. */
const patience = 60_000;

describeReal('the gateway of a call between two Ringtabs is stopped, and there is a secondary one', () => {
  let primary: RealGateway;
  let secondary: RealGateway;
  let installations: Installation[] = [];
  let callerPhone: Page;
  let calleePhone: Page;
  const folder = makeTemporaryFolder('failover-call');

  beforeAll(async () => {
    secondary = await startRealGateway();
    primary = await startRealGateway({ alsoTrusted: [secondary.caPem] });
    const otherVoice = join(folder, 'other.wav');
    writeToneFile(otherVoice, otherHertz);
    const { nssHome } = primary;
    installations = await Promise.all([
      Installation.start({ nssHome }),
      Installation.start({ nssHome, fakeAudioFile: otherVoice }),
    ]);
    const phones = await Promise.all(
      [caller, callee].map((user, index) =>
        (installations[index] as Installation).signedIn(primary.address, user, passwordOf(user), {
          AutoFailover: true,
          SecondaryAddress: secondary.address,
        }),
      ),
    );
    [callerPhone, calleePhone] = phones as [Page, Page];
  });

  afterAll(async () => {
    await Promise.all(installations.map((installation) => installation.close()));
    await Promise.all([primary?.stop(), secondary?.stop()]);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  async function bothHearEachOther(): Promise<void> {
    const [mine, theirs] = installations as [Installation, Installation];
    await waitForTone(await theirs.browser.offscreen(), ownHertz, patience);
    await waitForTone(await mine.browser.offscreen(), otherHertz, patience);
  }

  const dialogsAt = async (gateway: RealGateway) => (await gateway.activeCalls()).dialogs.length;

  it('both ask the other to go on there at once: one dialog stands, and the cards are what they were', async () => {
    await dial(callerPhone, callee);
    await waitForButton(calleePhone, 'answer');
    await press(calleePhone, 'answer');
    await waitForButton(callerPhone, 'hold');
    await bothHearEachOther();
    const phones = [callerPhone, calleePhone];
    const before = (await Promise.all(phones.map(currentSnapshot))).map(({ calls }) => calls[0]);

    await primary.kill();
    const begun = performance.now();
    await Promise.all(
      phones.map((phone) =>
        waitUntil(
          'the call to stand at the secondary',
          async () => {
            const { gatewayInUse, registration, calls } = await currentSnapshot(phone);
            const [call] = calls;
            return (
              gatewayInUse === 'secondary' &&
              registration.state === 'ready' &&
              call?.state === 'talking' &&
              !call.interrupted
            );
          },
          { timeoutMs: patience },
        ),
      ),
    );
    console.log(
      `figure: Kamailio stopped: the call stands at the second one after ${Math.round(performance.now() - begun)} ms`,
    );
    await bothHearEachOther();
    await waitUntil('one dialog', async () => (await dialogsAt(secondary)) === 1);
    const after = (await Promise.all(phones.map(currentSnapshot))).map(({ calls }) => calls);
    expect(after).toMatchObject(before.map((call) => [{ id: call?.id, startedAt: call?.startedAt }]));

    await press(calleePhone, 'hang_up');
    await waitForNoButton(callerPhone, 'hang_up');
    await waitUntil('no dialog', async () => (await dialogsAt(secondary)) === 0);
    await newestCallIs(callerPhone, { called: callee, reason: 'other-hung-up' });
    expect(await callLog(callerPhone)).toHaveLength(1);
  });
});
