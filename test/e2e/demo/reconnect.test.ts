import type { Page } from 'puppeteer-core';
import {
  control,
  dial,
  polling,
  press,
  textOf,
  waitForButton,
  waitForNoButton,
  waitForStatus,
} from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { margin } from '../desk';
import { Installation } from '../installation';
import { ownNetwork } from '../own-network';
import {
  askDirectly,
  currentSnapshot,
  dispatch,
  forgetWords,
  patience,
  record,
  recordedSnapshots,
  sentence,
  waitForAlert,
  waitForWords,
  waitToHaveSaid,
} from '../screen-probes';

jest.setTimeout(90_000);

let gateway: DemoGateway;
let installation: Installation;
let phone: Page;
let contact: string | undefined;
/** The most registrations seen at once. */
let most = 0;
let counting: NodeJS.Timeout;

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start()]);
  phone = await installation.signedIn(gateway.url, '201', 'demo-201');
  contact = gateway.registrations()[0]?.contact;
  await record(phone);
  counting = setInterval(() => {
    most = Math.max(most, gateway.registrations().length);
  }, 5);
});

afterAll(async () => {
  clearInterval(counting);
  await installation?.close();
  await gateway?.close();
});

beforeEach(async () => {
  await waitForStatus(phone, 'state_ready');
  // Or the card of the call before would be taken for the next.
  await waitForNoButton(phone, 'hang_up');
  await forgetWords(phone);
});

afterEach(() => gateway.script.reset());

/** Presses “Try now” whenever it is there, until the phone is ready: nobody waits for the countdown. */
async function hurryToReady(): Promise<void> {
  await phone.waitForFunction(
    (tryNow, ready) => {
      const buttons = [...document.querySelectorAll('button')];
      buttons.find(({ textContent, disabled }) => textContent === tryNow && !disabled)?.click();
      return document.querySelector('[role="status"]')?.textContent?.includes(ready);
    },
    { timeout: patience, polling },
    await textOf(phone, 'try_now'),
    await textOf(phone, 'state_ready'),
  );
  await gateway.until('one socket', () => gateway.connectionCount() === 1);
  expect(gateway.registrations()).toMatchObject([{ user: '201', contact }]);
}

const registers = () =>
  gateway.messages.filter(({ kind, method }) => kind === 'request' && method === 'REGISTER');

describe('when the gateway closes the socket', () => {
  it.each([
    ['properly', 1000],
    ['without a word (1006)', 'terminate'],
    ['because it has failed', 1011],
  ] as const)('%s, the phone says so and comes back', async (_how, how) => {
    gateway.script.drop(how);
    await waitToHaveSaid(phone, await sentence(phone, 'loss_gateway_closed'));
    await hurryToReady();
  });

  it('and nobody listens any more, it says that the gateway cannot be reached, until it can', async () => {
    await gateway.script.refuseConnections('port');
    gateway.script.drop();
    await phone.waitForFunction(
      (tryNow, words) => {
        const buttons = [...document.querySelectorAll('button')];
        buttons.find(({ textContent }) => textContent === tryNow)?.click();
        return document.body.textContent.includes(words);
      },
      { timeout: patience, polling },
      await textOf(phone, 'try_now'),
      await sentence(phone, 'loss_gateway_unreachable'),
    );
    await gateway.script.acceptConnections();
    await hurryToReady();
  });
});

