import { rmSync } from 'node:fs';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import {
  clickOn,
  control,
  dial,
  fillField,
  press,
  waitForButton,
  waitForStatus,
} from '../../../scripts/screens';
import { waitForTone } from '../../../scripts/tone';
import type { GatewayInUse } from '../../../src/domain/failover';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { FarEnd } from '../far-end';
import { Installation, ownHertz } from '../installation';
import {
  askDirectly,
  chooseFromMenu,
  currentSnapshot,
  passwordIsKept,
  sentence,
  waitForWords,
} from '../screen-probes';

jest.setTimeout(240_000);

const toneHertz = 440;
/** Two tries, an answer and a registration, on a busy machine. */
const patience = 60_000;

let primary: DemoGateway;
let secondary: DemoGateway;
let desk: Desk;
let most = 0;
let counting: NodeJS.Timeout;

const registrations = () => primary.registrations().length + secondary.registrations().length;

beforeAll(async () => {
  [primary, secondary] = await Promise.all([startDemoGateway(), startDemoGateway({ realm: 'backup' })]);
  const profile = { AutoFailover: true, SecondaryAddress: secondary.url };
  desk = await Desk.open({ gateway: primary, profile });
  counting = setInterval(() => {
    most = Math.max(most, registrations());
  }, 5);
});

afterAll(async () => {
  clearInterval(counting);
  await desk?.close();
  await Promise.all([primary?.close(), secondary?.close()]);
});

afterEach(async () => {
  await Promise.all([primary.script.reset(), secondary.script.reset()]);
  for (const leg of [...primary.calls(), ...secondary.calls()]) leg.hangUp();
  await desk.phone.waitForSelector('.call, .incoming', { hidden: true });
  await backAtPrimary();
});

const registeredAt = (gateway: DemoGateway) => gateway.registrations().filter(({ user }) => user === '201');

async function serves(gateway: GatewayInUse, page = desk.phone): Promise<void> {
  await waitUntil(
    `${gateway} serving`,
    async () => {
      const { registration, gatewayInUse } = await currentSnapshot(page);
      return registration.state === 'ready' && gatewayInUse === gateway;
    },
    { timeoutMs: patience },
  );
}

/** Nobody waits for a countdown, nor for a minute to be over. */
async function hurry(gateway: GatewayInUse): Promise<void> {
  await waitUntil(
    `${gateway} serving`,
    async () => {
      const { registration, gatewayInUse } = await currentSnapshot(desk.phone);
      if (registration.state === 'ready' && gatewayInUse === gateway) return true;
      const waits = registration.state === 'reconnecting' && registration.retryAt !== undefined;
      if (waits || registration.state === 'ready') await askDirectly(desk.phone, 'try-now');
      return false;
    },
    { timeoutMs: patience },
  );
}

async function backAtPrimary(): Promise<void> {
  await hurry('primary');
  await primary.until('the registration', () => registeredAt(primary).length === 1);
  await secondary.until('no registration', () => registeredAt(secondary).length === 0);
}

async function stopPrimary(): Promise<void> {
  await primary.script.refuseConnections('port');
  primary.script.drop();
}

/** Both ways, with sound at both ends. */
async function callsWork(gateway: DemoGateway): Promise<void> {
  const farEnd = new FarEnd(gateway);
  await dial(desk.phone, '601');
  const leg = await farEnd.called('601');
  await farEnd.hears(leg, ownHertz);
  await waitForTone(await desk.browser.offscreen(), toneHertz);
  await press(desk.phone, 'hang_up');
  await farEnd.isOver(leg);

  const call = gateway.call({
    to: '201',
    from: { number: '207', name: 'Grace Kim' },
    media: 'tone',
    toneHertz,
  });
  await waitForButton(desk.phone, 'answer');
  await press(desk.phone, 'answer');
  const answered = await call.answered;
  await farEnd.hears(answered, ownHertz);
  await waitForButton(desk.phone, 'hold');
  await press(desk.phone, 'hang_up');
  expect((await call.ended).by).toBe('remote');
}

