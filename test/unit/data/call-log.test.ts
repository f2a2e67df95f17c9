import { openDB } from 'idb';
import { type CallLog, openCallLog } from '../../../src/data/call-log';
import {
  readCallLogIndex,
  readCalls,
  readNewestCalls,
  readRecentCalls,
} from '../../../src/data/call-log-lists';
import { closeDatabase, openDatabase } from '../../../src/data/database';
import { type CallLogEntry, openCall } from '../../../src/domain/call-log';
import { leafSize, leavesOf, rowOf } from '../../../src/domain/call-log-leaf';
import { loggedCall } from '../../fakes/call-log-entries';
import { freshDatabase } from '../../fakes/fresh-database';
import { inCall, talking } from '../../fakes/snapshots';

jest.setTimeout(30_000);

let log: CallLog;

beforeEach(async () => {
  await freshDatabase();
  log = await openCallLog();
});
afterAll(closeDatabase);

async function listed(): Promise<string[]> {
  const index = await readCallLogIndex();
  return Array.from(index.find('all', ''), (position) => index.id(position));
}

/** All at once, as if they had come one by one. */
async function fill(entries: CallLogEntry[]): Promise<void> {
  const transaction = (await openDatabase()).transaction(['call-log', 'call-log-leaves'], 'readwrite');
  for (const entry of entries) void transaction.objectStore('call-log').put(entry);
  for (const leaf of leavesOf(entries.map(rowOf))) void transaction.objectStore('call-log-leaves').put(leaf);
  await transaction.done;
}

const several = (count: number, first = 0) =>
  Array.from({ length: count }, (_, number) => loggedCall(first + number));

describe('the call log', () => {
  it('lists what was put in, the newest first, and an entry written twice is one', async () => {
    await log.put([loggedCall(2), loggedCall(1), loggedCall(3)]);
    expect(await log.put([loggedCall(2, { reason: 'no-answer' })])).toBe(true);
    expect(await listed()).toEqual(['call-3', 'call-2', 'call-1']);
    expect(await readCalls(['call-2'])).toMatchObject([{ reason: 'no-answer', outcome: 'failed' }]);
    expect((await readRecentCalls(2)).map(({ id }) => id)).toEqual(['call-3', 'call-2']);
  });

  it('keeps more than a leaf of calls, whatever the order in which they come', async () => {
    const count = leafSize + 30;
    await fill(several(count, 100));
    await log.put([loggedCall(50, { startedAt: 10 }), loggedCall(51, { startedAt: 120_500 })]);
    const all = await listed();
    expect(all).toHaveLength(count + 2);
    expect([all.at(-1), all.includes('call-51')]).toEqual(['call-50', true]);
    expect((await readNewestCalls()).size).toBeGreaterThan(leafSize);
    expect(await readCalls([...all.slice(0, 2), 'unknown'])).toHaveLength(2);
  });

  it('of a call that goes on lists nothing, until it is over', async () => {
    const open = openCall(talking(5_000, { id: 'on' }), 'Office', 6_000);
    expect(await log.put([open])).toBe(false);
    expect([await listed(), await readCalls(['on'])]).toEqual([[], []]);
    expect(await log.open()).toEqual([open]);
    await log.put([loggedCall(1, { id: 'on' })]);
    expect([await listed(), await log.open()]).toEqual([['on'], []]);
    // It is taken up again.
    expect(await log.put([open])).toBe(true);
    expect([await listed(), await log.open()]).toEqual([[], [open]]);
  });

  it('removes one, and answers what it was', async () => {
    await log.put(several(3));
    expect(await log.remove('call-1')).toEqual(loggedCall(1));
    expect(await log.remove('call-1')).toBeUndefined();
    expect(await listed()).toEqual(['call-2', 'call-0']);
    expect(await readCalls(['call-1'])).toEqual([]);
  });

  it('removes what is too old, and nothing that goes on', async () => {
    const open = openCall(inCall(0, 'incoming', { startedAt: 1 }), 'Office', 2);
    await fill(several(leafSize + 20));
    await log.put([open]);
    expect(await log.removeBefore((leafSize + 15) * 1000)).toBe(leafSize + 15);
    expect(await listed()).toEqual([4, 3, 2, 1, 0].map((number) => `call-${leafSize + 15 + number}`));
    expect(await log.open()).toHaveLength(1);
    expect(await log.removeBefore(0)).toBe(0);
  });

  it('removes all that are over', async () => {
    const open = openCall(inCall(0, 'incoming', {}), 'Office', 2);
    await log.put([...several(3), open]);
    await log.clear();
    expect([await listed(), await log.open()]).toEqual([[], [open]]);
  });

  it('writes a call and its leaf together or not at all', async () => {
    await log.put(several(2));
    const broken = { ...loggedCall(7), id: undefined } as unknown as CallLogEntry;
    await expect(log.put([loggedCall(6), broken])).rejects.toThrow();
    expect(await listed()).toEqual(['call-1', 'call-0']);
    expect(await readCalls(['call-6'])).toEqual([]);
  });

  it('makes its lists anew where they are wrong', async () => {
    await log.put(several(5));
    expect(await log.mend()).toBe(false);
    await (await openDatabase()).clear('call-log-leaves');
    expect(await listed()).toEqual([]);
    expect(await log.mend()).toBe(true);
    expect(await listed()).toHaveLength(5);
  });
});

