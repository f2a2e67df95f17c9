import type { SignedIn } from '../../../src/background/call-desk';
import { PhoneChoice } from '../../../src/background/phone-choice';
import { Store } from '../../../src/background/store';
import type { Profile } from '../../../src/domain/profile';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { denver, profileOf } from '../../fakes/profiles';

let area: FakeStorageArea;
let store: Store;
let signedIn: SignedIn | undefined;
let phones: PhoneChoice;

function asUser(user: string, profile: Profile = profileOf()): void {
  signedIn = { user, profile } as SignedIn;
  store.update({
    identity: { profileId: profile.id, profileName: '', user, gatewayHost: 'pbx.example.com' },
  });
}

/** A worker, which may be the next one. */
async function wakes(): Promise<void> {
  store = new Store();
  phones = new PhoneChoice({
    store,
    local: area.kept(),
    signedIn: () => signedIn,
    rulesOf: ({ dialRules }) => dialRules,
  });
  await phones.restore();
}

beforeEach(async () => {
  area = new FakeStorageArea();
  signedIn = undefined;
  await wakes();
  asUser('201');
});

const shown = () => store.snapshot.otherPhone;

describe('where calls are placed and taken', () => {
  it('is this computer, until there is another phone', async () => {
    expect(shown()).toEqual({ number: '', inUse: false });
    expect(phones.inUse()).toBeUndefined();
    await phones.use({ other: true, number: '209' });
    expect(shown()).toEqual({ number: '209', inUse: true });
    expect(phones.inUse()).toMatchObject({ dialled: '209' });
    await phones.use({ other: false });
    expect(shown()).toEqual({ number: '209', inUse: false });
    expect(phones.inUse()).toBeUndefined();
    await phones.use({ other: true });
    expect(phones.inUse()).toMatchObject({ dialled: '209' });
  });

  it('is dialled by the rules of the profile', async () => {
    asUser('201', profileOf({ DialRule: true, ...denver }));
    await phones.use({ other: true, number: '+1 212 555 0100' });
    expect(shown()).toEqual({ number: '+1 212 555 0100', inUse: true });
    expect(phones.inUse()).toEqual({ number: '+1 212 555 0100', dialled: '912125550100' });
  });

  it.each([
    ['', 'no-number'],
    ['911', 'phone-not-usable'],
    ['nobody at all', 'phone-not-usable'],
  ])('is not %j', async (number, code) => {
    asUser('201', profileOf({ DialRule: true, ...denver }));
    await expect(phones.use({ other: true, number })).rejects.toMatchObject({ code });
    expect(phones.inUse()).toBeUndefined();
  });

  it('is not the own extension, where calls would come back', async () => {
    await expect(phones.use({ other: true, number: '201' })).rejects.toMatchObject({
      code: 'phone-not-usable',
    });
  });

  it('is known to the next browser, and each identity has its own', async () => {
    await phones.use({ other: true, number: '209' });
    asUser('202');
    expect(shown()).toEqual({ number: '', inUse: false });
    await phones.use({ other: false, number: '208' });
    await wakes();
    asUser('201');
    expect(shown()).toEqual({ number: '209', inUse: true });
    asUser('202');
    expect(shown()).toEqual({ number: '208', inUse: false });
  });

  it('is this computer where the profile allows no other, whatever was chosen before', async () => {
    await phones.use({ other: true, number: '209' });
    const profile = profileOf();
    asUser('201', { ...profile, features: { ...profile.features, otherPhoneMode: false } });
    expect(shown()).toBeUndefined();
    expect(phones.inUse()).toBeUndefined();
    await expect(phones.use({ other: true, number: '209' })).rejects.toMatchObject({
      code: 'not-possible-now',
    });
  });

  it('takes effect even where the disk is full', async () => {
    area.full = true;
    await expect(phones.use({ other: true, number: '209' })).rejects.toMatchObject({
      code: 'storage-failed',
    });
    expect(phones.inUse()).toMatchObject({ dialled: '209' });
  });

  it('is nothing to whoever is not signed in', () => {
    signedIn = undefined;
    store.update({ identity: undefined });
    expect(shown()).toBeUndefined();
    expect(phones.inUse()).toBeUndefined();
  });
});
