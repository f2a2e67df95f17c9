import { notifyOfCalls } from '../../../src/background/notifications';
import { Store } from '../../../src/background/store';
import { inCall } from '../../fakes/snapshots';

const shown = new Set<string>();

beforeEach(() => {
  shown.clear();
  const notifications = {
    create: (id: string) => shown.add(id),
    clear: (id: string) => shown.delete(id),
    getAll: async () => Object.fromEntries([...shown].map((id) => [id, true])),
  };
  const runtime = { getURL: (path: string) => path };
  const i18n = { getMessage: (key: string) => key };
  Object.assign(globalThis, { chrome: { notifications, runtime, i18n } });
});

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

/** What was asked of the notifications has been answered. */
const answered = () => new Promise((resolve) => setImmediate(resolve));

const call = inCall(0, 'incoming', {});

it('is shown while a call rings', async () => {
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call] });
  await answered();
  expect([...shown]).toEqual([call.id]);
  store.update({ calls: [] });
  expect([...shown]).toEqual([]);
});

it('goes when the worker comes back without the call; what was missed stays', async () => {
  shown.add('of-before').add('missed:of-before');
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call] });
  await answered();
  expect([...shown]).toEqual(['missed:of-before', call.id]);
});

it('of missed calls go once those have been seen in the list', async () => {
  const store = new Store();
  store.update({ missedCalls: 2, calls: [call] });
  shown.add('missed:one').add('missed:two').add(call.id);
  notifyOfCalls(store);
  store.update({ missedCalls: 1 });
  await answered();
  expect([...shown]).toEqual(['missed:one', 'missed:two', call.id]);
  store.update({ missedCalls: 0 });
  await answered();
  expect([...shown]).toEqual([call.id]);
});
