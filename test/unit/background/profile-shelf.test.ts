import 'fake-indexeddb/auto';
import { ProfileShelf } from '../../../src/background/profile-shelf';
import { Store } from '../../../src/background/store';
import { seal } from '../../../src/data/kept-secrets';
import type { Profile } from '../../../src/domain/profile';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { FakeTextServer } from '../../fakes/fake-text-server';
import { silentLogger } from '../../fakes/silent-logger';

const hour = 3_600_000;
const day = 24 * hour;
const url = 'https://company.example/profile.json?key=planted';
const shown = 'https://company.example/profile.json';

let server: FakeTextServer;
let local: FakeStorageArea;
let session: FakeStorageArea;
let now: number;
let inCall: boolean;

beforeEach(() => {
  server = new FakeTextServer();
  local = new FakeStorageArea();
  session = new FakeStorageArea();
  now = Date.parse('2026-03-02T09:00:00Z');
  inCall = false;
});

const system = (name: string, more = {}) => ({ Name: name, Address: 'pbx.example.com', ...more });
const text = (...names: string[]) =>
  JSON.stringify({ IP_Office_Server_Profile: names.map((name) => system(name)) });

/** The shelf of a worker; the next one finds what this one has kept. */
function worker() {
  const store = new Store();
  const told: string[][] = [];
  const woken: (number | undefined)[] = [];
  const shelf = new ProfileShelf({
    store,
    local: local.kept(),
    session: session.kept(),
    fetchText: server.fetchText,
    inCall: () => inCall,
    onChanged: (profiles: Profile[]) => void told.push(profiles.map(({ name }) => name)),
    wakeAt: (at) => void woken.push(at),
    now: () => now,
    log: silentLogger,
  });
  return {
    shelf,
    store,
    told,
    woken,
    names: () => store.snapshot.profiles.map(({ name }) => name),
    source: () => store.snapshot.profileSource,
  };
}

/** A worker that has been started as the controller does it. */
async function started(policy: { profileText?: string; profileAddress?: string } = {}) {
  const one = worker();
  await one.shelf.usePolicy(policy);
  await one.shelf.start();
  await settled();
  return one;
}

/** What is being sealed, which another thread does. */
const sealing = new Set<unknown>();
const encrypt = crypto.subtle.encrypt.bind(crypto.subtle);
crypto.subtle.encrypt = (...args) => {
  const sealed = encrypt(...args);
  sealing.add(sealed);
  return sealed.finally(() => sealing.delete(sealed));
};

/** Whatever goes on in the background is over. */
async function settled(): Promise<void> {
  do {
    for (let round = 0; round < 50; round++) await new Promise((later) => setImmediate(later));
  } while (sealing.size > 0);
}

function browserRestarted(): void {
  session = new FakeStorageArea();
}