/** A call as versions 1 to 3 have written it. */
function ofBefore(number: number): object {
  const { outcome: _o, ringSeconds: _r, talkSeconds: _t, profileName: _p, ...call } = loggedCall(number);
  return { ...call, answeredAt: undefined, endedAt: call.startedAt + 4000 };
}

describe('what an earlier version has written', () => {
  async function writtenBy(version: number, entries: object[]): Promise<void> {
    await freshDatabase();
    const before = await openDB('ringtab', version, {
      upgrade(database) {
        database.createObjectStore('call-log', { keyPath: 'id' }).createIndex('startedAt', 'startedAt');
        database.createObjectStore('log-lines', { autoIncrement: true });
        database.createObjectStore('keys');
        if (version < 2) return;
        database.createObjectStore('contacts', { keyPath: 'id' });
        database.createObjectStore('contact-drawers', { keyPath: 'id' });
        database.createObjectStore('deleted-contacts', { keyPath: 'contact.id' });
        if (version < 3) return;
        database.createObjectStore('drawer-indexes', { keyPath: 'id' });
        database.createObjectStore('drawer-numbers', { keyPath: 'id' });
      },
    });
    await before.put('keys', 'a key' as unknown as CryptoKey, 'kept');
    for (const entry of entries) await before.put('call-log', entry);
    before.close();
  }

  it.each([1, 2, 3])('version %i: its 500 calls are there, with what became of them', async (version) => {
    const talked = { ...ofBefore(499), answeredAt: 500_000, endedAt: 560_000, reason: 'hung-up' };
    await writtenBy(version, [...Array.from({ length: 499 }, (_, number) => ofBefore(number)), talked]);
    const index = await readCallLogIndex();
    expect(index.size).toBe(500);
    expect(await readRecentCalls(2)).toEqual([
      { ...loggedCall(499, { answeredAt: 500_000, endedAt: 560_000, reason: 'hung-up' }), profileName: '' },
      { ...loggedCall(498), profileName: '' },
    ]);
    expect(await (await openDatabase()).get('keys', 'kept')).toBe('a key');
    expect(await (await openCallLog()).mend()).toBe(false);
  });

  it('costs what cannot be read, and no more', async () => {
    await writtenBy(1, [ofBefore(1), { id: 'broken' }, { id: 'half', startedAt: 3, party: null }]);
    expect(await listed()).toEqual(['call-1']);
    expect(await (await openCallLog()).mend()).toBe(false);
  });
});
