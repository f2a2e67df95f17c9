import 'fake-indexeddb/auto';
import { profileText, ShelfBrowser, settled } from '../../fakes/shelf-browser';

const hour = 3_600_000;
const day = 24 * hour;
const url = 'https://company.example/profile.json?key=planted';
const shown = 'https://company.example/profile.json';

let browser: ShelfBrowser;

beforeEach(() => {
  browser = new ShelfBrowser();
});

describe('a policy', () => {
  it('wins over what the user brought, which is there again when the policy goes', async () => {
    const first = await browser.started();
    await first.shelf.load(profileText('Own'));
    const second = await browser.started({ profileText: profileText('Company') });
    expect(second.names()).toEqual(['Company']);
    expect(second.source()).toMatchObject({ kind: 'policy', receivedAt: browser.now });
    await second.shelf.usePolicy({});
    expect(second.names()).toEqual(['Own']);
    expect(second.source()).toMatchObject({ kind: 'text' });
    expect(second.told).toEqual([['Company'], ['Own']]);
  });

  it('refuses what the user brings while it rules', async () => {
    const { shelf, names } = await browser.started({ profileText: profileText('Company') });
    await expect(shelf.load(profileText('Own'))).rejects.toMatchObject({ code: 'set-by-policy' });
    await expect(shelf.useAddress({ url })).rejects.toMatchObject({ code: 'set-by-policy' });
    expect(names()).toEqual(['Company']);
    expect(browser.server.requests).toEqual([]);
  });

  it('is used by a worker before Chrome has told it again', async () => {
    await browser.started({ profileText: profileText('Company') });
    const next = browser.worker();
    expect((await next.shelf.all()).map(({ name }) => name)).toEqual(['Company']);
    await expect(next.shelf.load(profileText('Own'))).rejects.toMatchObject({ code: 'set-by-policy' });
  });

  it('that stays the same keeps the time when it came', async () => {
    await browser.started({ profileText: profileText('Company') });
    const received = browser.now;
    browser.now += 3 * day;
    const later = await browser.started({ profileText: profileText('Company') });
    expect(later.source()).toMatchObject({ receivedAt: received });
    await later.shelf.usePolicy({ profileText: profileText('Company', 'Annex') });
    expect(later.names()).toEqual(['Company', 'Annex']);
    expect(later.source()).toMatchObject({ receivedAt: browser.now });
  });

  it('with nothing that can be used leaves the last good one, and says what is to be mended', async () => {
    const { shelf, names, source } = await browser.started({ profileText: profileText('Company') });
    await shelf.usePolicy({ profileText: '[{"Name": "Company"}]' });
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }], newestRefused: true });
    const next = await browser.started({ profileText: '[{"Name": "Company"}]' });
    expect(next.source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }] });
    await next.shelf.usePolicy({ profileText: profileText('Company') });
    expect(next.source()?.problems).toEqual([]);
    expect(next.source()?.newestRefused).toBeUndefined();
  });

  it('that never gave anything leaves the user what they have, and says what is to be mended', async () => {
    const first = await browser.started({ profileText: '[{"Name": "Company"}]' });
    expect(first.source()).toMatchObject({ kind: 'policy', problems: [{ code: 'required' }] });
    expect(first.names()).toEqual([]);
    await first.shelf.load(profileText('Own'));
    expect(first.names()).toEqual(['Own']);
    expect(first.source()).toMatchObject({ kind: 'text', problems: [{ code: 'required' }] });
  });

  it('with an address is fetched without anyone waiting for it', async () => {
    let answer: () => void = () => undefined;
    browser.server.texts.set(url, profileText('Company'));
    browser.server.delays.set(url, new Promise<void>((settle) => (answer = settle)));
    const { names, source, shelf, told } = await browser.started({ profileAddress: url });
    expect(names()).toEqual([]);
    answer();
    await settled();
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: shown, checkedAt: browser.now });
    expect(told).toEqual([[], ['Company']]);
    await expect(shelf.forget()).resolves.toBeUndefined();
    expect(names()).toEqual(['Company']);
  });

  it('with an address that cannot be had leaves what there is, and is asked again in an hour', async () => {
    browser.server.failures.set(url, 'unreachable');
    const first = await browser.started();
    await first.shelf.load(profileText('Own'));
    const second = await browser.started({ profileAddress: url });
    expect(second.names()).toEqual(['Own']);
    expect(second.source()).toMatchObject({ kind: 'text', failure: { code: 'unreachable', url: shown } });
    expect(second.woken.at(-1)).toBe(browser.now + hour);
    for (let start = 0; start < 3; start++) await browser.started({ profileAddress: url });
    expect(browser.server.requests).toEqual([url]);
    browser.server.texts.set(url, profileText('Company'));
    browser.server.failures.clear();
    browser.now += hour;
    expect((await browser.started({ profileAddress: url })).names()).toEqual(['Company']);
  });

  it('with another address is followed once that one has given something', async () => {
    const other = 'https://company.example/other.json';
    browser.server.texts.set(url, profileText('Company'));
    browser.server.failures.set(other, 'unreachable');
    const { shelf, names, source } = await browser.started({ profileAddress: url });
    await shelf.usePolicy({ profileAddress: other });
    await settled();
    expect(names()).toEqual(['Company']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: shown, failure: { url: other } });
    browser.server.failures.clear();
    browser.server.texts.set(other, profileText('Elsewhere'));
    await shelf.refresh();
    expect(names()).toEqual(['Elsewhere']);
    expect(source()).toMatchObject({ kind: 'policy-address', url: other });
  });

  it('that names another address while one is being asked is followed at once', async () => {
    const other = 'https://company.example/other.json';
    let answer: () => void = () => undefined;
    browser.server.texts.set(url, profileText('Company'));
    browser.server.texts.set(other, profileText('Elsewhere'));
    browser.server.delays.set(url, new Promise<void>((settle) => (answer = settle)));
    const { shelf, names, woken } = await browser.started({ profileAddress: url });
    await shelf.usePolicy({ profileAddress: other });
    answer();
    await settled();
    expect(names()).toEqual(['Elsewhere']);
    expect(browser.server.requests).toEqual([url, other]);
    expect(woken.at(-1)).toBe(browser.now + day);
  });

  it('counts though the disk is full, and the phone goes on', async () => {
    browser.server.texts.set(url, profileText('Fetched'));
    browser.local.set = () => Promise.reject(new Error('QUOTA_BYTES quota exceeded'));
    const { shelf, names, told } = await browser.started({ profileText: profileText('Company') });
    expect([names(), told]).toEqual([['Company'], [['Company']]]);
    await shelf.usePolicy({ profileAddress: url });
    await settled();
    expect(names()).toEqual(['Fetched']);
  });

  it('that changes twice at once is followed to the last', async () => {
    const { shelf, names } = await browser.started();
    const long = profileText(...Array.from({ length: 500 }, (_, index) => `System ${index}`));
    await Promise.all([
      shelf.usePolicy({ profileText: long }),
      shelf.usePolicy({ profileText: profileText('Last') }),
    ]);
    expect(names()).toEqual(['Last']);
  });

  it('with both uses the text, and does not ask the address', async () => {
    const { names } = await browser.started({ profileText: profileText('Text'), profileAddress: url });
    expect(names()).toEqual(['Text']);
    expect(browser.server.requests).toEqual([]);
  });
});

