import { rmSync } from 'node:fs';
import type { Page, Target } from 'puppeteer-core';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { clickOn, control, press, signIn, waitForButton, waitForNoButton } from '../../../scripts/screens';
import { type DemoGateway, startDemoGateway } from '../../gateway/demo/gateway';
import type { IncomingLeg } from '../../gateway/demo/incoming-leg';
import { waitUntil } from '../../gateway/real/wait-until';
import { callLog, newestCallIs } from '../call-log-probe';
import { FarEnd } from '../far-end';
import { Installation, ownHertz } from '../installation';
import {
  currentSnapshot,
  dispatch,
  passwordIsKept,
  patience,
  sentence,
  waitForWords,
} from '../screen-probes';
import { talking, toneIsHeard } from '../talking';

jest.setTimeout(150_000);

let gateway: DemoGateway;
let farEnd: FarEnd;
let installation: Installation;
let phone: Page;
const userDataDir = makeTemporaryFolder('closed');

beforeAll(async () => {
  [gateway, installation] = await Promise.all([startDemoGateway(), Installation.start({ userDataDir })]);
  farEnd = new FarEnd(gateway);
  await installation.useProfile({ Address: gateway.url });
  phone = await installation.openPhone();
  await clickOn(phone, await control(phone, 'checkbox', 'stay_signed_in'));
  await signIn(phone, '201', 'demo-201');
  await passwordIsKept(phone, true);
});

afterAll(async () => {
  await installation?.close();
  await gateway?.close();
  rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
});

afterEach(async () => {
  await gateway.script.reset();
  for (const leg of gateway.calls()) leg.hangUp();
  await farEnd.isQuiet();
});

/** Chrome ends in one way or another, and is started again. */
async function comesBack(how: 'close' | 'crash'): Promise<void> {
  await installation[how]();
  await gateway.until('the end of the connection', () => gateway.connectionCount() === 0);
  installation = await Installation.start({ userDataDir });
  phone = await installation.openPhone();
  phone.setDefaultTimeout(patience);
}

/** What Chrome shows outside of our pages: the badge, and the ids of the notifications. */
async function shownOutside(): Promise<{ badge: string; notifications: string[] }> {
  const worker = await installation.browser.worker();
  return worker.evaluate(async () => ({
    badge: await chrome.action.getBadgeText({}),
    notifications: Object.keys(await chrome.notifications.getAll()),
  }));
}

async function showsOutside(badge: string, ...notifications: string[]): Promise<void> {
  const wanted = JSON.stringify({ badge, notifications });
  await waitUntil(`outside: ${wanted}`, async () => JSON.stringify(await shownOutside()) === wanted);
}

const isPhone = (target: Target) => target.url() === installation.browser.url('window.html');

async function closePhone(): Promise<void> {
  await phone.close();
  await waitUntil('no phone', async () => !installation.browser.browser.targets().some(isPhone));
}

/** The one that Ringtab has opened by itself. */
async function openedPhone(): Promise<Page> {
  const page = await (await installation.browser.browser.waitForTarget(isPhone)).page();
  if (!page) throw new Error('The phone that was opened has no page.');
  return page;
}

const theOther = (leg: IncomingLeg) =>
  gateway.until('the call in another dialog', () =>
    gateway
      .calls()
      .find((each): each is IncomingLeg => each !== leg && each.state === 'established' && 'invite' in each),
  );

describe.each(['close', 'crash'] as const)('Chrome ends in a call (%s)', (how) => {
  it('and the call is taken up again, in the call log once', async () => {
    const old = await talking({ phone, farEnd });
    const [before] = (await currentSnapshot(phone)).calls;
    await comesBack(how);
    await waitForButton(phone, 'resumable_resume');
    await waitForWords(phone, `601${await sentence(phone, 'resumable_text')}`);
    await showsOutside('↻', `resumable:${before?.id}`);
    await newestCallIs(phone, { id: before?.id ?? '', reason: 'interrupted', called: '601' });
    await press(phone, 'resumable_resume');
    const leg = await theOther(old);
    await farEnd.isOver(old);
    await farEnd.hears(leg, ownHertz);
    await toneIsHeard(installation);
    await waitForNoButton(phone, 'resumable_resume');
    await showsOutside('');
    await waitUntil('the call on its card', async () => {
      const [call, another] = (await currentSnapshot(phone)).calls;
      expect(call).toMatchObject({ id: before?.id, state: 'talking', interrupted: false });
      return another === undefined;
    });
    await press(phone, 'hang_up');
    await farEnd.isOver(leg);
    await waitForNoButton(phone, 'hang_up');
    const entry = { id: before?.id, reason: 'hung-up', startedAt: before?.startedAt };
    await waitUntil('an entry of its end', async () =>
      (await callLog(phone)).some(({ id, reason }) => id === before?.id && reason === 'hung-up'),
    );
    const entries = await callLog(phone);
    expect(entries.filter(({ id }) => id === before?.id)).toEqual([expect.objectContaining(entry)]);
  });

  it('and the user, led to the phone by the notification, lets it be over: the gateway is told', async () => {
    const old = await talking({ phone, farEnd });
    const [before] = (await currentSnapshot(phone)).calls;
    await comesBack(how);
    await showsOutside('↻', `resumable:${before?.id}`);
    await closePhone();
    await dispatch(installation.browser, 'notifications.onClicked', `resumable:${before?.id}`);
    phone = await openedPhone();
    await waitForButton(phone, 'resumable_end');
    await showsOutside('↻');
    await press(phone, 'resumable_end');
    await farEnd.isOver(old);
    expect(old.end?.by).toBe('remote');
    await waitForNoButton(phone, 'resumable_end');
    await showsOutside('');
    await newestCallIs(phone, { called: '601', reason: 'interrupted' });
  });
});

it('a call that cannot be taken up is over, with a sentence and a new call offered', async () => {
  const old = await talking({ phone, farEnd });
  await comesBack('crash');
  gateway.script.answer({ method: 'INVITE', replaces: true }, { status: 481 });
  await press(phone, 'resumable_resume');
  await waitForWords(phone, await sentence(phone, 'end_not_taken_up'));
  await waitForNoButton(phone, 'hang_up');
  await newestCallIs(phone, { called: '601', reason: 'not-taken-up' });
  old.hangUp();
  await press(phone, 'call_again');
  await farEnd.hears(await farEnd.called('601'), ownHertz);
  await press(phone, 'hang_up');
  await waitForNoButton(phone, 'hang_up');
});

it('a call that ended before is not offered', async () => {
  await talking({ phone, farEnd });
  await press(phone, 'hang_up');
  await farEnd.isQuiet();
  await waitForNoButton(phone, 'hang_up');
  await comesBack('close');
  await waitForButton(phone, 'call');
  expect((await currentSnapshot(phone)).resumable).toEqual([]);
});
