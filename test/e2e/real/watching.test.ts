import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, dial, press, signIn, waitForNoButton } from '../../../scripts/screens';
import { waitForTone, writeToneFile } from '../../../scripts/tone';
import { emptyContact } from '../../../src/domain/contact-draft';
import { publish } from '../../gateway/real/publisher';
import { passwordOf } from '../../gateway/real/users';
import { waitUntil } from '../../gateway/real/wait-until';
import { openContacts } from '../contacts-screen';
import { Installation, ownHertz } from '../installation';
import { askDirectly, currentSnapshot } from '../screen-probes';
import { describeReal } from './describe-real';
import { RealDesk } from './real-desk';

jest.setTimeout(90_000);

const echo = '206';
const colleague = '207';
/** What the microphone of a second Ringtab says. */
const callerHertz = 523;

describeReal('Ringtab at the real gateway is told', () => {
  let desk: RealDesk;

  beforeAll(async () => {
    desk = await RealDesk.open({
      phones: [
        { user: echo, kind: 'echo' },
        { user: colleague, kind: 'plain' },
      ],
    });
    await desk.installation.useProfile({ Address: desk.gateway.address, VoicemailNumber: echo });
    await desk.signIn();
  });
  afterAll(() => desk?.close());
  afterEach(() => desk.isQuiet());

  /** What the mailbox server, a user of its own, tells the gateway. */
  let published: string | undefined;
  const mailbox = async (fresh: number, old: number) => {
    const state = {
      about: '201',
      event: 'message-summary',
      contentType: 'application/simple-message-summary',
      body: `Messages-Waiting: ${fresh > 0 ? 'yes' : 'no'}\r\nVoice-Message: ${fresh}/${old} (0/0)\r\n`,
    };
    published = await publish(desk.gateway.sipPort, echo, state, published);
  };
  const lampSays = (fresh: number | undefined) =>
    waitUntil(`a lamp with ${fresh}`, async () => {
      const { voicemail } = await currentSnapshot(desk.window);
      const shown = await desk.window.$eval(
        'header',
        (head) => head.querySelector('.voicemail-lamp')?.textContent,
      );
      return voicemail?.waiting === (fresh !== undefined) && shown === fresh?.toString();
    });

  it('of new messages: the lamp goes on and off', async () => {
    await mailbox(3, 1);
    await lampSays(3);
    await mailbox(0, 4);
    await lampSays(undefined);
    await mailbox(1, 4);
    await lampSays(1);
  });

  it('still after the death of its worker, and over a new socket', async () => {
    await desk.killWorker();
    await lampSays(1);
    await mailbox(2, 4);
    await lampSays(2);
    await desk.gateway.closeSockets();
    await mailbox(5, 4);
    await lampSays(5);
  });

  const colleagueIs = (state: string) =>
    waitUntil(`a colleague who is ${state}`, async () => {
      const { availability } = await currentSnapshot(desk.window);
      const word = await desk.window.$eval(
        'body',
        (body) => body.querySelector('.contact-row .availability')?.className,
      );
      return availability[colleague]?.state === state && word?.includes(`availability-${state}`);
    });

  it('whether a colleague can be called: free, ringing, busy, free', async () => {
    const contact = { ...emptyContact(), firstName: 'Grace', numbers: [{ label: '', number: colleague }] };
    await askDirectly(desk.window, 'save-contact', { contact });
    await openContacts(desk.window);
    await colleagueIs('free');
    await desk.deskPhone(echo).dial(colleague);
    await desk.deskPhone(colleague).waitFor('CALL_INCOMING');
    await colleagueIs('ringing');
    await desk.deskPhone(colleague).answer();
    await colleagueIs('busy');
    await desk.killWorker();
    await colleagueIs('busy');
    await desk.deskPhone(colleague).hangUp();
    await colleagueIs('free');
  });

  it('which call rings at a colleague: it is picked up from there, and both talk', async () => {
    const folder = makeTemporaryFolder('watching');
    const fakeAudioFile = join(folder, 'caller.wav');
    writeToneFile(fakeAudioFile, callerHertz);
    const caller = await Installation.start({ nssHome: desk.gateway.nssHome, fakeAudioFile });
    try {
      await caller.useProfile({ Address: desk.gateway.address });
      const window = await caller.openPhone();
      await signIn(window, '202', passwordOf('202'));
      await dial(window, colleague);
      await desk.deskPhone(colleague).waitFor('CALL_INCOMING');
      await colleagueIs('ringing');
      await clickOn(desk.window, '.contact-row .row-main');
      await desk.window.waitForSelector('[aria-keyshortcuts="Alt+B"]');
      await desk.window.keyboard.down('Alt');
      await desk.window.keyboard.press('b');
      await desk.window.keyboard.up('Alt');
      await desk.deskPhone(colleague).waitFor('CALL_CLOSED');
      for (const [page, number] of [
        [desk.window, '202'],
        [window, '201'],
      ] as const)
        await waitUntil(`a call with ${number}`, async () => {
          const { calls } = await currentSnapshot(page);
          return calls.length === 1 && calls[0]?.state === 'talking' && calls[0].party.number === number;
        });
      await waitForTone(await desk.browser.offscreen(), callerHertz);
      await waitForTone(await caller.browser.offscreen(), ownHertz);
      await press(desk.window, 'hang_up');
      await waitForNoButton(window, 'hang_up');
    } finally {
      await caller.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    }
  });

  it('where to hear them: the key calls the mailbox', async () => {
    await desk.window.keyboard.down('Alt');
    await desk.window.keyboard.press('v');
    await desk.window.keyboard.up('Alt');
    await desk.deskPhone(echo).waitFor('CALL_ESTABLISHED');
    await press(desk.window, 'hang_up');
    await desk.deskPhone(echo).waitFor('CALL_CLOSED');
  });
});
