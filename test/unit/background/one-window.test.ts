import { OneWindow } from '../../../src/background/one-window';
import { fakeWindows } from '../../fakes/fake-windows';

/** What each worker makes of the one window. */
function worker() {
  const kept: { id?: number | undefined } = {};
  const memory = {
    id: async () => kept.id,
    keep: async (id: number | undefined) => {
      kept.id = id;
    },
  };
  return () => new OneWindow({ page: 'phone.html', size: { width: 1, height: 1 }, memory });
}

const oneWindow = () => worker()();

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('asked for twice at once is one window', async () => {
  const { opened, answerAll } = fakeWindows();
  const window = oneWindow();
  const both = Promise.all([window.show(), window.show()]);
  await answerAll();
  await both;
  expect(opened).toEqual([1]);
});

it('closed before Chrome has told of it, and asked for again by then, it is opened anew', async () => {
  const { isOpen, turn, answerAll, closedByAPerson } = fakeWindows();
  const window = oneWindow();
  const first = window.show();
  await turn();
  closedByAPerson(1);
  const second = window.show();
  await answerAll();
  await Promise.all([first, second]);
  expect(isOpen()).toEqual([2]);
});

it('asked for while it is being closed, it is there afterwards', async () => {
  const { isOpen, turn, answerAll } = fakeWindows();
  const window = oneWindow();
  const before = window.show();
  await answerAll();
  await before;
  const closed = window.close();
  await turn();
  const shown = window.show();
  await answerAll();
  expect(await closed).toBe(true);
  await shown;
  expect(isOpen()).toEqual([2]);
  // Chrome tells of the first one now: it is no longer the window.
  expect(await window.wasClosed(1)).toBe(false);
});

it('is closed only where there is one', async () => {
  const { answerAll, closedByAPerson } = fakeWindows();
  const window = oneWindow();
  expect(await window.close()).toBe(false);
  const shown = window.show();
  await answerAll();
  await shown;
  closedByAPerson(1);
  const closed = window.close();
  await answerAll();
  expect(await closed).toBe(false);
});

it('what fails does not keep the next from being done', async () => {
  const { opened, answerAll } = fakeWindows();
  const window = oneWindow();
  const { windows } = globalThis.chrome;
  const { create } = windows;
  windows.create = () => Promise.reject(new Error('no screen')) as never;
  await expect(window.show()).rejects.toThrow('no screen');
  windows.create = create;
  const shown = window.show();
  await answerAll();
  await shown;
  expect(opened).toEqual([1]);
});

it('knows its window by what the worker before has kept', async () => {
  const { answerAll, isOpen } = fakeWindows();
  const next = worker();
  const shown = next().show();
  await answerAll();
  await shown;
  const again = next().show();
  await answerAll();
  await again;
  expect(isOpen()).toEqual([1]);
  expect(await next().wasClosed(1)).toBe(true);
  expect(await next().wasClosed(1)).toBe(false);
});
