import type { SignedIn } from '../../../src/background/call-desk';
import { Dialling } from '../../../src/background/dialling';
import { Store } from '../../../src/background/store';
import { defaultSettings } from '../../../src/contract/settings';
import type { Profile } from '../../../src/domain/profile';
import { nextRegistration, type RegistrationEvent } from '../../../src/domain/registration';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';

const locked = profileOf({ Name: 'Locked', DialRule: true, OutsidePrefix: '9', CountryCode: '1' });
const free = profileOf({ Name: 'Free', DialRule: false });
const plain = profileOf({ Name: 'Plain' });
const own = { ...defaultSettings.dialRules, mode: 'user' as const, outsidePrefix: '0' };

let store: Store;
let local: FakeStorageArea;
let profiles: Profile[];
let signedIn: Profile | undefined;
let dialling: Dialling;

beforeEach(async () => {
  local = new FakeStorageArea();
  profiles = [locked, free, plain];
  signedIn = undefined;
  await restart();
});

async function restart(): Promise<void> {
  store = new Store();
  dialling = new Dialling({
    store,
    local: local.kept(),
    profiles: async () => profiles,
    signedIn: () => signedIn && ({ profile: signedIn } as SignedIn),
    log: silentLogger,
  });
  await dialling.restore();
}

const settled = () => new Promise((later) => setImmediate(later));
const shown = async () => {
  await settled();
  const { dialRuleMode, dialRules } = store.snapshot;
  return [dialRuleMode, dialRules.mode, dialRules.outsidePrefix];
};
const lastSignIn = ({ id }: Profile) =>
  store.update({ lastSignIn: { profileId: id, user: '201', staySignedIn: false } });

/** As the identity desk does it: the phone first, then the snapshot. */
function signIn(profile: Profile | undefined): void {
  signedIn = profile;
  store.update({
    identity: profile && { profileId: profile.id, profileName: profile.name, user: '201', gatewayHost: 'h' },
  });
}

describe('the dial rules in the snapshot', () => {
  it('are those of whoever is signed in', async () => {
    signIn(locked);
    expect(await shown()).toEqual(['profile', 'profile', '9']);
    signIn(plain);
    expect(await shown()).toEqual(['off', 'off', '']);
  });

  it('are the user’s own where the profile leaves it to people, once they are switched on', async () => {
    signIn(free);
    expect(await shown()).toEqual(['user', 'off', '']);
    store.update({ settings: { ...defaultSettings, dialRules: own } });
    expect(await shown()).toEqual(['user', 'user', '0']);
    signIn(locked);
    expect(await shown()).toEqual(['profile', 'profile', '9']);
  });

  it('are, signed out, those of the profile that was signed in last', async () => {
    expect(await shown()).toEqual(['off', 'off', '']);
    lastSignIn(locked);
    expect(await shown()).toEqual(['profile', 'profile', '9']);
    signIn(plain);
    expect(await shown()).toEqual(['off', 'off', '']);
    signIn(undefined);
    expect(await shown()).toEqual(['profile', 'profile', '9']);
  });

  it('are, signed out, those of the only profile there is', async () => {
    profiles = [locked];
    store.update({ profiles: [] });
    expect(await shown()).toEqual(['profile', 'profile', '9']);
  });

  it('follow a profile that changes', async () => {
    lastSignIn(locked);
    await settled();
    profiles = [{ ...locked, dialRules: { ...locked.dialRules, outsidePrefix: '8' } }];
    store.update({ profiles: [] });
    expect(await shown()).toEqual(['profile', 'profile', '8']);
  });

  it('are told once for each change of them', async () => {
    let told = 0;
    store.subscribe((now, before) => {
      if (now.dialRules !== before.dialRules) told++;
    });
    signIn(locked);
    await settled();
    store.update({ settings: { ...defaultSettings, ringVolume: 0.1 } });
    await settled();
    expect(told).toBe(1);
  });
});

describe('the emergency notice', () => {
  const happens = (event: RegistrationEvent) =>
    store.update({ registration: nextRegistration(store.snapshot.registration, event) });
  const toRegister = () => {
    happens({ type: 'sign-in', at: 0 });
    const before = store.snapshot.emergencyNotice;
    happens({ type: 'registered', at: 0 });
    return [before, store.snapshot.emergencyNotice];
  };

  it('is shown from the first sign-in that succeeded until it has been read, and never again', async () => {
    expect(store.snapshot.emergencyNotice).toBe(false);
    expect(toRegister()).toEqual([false, true]);
    happens({ type: 'lost', reason: 'gateway-closed', at: 0, retryAt: 1 });
    expect(store.snapshot.emergencyNotice).toBe(true);
    await dialling.emergencyNoticeSeen();
    expect(store.snapshot.emergencyNotice).toBe(false);
    await restart();
    expect(toRegister()).toEqual([false, false]);
  });

  it('comes again where it has not been read', async () => {
    toRegister();
    happens({ type: 'sign-out' });
    expect(store.snapshot.emergencyNotice).toBe(false);
    await restart();
    expect(toRegister()).toEqual([false, true]);
  });
});
