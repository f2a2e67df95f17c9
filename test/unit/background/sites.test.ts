import type { LocalStorage } from '../../../src/background/kept-state';
import type { PagePlan } from '../../../src/background/page-scripts';
import { Sites } from '../../../src/background/sites';
import { Store } from '../../../src/background/store';
import type { Snapshot } from '../../../src/contract/snapshot';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

const crm = 'https://crm.example.com/*';
const bank = 'https://*.bank.example/*';

async function begin(area = new FakeStorageArea(), granted = new Set([crm, bank])) {
  const removed: string[] = [];
  Object.assign(globalThis, {
    chrome: {
      permissions: {
        contains: async ({ origins: [pattern = ''] }: { origins: string[] }) => granted.has(pattern),
        remove: async ({ origins: [pattern = ''] }: { origins: string[] }) => void removed.push(pattern),
      },
    },
  });
  const store = new Store();
  const plans: PagePlan[] = [];
  const sites = new Sites({
    store,
    local: area.kept() as LocalStorage,
    scripts: { follow: async (plan) => void plans.push(plan) },
    log: silentLogger,
  });
  // The policy is there first, or last, as storage happens to answer.
  const policy = sites.usePolicy({ sites: [], excluded: [] });
  await sites.restore();
  await sites.start();
  await policy;
  return { area, granted, removed, store, plans, sites };
}

it('a site is looked at for what the user has chosen, and the next worker knows it', async () => {
  const { area, sites } = await begin();
  await sites.save({ site: crm, links: true, numbers: false });
  const next = (await begin(area)).sites;
  for (const each of [sites, next]) {
    expect(each.allows('https://crm.example.com', 'link')).toBe(true);
    expect(each.allows('https://crm.example.com', 'number')).toBe(false);
    expect(each.allows('https://crm.example.com.evil.example', 'link')).toBe(false);
  }
});

it('the next worker leaves what runs in pages alone', async () => {
  const { area, sites, plans } = await begin();
  await sites.save({ site: crm, links: true, numbers: true });
  const next = await begin(area);
  expect(next.plans).toEqual([plans.at(-1)]);
});

it('its permission is given back with it', async () => {
  const { sites, removed } = await begin();
  await sites.save({ site: crm, links: true, numbers: true });
  await sites.remove({ site: crm });
  expect(removed).toEqual([crm]);
  expect(sites.allows('https://crm.example.com', 'link')).toBe(false);
});

it.each<[string, Partial<Snapshot>]>([
  [
    'profile',
    {
      profileSource: { kind: 'address', url: 'https://crm.example.com/p.json', receivedAt: 0, problems: [] },
    },
  ],
  [
    'company’s directory',
    {
      companyDirectory: { url: 'https://crm.example.com/people.json', by: 'policy', count: 0, skipped: 0 },
    },
  ],
])('but for the host that the %s is fetched from', async (_what, fetched) => {
  const { sites, removed, store } = await begin();
  store.update(fetched);
  await sites.save({ site: crm, links: true, numbers: true });
  await sites.remove({ site: crm });
  expect(removed).toEqual([]);
});

it('nothing is looked for where Chrome does not let us in, and that is known at once', async () => {
  const { sites, granted, store } = await begin();
  await sites.save({ site: crm, links: true, numbers: true });
  granted.delete(crm);
  await sites.permissionsChanged();
  expect(sites.allows('https://crm.example.com', 'link')).toBe(false);
  expect(store.snapshot.sites).toMatchObject([{ pattern: crm, granted: false }]);
});

it('what is excluded is so whatever else is said, and so is a frame in its pages', async () => {
  const { sites } = await begin();
  await sites.save({ site: bank, links: true, numbers: true });
  await sites.save({ site: crm, links: true, numbers: true });
  await sites.exclude({ site: '*://secure.bank.example/*' });
  expect(sites.allows('https://www.bank.example', 'link')).toBe(true);
  expect(sites.allows('https://secure.bank.example', 'link')).toBe(false);
  expect(sites.allows('https://crm.example.com', 'link', 'https://secure.bank.example')).toBe(false);
  await sites.include({ site: '*://secure.bank.example/*' });
  expect(sites.allows('https://secure.bank.example', 'link')).toBe(true);
});

it('those of a policy cannot be changed, and go before the user’s', async () => {
  const { sites, store } = await begin();
  await sites.save({ site: crm, links: true, numbers: false });
  await sites.usePolicy({ sites: [crm], excluded: ['*://*.bank.example/*'] });
  expect(store.snapshot.sites).toEqual([
    { pattern: crm, links: true, numbers: true, byPolicy: true, granted: true },
  ]);
  for (const attempt of [
    sites.save({ site: crm, links: false, numbers: false }),
    sites.remove({ site: crm }),
    sites.include({ site: '*://*.bank.example/*' }),
  ])
    await expect(attempt).rejects.toMatchObject({ code: 'set-by-policy' });
  await sites.usePolicy({ sites: [], excluded: [] });
  expect(store.snapshot.sites).toMatchObject([{ pattern: crm, numbers: false, byPolicy: false }]);
});

it('the country of the profile goes with the scripts, and they follow it', async () => {
  const { sites, plans, store } = await begin();
  await sites.save({ site: crm, links: true, numbers: true });
  store.update({ dialRules: { ...store.snapshot.dialRules, countryCode: '44' } });
  expect(plans.at(-1)?.country).toBe('44');
});

it('not more are kept than anybody looks after', async () => {
  const { sites } = await begin();
  for (let count = 0; count < 200; count++)
    await sites.save({ site: `https://s${count}.example/*`, links: true, numbers: false });
  await expect(sites.save({ site: crm, links: true, numbers: true })).rejects.toMatchObject({
    code: 'not-possible-now',
  });
});
