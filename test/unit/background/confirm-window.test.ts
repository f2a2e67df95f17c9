import { ConfirmWindow } from '../../../src/background/confirm-window';
import type { SessionStorage } from '../../../src/background/kept-state';
import { silentLogger } from '../../fakes/silent-logger';

/** Chrome, with the windows that it has; the answer about a new one waits for `answer`. */
function fakeChrome() {
  const open = new Set<number>();
  const opened: number[] = [];
  const answers: (() => void)[] = [];
  const windows = {
    create: () => {
      const id = opened.push(opened.length + 1);
      open.add(id);
      return new Promise((resolve) => answers.push(() => resolve({ id })));
    },
    update: async (id: number) => {
      if (!open.has(id)) throw new Error('no window');
      return { id };
    },
  };
  const runtime = { getURL: (page: string) => page, getContexts: async () => [] };
  Object.assign(globalThis, { chrome: { windows, runtime } });
  return { opened, closedByAPerson: (id: number) => open.delete(id), answer: () => answers.shift()?.() };
}

function sessionOf(): SessionStorage {
  const kept: Record<string, unknown> = {};
  const session = { read: async () => kept, write: async (values: object) => Object.assign(kept, values) };
  return session as unknown as SessionStorage;
}

const turns = () => new Promise((next) => setTimeout(next));

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('asked for twice at once is one window', async () => {
  const { opened, answer } = fakeChrome();
  const window = new ConfirmWindow(sessionOf(), silentLogger);
  const both = Promise.all([window.show(), window.show()]);
  await turns();
  answer();
  await both;
  expect(opened).toEqual([1]);
});

it('closed before Chrome has told of it, and asked for again by then, it is opened anew', async () => {
  const { opened, answer, closedByAPerson } = fakeChrome();
  const window = new ConfirmWindow(sessionOf(), silentLogger);
  const first = window.show();
  await turns();
  closedByAPerson(1);
  const second = window.show();
  answer();
  await turns();
  answer();
  await Promise.all([first, second]);
  expect(opened).toEqual([1, 2]);
});
