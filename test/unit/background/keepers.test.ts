import 'fake-indexeddb/auto';
import type { LocalStorage } from '../../../src/background/kept-state';
import { LogKeeper } from '../../../src/background/log-keeper';
import { ProfileShelf } from '../../../src/background/profile-shelf';
import { Store } from '../../../src/background/store';
import type { LogLine } from '../../../src/domain/log-line';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

describe('the profile shelf', () => {
  const good = JSON.stringify([{ Name: 'Office', Address: 'pbx.example.com', TURNPassword: 'planted' }]);

  function shelfOver(area: FakeStorageArea) {
    const store = new Store();
    const local: LocalStorage = area.kept();
    return { store, shelf: new ProfileShelf({ local, store, log: silentLogger }) };
  }

  it('gives the next worker what it has kept, sealed', async () => {
    const area = new FakeStorageArea();
    expect((await shelfOver(area).shelf.load(good)).accepted).toBe(1);
    expect(area.text).not.toContain('planted');
    expect(area.text).not.toContain('pbx.example.com');
    const { shelf, store } = shelfOver(area);
    expect(await shelf.all()).toMatchObject([{ name: 'Office' }]);
    expect(store.snapshot.profiles).toMatchObject([{ name: 'Office', address: 'pbx.example.com' }]);
    expect(JSON.stringify(store.snapshot)).not.toContain('planted');
  });

  it('never replaces a good profile by a bad text', async () => {
    const area = new FakeStorageArea();
    const { shelf, store } = shelfOver(area);
    await shelf.load(good);
    const before = area.text;
    for (const bad of [
      '',
      '{',
      '[]',
      '[{"Name": "A"}]',
      '[{"Name": "A", "Address": "a.example"}, {"Name": 1}]',
    ]) {
      const { accepted, problems } = await shelf.load(bad);
      expect(accepted).toBe(0);
      expect(problems).not.toEqual([]);
    }
    expect(area.text).toBe(before);
    expect(await shelf.all()).toMatchObject([{ name: 'Office' }]);
    expect(store.snapshot.profiles).toHaveLength(1);
  });

  it('forgets a text that was sealed under a key that is gone', async () => {
    const area = new FakeStorageArea();
    await area.set({ profiles: { iv: 'AAAAAAAAAAAAAAAA', text: 'AAAA' } });
    expect(await shelfOver(area).shelf.all()).toEqual([]);
  });
});

describe('the log keeper', () => {
  const line = (source: string, text: string): LogLine => ({ at: 0, level: 'info', source, text });
  let printed: string[];

  beforeEach(() => {
    printed = [];
    Object.defineProperty(globalThis, 'navigator', { value: { userAgent: 'a browser' }, configurable: true });
    jest.spyOn(console, 'info').mockImplementation((text: string) => void printed.push(text));
  });
  afterEach(() => jest.restoreAllMocks());

  it('prints every line, and gives those of an earlier worker too', async () => {
    const first = new LogKeeper(() => true);
    first.sink(line('first', 'before'));
    await first.download('1.0');
    const second = new LogKeeper(() => true);
    second.sink(line('sip/trace', 'OPTIONS sip:a SIP/2.0\r\nVia: b'));
    const { fileName, text } = await second.download('1.0');
    expect(fileName).toMatch(/^ringtab-[\dT-]+\.log\.txt$/);
    expect(text).toMatch(/^Ringtab 1\.0, /);
    expect(text).toContain('info  first: before\n');
    expect(text).toContain('info  sip/trace: OPTIONS sip:a SIP/2.0\nVia: b\n');
    expect(printed).toHaveLength(2);
  });

  it('where the log is not allowed, refuses it and prints no SIP trace', async () => {
    const keeper = new LogKeeper(() => false);
    keeper.sink(line('sip/trace', 'REGISTER sip:a SIP/2.0'));
    keeper.sink(line('sip/connection', 'connected'));
    await expect(keeper.download('1.0')).rejects.toMatchObject({ code: 'log-download-off' });
    expect(printed).toEqual([expect.stringContaining('sip/connection: connected')]);
  });
});
