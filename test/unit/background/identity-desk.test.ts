import 'fake-indexeddb/auto';
import { IdentityDesk } from '../../../src/background/identity-desk';
import { Store } from '../../../src/background/store';
import { Watching } from '../../../src/background/watching';
import type { Profile } from '../../../src/domain/profile';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { profileOf } from '../../fakes/profiles';
import { silentLogger } from '../../fakes/silent-logger';
import { talking } from '../../fakes/snapshots';

const office = profileOf();
const profileId = office.id;
const signIn = { profileId, user: '201', password: 'planted', staySignedIn: false };

let gateway: FakeGateway;
let session: FakeStorageArea;
let local: FakeStorageArea;
/** What the gateway says to a REGISTER. */
let status: string;
/** Further headers of its answer. */
let headers: string[];
/** How often calls had to end because somebody was signed out. */
let leavings: number;
/** What one can sign in with. */
let profiles: Profile[];
/** The addresses of the sockets that were opened. */
let addresses: string[];

beforeEach(() => {
  gateway = new FakeGateway();
  gateway.answer = (request: FakeRequest) => {
    const contact = request.header('Contact');
    return respond(request, status, ...headers, ...(status.startsWith('2') ? [`Contact: ${contact}`] : []));
  };
  session = new FakeStorageArea();
  local = new FakeStorageArea();
  status = '200 OK';
  headers = [];
  leavings = 0;
  profiles = [office];
  addresses = [];
  // The desk opens the browser's own WebSocket.
  Object.assign(globalThis, {
    WebSocket: function openSocket(address: string) {
      addresses.push(address);
      return gateway.openSocket();
    },
  });
});

/** The desk of a worker; the next one finds what this one has kept. */
function worker() {
  const store = new Store();
  const desk = new IdentityDesk({
    store,
    watching: new Watching({
      store,
      session: session.kept(),
      rules: () => undefined,
      onOwnCalls: () => undefined,
      onOwnDevices: () => undefined,
      logger: () => silentLogger,
    }),
    session: session.kept(),
    local: local.kept(),
    profiles: async () => profiles,
    diagnose: async () => 'gateway-unreachable',
    onIncoming: () => undefined,
    onGatewayLost: () => undefined,
    onGatewayBack: () => undefined,
    onLeaving: () => void leavings++,
    logger: () => silentLogger,
  });
  desks.push(desk);
  return { store, desk, state: () => store.snapshot.registration };
}

const desks: IdentityDesk[] = [];
afterEach(async () => {
  await Promise.all(desks.splice(0).map((desk) => desk.signOut()));
});

const registers = () => gateway.requests.filter(({ method }) => method === 'REGISTER');

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((later) => setImmediate(later));
}

/** Whatever goes on in the background is over. */
async function settled(): Promise<void> {
  for (let round = 0; round < 20; round++) await new Promise((later) => setImmediate(later));
}

it('signs in, and the snapshot says as whom and where, without the password', async () => {
  const { desk, store, state } = worker();
  await desk.signIn(signIn);
  expect(state()).toMatchObject({ state: 'ready' });
  expect(store.snapshot.identity).toEqual({
    profileId,
    profileName: 'Office',
    user: '201',
    gatewayHost: 'pbx.example.com',
  });
  expect(JSON.stringify(store.snapshot)).not.toContain('planted');
  expect(local.text).not.toContain('planted');
});

it('does not know a profile that is gone', async () => {
  await expect(worker().desk.signIn({ ...signIn, profileId: 'gone' })).rejects.toMatchObject({
    code: 'no-such-profile',
  });
});

it('two sign-ins at once leave one socket, and one phone', async () => {
  const { desk, state } = worker();
  await Promise.all([desk.signIn(signIn), desk.signIn(signIn)]);
  await until(() => state().state === 'ready');
  expect(gateway.openSockets).toHaveLength(1);
});

it('a sign-out during a sign-in wins', async () => {
  const { desk, state } = worker();
  const signingIn = desk.signIn({ ...signIn, staySignedIn: true });
  await desk.signOut();
  await signingIn;
  expect(state()).toEqual({ state: 'signed-out' });
  expect(gateway.openSockets).toEqual([]);
  expect(local.values.has('keptPassword')).toBe(false);
  expect(session.values.has('identity')).toBe(false);
});

