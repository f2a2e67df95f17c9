import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from '../../../scripts/ringtab-browser';
import { dial, polling, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { dispatch, passwordIsKept, patience } from '../screen-probes';

jest.setTimeout(150_000);

let desk: Desk;

let profile: string;

beforeEach(async () => {
  // Only in developer mode does Chrome load an unpacked extension again that has ended itself.
  profile = makeTemporaryFolder('developer');
  mkdirSync(join(profile, 'Default'));
  const preferences = { extensions: { ui: { developer_mode: true } } };
  writeFileSync(join(profile, 'Default', 'Preferences'), JSON.stringify(preferences));
  desk = await Desk.open({ launch: { userDataDir: profile } });
});
afterEach(async () => {
  await desk?.close();
  rmSync(profile, { recursive: true, force: true });
});

/** Chrome has fetched a new version; an unpacked extension never gets one, so the event is dispatched. */
const newVersion = () => dispatch(desk.browser, 'runtime.onUpdateAvailable', { version: '99.0.0' });

/** Signed in again so that it lasts over Chrome's end, and so over an update. */
async function staySignedIn(): Promise<void> {
  await desk.phone.evaluate(async () => {
    const ask = (intent: string, args: object) =>
      chrome.runtime.sendMessage({ to: 'background', intent, args });
    const { lastSignIn } = await chrome.storage.local.get('lastSignIn');
    const { profileId, user } = lastSignIn as { profileId: string; user: string };
    await ask('sign-in', { profileId, user, password: `demo-${user}`, staySignedIn: true });
  });
  await waitForStatus(desk.phone, 'state_ready');
  await passwordIsKept(desk.phone, true);
}

/** The socket of the version that is there. */
const lastSocket = () => Math.max(...desk.gateway.messages.map(({ connectionId }) => connectionId));

/** Resolves once the old version is gone, and the new one has registered over a socket of its own. */
async function registeredAnew(last: number): Promise<void> {
  await waitUntil('the end of the old version', async () => desk.phone.isClosed());
  await desk.gateway.until('a registration over another socket', () =>
    desk.gateway.messages.some(
      ({ method, status, connectionId }) => method === 'REGISTER' && status === 200 && connectionId > last,
    ),
  );
}

/** One registration, the one of before, and the phone in its window. */
async function asBefore(contact: string | undefined): Promise<void> {
  await desk.gateway.until('one socket', () => desk.gateway.connectionCount() === 1);
  expect(desk.gateway.registrations()).toMatchObject([{ user: '201', contact }]);
  const window = await desk.browser.browser.waitForTarget(
    (each) => each.url() === desk.browser.url('window.html'),
    { timeout: patience },
  );
  desk.phone = await window.asPage();
  await waitForStatus(desk.phone, 'state_ready');
}

it('a new version takes over at once where nobody is in a call, and keeps phone and window', async () => {
  await staySignedIn();
  const [before] = desk.gateway.registrations();
  const last = lastSocket();
  await newVersion();
  await registeredAnew(last);
  await asBefore(before?.contact);
});

it('a new version waits for the end of the call, over the death of the worker too', async () => {
  await staySignedIn();
  const [before] = desk.gateway.registrations();
  await dial(desk.phone, '601');
  const leg = await desk.farEnd.called('601');
  await waitForButton(desk.phone, 'hold');
  await newVersion();
  await desk.phone.waitForFunction(
    async () => (await chrome.storage.session.get('updateWaits')).updateWaits,
    { polling },
  );
  const mark = desk.farEnd.mark();
  await desk.browser.killWorker();
  await desk.farEnd.message(mark, { method: 'INVITE', direction: 'out', status: 200 });
  await waitForButton(desk.phone, 'hold');
  expect(leg.ended).toBe(false);
  const last = lastSocket();
  await press(desk.phone, 'hang_up');
  await desk.farEnd.isOver(leg);
  const begun = performance.now();
  await registeredAnew(last);
  console.log(
    `figure: registered ${Math.round(performance.now() - begun)} ms after the call, in a new version`,
  );
  await asBefore(before?.contact);
});

it('a new version signs nobody out: it waits for who does not stay signed in', async () => {
  await newVersion();
  await desk.phone.waitForFunction(
    async () => (await chrome.storage.session.get('updateWaits')).updateWaits,
    { polling },
  );
  await waitForStatus(desk.phone, 'state_ready');
  expect(desk.phone.isClosed()).toBe(false);
  await desk.phone.evaluate(() =>
    chrome.runtime.sendMessage({ to: 'background', intent: 'sign-out', args: {} }),
  );
  await waitUntil('the end of the old version', async () => desk.phone.isClosed());
  await desk.gateway.until('no registration', () => desk.registrations() === 0);
});
