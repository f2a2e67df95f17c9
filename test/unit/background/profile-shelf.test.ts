import 'fake-indexeddb/auto';
import { seal } from '../../../src/data/kept-secrets';
import { profileText, ShelfBrowser } from '../../fakes/shelf-browser';

const url = 'https://company.example/profile.json?key=planted';
const shown = 'https://company.example/profile.json';

const system = (name: string, more = {}) => ({ Name: name, Address: 'pbx.example.com', ...more });

let browser: ShelfBrowser;

beforeEach(() => {
  browser = new ShelfBrowser();
});

describe('a text that the user brings', () => {
  it('is there for the next worker, sealed', async () => {
    const first = await browser.started();
    const good = JSON.stringify([system('Office', { TURNHost: 'turn.example', TURNPassword: 'planted' })]);
    expect(await first.shelf.load(good)).toMatchObject({ accepted: 1 });
    expect(browser.local.text).not.toContain('planted');
    expect(browser.local.text).not.toContain('pbx.example.com');
    const second = browser.worker();
    expect(await second.shelf.all()).toMatchObject([{ name: 'Office' }]);
    expect(second.names()).toEqual(['Office']);
    expect(second.source()).toMatchObject({ kind: 'text', receivedAt: browser.now });
    expect(JSON.stringify(second.store.snapshot)).not.toContain('planted');
  });

  it('replaces nothing when nothing in it can be used', async () => {
    const { shelf, names, source } = await browser.started();
    await shelf.load(profileText('Office'));
    const before = browser.local.text;
    for (const bad of ['', '{', '[]', '[{"Name": "A"}]', '<html></html>']) {
      const { accepted, problems } = await shelf.load(bad);
      expect(accepted).toBe(0);
      expect(problems).not.toEqual([]);
    }
    expect(browser.local.text).toBe(before);
    expect(names()).toEqual(['Office']);
    expect(source()?.problems).toEqual([]);
  });

  it('is used as far as it is good', async () => {
    const { shelf, names, source } = await browser.started();
    const { accepted, problems } = await shelf.load(JSON.stringify([system('Good'), { Name: 'Bad' }]));
    expect(accepted).toBe(1);
    expect(problems).toMatchObject([{ code: 'required' }]);
    expect(names()).toEqual(['Good']);
    expect(source()?.problems).toEqual(problems);
  });

  it('is refused when it is too long', async () => {
    const { shelf } = await browser.started();
    await expect(shelf.load(' '.repeat(1_000_001))).rejects.toMatchObject({ code: 'profile-too-long' });
  });

  it('may be a settings file, and then nothing is there to be fetched again', async () => {
    const { shelf, names, source } = await browser.started();
    const file = 'SET SIP_CONTROLLER_LIST pbx.example.com:5060;transport=tcp\nSET PHNOL 9\n';
    expect(await shelf.load(file)).toMatchObject({ accepted: 1 });
    expect(names()).toHaveLength(1);
    expect(source()).toMatchObject({ kind: 'text' });
    expect(source()?.checkedAt).toBeUndefined();
  });

  it('needs no network, and no alarm', async () => {
    const { shelf, woken } = await browser.started();
    await shelf.load(profileText('Office'));
    browser.restart();
    const next = await browser.started();
    expect(browser.server.requests).toEqual([]);
    expect([woken.at(-1), next.woken.at(-1)]).toEqual([undefined, undefined]);
    expect(next.source()?.checkedAt).toBeUndefined();
  });

  it('that an earlier version kept is used, and kept anew once it is replaced', async () => {
    await browser.local.set({ profiles: await seal(profileText('Office')) });
    const first = await browser.started();
    expect(first.names()).toEqual(['Office']);
    expect(first.source()).toMatchObject({ kind: 'text', receivedAt: browser.now });
    expect([...browser.local.values.keys()]).toEqual(['broughtProfiles']);
    const received = browser.now;
    browser.now += 1_000;
    expect((await browser.started()).source()).toMatchObject({ receivedAt: received });
    await first.shelf.load(profileText('Newer'));
    expect((await browser.started()).names()).toEqual(['Newer']);
  });

  it('that was sealed under a key that is gone is forgotten', async () => {
    const gone = { iv: 'AAAAAAAAAAAAAAAA', text: 'AAAA' };
    await browser.local.set({ profiles: gone, policyProfiles: gone, broughtProfiles: gone });
    expect(await browser.worker().shelf.all()).toEqual([]);
  });

  it('that cannot be kept is said to be so', async () => {
    const { shelf } = await browser.started();
    browser.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    await expect(shelf.load(profileText('Office'))).rejects.toMatchObject({ code: 'storage-failed' });
  });

  it('is forgotten when the user wishes so', async () => {
    const { shelf, names, source, told } = await browser.started();
    await shelf.load(profileText('Office'));
    await shelf.forget();
    expect(names()).toEqual([]);
    expect(source()).toBeUndefined();
    expect(told).toEqual([[], ['Office'], []]);
    expect(await browser.worker().shelf.all()).toEqual([]);
  });
});