describe('when the gateway asks for time', () => {
  it('the phone waits as long as Retry-After says, and “Try now” does not', async () => {
    gateway.script.answer(
      { method: 'REGISTER', times: 1 },
      { status: 503, headers: [['Retry-After', '40']] },
    );
    await askDirectly(phone, 'try-now');
    await waitForWords(phone, await sentence(phone, 'loss_gateway_refused'));
    await waitForStatus(phone, 'state_reconnecting');
    const { registration } = await currentSnapshot(phone);
    if (registration.state !== 'reconnecting') throw new Error(`The phone is ${registration.state}.`);
    // By the phone's own clock, however late a busy machine looks at it.
    expect((registration.retryAt ?? 0) - registration.since).toBeGreaterThan(35_000);
    await phone.waitForFunction(
      (retryAt) => {
        const [seconds] = /\d+/.exec(document.querySelector('[role="timer"]')?.textContent ?? '') ?? [];
        return Math.abs(Number(seconds) - (retryAt - Date.now()) / 1_000) < 2;
      },
      { polling },
      registration.retryAt ?? 0,
    );

    const before = registers().length;
    await dispatch(installation.browser, 'alarms.onAlarm', { name: 'check-up', scheduledTime: Date.now() });
    // Whatever the alarm has set off would be on its way before this answer.
    await askDirectly(phone, 'dismiss-ended');
    expect(registers()).toHaveLength(before);

    await press(phone, 'try_now');
    await waitForStatus(phone, 'state_ready');
    expect(gateway.registrations()).toMatchObject([{ contact }]);
  });

  it('the phone asks again for the time that a 423 wants', async () => {
    gateway.script.minExpires(1200);
    await askDirectly(phone, 'try-now');
    expect(gateway.registrations()).toMatchObject([{ contact, expires: 1200 }]);
    await waitForStatus(phone, 'state_ready');
  });

  it('the phone signs again when its nonce has gone stale on the way', async () => {
    const before = registers().length;
    gateway.script.delay({ method: 'REGISTER' }, 250);
    const renewed = askDirectly(phone, 'try-now');
    await gateway.until('the signed request', () => registers().length === before + 2);
    gateway.script.rotateNonce();
    expect(await renewed).toEqual({ ok: true });
    expect(registers()).toHaveLength(before + 3);
    expect(gateway.messages.filter(({ text }) => text.includes('stale=true'))).toHaveLength(1);
    await waitForStatus(phone, 'state_ready');
  });
});

it.each([
  ['answers CRLF', { options: false }],
  ['answers OPTIONS', { crlf: false }],
])('when a gateway that %s goes silent in a call, it is noticed, and the call goes on', async (...row) => {
  const [how, keepAlive] = row;
  gateway.script.keepAlive(keepAlive);
  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  const leg = await gateway.until('the call', () =>
    gateway.calls().find((each) => each.state === 'established'),
  );
  const begun = performance.now();
  gateway.script.goSilent(true, '201');
  await waitToHaveSaid(phone, await sentence(phone, 'loss_gateway_silent'));
  const ms = Math.round(performance.now() - begun);
  console.log(`figure: a silent gateway that ${how} noticed in a call after ${ms} ms`);
  await waitToHaveSaid(phone, await sentence(phone, 'call_goes_on_one'));
  await hurryToReady();
  expect(leg.ended).toBe(false);
  await press(phone, 'hang_up');
  await gateway.until('the end of the call', () => leg.ended);
});

it('when the gateway stays away in a call, the call card says so until it is back', async () => {
  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  const interrupted = await sentence(phone, 'call_interrupted');
  await gateway.script.refuseConnections('port');
  gateway.script.drop();
  await waitForWords(phone, interrupted);
  await gateway.script.acceptConnections();
  await hurryToReady();
  await phone.waitForFunction(
    (words) => !document.body.textContent?.includes(words),
    { polling },
    interrupted,
  );
  await press(phone, 'hang_up');
  await gateway.until('the end of the call', () => gateway.calls().length === 0);
});

it('“Call again” while the gateway is away says to wait, and is still there when it is back', async () => {
  gateway.script.behave('600', { does: 'status', status: 480 });
  await dial(phone, '600');
  await waitForWords(phone, await sentence(phone, 'end_unavailable'));
  await gateway.script.refuseConnections('port');
  gateway.script.drop();
  await waitForWords(phone, await sentence(phone, 'try_now'));
  await press(phone, 'call_again');
  await waitForAlert(phone, await sentence(phone, 'error_gateway_not_ready'));
  gateway.script.behave('600', undefined);
  await gateway.script.acceptConnections();
  await hurryToReady();
  await press(phone, 'call_again');
  await waitForButton(phone, 'hold');
  await waitForNoButton(phone, 'call_again');
  await press(phone, 'hang_up');
  await gateway.until('the end of the call', () => gateway.calls().length === 0);
});

