import { DialRequests } from '../../../src/background/dial-requests';
import type { SessionStorage } from '../../../src/background/kept-state';
import { Store } from '../../../src/background/store';
import { PhoneError } from '../../../src/contract/phone-error';
import { FakeStorageArea } from '../../fakes/fake-storage';
import { silentLogger } from '../../fakes/silent-logger';

const link = { source: 'link', written: 'tel:1', number: 'tel:1' } as const;

function begin(change: { fails?: PhoneError; names?: () => Promise<string[]> } = {}) {
  const events: string[] = [];
  const store = new Store();
  const session: SessionStorage = new FakeStorageArea().kept();
  let last = 0;
  const requests = new DialRequests({
    store,
    session,
    window: {
      show: async () => void events.push('window shown'),
      close: async () => void events.push('window closed'),
    },
    dial: async ({ number, asTyped }) => {
      if (change.fails) throw change.fails;
      events.push(`dialled ${number}${asTyped ? ' as typed' : ''}`);
      return { callId: 'c' };
    },
    showPhone: async () => void events.push('phone shown'),
    namesOf: change.names ?? (async () => []),
    newId: () => `r${++last}`,
    log: silentLogger,
  });
  return { requests, store, session, events };
}

it('dials nothing before it is confirmed; then the phone takes the window’s place', async () => {
  const { requests, store, events } = begin();
  await requests.ask(link);
  expect(events).toEqual(['window shown']);
  await requests.confirm({ requestId: 'r1', asTyped: true });
  expect(events).toEqual(['window shown', 'dialled tel:1 as typed', 'window closed', 'phone shown']);
  expect(store.snapshot.dialRequest).toBeUndefined();
});

it('is never longer than a number: a selected page is cut, a link without end calls nobody', async () => {
  const { requests, store } = begin();
  await requests.ask({ source: 'menu', written: '030 1234567 '.repeat(1_000), number: '030 1234567' });
  expect(store.snapshot.dialRequest?.written).toHaveLength(1_000);
  expect(store.snapshot.dialRequest?.number).toBe('030 1234567');
  const endless = `tel:${'1'.repeat(100_000)}`;
  await requests.ask({ source: 'menu', written: endless, number: endless });
  expect(store.snapshot.dialRequest?.number).toBe('');
});

it('is confirmed once: a second click, or one meant for the number before, dials nothing', async () => {
  const { requests, events } = begin();
  await requests.ask(link);
  await requests.ask({ ...link, number: 'tel:2' });
  await expect(requests.confirm({ requestId: 'r1' })).rejects.toMatchObject({ code: 'not-possible-now' });
  await requests.confirm({ requestId: 'r2' });
  await expect(requests.confirm({ requestId: 'r2' })).rejects.toMatchObject({ code: 'not-possible-now' });
  expect(events.filter((event) => event.startsWith('dialled'))).toEqual(['dialled tel:2']);
});

it('is called once, however often it is confirmed while the call is being placed', async () => {
  const { requests, events } = begin();
  await requests.ask(link);
  const outcomes = await Promise.allSettled([1, 2, 3].map(() => requests.confirm({ requestId: 'r1' })));
  expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
  expect(events.filter((event) => event.startsWith('dialled'))).toHaveLength(1);
});

it.each(['tel:911', '112', 'tel:+49110', 'sip:911@pbx.example.com'])(
  '%s is not called before somebody says so, either',
  async (number) => {
    const { requests, events } = begin();
    await requests.ask({ ...link, written: number, number });
    expect(events).toEqual(['window shown']);
  },
);

it('waits on where the call cannot be placed', async () => {
  const { requests, store, events } = begin({ fails: new PhoneError('gateway-not-ready') });
  await requests.ask(link);
  await expect(requests.confirm({ requestId: 'r1' })).rejects.toMatchObject({ code: 'gateway-not-ready' });
  expect(store.snapshot.dialRequest?.id).toBe('r1');
  expect(events).toEqual(['window shown']);
});

it('is gone once it is dismissed, its window is closed or another program has it', async () => {
  for (const end of ['dismiss', 'windowClosed', 'handedOver'] as const) {
    const { requests, store, session } = begin();
    await requests.ask(link);
    await requests[end]('r1');
    expect(store.snapshot.dialRequest).toBeUndefined();
    expect(await session.read(['dialRequest'])).toEqual({});
  }
});

it('a window that is dismissed late takes no other request with it', async () => {
  const { requests, store, events } = begin();
  await requests.ask(link);
  await requests.ask(link);
  await requests.dismiss('r1');
  expect(store.snapshot.dialRequest?.id).toBe('r2');
  expect(events).not.toContain('window closed');
});

it('that comes while the one before is being dismissed has a window that is opened after that one is closed', async () => {
  const { requests, store, session, events } = begin();
  await requests.ask(link);
  await Promise.all([requests.dismiss('r1'), requests.ask(link)]);
  expect(events).toEqual(['window shown', 'window closed', 'window shown']);
  expect(store.snapshot.dialRequest?.id).toBe('r2');
  expect(await session.read(['dialRequest'])).toMatchObject({ dialRequest: { id: 'r2' } });
});

it('has the names of the contacts once they are found, and never those of the number before', async () => {
  const found: ((names: string[]) => void)[] = [];
  const { requests, store } = begin({ names: () => new Promise((resolve) => found.push(resolve)) });
  const first = requests.ask(link);
  const second = requests.ask({ ...link, number: 'tel:2' });
  while (found.length < 2) await Promise.resolve();
  found[1]?.(['Ann']);
  await second;
  found[0]?.(['Bob']);
  await first;
  expect(store.snapshot.dialRequest).toMatchObject({ number: 'tel:2', names: ['Ann'] });
});

it('goes on without names where the directory cannot be read', async () => {
  const { requests, store } = begin({ names: () => Promise.reject(new Error('no disk')) });
  await requests.ask(link);
  expect(store.snapshot.dialRequest).toMatchObject({ id: 'r1' });
});