describe('an address that the user brings', () => {
  it('gives profiles, and the snapshot says from where and when, without the token', async () => {
    browser.server.texts.set(url, profileText('West', 'East'));
    const { shelf, store, source } = await browser.started();
    expect(await shelf.useAddress({ url })).toEqual({ accepted: 2, problems: [] });
    expect(source()).toEqual({
      kind: 'address',
      url: shown,
      receivedAt: browser.now,
      checkedAt: browser.now,
      problems: [],
    });
    expect(JSON.stringify(store.snapshot) + browser.local.text).not.toContain('planted');
    expect((await browser.worker().shelf.all()).map(({ name }) => name)).toEqual(['West', 'East']);
  });

  it('says which e-mail address led to it', async () => {
    browser.server.texts.set(url, profileText('Office'));
    const { shelf, source } = await browser.started();
    await shelf.useAddress({ url, email: 'jane@company.example' });
    expect(source()).toMatchObject({ kind: 'email', email: 'jane@company.example', url: shown });
  });

  it('need not begin with https://', async () => {
    browser.server.texts.set('https://company.example/p', profileText('Office'));
    const { shelf } = await browser.started();
    expect(await shelf.useAddress({ url: ' company.example/p ' })).toMatchObject({ accepted: 1 });
  });

  it('changes nothing when it gives nothing', async () => {
    browser.server.texts.set('https://company.example/page', '<!doctype html><title>Welcome</title>');
    browser.server.texts.set('https://company.example/bad', '[{"Name": "A"}]');
    const { shelf, names, source } = await browser.started();
    await shelf.load(profileText('Office'));
    const before = browser.local.text;
    expect(await shelf.useAddress({ url })).toMatchObject({ accepted: 0, failure: { code: 'not-found' } });
    for (const bad of ['https://company.example/page', 'https://company.example/bad']) {
      const result = await shelf.useAddress({ url: bad });
      expect(result).toMatchObject({ accepted: 0, failure: { code: 'no-profile', url: bad } });
      expect(result.problems).not.toEqual([]);
    }
    expect(browser.local.text).toBe(before);
    expect(names()).toEqual(['Office']);
    expect(source()).toMatchObject({ kind: 'text' });
    expect(source()?.failure).toBeUndefined();
  });

  it('asked last wins, whichever answers first', async () => {
    let answer: () => void = () => undefined;
    browser.server.delays.set(url, new Promise<void>((settle) => (answer = settle)));
    browser.server.texts.set(url, profileText('Slow'));
    const { shelf, names } = await browser.started();
    const slow = shelf.useAddress({ url });
    await shelf.load(profileText('Fast'));
    answer();
    await slow;
    expect(names()).toEqual(['Fast']);
    expect((await browser.started()).names()).toEqual(['Fast']);
  });

  it('forgotten while it is fetched stays forgotten', async () => {
    let answer: () => void = () => undefined;
    browser.server.texts.set(url, profileText('Office'));
    const { shelf, names } = await browser.started();
    await shelf.useAddress({ url });
    browser.server.delays.set(url, new Promise<void>((settle) => (answer = settle)));
    const [refreshing] = [shelf.refresh(), await shelf.forget()];
    answer();
    await refreshing;
    expect(names()).toEqual([]);
  });
});
