import { SettingsKeeper } from '../../../src/background/settings-keeper';
import { Store } from '../../../src/background/store';
import type { DeviceChoice } from '../../../src/contract/media-session';
import { defaultSettings, type SettingsPolicy } from '../../../src/contract/settings';
import { FakeStorageArea } from '../../fakes/fake-storage';

const none: SettingsPolicy = { defaults: {}, enforced: {}, problems: [] };
let area: FakeStorageArea;

beforeEach(() => {
  area = new FakeStorageArea();
});

/** The keeper of a worker; the next one finds what this one has kept. */
async function worker() {
  const store = new Store();
  const heard: DeviceChoice[] = [];
  const media = { setDevices: async (devices: DeviceChoice) => void heard.push(devices) };
  const keeper = new SettingsKeeper({ store, local: area.kept(), media });
  await keeper.restore();
  await keeper.usePolicy(none);
  return { keeper, heard, settings: () => store.snapshot.settings, store };
}

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