it('a refused sign-in is shown by the next worker, which does not try it again', async () => {
  status = '403 Forbidden';
  await worker().desk.signIn(signIn);
  const before = registers().length;
  const next = worker();
  expect(await next.desk.restore()).toBeUndefined();
  expect(next.state()).toEqual({ state: 'refused', reason: 'forbidden', status: 403 });
  expect(registers()).toHaveLength(before);

  status = '200 OK';
  await next.desk.signedIn()?.phone.binding.tryNow();
  expect(next.state()).toMatchObject({ state: 'ready' });
  await until(() => !session.values.has('refusal'));
});

it('keeps the password, sealed, only for who stays signed in and only once it was accepted', async () => {
  status = '403 Forbidden';
  const { desk } = worker();
  await desk.signIn({ ...signIn, staySignedIn: true });
  expect(local.values.has('keptPassword')).toBe(false);
  status = '200 OK';
  await desk.signIn({ ...signIn, staySignedIn: true });
  await until(() => local.values.has('keptPassword'));
  expect(local.text).not.toContain('planted');

  // The browser starts anew: its session storage is gone.
  session = new FakeStorageArea();
  const next = worker();
  (await next.desk.restore())?.start();
  await until(() => next.state().state === 'ready');

  await next.desk.signOut();
  session = new FakeStorageArea();
  expect(await worker().desk.restore()).toBeUndefined();
});

it('signing in without staying signed in forgets the password of before', async () => {
  const { desk } = worker();
  await desk.signIn({ ...signIn, staySignedIn: true });
  await until(() => local.values.has('keptPassword'));
  await desk.signIn(signIn);
  expect(local.values.has('keptPassword')).toBe(false);
});

describe('the STUN server that the gateway names', () => {
  const servers = (desk: IdentityDesk) => desk.signedIn()?.media.iceServers.flatMap(({ urls }) => urls);

  it('is used as soon as it is named, by the next worker too, and no more when it is named no more', async () => {
    headers = ['Ringtab-STUN: stun.example.com:3479'];
    const { desk } = worker();
    await desk.signIn(signIn);
    expect(servers(desk)).toEqual(['stun:stun.example.com:3479']);
    const next = worker();
    await next.desk.restore();
    expect(servers(next.desk)).toEqual(['stun:stun.example.com:3479']);
    headers = [];
    await next.desk.signedIn()?.phone.binding.tryNow();
    expect(servers(next.desk)).toEqual([]);
    await until(() => !session.values.has('gatewayStun'));
  });

  it('is forgotten at the next sign-in', async () => {
    headers = ['Ringtab-STUN: stun.example.com'];
    const { desk } = worker();
    await desk.signIn(signIn);
    headers = [];
    status = '403 Forbidden';
    await desk.signIn(signIn);
    expect(servers(desk)).toEqual([]);
    expect(session.values.has('gatewayStun')).toBe(false);
  });
});

describe('the realm that credentials are answered for', () => {
  /** Challenges for this realm. */
  const challengeFor = (realm: string) => {
    gateway.answer = (request) =>
      request.header('Authorization')
        ? respond(request, '200 OK', `Contact: ${request.header('Contact')}`)
        : respond(request, '401 Unauthorized', `WWW-Authenticate: Digest realm="${realm}", nonce="n"`);
  };

  it('is the same for the next worker', async () => {
    challengeFor('office');
    await worker().desk.signIn(signIn);
    await until(() => session.values.has('realms'));
    challengeFor('elsewhere');
    const before = registers().length;
    const next = worker();
    (await next.desk.restore())?.start();
    await until(() => registers().length > before && next.state().state === 'reconnecting');
    expect(
      registers()
        .slice(before)
        .map((request) => request.header('Authorization')),
    ).toEqual(['']);
  });

  it('is learnt anew at the next sign-in, and where the system has moved', async () => {
    challengeFor('office');
    const { desk, state } = worker();
    await desk.signIn(signIn);
    challengeFor('elsewhere');
    await desk.signIn(signIn);
    expect(state().state).toBe('ready');
    await until(() => session.values.has('realms'));
    challengeFor('new office');
    profiles = [profileOf({ Address: 'new.example.com' })];
    await desk.profilesChanged(profiles);
    expect(state().state).toBe('ready');
    await until(
      () => session.values.get('realms') === '{"wss://new.example.com:9443/":{"registrar":"new office"}}',
    );
  });
});