it('when the computer loses its network, the phone says so, and is back with it at once', async () => {
  await gateway.script.refuseConnections('port');
  await ownNetwork(installation.browser, 'gone');
  await waitForWords(phone, await sentence(phone, 'loss_own_network'));
  await waitForWords(phone, await sentence(phone, 'try_now'));
  await gateway.script.acceptConnections();
  const begun = performance.now();
  await ownNetwork(installation.browser, 'back');
  await waitForStatus(phone, 'state_ready');
  console.log(`figure: ready ${Math.round(performance.now() - begun)} ms after the network was back`);
  expect(gateway.registrations()).toMatchObject([{ contact }]);
});

it('when the computer loses its network in a call, the far end is told within 3 s of its return', async () => {
  await dial(phone, '600');
  await waitForButton(phone, 'hold');
  await gateway.script.refuseConnections('port');
  await ownNetwork(installation.browser, 'gone');
  await waitForWords(phone, await sentence(phone, 'call_interrupted'));
  await gateway.script.acceptConnections();
  const mark = gateway.messages.length;
  const begun = performance.now();
  await ownNetwork(installation.browser, 'back');
  await gateway.until('a re-INVITE with its answer', () =>
    gateway.messages
      .slice(mark)
      .some((each) => each.method === 'INVITE' && each.direction === 'out' && each.status === 200),
  );
  const ms = Math.round(performance.now() - begun);
  console.log(`figure: re-INVITE answered ${ms} ms after the network was back`);
  expect(ms).toBeLessThan(3_000 * margin);
  await press(phone, 'hang_up');
  await gateway.until('the end of the call', () => gateway.calls().length === 0);
});

it('when the computer is in another network, a socket that leads nowhere any more is left soon', async () => {
  const begun = performance.now();
  gateway.script.goSilent(true, '201');
  await ownNetwork(installation.browser, 'another');
  await waitUntil('another network as the reason', async () =>
    (await recordedSnapshots(phone)).some(
      ({ registration }) => 'reason' in registration && registration.reason === 'network-changed',
    ),
  );
  await waitForStatus(phone, 'state_ready');
  console.log(`figure: ready over another socket ${Math.round(performance.now() - begun)} ms after`);
  await gateway.until('one socket', () => gateway.connectionCount() === 1);
  expect(gateway.registrations()).toMatchObject([{ contact }]);
});

it('when somebody comes back to the computer, the phone sees to its alarm, and asks the gateway whether it is there', async () => {
  const alarms = () => phone.evaluate(async () => (await chrome.alarms.getAll()).map(({ name }) => name));
  await phone.evaluate(() => chrome.alarms.clearAll());
  for (const away of ['locked', 'idle']) await dispatch(installation.browser, 'idle.onStateChanged', away);
  // Whatever that has set off would be on its way before this answer.
  await askDirectly(phone, 'dismiss-ended');
  expect(await alarms()).toEqual([]);

  const mark = gateway.messages.length;
  await dispatch(installation.browser, 'idle.onStateChanged', 'active');
  await waitUntil('the alarm again', async () => (await alarms()).length === 1);
  await gateway.until('the question', () => gateway.messages.length > mark);
});

it('when the gateway stops accepting this extension, the phone says so and does not insist', async () => {
  gateway.script.answer({ method: 'REGISTER' }, { status: 403 });
  await askDirectly(phone, 'try-now');
  await waitForAlert(phone, await sentence(phone, 'refused_forbidden', '127.0.0.1', '201'));
  await phone.waitForSelector(await control(phone, 'textbox', 'extension'));
  await gateway.until('the end of the socket', () => gateway.connectionCount() === 0);

  await gateway.script.reset();
  await askDirectly(phone, 'try-now');
  await waitForStatus(phone, 'state_ready');
});

it('never has two registrations', () => {
  expect(most).toBe(1);
});