describe('during a call', () => {
  async function signedIn(name: string) {
    const worker = await browser.started({ profileText: profileText(name) });
    const [profile = {}] = await worker.shelf.all();
    // As Chrome's storage gives it back: with its keys in another order.
    browser.inForce = JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(profile).reverse())));
    return worker;
  }

  it('nobody is told of newer profiles before it is over', async () => {
    const { shelf, told, source, names } = await signedIn('Company');
    browser.inCall = true;
    await shelf.usePolicy({ profileText: profileText('Newer') });
    expect(told).toEqual([['Company']]);
    expect(names()).toEqual(['Newer']);
    expect(source()?.waiting).toBe(true);
    browser.inCall = false;
    shelf.callsOver();
    expect(told).toEqual([['Company'], ['Newer']]);
    expect(source()?.waiting).toBeUndefined();
  });

  it('a worker that takes it up again tells of newer ones after it, too', async () => {
    const first = await browser.started({ profileText: profileText('Company') });
    browser.inCall = true;
    await first.shelf.usePolicy({ profileText: profileText('Newer') });
    const second = await browser.started({ profileText: profileText('Newer') });
    expect(second.told).toEqual([]);
    browser.inCall = false;
    second.shelf.callsOver();
    expect(second.told).toEqual([['Newer']]);
  });

  it('what comes and goes again is no news', async () => {
    const { shelf, told, source } = await signedIn('Company');
    browser.inCall = true;
    await shelf.usePolicy({ profileText: profileText('Newer') });
    await shelf.usePolicy({ profileText: profileText('Company') });
    expect(source()?.waiting).toBeUndefined();
    browser.inCall = false;
    shelf.callsOver();
    expect(told).toEqual([['Company']]);
  });

  it('a worker that takes it up again says that something waits only where it does', async () => {
    await signedIn('Company');
    browser.inCall = true;
    const same = await browser.started({ profileText: profileText('Company') });
    expect(same.source()?.waiting).toBeUndefined();
    const more = await browser.started({ profileText: profileText('Company', 'Annex') });
    expect(more.source()?.waiting).toBeUndefined();
    const other = await browser.started({ profileText: profileText('Annex') });
    expect(other.source()?.waiting).toBe(true);
  });
});