describe('when the administrator changes the profile', () => {
  const moved = profileOf({ Address: 'new.example.com' });
  const other = profileOf({ Name: 'Branch', Address: 'branch.example.com' });

  /** Changes the profiles as the shelf does. */
  async function change(desk: IdentityDesk, ...next: Profile[]): Promise<void> {
    profiles = next;
    await desk.profilesChanged(next);
  }

  it('goes on with the same connection where only settings have changed', async () => {
    const { desk, store } = worker();
    await desk.signIn(signIn);
    const before = registers().length;
    await change(
      desk,
      other,
      profileOf({ LogDownload: false, STUNHost: 'stun.example.com', DialRule: true }),
    );
    expect(store.snapshot).toMatchObject({ registration: { state: 'ready' }, logDownload: false });
    expect(desk.signedIn()?.profile.dialRules.mode).toBe('profile');
    expect(desk.signedIn()?.media.iceServers).toEqual([{ urls: ['stun:stun.example.com:3478'] }]);
    expect(registers()).toHaveLength(before);
    expect(gateway.openSockets).toHaveLength(1);

    const next = worker();
    await next.desk.restore();
    expect(next.desk.signedIn()?.profile.dialRules.mode).toBe('profile');
  });

  it('does nothing where nothing has changed', async () => {
    const { desk, store } = worker();
    await desk.signIn(signIn);
    const { identity } = store.snapshot;
    await change(desk, profileOf(), other);
    expect(store.snapshot.identity).toBe(identity);
  });

  it('connects anew, with the password it has, where the system has another address', async () => {
    const { desk, store, state } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    await change(desk, other, moved);
    expect(state()).toMatchObject({ state: 'ready' });
    expect(store.snapshot.identity).toMatchObject({ profileId: moved.id, gatewayHost: 'new.example.com' });
    expect(addresses).toEqual([office.gateway.url, moved.gateway.url]);
    expect(gateway.openSockets).toHaveLength(1);
    expect(registers().at(-1)?.text).toMatch(/^REGISTER sip:new\.example\.com/);

    // The browser starts anew, with the password that was kept.
    session = new FakeStorageArea();
    const next = worker();
    (await next.desk.restore())?.start();
    await until(() => next.state().state === 'ready');
    expect(addresses.at(-1)).toBe(moved.gateway.url);
  });

  it('connects anew where the domain is another one', async () => {
    const { desk } = worker();
    await desk.signIn(signIn);
    await change(desk, profileOf({ Domain: 'example.com' }));
    expect(registers().at(-1)?.text).toMatch(/^REGISTER sip:example\.com/);
    expect(gateway.openSockets).toHaveLength(1);
  });

  it('goes on trying where the new address does not answer yet', async () => {
    const { desk, state } = worker();
    await desk.signIn(signIn);
    gateway.up = false;
    await change(desk, moved);
    expect(state()).toMatchObject({ state: 'reconnecting', reason: 'gateway-unreachable' });
    gateway.up = true;
    await desk.signedIn()?.phone.binding.tryNow();
    expect(state()).toMatchObject({ state: 'ready' });
  });

  it('tries an address that was mended, which was refused before', async () => {
    gateway.up = false;
    const { desk, state } = worker();
    await desk.signIn(signIn);
    expect(state()).toMatchObject({ state: 'refused', reason: 'gateway-unreachable' });
    gateway.up = true;
    await change(desk, moved);
    expect(state()).toMatchObject({ state: 'ready' });
  });

  it('is signed out where the system is gone, says so in the next worker too, and tries nothing', async () => {
    const { desk, store, state } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    await change(desk, other);
    expect(state()).toEqual({ state: 'refused', reason: 'profile-removed', status: undefined });
    expect(store.snapshot.identity).toBeUndefined();
    expect(store.snapshot.lastSignIn).toMatchObject({ profileName: 'Office', user: '201' });
    expect(desk.signedIn()).toBeUndefined();
    expect(registers().at(-1)?.header('Expires')).toBe('0');
    expect(gateway.openSockets).toEqual([]);
    expect(session.text + local.text).not.toContain('planted');
    expect(local.values.has('keptPassword')).toBe(false);

    const before = registers().length;
    const next = worker();
    expect(await next.desk.restore()).toBeUndefined();
    expect(next.state()).toMatchObject({ state: 'refused', reason: 'profile-removed' });
    expect(registers()).toHaveLength(before);

    await next.desk.signIn({ ...signIn, profileId: other.id });
    expect(next.state()).toMatchObject({ state: 'ready' });
  });

  it('while the worker was dead, it is noticed when it wakes', async () => {
    await worker().desk.signIn(signIn);
    profiles = [moved];
    const next = worker();
    (await next.desk.restore())?.start();
    await until(() => next.state().state === 'ready');
    expect(addresses.at(-1)).toBe(moved.gateway.url);

    profiles = [other];
    const last = worker();
    session.values.set('farewells', '[{}]');
    expect(await last.desk.restore()).toBeUndefined();
    expect(last.state()).toMatchObject({ reason: 'profile-removed' });
    // Whoever signs in next owes nothing.
    expect(session.values.has('farewells')).toBe(false);
  });

  it('a call that is taken up again goes on by the profile it was placed with', async () => {
    await worker().desk.signIn(signIn);
    profiles = [moved];
    const next = worker();
    (await next.desk.restore(true))?.start();
    await until(() => next.state().state === 'ready');
    expect(addresses.at(-1)).toBe(office.gateway.url);
    await next.desk.profilesChanged(profiles);
    expect(addresses.at(-1)).toBe(moved.gateway.url);
  });

  it('does nothing where the order of keys is another one, as Chrome’s storage leaves it', async () => {
    await worker().desk.signIn(signIn);
    const kept = JSON.parse(session.values.get('identity') ?? '{}');
    kept.profile = Object.fromEntries(Object.entries(kept.profile).reverse());
    await session.set({ identity: kept });
    const { desk, store } = worker();
    (await desk.restore(true))?.start();
    const { identity } = store.snapshot;
    await change(desk, office);
    expect(store.snapshot.identity).toBe(identity);
  });

  it.each([
    ['has moved', [moved], 'new.example.com'],
    ['is gone', [other], undefined],
    ['is used otherwise', [profileOf({ LogDownload: false })], 'pbx.example.com'],
  ])(
    'waits for the end of a call that is placed while it is noticed that the system %s',
    async (_what, next, host) => {
      const { desk, store } = worker();
      await desk.signIn(signIn);
      await until(() => session.values.get('registered') === 'true');
      const { identity } = store.snapshot;
      const get = session.get.bind(session);
      session.get = async (keys) => {
        const found = await get(keys);
        if (keys.includes('registered')) store.update({ calls: [talking(0, {})] });
        return found;
      };
      const following = change(desk, ...next);
      await until(() => store.snapshot.calls.length > 0);
      session.get = get;
      await settled();
      expect(leavings).toBe(0);
      expect(store.snapshot.identity).toBe(identity);
      expect(store.snapshot.registration.state).toBe('ready');

      store.update({ calls: [] });
      await following;
      expect(store.snapshot.identity?.gatewayHost).toBe(host);
      expect(store.snapshot.identity).not.toBe(identity);
    },
  );

  it('after the call, follows what is there then', async () => {
    const { desk, store } = worker();
    await desk.signIn(signIn);
    store.update({ calls: [talking(0, {})] });
    const following = change(desk, other);
    await settled();
    profiles = [moved];
    store.update({ calls: [] });
    await following;
    expect(addresses).toEqual([office.gateway.url, moved.gateway.url]);
  });

  it('goes on where what is to be fetched could not be kept and is not there yet', async () => {
    await worker().desk.signIn(signIn);
    profiles = [];
    const { desk, store, state } = worker();
    store.update({ profileSource: { kind: 'policy-address', receivedAt: 0, problems: [] } });
    (await desk.restore())?.start();
    await change(desk);
    await until(() => state().state === 'ready');
    await change(desk, moved);
    expect(store.snapshot.identity).toMatchObject({ gatewayHost: 'new.example.com' });

    store.update({ profileSource: undefined });
    await change(desk);
    expect(state()).toMatchObject({ state: 'refused', reason: 'profile-removed' });
  });

  it('signed out, the form finds the system that was used last', async () => {
    const { desk, store } = worker();
    await desk.signIn(signIn);
    await desk.signOut();
    await change(desk, other, moved);
    expect(store.snapshot.lastSignIn).toMatchObject({ profileId: moved.id, user: '201' });
  });
});

