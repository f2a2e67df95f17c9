import 'fake-indexeddb/auto';
import { ManagedPolicy } from '../../../src/background/managed-policy';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

const enforced = { RingVolume: { value: 1, enforced: true } };
const profile = '[{"Name": "Office", "Address": "a.example", "TURNPassword": "planted"}]';

let session: FakeStorageArea;
let local: FakeStorageArea;
/** What Chrome holds for us at this moment. */
let managed: object;
/** Chrome cannot say what it holds. */
let failing: boolean;
let time: number;
let warnings: string[];
let infos: string[];

beforeEach(() => {
  session = new FakeStorageArea();
  local = new FakeStorageArea();
  managed = {};
  failing = false;
  time = 0;
  warnings = [];
  infos = [];
  const get = async () => {
    if (failing) throw new Error('Managed storage is not set');
    return managed;
  };
  const storage = { managed: { get } };
  Object.assign(globalThis, { chrome: { storage } });
});

function worker() {
  const log = {
    ...silentLogger,
    warn: (text: string) => void warnings.push(text),
    info: (text: string) => void infos.push(text),
  };
  return new ManagedPolicy({
    session: session.kept(),
    local: local.kept(),
    now: () => time,
    logger: () => log,
  });
}

function restartBrowser(): void {
  session = new FakeStorageArea();
  managed = {};
}

it('is read from Chrome, and kept without its secrets in the clear', async () => {
  managed = { ...enforced, Profile: profile };
  const policy = await worker().read();
  expect(policy).toMatchObject({ profileText: profile, enforced: { ringVolume: 1 } });
  expect(local.text).not.toContain('planted');
});

it('stands while a browser that has just started has not read it yet', async () => {
  managed = enforced;
  await worker().read();
  restartBrowser();
  expect((await worker().read()).enforced).toEqual({ ringVolume: 1 });
  expect((await worker().read()).enforced).toEqual({ ringVolume: 1 });

  managed = { RingVolume: { value: 0.5, enforced: true } };
  expect((await worker().changed()).enforced).toEqual({ ringVolume: 0.5 });
});

it('is gone once a browser has had the time to read it and has not found it', async () => {
  managed = enforced;
  await worker().read();
  restartBrowser();
  await worker().read();
  expect(await worker().isOverdue()).toBe(false);
  time += 60_000;
  expect(await worker().isOverdue()).toBe(true);
  expect((await worker().changed()).enforced).toEqual({});
  expect(await worker().isOverdue()).toBe(false);
  expect(local.values.has('policy')).toBe(false);
});

it('is gone at once when it is removed while the browser runs', async () => {
  managed = enforced;
  await worker().read();
  managed = {};
  expect((await worker().changed()).enforced).toEqual({});
  restartBrowser();
  expect((await worker().read()).enforced).toEqual({});
});

it('is never awaited where there has never been one', async () => {
  expect((await worker().read()).enforced).toEqual({});
  time += 60_000;
  expect(await worker().isOverdue()).toBe(false);
});

it('what cannot be used is logged by its key, never by its value', async () => {
  managed = { RingVolume: { value: 7 }, Profile: 5 };
  await worker().read();
  expect(warnings).toEqual([
    'policy: RingVolume.value is not used; expected a number from 0 to 1',
    'policy: Profile is not used; expected a string',
  ]);
});

it('of which Chrome lets nothing through is logged as none, when it changes and at no other time', async () => {
  await worker().read();
  expect(infos).toEqual([]);
  managed = enforced;
  await worker().changed();
  managed = {};
  await worker().changed();
  expect(infos).toEqual(['policy: RingVolume', expect.stringMatching(/^policy: none/)]);
});

it('a browser without policies is one without a policy', async () => {
  failing = true;
  expect(await worker().read()).toMatchObject({ profileText: undefined, enforced: {} });
});

it('stands while Chrome cannot say what it is', async () => {
  managed = enforced;
  await worker().read();
  failing = true;
  expect((await worker().read()).enforced).toEqual({ ringVolume: 1 });
  expect((await worker().changed()).enforced).toEqual({ ringVolume: 1 });
  failing = false;
  restartBrowser();
  expect((await worker().read()).enforced).toEqual({ ringVolume: 1 });
});

it('is written only when it is another one, in whatever order Chrome gives its keys', async () => {
  managed = { ...enforced, Profile: profile };
  await worker().read();
  managed = { Profile: profile, ...enforced };
  await worker().read();
  expect(local.written).toEqual(['policy']);
  managed = { Profile: profile };
  await worker().changed();
  expect(local.written).toEqual(['policy', 'policy']);
});

it('applies on a full disk too: when it comes, changes and goes', async () => {
  managed = enforced;
  local.full = true;
  expect((await worker().read()).enforced).toEqual({ ringVolume: 1 });
  local.full = false;
  await worker().read();
  local.full = true;
  session.full = true;
  managed = { RingVolume: { value: 0.5, enforced: true } };
  expect((await worker().changed()).enforced).toEqual({ ringVolume: 0.5 });
  session.full = false;
  managed = {};
  expect((await worker().changed()).enforced).toEqual({});
});
