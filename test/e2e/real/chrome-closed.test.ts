import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import {
  clickOn,
  control,
  dial,
  press,
  signIn,
  waitForButton,
  waitForNoButton,
} from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog, newestCallIs } from '../call-log-probe';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot, passwordIsKept, patience } from '../screen-probes';
import { describeReal } from './describe-real';

jest.setTimeout(150_000);

const [user, otherUser] = ['201', '202'];
/** What the microphone of the other says. */
const otherHertz = 523;

describeReal('Chrome ends in a call with another Ringtab', () => {
  let gateway: RealGateway;
  let installation: Installation;
  let phone: Page;
  let other: Installation;
  let otherPhone: Page;
  const userDataDir = makeTemporaryFolder('real-closed');

  beforeAll(async () => {
    gateway = await startRealGateway();
    const otherVoice = join(userDataDir, 'other.wav');
    writeToneFile(otherVoice, otherHertz);
    const { nssHome } = gateway;
    [installation, other] = await Promise.all([
      Installation.start({ nssHome, userDataDir }),
      Installation.start({ nssHome, fakeAudioFile: otherVoice }),
    ]);
    await installation.useProfile({ Address: gateway.address });
    phone = await installation.openPhone();
    await clickOn(phone, await control(phone, 'checkbox', 'stay_signed_in'));
    await signIn(phone, user, passwordOf(user));
    await passwordIsKept(phone, true);
    otherPhone = await other.signedIn(gateway.address, otherUser, passwordOf(otherUser));
  });

  afterAll(async () => {
    await Promise.all([installation?.close(), other?.close()]);
    await gateway?.stop();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  async function bothHearEachOther(): Promise<void> {
    await waitForTone(await other.browser.offscreen(), ownHertz);
    await waitForTone(await installation.browser.offscreen(), otherHertz);
  }

  async function talking(): Promise<void> {
    await dial(phone, otherUser);
    await waitForButton(otherPhone, 'answer');
    await press(otherPhone, 'answer');
    await waitForButton(phone, 'hold');
    await bothHearEachOther();
  }

  async function comesBack(how: 'close' | 'crash'): Promise<void> {
    await installation[how]();
    installation = await Installation.start({ nssHome: gateway.nssHome, userDataDir });
    phone = await installation.openPhone();
    phone.setDefaultTimeout(patience);
    await waitForButton(phone, 'resumable_resume');
  }

  async function nothingLeft(): Promise<void> {
    await waitForNoButton(phone, 'hang_up');
    await waitForNoButton(otherPhone, 'hang_up');
    await waitUntil('the gateway to forget the call', async () => {
      const { dialogs, mediaCalls } = await gateway.activeCalls();
      return dialogs.length + mediaCalls.length === 0;
    });
  }

  it.each(['close', 'crash'] as const)('the two talk on after a %s, on the cards they had', async (how) => {
    await talking();
    const [mine] = (await currentSnapshot(phone)).calls;
    const [theirs] = (await currentSnapshot(otherPhone)).calls;
    await comesBack(how);
    const pressed = performance.now();
    await press(phone, 'resumable_resume');
    await bothHearEachOther();
    console.log(`figure: taken up to both heard ${Math.round(performance.now() - pressed)} ms`);
    expect((await currentSnapshot(phone)).calls).toMatchObject([{ id: mine?.id, interrupted: false }]);
    expect((await currentSnapshot(otherPhone)).calls).toMatchObject([
      { id: theirs?.id, startedAt: theirs?.startedAt, interrupted: false },
    ]);
    await press(otherPhone, 'hang_up');
    await nothingLeft();
    await waitUntil('one entry of the call, with its end', async () => {
      const entries = (await callLog(phone)).filter(({ id }) => id === mine?.id);
      return entries.length === 1 && entries[0]?.reason === 'other-hung-up';
    });
  });

  it('lets the other side go when the user wants no more of it', async () => {
    await talking();
    await comesBack('crash');
    await press(phone, 'resumable_end');
    await nothingLeft();
    await newestCallIs(phone, { called: otherUser, reason: 'interrupted' });
  });
});
