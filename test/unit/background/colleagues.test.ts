import { Colleagues, type Onlooker } from '../../../src/background/colleagues';
import { KeptSubscriptions } from '../../../src/background/kept-subscriptions';
import { Store } from '../../../src/background/store';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { parseProfiles } from '../../../src/domain/profile';
import type { Phone } from '../../../src/sip/phone';
import type { Watched } from '../../../src/sip/subscribe-request';
import type { SubscriptionDelegate } from '../../../src/sip/subscription';
import type { SavedSubscription } from '../../../src/sip/subscription-dialog';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';
import { dialogInfo, presence } from '../../gateway/demo/states';

interface Asked extends Watched {
  delegate: SubscriptionDelegate;
  saved: SavedSubscription | undefined;
  closed: boolean;
  refreshed: number;
}

let asked: Asked[];
let store: Store;
let colleagues: Colleagues;
let kept: KeptSubscriptions;
let now: number;

const [profile] = parseProfiles('[{"Name": "A", "Address": "pbx.example.com"}]').profiles;
const phone = {
  subscriptions: {
    subscribe: (watched: Watched, delegate: SubscriptionDelegate, saved?: SavedSubscription) => {
      const one: Asked = { ...watched, delegate, saved, closed: false, refreshed: 0 };
      asked.push(one);
      return {
        close() {
          one.closed = true;
        },
        refresh() {
          one.refreshed += 1;
        },
      };
    },
  },
} as unknown as Phone;

const open = () => asked.filter(({ closed }) => !closed);
const of = (target: string, event = 'dialog') =>
  asked.findLast((one) => one.target === target && one.event === event) as Asked;
const tell = (
  target: string,
  ...told: Parameters<typeof dialogInfo> extends [string, ...infer Rest] ? Rest : never
) => of(target).delegate.onState('application/dialog-info+xml', dialogInfo(target, ...told).body ?? '');
const shown = () => store.snapshot.availability;

function screenWith(...numbers: string[]): Onlooker {
  const screen = colleagues.onlooker();
  screen.want(numbers);
  return screen;
}

beforeEach(() => {
  jest.useFakeTimers();
  asked = [];
  now = 0;
  store = new Store();
  kept = new KeptSubscriptions(new FakeStorageArea().kept(), silentLogger);
  colleagues = new Colleagues({
    store,
    subscriptions: kept,
    rules: dialRulesOff,
    now: () => now,
    log: silentLogger,
  });
  if (!profile) throw new Error('no profile');
  colleagues.begin(phone, { user: '201', profile });
});
afterEach(() => jest.useRealTimers());

it('watches the extensions on screen, each once, but not one’s own nor numbers outside', () => {
  screenWith('202', '2 02', '201', '+49 30 1234', '203');
  screenWith('203', '204');
  expect(open().map(({ target }) => target)).toEqual(['202', '203', '204']);
});

it('shows what it is told by the numbers as they were asked for', () => {
  screenWith('2 02', '202');
  tell('202', [{ state: 'confirmed' }]);
  expect(shown()).toEqual({ '2 02': { state: 'busy' }, '202': { state: 'busy' } });
});

it('nobody is watched for long whom nobody sees, and who comes back soon is not asked for anew', () => {
  const screen = screenWith('202', '203');
  screen.want(['203']);
  jest.advanceTimersByTime(15_000);
  screen.want(['202', '203']);
  jest.advanceTimersByTime(60_000);
  expect(open()).toHaveLength(2);
  screen.close();
  expect(shown()).toEqual({});
  jest.advanceTimersByTime(25_000);
  expect(open()).toHaveLength(0);
});

it('never watches more than forty', () => {
  const many = (from: number) => Array.from({ length: 100 }, (_, at) => String(from + at));
  const screen = screenWith(...many(300));
  expect(open()).toHaveLength(40);
  for (let page = 1; page < 20; page += 1) {
    screen.want(many(300 + page * 100));
    expect(open().length).toBeLessThanOrEqual(40);
  }
});

it('goes to presence where the gateway does not know the calls, and leaves it at that for all', () => {
  screenWith('202');
  of('202').delegate.onLost('unknown-event');
  of('202', 'presence').delegate.onState('application/pidf+xml', presence('202', 'open', 'away').body ?? '');
  expect(shown()).toEqual({ '202': { state: 'away' } });
  screenWith('203');
  expect(open().map(({ target, event }) => `${event} ${target}`)).toEqual(['presence 202', 'presence 203']);
});

it('asks for nothing more where the gateway knows neither', () => {
  screenWith('202');
  of('202').delegate.onLost('unknown-event');
  of('202', 'presence').delegate.onLost('unknown-event');
  const before = asked.length;
  screenWith('203', '204');
  expect(asked).toHaveLength(before);
  expect(shown()).toEqual({});
});

it('says nothing of somebody while the gateway is away', () => {
  screenWith('202');
  tell('202', []);
  expect(shown()).toEqual({ '202': { state: 'free' } });
  of('202').delegate.onLost('again');
  expect(shown()).toEqual({});
});

it('asks for all where a document is missing, but not for each one of a gateway that never counts', () => {
  screenWith('202');
  tell('202', []);
  for (const version of [5, 10, 15, 20]) tell('202', [{ state: 'early' }], { version, state: 'partial' });
  expect(of('202').refreshed).toBe(1);
  now += 31_000;
  tell('202', [{ state: 'early' }], { version: 25, state: 'partial' });
  expect(of('202').refreshed).toBe(2);
});

it('goes on in the dialog of before after the death of the worker, not in one that was given up', () => {
  const dialog = { callId: 'c', localTag: 'l', cseq: 1, remoteTag: 'r', remoteTarget: '', routeSet: [] };
  const screen = screenWith('202');
  of('202').delegate.onSaved?.(dialog);
  expect(kept.of('dialog 202')).toEqual(dialog);
  screen.close();
  jest.advanceTimersByTime(25_000);
  expect(kept.of('dialog 202')).toBeUndefined();
  of('202').delegate.onSaved?.(dialog);
  expect(kept.of('dialog 202')).toBeUndefined();
});

it('a call that can be picked up says so, and is gone with whoever signs out', () => {
  screenWith('202');
  const names = { callId: 'c@h', localTag: 'theirs', remoteTag: 'callers' };
  tell('202', [{ state: 'early', direction: 'recipient', ...names, remote: 'sip:600@pbx.example.com' }]);
  expect(shown()).toEqual({ '202': { state: 'ringing', canPickUp: true } });
  expect(colleagues.pickUpAt('202')).toEqual({
    target: 'sip:600@pbx.example.com',
    names,
    answered: false,
    party: { number: '600', name: '' },
  });
  expect(() => colleagues.pickUpAt('203')).toThrow('nothing rings there');
  colleagues.end();
  expect(shown()).toEqual({});
  expect(open()).toHaveLength(0);
});