describe('on a full disk', () => {
  const next = profileOf({ LogDownload: false });
  const moved = profileOf({ Address: 'new.example.com' });

  it('signs in, comes back, follows and signs out where the system is gone', async () => {
    local.full = true;
    const { desk, store, state } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    expect(state()).toMatchObject({ state: 'ready' });
    expect(store.snapshot.identity).toMatchObject({ user: '201' });

    profiles = [next];
    const last = worker();
    (await last.desk.restore())?.start();
    await until(() => last.state().state === 'ready');
    await last.desk.profilesChanged([moved]);
    expect(last.state()).toMatchObject({ state: 'ready' });
    expect(last.store.snapshot.identity).toMatchObject({ gatewayHost: 'new.example.com' });
    await last.desk.profilesChanged([profileOf({ Name: 'Branch' })]);
    expect(last.state()).toMatchObject({ reason: 'profile-removed' });
    local.full = false;
  });

  it('a policy that forbids to stay signed in does not keep the phone from starting', async () => {
    const { desk, store, state } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    local.full = true;
    store.update({ enforcedSettings: ['staySignedIn'] });
    await desk.policyChanged();
    expect(store.snapshot.lastSignIn).toMatchObject({ staySignedIn: false });
    expect(state()).toMatchObject({ state: 'ready' });
    local.full = false;
  });

  it('and without room in memory, whoever stays signed in is signed in when Chrome opens', async () => {
    const { desk } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    session.values.clear();
    session.full = true;
    const next = worker();
    (await next.desk.restore())?.start();
    await until(() => next.state().state === 'ready');
    session.full = false;
  });

  it('whoever signs in without staying so is not followed by whoever stayed before', async () => {
    const { desk } = worker();
    await desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    session.full = true;
    await desk.signIn({ ...signIn, staySignedIn: false });
    expect(local.values.has('keptPassword')).toBe(false);
    session.full = false;
  });

  it('says that a password could not be forgotten, and signs out nevertheless', async () => {
    const { desk, state } = worker();
    await desk.signIn(signIn);
    local.full = true;
    await expect(desk.signOut()).rejects.toThrow('NO_SPACE');
    expect(state()).toEqual({ state: 'signed-out' });
    expect(desk.signedIn()).toBeUndefined();
    local.full = false;
  });
});

