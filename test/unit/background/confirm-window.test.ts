import { ConfirmWindow } from '../../../src/background/confirm-window';
import type { SessionStorage } from '../../../src/background/kept-state';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { fakeWindows } from '../../fakes/fake-windows';
import { silentLogger } from '../../fakes/silent-logger';

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('is known to the next worker, until it is closed', async () => {
  const { answerAll, closedByAPerson } = fakeWindows();
  const session: SessionStorage = new FakeStorageArea().kept();
  const shown = new ConfirmWindow(session, silentLogger).show();
  await answerAll();
  await shown;
  closedByAPerson(1);
  const next = new ConfirmWindow(session, silentLogger);
  expect(await next.wasClosed(7)).toBe(false);
  expect(await next.wasClosed(1)).toBe(true);
  expect(await session.read(['confirmWindow'])).toEqual({});
});

it('that Chrome does not open or close is logged, and nobody waits for it', async () => {
  const lines: string[] = [];
  const log = { ...silentLogger, error: (line: string) => void lines.push(line) };
  fakeWindows();
  const refuse = () => Promise.reject(new Error('no screen'));
  globalThis.chrome.windows.create = refuse as never;
  const window = new ConfirmWindow(new FakeStorageArea().kept(), log);
  await window.show();
  globalThis.chrome.runtime.getContexts = refuse as never;
  await window.close();
  expect(lines).toEqual(['no confirmation window: Error: no screen', expect.stringContaining('no screen')]);
});