describe('a text that the user brings', () => {
  it('is there for the next worker, sealed', async () => {
    const first = await started();
    const good = JSON.stringify([system('Office', { TURNHost: 'turn.example', TURNPassword: 'planted' })]);
    expect(await first.shelf.load(good)).toMatchObject({ accepted: 1 });
    expect(local.text).not.toContain('planted');
    expect(local.text).not.toContain('pbx.example.com');
    const second = worker();
    expect(await second.shelf.all()).toMatchObject([{ name: 'Office' }]);
    expect(second.names()).toEqual(['Office']);
    expect(second.source()).toMatchObject({ kind: 'text', receivedAt: now });
    expect(JSON.stringify(second.store.snapshot)).not.toContain('planted');
  });

  it('replaces nothing when nothing in it can be used', async () => {
    const { shelf, names, source } = await started();
    await shelf.load(text('Office'));
    const before = local.text;
    for (const bad of ['', '{', '[]', '[{"Name": "A"}]', '<html></html>']) {
      const { accepted, problems } = await shelf.load(bad);
      expect(accepted).toBe(0);
      expect(problems).not.toEqual([]);
    }
    expect(local.text).toBe(before);
    expect(names()).toEqual(['Office']);
    expect(source()?.problems).toEqual([]);
  });

  it('is used as far as it is good', async () => {
    const { shelf, names, source } = await started();
    const { accepted, problems } = await shelf.load(JSON.stringify([system('Good'), { Name: 'Bad' }]));
    expect(accepted).toBe(1);
    expect(problems).toMatchObject([{ code: 'required' }]);
    expect(names()).toEqual(['Good']);
    expect(source()?.problems).toEqual(problems);
  });

  it('is refused when it is too long', async () => {
    const { shelf } = await started();
    await expect(shelf.load(' '.repeat(1_000_001))).rejects.toMatchObject({ code: 'profile-too-long' });
  });

  it('needs no network, and no alarm', async () => {
    const { shelf, woken } = await started();
    await shelf.load(text('Office'));
    browserRestarted();
    const next = await started();
    expect(server.requests).toEqual([]);
    expect([woken.at(-1), next.woken.at(-1)]).toEqual([undefined, undefined]);
    expect(next.source()?.checkedAt).toBeUndefined();
  });

  it('that an earlier version kept is used, and kept anew once it is replaced', async () => {
    await local.set({ profiles: await seal(text('Office')) });
    const first = await started();
    expect(first.names()).toEqual(['Office']);
    expect(first.source()).toMatchObject({ kind: 'text' });
    await first.shelf.load(text('Newer'));
    expect([...local.values.keys()]).toEqual(['broughtProfiles']);
    expect((await started()).names()).toEqual(['Newer']);
  });

  it('that was sealed under a key that is gone is forgotten', async () => {
    const gone = { iv: 'AAAAAAAAAAAAAAAA', text: 'AAAA' };
    await local.set({ profiles: gone, policyProfiles: gone, broughtProfiles: gone });
    expect(await worker().shelf.all()).toEqual([]);
  });

  it('is forgotten when the user wishes so', async () => {
    const { shelf, names, source, told } = await started();
    await shelf.load(text('Office'));
    await shelf.forget();
    expect(names()).toEqual([]);
    expect(source()).toBeUndefined();
    expect(told).toEqual([[], ['Office'], []]);
    expect(await worker().shelf.all()).toEqual([]);
  });
});

describe('an address that the user brings', () => {
  it('gives profiles, and the snapshot says from where and when, without the token', async () => {
    server.texts.set(url, text('West', 'East'));
    const { shelf, store, source } = await started();
    expect(await shelf.useAddress({ url })).toEqual({ accepted: 2, problems: [] });
    expect(source()).toEqual({ kind: 'address', url: shown, receivedAt: now, checkedAt: now, problems: [] });
    expect(JSON.stringify(store.snapshot) + local.text).not.toContain('planted');
    expect((await worker().shelf.all()).map(({ name }) => name)).toEqual(['West', 'East']);
  });

  it('says which e-mail address led to it', async () => {
    server.texts.set(url, text('Office'));
    const { shelf, source } = await started();
    await shelf.useAddress({ url, email: 'jane@company.example' });
    expect(source()).toMatchObject({ kind: 'email', email: 'jane@company.example', url: shown });
  });

  it('need not begin with https://', async () => {
    server.texts.set('https://company.example/p', text('Office'));
    const { shelf } = await started();
    expect(await shelf.useAddress({ url: ' company.example/p ' })).toMatchObject({ accepted: 1 });
  });

  it('changes nothing when it gives nothing', async () => {
    server.texts.set('https://company.example/page', '<!doctype html><title>Welcome</title>');
    server.texts.set('https://company.example/bad', '[{"Name": "A"}]');
    const { shelf, names, source } = await started();
    await shelf.load(text('Office'));
    const before = local.text;
    expect(await shelf.useAddress({ url })).toMatchObject({ accepted: 0, failure: { code: 'not-found' } });
    for (const bad of ['https://company.example/page', 'https://company.example/bad']) {
      const result = await shelf.useAddress({ url: bad });
      expect(result).toMatchObject({ accepted: 0, failure: { code: 'no-profile', url: bad } });
      expect(result.problems).not.toEqual([]);
    }
    expect(local.text).toBe(before);
    expect(names()).toEqual(['Office']);
    expect(source()).toMatchObject({ kind: 'text' });
    expect(source()?.failure).toBeUndefined();
  });

  it('asked last wins, whichever answers first', async () => {
    let answer: () => void = () => undefined;
    server.delays.set(url, new Promise<void>((now) => (answer = now)));
    server.texts.set(url, text('Slow'));
    const { shelf, names } = await started();
    const slow = shelf.useAddress({ url });
    await shelf.load(text('Fast'));
    answer();
    await slow;
    expect(names()).toEqual(['Fast']);
    expect((await started()).names()).toEqual(['Fast']);
  });

  it('forgotten while it is fetched stays forgotten', async () => {
    let answer: () => void = () => undefined;
    server.texts.set(url, text('Office'));
    const { shelf, names } = await started();
    await shelf.useAddress({ url });
    server.delays.set(url, new Promise<void>((now) => (answer = now)));
    const [refreshing] = [shelf.refresh(), await shelf.forget()];
    answer();
    await refreshing;
    expect(names()).toEqual([]);
  });
});