describe('staying signed in, where a policy decides', () => {
  function enforce({ store, desk }: ReturnType<typeof worker>, staySignedIn: boolean): Promise<void> {
    const settings = { ...store.snapshot.settings, staySignedIn };
    store.update({ settings, enforcedSettings: ['staySignedIn'] });
    return desk.policyChanged();
  }

  it('is so whatever the form said', async () => {
    const one = worker();
    await enforce(one, false);
    await one.desk.signIn({ ...signIn, staySignedIn: true });
    expect(one.store.snapshot.lastSignIn).toMatchObject({ staySignedIn: false });
    await one.desk.signOut();
    await enforce(one, true);
    await one.desk.signIn(signIn);
    await until(() => local.values.has('keptPassword'));
  });

  it('takes effect for whoever is signed in', async () => {
    const one = worker();
    await one.desk.signIn(signIn);
    await until(() => session.values.get('registered') === 'true');
    await enforce(one, true);
    await until(() => local.values.has('keptPassword'));
    await enforce(one, false);
    expect(local.values.has('keptPassword')).toBe(false);
    await one.desk.signedIn()?.phone.binding.tryNow();
    await until(() => registers().length === 2);
    expect(local.values.has('keptPassword')).toBe(false);
    expect(one.state()).toMatchObject({ state: 'ready' });
  });

  it('a browser that starts does not use a password that may not be kept any more', async () => {
    const one = worker();
    await one.desk.signIn({ ...signIn, staySignedIn: true });
    await until(() => local.values.has('keptPassword'));
    session = new FakeStorageArea();
    const next = worker();
    await enforce(next, false);
    expect(await next.desk.restore()).toBeUndefined();
    expect(local.values.has('keptPassword')).toBe(false);
  });
});
