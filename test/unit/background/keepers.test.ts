import 'fake-indexeddb/auto';
import { LogKeeper } from '../../../src/background/log-keeper';
import type { LogLine } from '../../../src/domain/log-line';

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

  it('gives the lines of this worker that a full disk has refused', async () => {
    const full = () => {
      throw new DOMException('full', 'QuotaExceededError');
    };
    const keeper = new LogKeeper(() => true);
    keeper.sink(line('first', 'kept'));
    await keeper.download('1.0');
    const add = jest.spyOn(IDBObjectStore.prototype, 'add').mockImplementation(full);
    keeper.sink(line('second', 'refused'));
    await keeper.download('1.0');
    keeper.sink(line('third', 'refused as well'));
    const { text } = await keeper.download('1.0');
    expect(add).toHaveBeenCalledTimes(2);
    expect(text).toContain('info  first: kept\n');
    expect(text).toContain('info  second: refused\n');
    expect(text).toContain('info  third: refused as well\n');
  });

  it('where the log is not allowed, refuses it and prints no SIP trace', async () => {
    const keeper = new LogKeeper(() => false);
    keeper.sink(line('sip/trace', 'REGISTER sip:a SIP/2.0'));
    keeper.sink(line('sip/connection', 'connected'));
    await expect(keeper.download('1.0')).rejects.toMatchObject({ code: 'log-download-off' });
    expect(printed).toEqual([expect.stringContaining('sip/connection: connected')]);
  });
});