describe('what is fetched is fetched again', () => {
  async function withAddress() {
    server.texts.set(url, text('Office'));
    const one = await started();
    await one.shelf.useAddress({ url });
    server.requests.splice(0);
    return one;
  }

  it('not by a worker that starts again, but once by a browser that does', async () => {
    await withAddress();
    for (let start = 0; start < 5; start++) await started();
    expect(server.requests).toEqual([]);
    browserRestarted();
    for (let start = 0; start < 5; start++) await started();
    expect(server.requests).toEqual([url]);
  });

  it('after a day, by Chrome’s alarm', async () => {
    const { shelf, woken, source } = await withAddress();
    const received = now;
    expect(woken.at(-1)).toBe(now + day);
    now += day - 1;
    shelf.refreshIfDue();
    await settled();
    expect(server.requests).toEqual([]);
    now += 1;
    shelf.refreshIfDue();
    await settled();
    expect(server.requests).toEqual([url]);
    expect(source()).toMatchObject({ receivedAt: received, checkedAt: now });
    expect(woken.at(-1)).toBe(now + day);
  });

  it('after a day, by a worker that starts then', async () => {
    await withAddress();
    now += day;
    await started();
    expect(server.requests).toEqual([url]);
  });

  it('and followed when it has changed', async () => {
    const { shelf, names, source, told } = await withAddress();
    server.texts.set(url, text('Office', 'Annex'));
    now += day;
    shelf.refreshIfDue();
    await settled();
    expect(names()).toEqual(['Office', 'Annex']);
    expect(source()).toMatchObject({ receivedAt: now, checkedAt: now });
    expect(told.at(-1)).toEqual(['Office', 'Annex']);
  });

  it('an hour after a failure, which is told and changes nothing else', async () => {
    const { source, ...first } = await withAddress();
    const before = source();
    server.failures.set(url, 'unreachable');
    now += day;
    first.shelf.refreshIfDue();
    await settled();
    const failure = { code: 'unreachable', url: shown, at: now };
    expect(source()).toEqual({ ...before, failure });
    expect(first.names()).toEqual(['Office']);
    expect(first.woken.at(-1)).toBe(now + hour);

    now += hour - 1;
    const second = await started();
    expect(second.source()).toEqual({ ...before, failure });
    expect(server.requests).toEqual([url]);
    server.failures.clear();
    now += 1;
    second.shelf.refreshIfDue();
    await settled();
    expect(server.requests).toEqual([url, url]);
    expect(second.source()).toEqual({ ...before, checkedAt: now });
  });

  it('and a page in its place is told, and not used', async () => {
    const { shelf, names, source } = await withAddress();
    server.texts.set(url, '<html>Sign in to the hotel’s network</html>');
    expect(await shelf.refresh()).toMatchObject({ accepted: 1, failure: { code: 'no-profile' } });
    expect(names()).toEqual(['Office']);
    expect(source()).toMatchObject({ failure: { code: 'no-profile', url: shown }, problems: [{}] });
    server.texts.set(url, text('Office'));
    await shelf.refresh();
    expect(source()?.failure).toBeUndefined();
    expect(source()?.problems).toEqual([]);
  });

  it('when the user wishes, once for those who wish at the same time', async () => {
    const { shelf } = await withAddress();
    server.texts.set(url, text('Newer'));
    const results = await Promise.all([shelf.refresh(), shelf.refresh()]);
    expect(results).toEqual([
      { accepted: 1, problems: [] },
      { accepted: 1, problems: [] },
    ]);
    expect(server.requests).toEqual([url]);
  });

  it('as soon as the permission, or the network, is there', async () => {
    const { shelf, source } = await withAddress();
    server.failures.set(url, 'permission-needed');
    await shelf.refresh();
    shelf.networkBack();
    await settled();
    expect(server.requests).toHaveLength(1);
    server.failures.set(url, 'unreachable');
    shelf.permissionsAdded();
    await settled();
    expect(server.requests).toHaveLength(2);
    server.failures.clear();
    shelf.networkBack();
    await settled();
    expect(source()?.failure).toBeUndefined();
  });

  it('once the clock has been set back', async () => {
    await withAddress();
    now -= 40 * day;
    await started();
    expect(server.requests).toEqual([url]);
  });
});

