import { ContactImport } from '../../../src/background/contact-import';
import { Directory } from '../../../src/background/directory';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { addContacts } from '../../../src/data/contact-writing';
import { countContacts } from '../../../src/data/contacts';
import { openDatabase } from '../../../src/data/database';
import { eachBadRows, firstBadRows, importFile, keepImportFile } from '../../../src/data/imports';
import type { ImportProgress } from '../../../src/domain/import-job';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase, keptContacts } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';

jest.setTimeout(30_000);

const settings = {
  id: 'one',
  fileName: 'people.csv',
  encoding: 'utf-8',
  format: { kind: 'csv', separator: ',', quote: '"' },
} as const;

/** A worker; `dies` answers whether it dies before its next change of the directory. */
function worker(dies: () => boolean = () => false) {
  const store = new Store();
  const health = new StorageHealth(store, silentLogger);
  const directory = new Directory({ store, health, now: () => 5_000, log: silentLogger });
  let awake = 0;
  let now = 0;
  let death: () => void = () => undefined;
  const dead = new Promise<void>((resolve) => {
    death = resolve;
  });
  let isDead = false;
  const imports = new ContactImport({
    store,
    directory: {
      write: (change, more) => {
        isDead ||= dies();
        if (!isDead) return directory.write(change, more);
        death();
        return new Promise(() => undefined);
      },
    },
    keepAwake: () => {
      awake++;
      return () => awake--;
    },
    now: () => {
      now += 1_000;
      return now;
    },
    log: silentLogger,
  });
  const until = (wanted: (progress: ImportProgress | undefined) => boolean) =>
    new Promise<ImportProgress | undefined>((resolve) => {
      const look = () => {
        const { directoryImport } = store.snapshot;
        if (wanted(directoryImport)) resolve(directoryImport);
      };
      store.subscribe(look);
      look();
    });
  const ended = () => until((progress) => progress?.state === 'done' || progress?.state === 'stopped');
  const slept = async () => {
    while (awake > 0) await new Promise(setImmediate);
  };
  return { store, directory, imports, dead, until, ended, slept, awake: () => awake };
}

// Thousands of contacts in a database that only looks like one take their time where others work as well.
jest.setTimeout(30_000);

beforeEach(freshDatabase);

const own = () => keptContacts('own');

/** Without what is different each time. */
async function people(): Promise<string[]> {
  return (await own()).map(({ id: _, changedAt: _at, ...rest }) => JSON.stringify(rest)).sort();
}

/** Rows of which each tenth is bad, and each seventh is one that came before. */
function file(rows: number): Blob {
  const lines = Array.from({ length: rows }, (_, at) => {
    if (at % 10 === 9) return `nobody${at},Bad,${at},`;
    const who = at % 7 === 6 ? at - 6 : at;
    return `user${who}@x.test,User${at},${7000 + at},"note ${at}\nmore"`;
  });
  return new Blob([`email,firstname,workphone,note\r\n${lines.join('\r\n')}`]);
}

async function bring(blob: Blob, begin: Parameters<ContactImport['begin']>[0] = settings) {
  const one = worker();
  await keepImportFile(begin.id, blob);
  await one.imports.begin(begin);
  return { ...one, progress: await one.ended() };
}

it('brings a file in, with bad rows by line and reason, and what comes again once', async () => {
  await addContacts(
    [draftOf({ firstName: 'Old', email: 'USER0@x.test', note: 'mine', favourite: true })],
    'own',
    1,
  );
  const { progress, store } = await bring(file(1_000));
  expect(progress).toMatchObject({ state: 'done', share: 1, fileName: 'people.csv' });
  expect(progress?.counts).toEqual({ added: 785, merged: 115, unchanged: 0, bad: 100 });
  expect((await countContacts()).own).toBe(786);
  const [first] = await own();
  expect(first).toMatchObject({
    firstName: 'User6',
    email: 'user0@x.test',
    favourite: true,
    note: 'note 6\nmore',
  });
  expect(await firstBadRows(2)).toEqual([
    { line: 20, problem: 'contact-email-not-usable', cells: ['nobody9', 'Bad', '9', ''] },
    { line: 39, problem: 'contact-email-not-usable', cells: ['nobody19', 'Bad', '19', ''] },
  ]);
  expect(store.snapshot.directoryRevision).toBe(1);
  expect(await importFile('one')).toBeUndefined();
});

