import { SettingsKeeper } from '../../../src/background/settings-keeper';
import { Store } from '../../../src/background/store';
import type { DeviceChoice } from '../../../src/contract/media-session';
import { defaultSettings, type SettingsPolicy } from '../../../src/contract/settings';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';
import { talking } from '../../fakes/snapshots';

const none: SettingsPolicy = { defaults: {}, enforced: {}, problems: [] };
let area: FakeStorageArea;
let session: FakeStorageArea;

beforeEach(() => {
  area = new FakeStorageArea();
  session = new FakeStorageArea();
});

/** The keeper of a worker; the next one finds what this one has kept. */
async function worker({ policy = none, inCall = false } = {}) {
  const store = new Store();
  const heard: DeviceChoice[] = [];
  const media = { setDevices: async (devices: DeviceChoice) => void heard.push(devices) };
  const keeper = new SettingsKeeper({
    store,
    local: area.kept(),
    session: session.kept(),
    media,
    logger: () => silentLogger,
  });
  await keeper.restore(inCall);
  await keeper.usePolicy(policy);
  return { keeper, heard, settings: () => store.snapshot.settings, store };
}

/** Whatever the end of a call has brought about is over. */
const settled = () => new Promise((later) => setImmediate(later));

it('keeps what the user has chosen, and only that', async () => {
  await (await worker()).keeper.save({ ringVolume: 0.3 });
  expect(JSON.parse(area.values.get('choices') ?? '')).toEqual({ ringVolume: 0.3 });
  expect((await worker()).settings()).toEqual({ ...defaultSettings, ringVolume: 0.3 });
});

it('a default of the policy is used until the user chooses', async () => {
  const { keeper, settings, heard } = await worker();
  await keeper.usePolicy({ ...none, defaults: { ringVolume: 1 } });
  expect(settings().ringVolume).toBe(1);
  expect(heard.at(-1)).toMatchObject({ ringVolume: 1 });
  await keeper.save({ ringVolume: defaultSettings.ringVolume });
  expect(settings().ringVolume).toBe(defaultSettings.ringVolume);
});

it('what the policy enforces cannot be changed, and nothing else of that change is made', async () => {
  const { keeper, settings, store, heard } = await worker();
  await keeper.save({ ringVolume: 0.3 });
  await keeper.usePolicy({ ...none, enforced: { ringVolume: 1 } });
  expect(settings().ringVolume).toBe(1);
  expect(store.snapshot.enforcedSettings).toEqual(['ringVolume']);
  expect(heard.at(-1)).toMatchObject({ ringVolume: 1 });
  await expect(keeper.save({ ringVolume: 0, windowOnIncoming: true })).rejects.toMatchObject({
    code: 'set-by-policy',
  });
  expect(settings()).toMatchObject({ ringVolume: 1, windowOnIncoming: false });
  await keeper.save({ windowOnIncoming: true });
  expect(settings().windowOnIncoming).toBe(true);
});

it('when the policy lets go, the user’s own choice is there again', async () => {
  const { keeper, settings, store } = await worker();
  await keeper.save({ ringVolume: 0.3 });
  await keeper.usePolicy({ ...none, enforced: { ringVolume: 1 } });
  await keeper.usePolicy(none);
  expect(settings().ringVolume).toBe(0.3);
  expect(store.snapshot.enforcedSettings).toEqual([]);
});

it('takes what an earlier version kept, where all settings stood, for chosen only where it is not the default', async () => {
  await area.set({ settings: { ...defaultSettings, speakerId: 'headset' } });
  const { keeper, settings } = await worker();
  expect(settings().speakerId).toBe('headset');
  await keeper.usePolicy({ ...none, defaults: { ringVolume: 1, speakerId: '' } });
  expect(settings()).toMatchObject({ ringVolume: 1, speakerId: 'headset' });
  expect(area.values.has('settings')).toBe(false);
  expect((await worker()).settings().speakerId).toBe('headset');
});