describe('a policy', () => {
  it('wins over what the user brought, which is there again when the policy goes', async () => {
    const first = await started();
    await first.shelf.load(text('Own'));
    const second = await started({ profileText: text('Company') });
    expect(second.names()).toEqual(['Company']);
    expect(second.source()).toMatchObject({ kind: 'policy', receivedAt: now });
    await second.shelf.usePolicy({});
    expect(second.names()).toEqual(['Own']);
    expect(second.source()).toMatchObject({ kind: 'text' });
    expect(second.told).toEqual([['Company'], ['Own']]);
  });

  it('refuses what the user brings while it rules', async () => {
    const { shelf, names } = await started({ profileText: text('Company') });
    await expect(shelf.load(text('Own'))).rejects.toMatchObject({ code: 'set-by-policy' });
    await expect(shelf.useAddress({ url })).rejects.toMatchObject({ code: 'set-by-policy' });
    expect(names()).toEqual(['Company']);
    expect(server.requests).toEqual([]);
  });

  it('is used by a worker before Chrome has told it again', async () => {
    await started({ profileText: text('Company') });
    const next = worker();
    expect((await next.shelf.all()).map(({ name }) => name)).toEqual(['Company']);
    await expect(next.shelf.load(text('Own'))).rejects.toMatchObject({ code: 'set-by-policy' });
  });

  it('that stays the same keeps the time when it came', async () => {
    await started({ profileText: text('Company') });
    const received = now;
    now += 3 * day;
    const later = await started({ profileText: text('Company') });
    expect(later.source()).toMatchObject({ receivedAt: received });
    await later.shelf.usePolicy({ profileText: text('Company', 'Annex') });
    expect(later.names()).toEqual(['Company', 'Annex']);
    expect(later.source()).toMatchObject({ receivedAt: now });
  });

  it('with nothing that can be used leaves the last good one, and says what is to be mended', async () => {
    const { shelf, names, source } = await started({ profileText: text('Company') });
    await shelf.usePolicy({ profileText: '[{"Name": "Company"}]' });
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }] });
    const next = await started({ profileText: '[{"Name": "Company"}]' });
    expect(next.source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }] });
    await next.shelf.usePolicy({ profileText: text('Company') });
    expect(next.source()?.problems).toEqual([]);
  });

  it('that never gave anything leaves the user what they have, and says what is to be mended', async () => {
    const first = await started({ profileText: '[{"Name": "Company"}]' });
    expect(first.source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }] });
    expect(first.names()).toEqual([]);
    await first.shelf.load(text('Own'));
    expect(first.names()).toEqual(['Own']);
    expect(first.source()).toMatchObject({ kind: 'text', problems: [{ code: 'required' }] });
  });

  it('with an address is fetched without anyone waiting for it', async () => {
    let answer: () => void = () => undefined;
    server.texts.set(url, text('Company'));
    server.delays.set(url, new Promise<void>((now) => (answer = now)));
    const { names, source, shelf, told } = await started({ profileAddress: url });
    expect(names()).toEqual([]);
    answer();
    await settled();
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: shown, checkedAt: now });
    expect(told).toEqual([[], ['Company']]);
    await expect(shelf.forget()).resolves.toBeUndefined();
    expect(names()).toEqual(['Company']);
  });

  it('with an address that cannot be had leaves what there is, and is asked again in an hour', async () => {
    server.failures.set(url, 'unreachable');
    const first = await started();
    await first.shelf.load(text('Own'));
    const second = await started({ profileAddress: url });
    expect(second.names()).toEqual(['Own']);
    expect(second.source()).toMatchObject({ kind: 'text', failure: { code: 'unreachable', url: shown } });
    expect(second.woken.at(-1)).toBe(now + hour);
    for (let start = 0; start < 3; start++) await started({ profileAddress: url });
    expect(server.requests).toEqual([url]);
    server.texts.set(url, text('Company'));
    server.failures.clear();
    now += hour;
    expect((await started({ profileAddress: url })).names()).toEqual(['Company']);
  });

  it('with another address is followed once that one has given something', async () => {
    const other = 'https://company.example/other.json';
    server.texts.set(url, text('Company'));
    server.failures.set(other, 'unreachable');
    const { shelf, names, source } = await started({ profileAddress: url });
    await shelf.usePolicy({ profileAddress: other });
    await settled();
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: shown, failure: { url: other } });
    server.failures.clear();
    server.texts.set(other, text('Elsewhere'));
    await shelf.refresh();
    expect(names()).toEqual(['Elsewhere']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: other });
  });

  it('with both uses the text, and does not ask the address', async () => {
    const { names } = await started({ profileText: text('Text'), profileAddress: url });
    expect(names()).toEqual(['Text']);
    expect(server.requests).toEqual([]);
  });
});

