import 'fake-indexeddb/auto';
import { seal, unseal } from '../../../src/data/kept-secrets';
import { logLineLimit, openLogLines } from '../../../src/data/log-lines';

describe('the log lines', () => {
  it('are a ring: the oldest go', async () => {
    const lines = openLogLines();
    const line = (at: number) => ({ at, level: 'info' as const, source: 'test', text: `line ${at}` });
    const total = logLineLimit + 1_500;
    for (let at = 0; at < total; at += 500) {
      await lines.append(Array.from({ length: 500 }, (_, index) => line(at + index)));
    }
    const kept = await lines.all();
    expect(kept.length).toBeLessThanOrEqual(logLineLimit + 500);
    expect(kept.at(-1)?.text).toBe(`line ${total - 1}`);
    expect(kept[0]?.at).toBeGreaterThanOrEqual(1_000);
  });
});

describe('a kept secret', () => {
  it('is read again, and is nowhere in what is kept', async () => {
    const sealed = await seal('hunter2 é');
    expect(JSON.stringify(sealed)).not.toContain('hunter2');
    expect(await unseal(sealed)).toBe('hunter2 é');
  });

  it('is sealed differently each time', async () => {
    expect((await seal('same')).text).not.toBe((await seal('same')).text);
  });

  it('is gone when it was tampered with', async () => {
    const sealed = await seal('hunter2');
    expect(await unseal({ ...sealed, text: btoa('something else entirely') })).toBeUndefined();
    expect(await unseal({ iv: 'no base64 !', text: '' })).toBeUndefined();
  });
});