it('tells which keys of the policy cannot be used', async () => {
  const { keeper, store } = await worker();
  await keeper.usePolicy({ ...none, problems: [{ key: 'RingVolume.value' }] });
  expect(store.snapshot.policyProblems).toEqual(['RingVolume.value']);
});

it('on a full disk, goes on with what an earlier version kept', async () => {
  await area.set({ settings: { ...defaultSettings, speakerId: 'headset' } });
  area.full = true;
  expect((await worker()).settings().speakerId).toBe('headset');
  area.full = false;
  expect((await worker()).settings().speakerId).toBe('headset');
  expect(area.values.has('settings')).toBe(false);
});

describe('a policy that comes during a call', () => {
  const desk = { ...none, defaults: { speakerId: 'desk' }, enforced: { microphoneId: 'desk' } };
  const headset = {
    ...none,
    defaults: { microphoneId: 'headset' },
    enforced: { speakerId: 'headset', noiseSuppression: false, ringerId: 'headset', ringVolume: 1 },
  };
  const calls = [talking(0, {})];

  it('leaves the devices of calls as they are until the last one is over, and changes the rest at once', async () => {
    const { keeper, store, settings, heard } = await worker({ policy: desk });
    store.update({ calls: [...calls, ...calls] });
    await keeper.usePolicy(headset);
    const during = {
      microphoneId: 'desk',
      noiseSuppression: true,
      speakerId: 'desk',
      ringerId: 'headset',
      ringVolume: 1,
    };
    expect(settings()).toMatchObject(during);
    expect(heard.at(-1)).toMatchObject(during);
    expect(new Set(store.snapshot.enforcedSettings)).toEqual(
      new Set(['microphoneId', 'ringerId', 'ringVolume']),
    );
    store.update({ calls });
    await settled();
    expect(heard.at(-1)).toMatchObject(during);
    store.update({ calls: [] });
    await settled();
    const after = { ...during, microphoneId: 'headset', noiseSuppression: false, speakerId: 'headset' };
    expect(settings()).toMatchObject(after);
    expect(heard.at(-1)).toMatchObject(after);
    expect(store.snapshot.enforcedSettings).toEqual([
      'speakerId',
      'noiseSuppression',
      'ringerId',
      'ringVolume',
    ]);
  });

  it('leaves the user their own choice of devices until then', async () => {
    const { keeper, store, settings } = await worker();
    store.update({ calls });
    await keeper.usePolicy(headset);
    await keeper.save({ speakerId: 'loudspeaker' });
    expect(settings().speakerId).toBe('loudspeaker');
    store.update({ calls: [] });
    await settled();
    expect(settings().speakerId).toBe('headset');
    await expect(keeper.save({ speakerId: 'loudspeaker' })).rejects.toMatchObject({ code: 'set-by-policy' });
  });

  it('waits in the next worker too, which takes the call up again', async () => {
    await worker({ policy: desk });
    const { keeper, store, settings, heard } = await worker({ policy: headset, inCall: true });
    expect(settings()).toMatchObject({ microphoneId: 'desk', speakerId: 'desk', ringVolume: 1 });
    store.update({ calls });
    await keeper.start();
    expect(heard.map(({ speakerId }) => speakerId)).toEqual(['desk']);
    store.update({ calls: [] });
    await settled();
    expect(heard.at(-1)).toMatchObject({ microphoneId: 'headset', speakerId: 'headset' });
  });

  it('waits no longer where the call could not be taken up again', async () => {
    await worker({ policy: desk });
    const { keeper, settings } = await worker({ policy: headset, inCall: true });
    await keeper.start();
    expect(settings()).toMatchObject({ microphoneId: 'headset', speakerId: 'headset' });
  });

  it('does not wait where nobody is in a call', async () => {
    await worker({ policy: desk });
    const { settings } = await worker({ policy: headset });
    expect(settings()).toMatchObject({ microphoneId: 'headset', speakerId: 'headset' });
  });
});