it('keeps the worker awake while it works, and no longer', async () => {
  const one = worker();
  await keepImportFile('one', file(100));
  await one.imports.begin(settings);
  expect(one.awake()).toBe(1);
  await one.ended();
  await one.slept();
  expect(one.awake()).toBe(0);
});

describe('whenever the worker dies, the next one goes on: nothing is lost, nothing comes twice', () => {
  let whole: string[];
  beforeAll(async () => {
    await freshDatabase();
    await bring(file(1_500));
    whole = await people();
  });

  it.each([1, 2, 3, 5])('before change %i', async (steps) => {
    let left = steps;
    let one = worker(() => left-- <= 0);
    await keepImportFile('one', file(1_500));
    await one.imports.begin(settings).catch(() => undefined);
    await one.dead;
    for (let deaths = 0; deaths < 2; deaths++) {
      left = steps + 2;
      one = worker(() => left-- <= 0);
      await one.imports.start();
      await Promise.race([one.dead, one.ended()]);
    }
    one = worker();
    await one.imports.start();
    const progress = await one.ended();
    expect(progress?.counts).toEqual({ added: 1_178, merged: 172, unchanged: 0, bad: 150 });
    expect(await people()).toEqual(whole);
  });
});

it('cancelled, it keeps what was done, and goes on later with the same result', async () => {
  await bring(file(2_000));
  const whole = await people();
  await freshDatabase();
  const one = worker();
  await keepImportFile('one', file(2_000));
  await one.imports.begin(settings);
  await one.until((progress) => (progress?.counts.added ?? 0) > 0);
  await one.imports.cancel();
  expect(one.store.snapshot.directoryImport).toMatchObject({ state: 'stopped', stop: 'cancelled' });
  const { own: kept } = await countContacts();
  expect(kept).toBeGreaterThan(0);
  expect(kept).toBeLessThan(whole.length);
  await one.imports.resume();
  expect(await one.ended()).toMatchObject({ state: 'done' });
  expect(await people()).toEqual(whole);
});

it('gone on with, it does not stop where the worker dies before it has done anything more', async () => {
  const one = worker();
  await keepImportFile('one', file(2_000));
  await one.imports.begin(settings);
  await one.until((progress) => (progress?.counts.added ?? 0) > 0);
  await one.imports.cancel();
  let left = 1;
  const dying = worker(() => left-- <= 0);
  await dying.imports.start();
  await dying.imports.resume();
  await dying.dead;
  const next = worker();
  await next.imports.start();
  expect(await next.ended()).toMatchObject({ state: 'done' });
});

it('is undone: what it added is gone, what it changed is as it was', async () => {
  await addContacts([draftOf({ firstName: 'Old', email: 'user0@x.test' })], 'own', 1);
  const before = await own();
  const { imports, until } = await bring(file(1_000));
  await imports.undo();
  await until((progress) => progress === undefined);
  expect(await own()).toEqual(before);
  expect((await countContacts()).own).toBe(1);
  expect(await firstBadRows(10)).toEqual([]);
});

it('undone, it leaves alone what somebody has changed since', async () => {
  await addContacts([draftOf({ firstName: 'Old', email: 'user0@x.test' })], 'own', 1);
  const { imports, directory, until } = await bring(file(1_000));
  const [changed, added, other] = await own();
  if (!changed || !added || !other) throw new Error('nobody was brought in');
  for (const { id, source: _, changedAt: _at, ...contact } of [changed, added])
    await directory.save({ id, contact: { ...contact, note: 'mine' } });
  await imports.undo();
  await until((progress) => progress === undefined);
  expect((await own()).map(({ id, note }) => ({ id, note }))).toEqual([
    { id: changed.id, note: 'mine' },
    { id: added.id, note: 'mine' },
  ]);
});

