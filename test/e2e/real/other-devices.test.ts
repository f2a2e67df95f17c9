import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { dial, polling, press, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import type { DeskPhone } from '../../gateway/real/desk-phone';
import { type RealGateway, startRealGateway } from '../../gateway/real/start-real-gateway';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { newestCallIs } from '../call-log-probe';
import { Installation, ownHertz } from '../installation';
import { currentSnapshot, sentence, waitForWords } from '../screen-probes';
import { describeReal } from './describe-real';
import { hears } from './far-ends';

jest.setTimeout(150_000);

/** Two Ringtabs and a desk phone of 201, and a Ringtab of 202. */
const hertz = { here: ownHertz, there: 523, far: 784, tone: 440 };
const toneNumber = '206';

describeReal('at the real gateway, with two Ringtabs and a desk phone of the same user', () => {
  let gateway: RealGateway;
  let installations: Installation[] = [];
  let desk: DeskPhone;
  let tone: DeskPhone;
  let here: Page;
  let there: Page;
  let far: Page;
  const folder = makeTemporaryFolder('other-devices');

  async function ringtab(user: string, tones: number): Promise<Page> {
    const fakeAudioFile = join(folder, `${tones}.wav`);
    writeToneFile(fakeAudioFile, tones);
    const installation = await Installation.start({ nssHome: gateway.nssHome, fakeAudioFile });
    installations.push(installation);
    return installation.signedIn(gateway.address, user, passwordOf(user));
  }

  beforeAll(async () => {
    gateway = await startRealGateway();
    [here, there, far, tone, desk] = await Promise.all([
      ringtab('201', hertz.here),
      ringtab('201', hertz.there),
      ringtab('202', hertz.far),
      gateway.startPhone({ user: toneNumber, kind: 'tone', toneHz: hertz.tone }),
      gateway.startPhone({ user: '201', kind: 'plain' }),
    ]);
    await waitUntil('both know of each other', async () => {
      const snapshots = await Promise.all([here, there].map(currentSnapshot));
      return snapshots.every(({ otherDevices }) => otherDevices?.canMove);
    });
  });
  afterAll(async () => {
    await Promise.all(installations.map((installation) => installation.close()));
    installations = [];
    await gateway?.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  });
  afterEach(async () => {
    for (const phone of [tone, desk]) for (const _call of await phone.calls()) await phone.hangUp();
    await waitUntil('no calls', async () => {
      const { dialogs, mediaCalls } = await gateway.activeCalls();
      const snapshots = await Promise.all([here, there, far].map(currentSnapshot));
      const left = snapshots.map(({ calls, otherDevices }) => [calls.length, otherDevices?.talksTo?.number]);
      expect({ dialogs, mediaCalls, left }).toEqual({
        dialogs: [],
        mediaCalls: [],
        left: left.map(() => [0, undefined]),
      });
      return true;
    });
  });

  const hearsTone = async (page: Page, frequency: number) => {
    const installation = installations.find(({ browser }) => page.browser() === browser.browser);
    if (!installation) throw new Error('a page of no installation');
    await waitForTone(await installation.browser.offscreen(), frequency);
  };
  const talksTo = (page: Page, number: string) =>
    waitUntil(`a call with ${number}`, async () => {
      const { calls } = await currentSnapshot(page);
      return calls.length === 1 && calls[0]?.state === 'talking' && calls[0].party.number === number;
    });
  const alt = async (page: Page, key: 'b' | 'g') => {
    await page.keyboard.down('Alt');
    await page.keyboard.press(key);
    await page.keyboard.up('Alt');
  };

  it.each([
    ['with a reason', true],
    ['without one', false],
  ])('a call answered at the other one stops ringing here, %s, and is not missed', async (_what, given) => {
    await gateway.giveReasons(given);
    const cancels = () => readFileSync(desk.logFile, 'utf8').match(/^CANCEL [\s\S]*?\r\n\r\n/gm) ?? [];
    const before = cancels().length;
    await tone.dial('201');
    await waitForButton(here, 'answer');
    await press(there, 'answer');
    await waitForNoButton(here, 'answer');
    await newestCallIs(here, {
      reason: 'answered-elsewhere',
      party: { number: toneNumber, name: 'Desk 206' },
    });
    expect((await currentSnapshot(here)).missedCalls).toBe(0);
    // As the desk phone was told, which rang too.
    const cancel = await waitUntil('a CANCEL', () => cancels()[before]);
    expect(/^Reason: SIP;cause=200/m.test(cancel)).toBe(given);
    await hearsTone(there, hertz.tone);
    await tone.hangUp();
    await waitForNoButton(there, 'hang_up');
    await gateway.giveReasons(true);
  });

  it('a call that comes while the other one talks is a line here, and waits there', async () => {
    await dial(there, toneNumber);
    await talksTo(there, toneNumber);
    await dial(far, '201');
    await waitForWords(here, await sentence(here, 'quiet_call', '202'));
    await waitForButton(there, 'hold_and_answer');
    // What the gateway tells may come after the call.
    await waitUntil('no notification', () =>
      here.evaluate(async () => Object.keys(await chrome.notifications.getAll()).length === 0),
    );
    await press(far, 'hang_up');
    await press(there, 'hang_up');
  });

  it.each(['another Ringtab', 'a desk phone'])('a call is moved to %s', async (to) => {
    await dial(here, toneNumber);
    await talksTo(here, toneNumber);
    const from = desk.events.length;
    await alt(here, 'g');
    if (to === 'a desk phone') {
      await desk.waitFor('CALL_INCOMING', { from });
      await desk.answer();
      await waitForWords(here, await sentence(here, 'end_moved'));
      await desk.waitFor('CALL_ESTABLISHED');
      await hears(desk, hertz.tone);
    } else {
      await press(there, 'answer');
      await waitForWords(here, await sentence(here, 'end_moved'));
      await talksTo(there, toneNumber);
      await hearsTone(there, hertz.tone);
    }
    await newestCallIs(here, { reason: 'transferred', moved: true, direction: 'outgoing' });
    expect((await currentSnapshot(here)).calls).toEqual([]);
    // Whoever began a call that went to several devices: rtpengine keeps the others' branches otherwise.
    await tone.hangUp();
    await waitForNoButton(there, 'hang_up');
  });

  it('a call answered at the other one is fetched: the other side hears us, and it is over there', async () => {
    await dial(far, '201');
    await press(there, 'answer');
    await talksTo(there, '202');
    await waitForWords(here, await sentence(here, 'other_device_talks', '202'));
    // Just after its answer a call that is told of elsewhere might be the same one.
    await there.waitForFunction(
      () => /[2-9]$/.test(document.querySelector('.call-clock')?.textContent ?? ''),
      { polling },
    );
    await alt(here, 'b');
    await talksTo(here, '202');
    await waitForNoButton(there, 'hang_up');
    await waitForWords(there, await sentence(there, 'end_gone_elsewhere'));
    await hearsTone(far, hertz.here);
    await hearsTone(here, hertz.far);
    await press(here, 'hang_up');
    await waitForNoButton(far, 'hang_up');
  });
});
