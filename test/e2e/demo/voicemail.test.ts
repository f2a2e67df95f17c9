import {
  clickOn,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { mailbox } from '../../gateway/demo/notifier';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { currentSnapshot, patience, polling } from '../screen-probes';

jest.setTimeout(90_000);

const event = 'message-summary';
const lamp = '.voicemail-lamp';

let gateway: DemoGateway;
let desk: Desk;

beforeAll(async () => {
  gateway = await startDemoGateway();
  gateway.script.serve(event, () => mailbox(2, 5));
  desk = await Desk.open({ gateway, profile: { VoicemailNumber: '600' } });
});
afterAll(async () => {
  await desk?.close();
  await gateway?.close();
});

/** Waits until the lamp says so to whoever hears the screen; '' for no lamp. */
async function lampSays(words: string): Promise<void> {
  await desk.phone
    .waitForFunction(
      (selector, wanted) => {
        const label = document.querySelector(selector)?.getAttribute('aria-label') ?? '';
        return wanted === '' ? label === '' : label.includes(wanted);
      },
      { timeout: patience, polling },
      lamp,
      words,
    )
    .catch(async () => {
      throw new Error(
        `Wanted “${words}”, saw “${await desk.phone.$$eval('header', ([head]) => head?.innerHTML)}”.`,
      );
    });
}

const fresh = (count: number) =>
  desk.phone.evaluate(
    (number) =>
      chrome.i18n.getMessage(number === 1 ? 'voicemail_fresh_one' : 'voicemail_fresh_other', [
        String(number),
      ]),
    count,
  );

it('shows how many messages are new as soon as the phone is signed in', async () => {
  await lampSays(await fresh(2));
  expect(gateway.watchers(event)).toEqual([{ user: '201', event, target: '201', expires: 1800 }]);
});

it('follows the mailbox: one more, none, and again', async () => {
  gateway.tell(event, '201', mailbox(3, 5));
  await lampSays(await fresh(3));
  gateway.tell(event, '201', mailbox(0, 8));
  await lampSays('');
  gateway.tell(event, '201', mailbox(1, 8));
  await lampSays(await fresh(1));
});

it('one key calls the mailbox, and so do the lamp and the menu', async () => {
  const ways = [
    () =>
      desk.phone.keyboard
        .down('Alt')
        .then(() => desk.phone.keyboard.press('v'))
        .then(() => desk.phone.keyboard.up('Alt')),
    () => clickOn(desk.phone, lamp),
    async () => {
      await press(desk.phone, 'menu');
      const item = await textOf(desk.phone, 'menu_voicemail');
      await clickOn(desk.phone, `::-p-aria([name="${item}"][role="menuitem"])`);
    },
  ];
  for (const way of ways) {
    await way();
    await desk.farEnd.called('600');
    await press(desk.phone, 'hang_up');
    await desk.farEnd.isQuiet();
    await waitForButton, waitForNoButton(desk.phone, 'hang_up');
  }
});

it('is called once: asked for again, the call that is on hold goes on', async () => {
  await clickOn(desk.phone, lamp);
  await waitForButton(desk.phone, 'hold');
  await press(desk.phone, 'hold');
  await waitForButton(desk.phone, 'resume');
  await clickOn(desk.phone, lamp);
  await waitForButton(desk.phone, 'hold');
  expect(gateway.calls()).toHaveLength(1);
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isQuiet();
});

it('takes what it has not asked for, and passes over what it cannot read', async () => {
  gateway.tell(event, '201', {
    contentType: 'application/simple-message-summary',
    body: 'Messages-Waiting: perhaps',
  });
  gateway.tell(event, '201', { contentType: 'text/html', body: '<blink>9/9</blink>' });
  gateway.tell(event, '201', { body: '\u0000'.repeat(5_000) });
  gateway.tellUnasked('201', event, mailbox(7));
  await lampSays(await fresh(7));
  const answers = gateway.messages.filter(
    ({ text }) => /^SIP\/2\.0 (?!200)/.test(text) && /\d NOTIFY/.test(text),
  );
  expect(answers).toEqual([]);
  gateway.tellUnasked('201', event, {
    contentType: 'application/simple-message-summary',
    body: 'messages-waiting : NO\n',
  });
  await lampSays('');
});

it('a gateway that does not count lights the lamp too', async () => {
  gateway.tell(event, '201', {
    contentType: 'application/simple-message-summary',
    body: 'Messages-Waiting: yes',
  });
  await lampSays(await textOf(desk.phone, 'voicemail_new'));
});

it('is lit still, and followed on, after the death of the worker', async () => {
  gateway.script.serve(event, () => undefined);
  gateway.tell(event, '201', mailbox(4));
  await lampSays(await fresh(4));
  const before = gateway.watchers(event).length;
  const accepted = () =>
    gateway.messages.filter(({ text }) => /^SIP\/2\.0 200/.test(text) && /\d SUBSCRIBE/.test(text)).length;
  const acceptedBefore = accepted();
  await desk.browser.killWorker();
  await gateway.until('the next worker to renew it', () => accepted() > acceptedBefore);
  await lampSays(await fresh(4));
  expect(gateway.watchers(event)).toHaveLength(before);
  gateway.tell(event, '201', mailbox(5));
  await lampSays(await fresh(5));
});

it('is followed on over a new socket, at a gateway that has forgotten who watches', async () => {
  gateway.forgetWatchers();
  gateway.script.drop();
  await waitForStatus(desk.phone, 'state_ready');
  await waitUntil('a subscription', async () => gateway.watchers(event).length === 1);
  gateway.tell(event, '201', mailbox(6));
  await lampSays(await fresh(6));
});

it('goes out with whoever signs out', async () => {
  await press(desk.phone, 'menu');
  const item = await textOf(desk.phone, 'menu_sign_out');
  await clickOn(desk.phone, `::-p-aria([name="${item}"][role="menuitem"])`);
  await waitForStatus(desk.phone, 'state_signed_out');
  await lampSays('');
  await waitUntil('nobody to watch', async () => gateway.watchers(event).length === 0);
  expect((await currentSnapshot(desk.phone)).voicemail).toBeUndefined();
  await press(desk.phone, 'menu');
  const listen = await textOf(desk.phone, 'menu_voicemail');
  expect(await desk.phone.$(`::-p-aria([name="${listen}"][role="menuitem"])`)).toBeNull();
});
