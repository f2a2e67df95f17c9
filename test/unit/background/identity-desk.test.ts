import 'fake-indexeddb/auto';
import { IdentityDesk } from '../../../src/background/identity-desk';
import { Store } from '../../../src/background/store';
import { parseProfiles } from '../../../src/domain/profile';
import { FakeGateway, type FakeRequest, respond } from '../../fakes/fake-gateway-socket';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

const { profiles } = parseProfiles('[{"Name": "Office", "Address": "pbx.example.com"}]');
const profileId = profiles[0]?.id ?? '';
const signIn = { profileId, user: '201', password: 'planted', staySignedIn: false };

let gateway: FakeGateway;
let session: FakeStorageArea;
let local: FakeStorageArea;
/** What the gateway says to a REGISTER. */
let status: string;
/** Further headers of its answer. */
let headers: string[];

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
  // The desk opens the browser's own WebSocket.
  Object.assign(globalThis, {
    WebSocket: function openSocket() {
      return gateway.openSocket();
    },
  });
});

/** The desk of a worker; the next one finds what this one has kept. */
function worker() {
  const store = new Store();
  const desk = new IdentityDesk({
    store,
    session: session.kept(),
    local: local.kept(),
    profiles: async () => profiles,
    diagnose: async () => 'gateway-unreachable',
    onIncoming: () => undefined,
    onGatewayLost: () => undefined,
    onGatewayBack: () => undefined,
    onLeaving: () => undefined,
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
