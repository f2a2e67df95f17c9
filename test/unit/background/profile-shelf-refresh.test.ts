import 'fake-indexeddb/auto';
import { ProfileRefresh } from '../../../src/background/profile-refresh';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { profileText, ShelfBrowser, settled } from '../../fakes/shelf-browser';

const hour = 3_600_000;
const day = 24 * hour;
const url = 'https://company.example/profile.json?key=planted';
const shown = 'https://company.example/profile.json';

let browser: ShelfBrowser;

beforeEach(() => {
  browser = new ShelfBrowser();
});

describe('what is fetched is fetched again', () => {
  async function withAddress() {
    browser.server.texts.set(url, profileText('Office'));
    const one = await browser.started();
    await one.shelf.useAddress({ url });
    browser.server.requests.splice(0);
    return one;
  }

  it('not by a worker that starts again, but once by a browser that does', async () => {
    await withAddress();
    for (let start = 0; start < 5; start++) await browser.started();
    expect(browser.server.requests).toEqual([]);
    browser.restart();
    for (let start = 0; start < 5; start++) await browser.started();
    expect(browser.server.requests).toEqual([url]);
  });

  it('once by a browser that starts, where two sources answer at once', async () => {
    const asked: string[] = [];
    const woken: (number | undefined)[] = [];
    const now = browser.now;
    const failure = { code: 'unreachable', at: now } as const;
    const sources = (['policy', 'brought'] as const).map((name) => ({ name, failure, everyDays: 1 }));
    const refresh = new ProfileRefresh({
      session: new FakeStorageArea().kept(),
      sources: () => sources,
      ask: async (name) => void asked.push(name),
      wakeAt: (at) => void woken.push(at),
      now: () => now,
    });
    await refresh.ifDue();
    expect(asked).toEqual(['policy', 'brought']);
    expect(woken).toEqual([now + hour]);
  });

  it('after a day, by Chrome’s alarm', async () => {
    const { shelf, woken, source } = await withAddress();
    const received = browser.now;
    expect(woken.at(-1)).toBe(browser.now + day);
    browser.now += day - 1;
    shelf.refreshIfDue();
    await settled();
    expect(browser.server.requests).toEqual([]);
    browser.now += 1;
    shelf.refreshIfDue();
    await settled();
    expect(browser.server.requests).toEqual([url]);
    expect(source()).toMatchObject({ receivedAt: received, checkedAt: browser.now });
    expect(woken.at(-1)).toBe(browser.now + day);
  });

  it('after a day, by a worker that starts then', async () => {
    await withAddress();
    browser.now += day;
    await browser.started();
    expect(browser.server.requests).toEqual([url]);
  });

  it('and followed when it has changed', async () => {
    const { shelf, names, source, told } = await withAddress();
    browser.server.texts.set(url, profileText('Office', 'Annex'));
    browser.now += day;
    shelf.refreshIfDue();
    await settled();
    expect(names()).toEqual(['Office', 'Annex']);
    expect(source()).toMatchObject({ receivedAt: browser.now, checkedAt: browser.now });
    expect(told.at(-1)).toEqual(['Office', 'Annex']);
  });

  it('an hour after a failure, which is told and changes nothing else', async () => {
    const { source, ...first } = await withAddress();
    const before = source();
    browser.server.failures.set(url, 'unreachable');
    browser.now += day;
    first.shelf.refreshIfDue();
    await settled();
    const failure = { code: 'unreachable', url: shown, at: browser.now };
    expect(source()).toEqual({ ...before, failure });
    expect(first.names()).toEqual(['Office']);
    expect(first.woken.at(-1)).toBe(browser.now + hour);

    browser.now += hour - 1;
    const second = await browser.started();
    expect(second.source()).toEqual({ ...before, failure });
    expect(browser.server.requests).toEqual([url]);
    browser.server.failures.clear();
    browser.now += 1;
    second.shelf.refreshIfDue();
    await settled();
    expect(browser.server.requests).toEqual([url, url]);
    expect(second.source()).toEqual({ ...before, checkedAt: browser.now });
  });

  it('and a page in its place is told, and not used', async () => {
    const { shelf, names, source } = await withAddress();
    browser.server.texts.set(url, '<html>Sign in to the hotel’s network</html>');
    expect(await shelf.refresh()).toMatchObject({ accepted: 1, failure: { code: 'no-profile' } });
    expect(names()).toEqual(['Office']);
    expect(source()).toMatchObject({ failure: { code: 'no-profile', url: shown }, problems: [{}] });
    browser.server.texts.set(url, profileText('Office'));
    await shelf.refresh();
    expect(source()?.failure).toBeUndefined();
    expect(source()?.problems).toEqual([]);
  });

  it('when the user wishes, once for those who wish at the same time', async () => {
    const { shelf } = await withAddress();
    browser.server.texts.set(url, profileText('Newer'));
    const results = await Promise.all([shelf.refresh(), shelf.refresh()]);
    expect(results).toEqual([
      { accepted: 1, problems: [] },
      { accepted: 1, problems: [] },
    ]);
    expect(browser.server.requests).toEqual([url]);
  });

  it('as soon as the permission, or the network, is there', async () => {
    const { shelf, source } = await withAddress();
    browser.server.failures.set(url, 'permission-needed');
    await shelf.refresh();
    shelf.networkBack();
    await settled();
    expect(browser.server.requests).toHaveLength(1);
    browser.server.failures.set(url, 'unreachable');
    shelf.permissionsAdded();
    await settled();
    expect(browser.server.requests).toHaveLength(2);
    browser.server.failures.clear();
    shelf.networkBack();
    await settled();
    expect(source()?.failure).toBeUndefined();
  });

  it('once the clock has been set back', async () => {
    await withAddress();
    browser.now -= 40 * day;
    await browser.started();
    expect(browser.server.requests).toEqual([url]);
  });
});
