import { dial, press, waitForButton, waitForStatus } from '../../../scripts/screens';
import type { Snapshot } from '../../../src/contract/snapshot';
import { waitUntil } from '../../gateway/real/wait-until';
import { Desk } from '../desk';
import { profileName } from '../installation';
import { type ProfileServer, startProfileServer } from '../profile-server';
import { askDirectly, currentSnapshot } from '../screen-probes';

jest.setTimeout(150_000);

const path = '/profile.json';

let company: ProfileServer;
let desk: Desk;

beforeAll(async () => {
  company = await startProfileServer('company.test');
  desk = await Desk.open({ launch: { extraArgs: company.browserArgs } });
});

afterAll(async () => {
  await desk?.close();
  await company?.close();
});

function serve(more: Record<string, unknown>): void {
  const system = { Name: profileName, Address: desk.gateway.url, ...more };
  company.serve(path, { text: JSON.stringify([system]), forEveryone: true });
}

const snapshot = () => currentSnapshot(desk.phone);
const waiting = ({ profileSource }: Snapshot) => profileSource?.waiting ?? false;
const effects = ({ dialRuleMode, logDownload }: Snapshot) => ({ dialRuleMode, logDownload });

it('a profile that changes during a call leaves the call alone, and takes effect after it', async () => {
  serve({});
  const used = await askDirectly(desk.phone, 'use-profile-address', { url: `https://company.test${path}` });
  expect(used).toMatchObject({ ok: true, value: { accepted: 1, problems: [] } });
  await waitUntil('a phone that is ready', async () => (await snapshot()).registration.state === 'ready');
  await dial(desk.phone, '600');
  await waitForButton(desk.phone, 'hold');
  const before = effects(await snapshot());
  expect(before).toEqual({ dialRuleMode: 'off', logDownload: true });

  serve({ LogDownload: false, DialRule: true, OutsidePrefix: '9' });
  await askDirectly(desk.phone, 'refresh-profiles');
  const during = await snapshot();
  expect([waiting(during), effects(during)]).toEqual([true, before]);
  expect(during.calls).toMatchObject([{ state: 'talking' }]);

  // The worker that takes the call up again has the new profile on its shelf, and waits as well.
  await desk.browser.killWorker();
  const taken = await waitUntil('the call, taken up again', async () => {
    const now = await snapshot();
    return now.calls.length > 0 && waiting(now) && now;
  });
  expect(effects(taken)).toEqual(before);
  expect(taken.calls).toMatchObject([{ state: 'talking' }]);

  await press(desk.phone, 'hang_up');
  const after = await waitUntil('the new profile', async () => {
    const now = await snapshot();
    return now.dialRuleMode === 'profile' && now;
  });
  expect([waiting(after), effects(after)]).toEqual([false, { dialRuleMode: 'profile', logDownload: false }]);
  await waitForStatus(desk.phone, 'state_ready');
  expect(desk.registrations()).toBe(1);
});
