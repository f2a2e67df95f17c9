import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, dial, polling, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { altKey } from '../call-keys';
import { newestCallIs } from '../call-log-probe';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';

jest.setTimeout(150_000);

const users = ['201', '202', '203'] as const;
const hertz = { 201: ownHertz, 202: 523, 203: 784 };

describeReal('three Ringtabs: the second is in a call with the first, which asks the third', () => {
  let gateway: RealGateway;
  let installations: Installation[] = [];
  let phones: Record<(typeof users)[number], Page>;
  const folder = makeTemporaryFolder('transfer-attended');

  beforeAll(async () => {
    gateway = await startRealGateway();
    const { nssHome } = gateway;
    installations = await Promise.all(
      users.map((user) => {
        const fakeAudioFile = join(folder, `${user}.wav`);
        writeToneFile(fakeAudioFile, hertz[user]);
        return Installation.start({ nssHome, fakeAudioFile });
      }),
    );
    const opened = await Promise.all(
      users.map((user, at) =>
        (installations[at] as Installation).signedIn(gateway.address, user, passwordOf(user)),
      ),
    );
    phones = Object.fromEntries(users.map((user, at) => [user, opened[at]])) as typeof phones;
  });
  afterAll(async () => {
    await Promise.all(installations.map((installation) => installation.close()));
    await gateway?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  const dialogs = async () => (await gateway.activeCalls()).dialogs.length;
  const hearsTone = async (user: (typeof users)[number], of: (typeof users)[number]) => {
    const installation = installations[users.indexOf(user)] as Installation;
    await waitForTone(await installation.browser.offscreen(), hertz[of]);
  };

  /** The first is in a call with the second, on hold, and asks the third. */
  async function consulting(): Promise<void> {
    await dial(phones[202], '201');
    await press(phones[201], 'answer');
    await waitForButton(phones[202], 'hold');
    await hearsTone('202', '201');
    await dial(phones[201], '203');
    await press(phones[203], 'answer');
    await hearsTone('203', '201');
    await waitUntil('two dialogs', async () => (await dialogs()) === 2);
  }

  async function transferToCall(): Promise<void> {
    const name = await phones[201].evaluate((to) => chrome.i18n.getMessage('transfer_to_call', to), '202');
    await altKey(phones[201], 'KeyT');
    await clickOn(phones[201], `::-p-aria([name="${name}"][role="button"])`);
  }

  it('the two go on without it, once the second agrees, and hear each other', async () => {
    await consulting();
    const [card] = (await currentSnapshot(phones[203])).calls;
    await transferToCall();
    await press(phones[202], 'referral_follow');
    await hearsTone('202', '203');
    await hearsTone('203', '202');
    await waitForNoButton(phones[201], 'hang_up');
    await waitUntil('one dialog', async () => (await dialogs()) === 1);
    expect((await currentSnapshot(phones[201])).calls).toEqual([]);
    expect((await currentSnapshot(phones[203])).calls).toMatchObject([
      { id: card?.id, party: { number: '202' } },
    ]);
    expect((await currentSnapshot(phones[202])).calls).toMatchObject([{ party: { number: '203' } }]);
    await newestCallIs(phones[201], { reason: 'transferred' });
    await press(phones[203], 'hang_up');
    await waitForNoButton(phones[202], 'hang_up');
    await waitUntil('no dialog', async () => (await dialogs()) === 0);
  });

  it('the second does not agree: the first still has both, and takes the call back', async () => {
    await consulting();
    await transferToCall();
    await press(phones[202], 'referral_refuse');
    const words = await phones[201].evaluate(() => chrome.i18n.getMessage('transfer_failed_declined', '203'));
    await phones[201].waitForFunction(
      (said) => document.body.textContent?.includes(said),
      { polling },
      words,
    );
    expect(await dialogs()).toBe(2);
    await hearsTone('203', '201');
    await press(phones[201], 'hang_up');
    await waitForNoButton(phones[203], 'hang_up');
    await press(phones[201], 'resume');
    await hearsTone('202', '201');
    await hearsTone('201', '202');
    await waitUntil('one dialog', async () => (await dialogs()) === 1);
    await press(phones[202], 'hang_up');
    await waitForNoButton(phones[201], 'hang_up');
    await waitUntil('no dialog', async () => (await dialogs()) === 0);
  });
});