it('an undoing that the worker dies in is ended by the next', async () => {
  await bring(file(1_000));
  let left = 3;
  const dying = worker(() => left-- <= 0);
  await dying.imports.start();
  await dying.imports.undo().catch(() => undefined);
  await dying.dead;
  const next = worker();
  await next.imports.start();
  await next.until((progress) => progress === undefined);
  expect((await countContacts()).own).toBe(0);
});

it('entries of a file of our own stay apart, however alike they are', async () => {
  const twin = 'ann@x.test,Ann,201';
  const text = `email,firstname,workphone,ringtabentry\n${twin},o0-0\n${twin},o0-1\n`;
  const { progress } = await bring(new Blob([text]));
  expect(progress?.counts.added).toBe(2);
  const again = await bring(new Blob([text]));
  expect(again.progress?.counts).toEqual({ added: 0, merged: 0, unchanged: 2, bad: 0 });
});

it('merges on numbers, with what somebody has changed meanwhile too', async () => {
  const [id = ''] = await addContacts([draftOf({ firstName: 'Ann', numbers: numbered('201') })], 'own', 1);
  const { directory, imports, ended } = worker();
  await keepImportFile('one', new Blob(['firstname,workphone,company\nAnn,2 01,Acme\n']));
  const changing = directory.save({
    id,
    contact: draftOf({ firstName: 'Ann', numbers: numbered('201'), note: 'mine' }),
  });
  await imports.begin(settings);
  await changing;
  await ended();
  expect(await own()).toMatchObject([{ id, company: 'Acme', note: 'mine', numbers: [{ number: '2 01' }] }]);
});

it.each([
  ['no header', new Blob(['ann@x.test,201\nbea@x.test,202']), 'no-header'],
  ['nothing in it', new Blob([]), 'no-header'],
] as const)('says that a file has %s', async (_, blob, stop) => {
  expect((await bring(blob)).progress).toMatchObject({ state: 'stopped', stop });
});

it('refuses what makes no sense now', async () => {
  const one = worker();
  await expect(one.imports.resume()).rejects.toThrow('no import');
  await expect(one.imports.undo()).rejects.toMatchObject({ code: 'not-possible-now' });
  await keepImportFile('one', file(500));
  await one.imports.begin(settings);
  await expect(one.imports.begin(settings)).rejects.toMatchObject({ code: 'not-possible-now' });
  await one.ended();
});

it('stops where the disk is full, says so, and goes on when there is room', async () => {
  const one = worker();
  await keepImportFile('one', file(1_000));
  await one.imports.begin(settings);
  const database = await openDatabase();
  const transaction = database.transaction.bind(database);
  Object.assign(database, {
    transaction: () => {
      throw new DOMException('full', 'QuotaExceededError');
    },
  });
  expect(await one.ended()).toMatchObject({ state: 'stopped', stop: 'storage-failed' });
  expect(one.store.snapshot.storageFailing).toBe(true);
  Object.assign(database, { transaction });
  await one.slept();
  await one.imports.resume();
  expect(await one.ended()).toMatchObject({ state: 'done' });
  expect((await countContacts()).own).toBe(786);
});

it('reads many bad rows in batches', async () => {
  const rows = Array.from({ length: 4_500 }, (_, at) => `bad${at}`).join('\n');
  await bring(new Blob([`email\n${rows}`]));
  const read = [];
  for await (const some of eachBadRows()) read.push(...some);
  expect(read.map(({ line }) => line)).toEqual(Array.from({ length: 4_500 }, (_, at) => at + 2));
});