describe('during a call', () => {
  it('nobody is told of newer profiles before it is over', async () => {
    const { shelf, told, source, names } = await started({ profileText: text('Company') });
    inCall = true;
    await shelf.usePolicy({ profileText: text('Newer') });
    expect(told).toEqual([['Company']]);
    expect(names()).toEqual(['Newer']);
    expect(source()?.waiting).toBe(true);
    inCall = false;
    shelf.callsOver();
    expect(told).toEqual([['Company'], ['Newer']]);
    expect(source()?.waiting).toBeUndefined();
  });

  it('a worker that takes it up again tells of newer ones after it, too', async () => {
    const first = await started({ profileText: text('Company') });
    inCall = true;
    await first.shelf.usePolicy({ profileText: text('Newer') });
    const second = await started({ profileText: text('Newer') });
    expect(second.told).toEqual([]);
    inCall = false;
    second.shelf.callsOver();
    expect(second.told).toEqual([['Newer']]);
  });

  it('what comes and goes again is no news', async () => {
    const { shelf, told, source } = await started({ profileText: text('Company') });
    inCall = true;
    await shelf.usePolicy({ profileText: text('Newer') });
    await shelf.usePolicy({ profileText: text('Company') });
    expect(source()?.waiting).toBeUndefined();
    inCall = false;
    shelf.callsOver();
    expect(told).toEqual([['Company']]);
  });
});
