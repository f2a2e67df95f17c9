import {
  type CompanyAddress,
  CompanyDirectory,
  type CompanyDirectoryOptions,
} from '../../../src/background/company-directory';
import { Directory } from '../../../src/background/directory';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { addContacts } from '../../../src/data/contact-writing';
import { countContacts } from '../../../src/data/contacts';
import type { FetchFailure } from '../../../src/domain/profile-source';
import { draftOf } from '../../fakes/contacts';
import { freshDatabase, keptContacts } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';

const hour = 3_600_000;
const url = 'https://company.test/directory.json?token=secret';

/** What outlives a worker, and what the company sends. */
let world: {
  now: number;
  answer: string | FetchFailure;
  address: CompanyAddress | undefined;
  asked: number;
  alarm: number | undefined;
  local: Record<string, unknown>;
  session: Record<string, unknown>;
};

beforeEach(async () => {
  await freshDatabase();
  world = {
    now: 1_000_000,
    answer: '[]',
    address: { url, by: 'policy' },
    asked: 0,
    alarm: undefined,
    local: {},
    session: {},
  };
});

function memory(of: Record<string, unknown>) {
  return {
    read: async () => structuredClone(of),
    write: async (values: object) => void Object.assign(of, structuredClone(values)),
    remove: async (key: string) => void delete of[key],
  };
}

function worker() {
  const store = new Store();
  const health = new StorageHealth(store, silentLogger);
  const directory = new Directory({ store, health, now: () => world.now, log: silentLogger });
  const company = new CompanyDirectory({
    store,
    local: memory(world.local) as unknown as CompanyDirectoryOptions['local'],
    session: memory(world.session) as unknown as CompanyDirectoryOptions['session'],
    directory,
    fetchText: async (asked) => {
      world.asked++;
      return typeof world.answer === 'string' ? { text: world.answer, url: asked } : world.answer;
    },
    address: async () => world.address,
    wakeAt: (at) => {
      world.alarm = at;
    },
    now: () => world.now,
    log: silentLogger,
  });
  return { store, directory, company, state: () => store.snapshot.companyDirectory };
}

const entries = () => keptContacts('company');

const people = (...emails: string[]) =>
  JSON.stringify(
    emails.map((email) => ({ email, firstname: email[0], numbers: [{ label: 'work', number: 201 }] })),
  );

it('fetches at the start of the browser, then each day, and shows where from without the token', async () => {
  world.answer = people('ann@x.test', 'bea@x.test');
  const { company, state } = worker();
  await company.follow();
  expect(await entries()).toMatchObject([
    { email: 'ann@x.test', source: 'company', numbers: [{ label: 'work', number: '201' }] },
    { email: 'bea@x.test' },
  ]);
  expect(state()).toEqual({
    url: 'https://company.test/directory.json',
    by: 'policy',
    receivedAt: world.now,
    checkedAt: world.now,
    count: 2,
    skipped: 0,
  });
  expect(JSON.stringify(world.local)).not.toContain('secret');
  expect(world.alarm).toBe(world.now + 24 * hour);
  await worker().company.follow();
  expect(world.asked).toBe(1);
  world.now += 24 * hour;
  await worker().company.follow();
  world.session = {};
  await worker().company.follow();
  expect(world.asked).toBe(3);
});

it('removes what is gone, keeps what is the same, and leaves the own contacts alone', async () => {
  await addContacts([draftOf({ email: 'ann@x.test', firstName: 'Mine' })], 'own', 1);
  world.answer = people('ann@x.test', 'bea@x.test', 'cy@x.test');
  const { company, directory } = worker();
  await company.follow();
  const before = await entries();
  await directory.setFavourite({ id: before[1]?.id ?? '', favourite: true });
  world.answer = people('cy@x.test', 'BEA@x.test', 'di@x.test');
  await company.refresh();
  const after = await entries();
  expect(after.map(({ email }) => email).sort()).toEqual(['BEA@x.test', 'cy@x.test', 'di@x.test']);
  expect(after.find(({ email }) => email === 'BEA@x.test')).toMatchObject({
    id: before[1]?.id,
    favourite: true,
  });
  expect(after.find(({ email }) => email === 'cy@x.test')).toEqual(before[2]);
  expect(await countContacts()).toEqual({ own: 1, company: 3 });
});

it.each<[string, string | FetchFailure, string]>([
  ['cannot be reached', { code: 'unreachable', url }, 'unreachable'],
  ['sends something else', '<html>Sign in</html>', 'no-directory'],
  ['sends JSON of something else', '{"items": []}', 'no-directory'],
  ['sends entries of which none can be used', '[{"id": 1}, {"id": 2}]', 'no-directory'],
  ['breaks off', '[{"email": "ann@x.test"', 'no-directory'],
])('keeps the last good one where the company %s, and asks an hour later', async (_, answer, code) => {
  world.answer = people('ann@x.test');
  const { company, state } = worker();
  await company.follow();
  world.answer = answer;
  world.now += 24 * hour;
  await company.follow();
  expect(state()).toMatchObject({ receivedAt: 1_000_000, count: 1, failure: { code, at: world.now } });
  expect(await entries()).toHaveLength(1);
  expect(world.alarm).toBe(world.now + hour);
  world.answer = people('ann@x.test', 'bea@x.test');
  world.now += hour;
  await company.follow();
  expect(state()?.failure).toBeUndefined();
  expect(await entries()).toHaveLength(2);
});

it('takes CSV as well, leaves out what cannot be used, and counts it', async () => {
  world.answer = '\uFEFFEmail;Prénom;Poste\r\nann@x.test;Ann;201\r\nnowhere;Bad;202\r\n;;\r\n';
  const { company, state } = worker();
  await company.follow();
  expect(await entries()).toMatchObject([
    { firstName: 'Ann', numbers: [{ label: 'extension', number: '201' }] },
  ]);
  expect(state()).toMatchObject({ count: 1, skipped: 2 });
});

it('an empty list empties it; nobody naming an address takes it away', async () => {
  world.answer = people('ann@x.test');
  const { company, state } = worker();
  await company.follow();
  world.answer = '[]';
  await company.refresh();
  expect(await entries()).toEqual([]);
  world.answer = people('ann@x.test');
  await company.refresh();
  world.address = undefined;
  await company.follow();
  expect(await entries()).toEqual([]);
  expect(state()).toBeUndefined();
  expect(world.alarm).toBeUndefined();
  expect(world.local).toEqual({});
});

it('the entries of another address come in place of the first ones, once they are there', async () => {
  world.answer = people('ann@x.test');
  await worker().company.follow();
  world.address = { url: 'https://other.test/d', by: 'profile' };
  world.answer = { code: 'not-found', url: 'https://other.test/d' };
  const { company, state } = worker();
  await company.follow();
  expect(await entries()).toHaveLength(1);
  expect(state()).toMatchObject({ by: 'profile', failure: { code: 'not-found' } });
  world.answer = people('bea@x.test');
  await company.refresh();
  expect((await entries()).map(({ email }) => email)).toEqual(['bea@x.test']);
});
