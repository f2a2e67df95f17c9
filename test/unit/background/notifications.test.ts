import { listenToNotifications, notifyOfCalls } from '../../../src/background/notifications';
import { Store } from '../../../src/background/store';
import type { ResumableCall } from '../../../src/contract/snapshot';
import { inCall, talking } from '../../fakes/snapshots';

type Shown = chrome.notifications.NotificationCreateOptions;

const shown = new Map<string, Shown>();
let click: (id: string) => void;
let getMessage: jest.Mock<string, [string, string[]?]>;

beforeEach(() => {
  shown.clear();
  const notifications = {
    // Chrome fetches the picture before it shows anything.
    create: async (id: string, options: Shown) => {
      await new Promise((resolve) => setImmediate(resolve));
      shown.set(id, options);
    },
    update: async (id: string, options: Partial<Shown>) =>
      shown.has(id) && shown.set(id, { ...(shown.get(id) as Shown), ...options }),
    clear: async (id: string) => shown.delete(id),
    getAll: async () => Object.fromEntries([...shown].map(([id]) => [id, true])),
    onClicked: { addListener: (listener: typeof click) => (click = listener) },
    onButtonClicked: { addListener: () => undefined },
  };
  const runtime = { getURL: (path: string) => path };
  getMessage = jest.fn((key: string) => key);
  const i18n = { getMessage };
  Object.assign(globalThis, { chrome: { notifications, runtime, i18n } });
});

afterEach(() => Reflect.deleteProperty(globalThis, 'chrome'));

/** What was asked of the notifications has been answered. */
async function answered(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
const ids = () => [...shown.keys()];
const leave = (...left: string[]) => {
  for (const id of left) shown.set(id, {} as Shown);
};

const call = inCall(0, 'incoming', {});
const resumable: ResumableCall = { id: 'cut', party: { name: 'Grace Kim', number: '207' }, answeredAt: 0 };

it('is shown while a call rings', async () => {
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call] });
  await answered();
  expect(ids()).toEqual([call.id]);
  store.update({ calls: [] });
  await answered();
  expect(ids()).toEqual([]);
});

it('goes also when the call was over before Chrome has shown it', async () => {
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call] });
  store.update({ calls: [] });
  await answered();
  expect(ids()).toEqual([]);
});

it('says the directory’s name as soon as it is known, and again nothing', async () => {
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call] });
  store.update({ calls: [{ ...call, contacts: [{ id: 'o0-0', name: 'Ada' }] }] });
  await answered();
  expect(shown.get(call.id)?.message).toBe(`Ada\n${call.party.number}`);
  shown.delete(call.id);
  store.update({ calls: [{ ...call, contacts: [{ id: 'o0-0', name: 'Ada' }] }] });
  await answered();
  expect(ids()).toEqual([]);
});

it('goes when the worker comes back without the call; what was missed, or is still offered, stays', async () => {
  leave('of-before', 'missed:of-before', 'resumable:of-before', 'resumable:cut');
  const store = new Store();
  notifyOfCalls(store);
  store.update({ calls: [call], resumable: [resumable] });
  await answered();
  expect(ids()).toEqual(['missed:of-before', 'resumable:cut', call.id]);
});

it('of missed calls go once those have been seen in the list', async () => {
  const store = new Store();
  store.update({ missedCalls: 2, calls: [call] });
  leave('missed:one', 'missed:two', call.id);
  notifyOfCalls(store);
  store.update({ missedCalls: 1 });
  await answered();
  expect(ids()).toEqual(['missed:one', 'missed:two', call.id]);
  store.update({ missedCalls: 0 });
  await answered();
  expect(ids()).toEqual([call.id]);
});

it('says what the other side of a call asks, for as long as it does, and leads to the phone', async () => {
  const store = new Store();
  const actions = { answer: jest.fn(), decline: jest.fn(), show: jest.fn() };
  notifyOfCalls(store);
  listenToNotifications(actions);
  const to = { name: 'Grace Kim', number: '207' };
  const referral = { state: 'asked', to, target: 'sip:207@example.com', sequence: 1, until: 0 } as const;
  const standing = talking(0, {});
  store.update({ calls: [{ ...standing, referral }] });
  await answered();
  const id = `asked:${standing.id}`;
  expect(shown.get(id)).toMatchObject({ message: 'referral_asks', requireInteraction: true });
  expect(getMessage).toHaveBeenCalledWith('referral_asks', [expect.any(String), 'Grace Kim 207']);
  click(id);
  await answered();
  expect(actions.show).toHaveBeenCalledTimes(1);
  expect(ids()).toEqual([]);
  store.update({ calls: [{ ...standing, referral: { ...referral, state: 'calling' } }] });
  store.update({ calls: [{ ...standing, referral }] });
  store.update({ calls: [standing] });
  await answered();
  expect(ids()).toEqual([]);
});

describe('of a call that can be taken up again', () => {
  it('is shown once, with the person, for as long as it is offered', async () => {
    const store = new Store();
    notifyOfCalls(store);
    store.update({ resumable: [resumable] });
    await answered();
    expect([...shown]).toMatchObject([
      [
        'resumable:cut',
        { title: 'notification_resumable_title', message: 'Grace Kim\n207', requireInteraction: true },
      ],
    ]);
    const create = jest.spyOn(chrome.notifications, 'create');
    store.update({ resumable: [{ ...resumable }] });
    await answered();
    expect(create).not.toHaveBeenCalled();
    store.update({ resumable: [] });
    await answered();
    expect(ids()).toEqual([]);
  });

  it('leads to the phone, and goes', async () => {
    const store = new Store();
    const actions = { answer: jest.fn(), decline: jest.fn(), show: jest.fn() };
    notifyOfCalls(store);
    listenToNotifications(actions);
    store.update({ resumable: [resumable], calls: [call] });
    await answered();
    click('resumable:cut');
    expect(actions.show).toHaveBeenCalledTimes(1);
    await answered();
    expect(ids()).toEqual([call.id]);
    click(call.id);
    await answered();
    expect(ids()).toEqual([call.id]);
  });
});