describe('when the primary gateway', () => {
  it('is stopped, the phone goes to the secondary, says so, and calls and is called there', async () => {
    await stopPrimary();
    const begun = performance.now();
    await serves('secondary');
    console.log(
      `figure: primary stopped: at the secondary after ${Math.round(performance.now() - begun)} ms`,
    );
    await waitForStatus(desk.phone, 'state_ready_secondary');
    expect(registeredAt(secondary)).toHaveLength(1);
    expect(registeredAt(primary)).toEqual([]);
    await callsWork(secondary);

    await primary.script.acceptConnections();
    await chooseFromMenu(desk.phone, 'menu_try_primary');
    await serves('primary');
    await secondary.until('the end of the registration', () => registeredAt(secondary).length === 0);
    expect(registeredAt(primary)).toHaveLength(1);
    await callsWork(primary);
  });

  it('is frozen, the phone is at the secondary after two tries', async () => {
    primary.script.goSilent();
    const begun = performance.now();
    await askDirectly(desk.phone, 'try-now');
    await serves('secondary');
    console.log(
      `figure: primary frozen: at the secondary ${Math.round(performance.now() - begun)} ms after the first try began`,
    );
    await callsWork(secondary);
  });

  it('answers 503 to a REGISTER, twice, the phone goes to the secondary', async () => {
    primary.script.answer({ method: 'REGISTER' }, { status: 503 });
    await askDirectly(desk.phone, 'try-now');
    await serves('secondary');
    expect(registeredAt(secondary)).toHaveLength(1);
  });

  it('says 403, the phone is not tried elsewhere', async () => {
    const before = secondary.messages.length;
    primary.script.answer({ method: 'REGISTER' }, { status: 403 });
    await askDirectly(desk.phone, 'try-now');
    await waitForWords(desk.phone, await sentence(desk.phone, 'refused_forbidden', '127.0.0.1', '201'));
    expect(secondary.messages.length).toBe(before);
    await primary.script.reset();
    await askDirectly(desk.phone, 'try-now');
  });

  it('is stopped in a call, the phone is at the secondary, and reachable there', async () => {
    await dial(desk.phone, '600');
    await waitForButton(desk.phone, 'hold');
    await stopPrimary();
    await hurry('secondary');
    secondary.call({ to: '201', from: { number: '207', name: 'Grace Kim' }, media: 'tone', toneHertz });
    await waitForButton(desk.phone, 'answer');
  });
});

describe('at the secondary', () => {
  beforeEach(async () => {
    await stopPrimary();
    await hurry('secondary');
  });

  it('the next worker goes on there, without trying the primary', async () => {
    await primary.script.acceptConnections();
    const [before] = registeredAt(secondary);
    await desk.browser.killWorker();
    await secondary.until('another registration', () => {
      const [now] = registeredAt(secondary);
      return now !== undefined && now !== before;
    });
    await serves('secondary');
    expect(registeredAt(primary)).toEqual([]);
    await callsWork(secondary);
  });

  it('nobody goes back in a call', async () => {
    await primary.script.acceptConnections();
    const farEnd = new FarEnd(secondary);
    await dial(desk.phone, '600');
    const leg = await farEnd.called('600');
    const atPrimary = new FarEnd(primary);
    const mark = atPrimary.mark();
    await askDirectly(desk.phone, 'try-now');
    await atPrimary.message(mark, { method: 'OPTIONS', kind: 'request' });
    expect((await currentSnapshot(desk.phone)).gatewayInUse).toBe('secondary');
    expect(leg.ended).toBe(false);
    await press(desk.phone, 'hang_up');
    await farEnd.isOver(leg);
  });

  it('and that is lost as well, the phone goes to whichever answers', async () => {
    await primary.script.acceptConnections();
    await secondary.script.refuseConnections('port');
    secondary.script.drop();
    await hurry('primary');
    expect(registeredAt(primary)).toHaveLength(1);
  });
});

it('never has two registrations', () => {
  expect(most).toBe(1);
});

describe('a browser of its own', () => {
  let installation: Installation;
  const userDataDir = makeTemporaryFolder('failed-over');
  afterEach(async () => {
    await installation?.close();
    rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
  });

  it('without AutoFailover stays with its gateway', async () => {
    installation = await Installation.start();
    const profile = { SecondaryAddress: secondary.url };
    const phone = await installation.signedIn(primary.url, '202', 'demo-202', profile);
    const before = secondary.messages.length;
    await stopPrimary();
    await waitForWords(phone, await sentence(phone, 'loss_gateway_unreachable'), patience);
    for (let tries = 0; tries < 4; tries++) await askDirectly(phone, 'try-now');
    expect(secondary.messages.slice(before).filter(({ text }) => text.includes('sip:202@'))).toEqual([]);
    expect(await currentSnapshot(phone)).toMatchObject({ gatewayInUse: 'primary' });
  });

  it('started anew, tries the primary first', async () => {
    installation = await Installation.start({ userDataDir });
    await installation.useProfile({
      Address: primary.url,
      AutoFailover: true,
      SecondaryAddress: secondary.url,
    });
    const phone = await installation.openPhone();
    await stopPrimary();
    await clickOn(phone, await control(phone, 'checkbox', 'stay_signed_in'));
    await fillField(phone, await control(phone, 'textbox', 'extension'), '203');
    await fillField(phone, 'input[type="password"]', 'demo-203');
    await press(phone, 'sign_in');
    await serves('secondary', phone);
    await passwordIsKept(phone, true);
    await primary.script.acceptConnections();
    await installation.close();

    const mark = secondary.messages.length;
    installation = await Installation.start({ userDataDir });
    await primary.until(
      'the registration',
      () => primary.registrations().some(({ user }) => user === '203'),
      patience,
    );
    expect(secondary.messages.slice(mark).filter(({ text }) => text.includes('sip:203@'))).toEqual([]);
  });
});
