import { Store } from '../../../src/background/store';
import { openWindowOnIncoming } from '../../../src/background/windows';
import type { LiveCall } from '../../../src/domain/call';
import { fakeWindows } from '../../fakes/fake-windows';
import { inCall, talking } from '../../fakes/snapshots';

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

it('a window opens as a call begins to ring, not while it is quiet for a talk at another device', async () => {
  const { isOpen, answerAll } = fakeWindows();
  const store = new Store();
  openWindowOnIncoming(store);
  store.update({ settings: { ...store.snapshot.settings, windowOnIncoming: true } });
  const incoming = inCall(0, 'incoming', {});
  const opensFor = async (...calls: LiveCall[]) => {
    store.update({ calls });
    await answerAll();
    return isOpen().length > 0;
  };
  expect(await opensFor(talking(0, {}))).toBe(false);
  expect(await opensFor({ ...incoming, quiet: true })).toBe(false);
  expect(await opensFor(incoming)).toBe(true);
});
