import { CallLogKeeper } from '../../../src/background/call-log-keeper';
import { Callers } from '../../../src/background/callers';
import { Directory } from '../../../src/background/directory';
import { LogNames } from '../../../src/background/log-names';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { readCallLogIndex, readRecentCalls } from '../../../src/data/call-log-lists';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { shownParty } from '../../../src/domain/shown-party';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';
import { silentLogger as log } from '../../fakes/silent-logger';
import { ended } from '../../fakes/snapshots';
import { waitUntil } from '../../gateway/real/wait-until';

const adas = { number: '+442079460000', name: 'RECEPTION 3' };

async function desk() {
  await freshDatabase();
  const store = new Store();
  const health = new StorageHealth(store, log);
  const now = () => 10_000;
  const callLog = new CallLogKeeper({ store, health, now, log });
  const rules = { dialRules: dialRulesOff(), digits: 10, identityRequired: false };
  const nothing = () => undefined;
  const callers = new Callers({ store, rules: () => rules, apply: nothing, named: nothing, log });
  new LogNames({ store, callers, callLog, log });
  const directory = new Directory({ store, health, now, log });
  const listed = async () => {
    // Whatever is being written is written first.
    await callLog.restore([]);
    return (await readRecentCalls(10)).map((call) => shownParty(call).name);
  };
  const lists = (...names: string[]) =>
    waitUntil(`${names} in the log`, async () => String(await listed()) === String(names));
  const ada = (firstName: string) =>
    directory.save({ contact: draftOf({ firstName, numbers: numbered('+44 20 7946 0000') }) });
  return { store, callLog, callers, directory, listed, lists, ada };
}

it('names the latest calls of whoever is added, changed or deleted, also for the search', async () => {
  const { store, callLog, directory, lists, ada } = await desk();
  callLog.ended(ended(1_000, { id: 'one', party: adas }));
  const last = ended(2_000, { id: 'two', party: { number: '+442079460009', name: 'Bea' } });
  callLog.ended(last);
  store.update({ lastEnded: { ...last, party: adas } });
  await lists('Bea', 'RECEPTION 3');
  const { id } = await ada('Ada');
  await lists('Bea', 'Ada');
  expect(shownParty(store.snapshot.lastEnded ?? last).name).toBe('Ada');
  expect((await readCallLogIndex()).find('all', 'ada')).toHaveLength(1);
  const numbers = numbered(adas.number);
  await directory.save({ id, contact: draftOf({ firstName: 'Ada', lastName: 'King', numbers }) });
  await lists('Bea', 'Ada King');
  await directory.delete({ id });
  // The log tells of then; the next contact with the number is somebody else.
  await ada('Cal');
  await lists('Bea', 'Cal');
});

it('leaves emergency calls alone, and calls that have been deleted away', async () => {
  const { callLog, directory, listed, lists, ada } = await desk();
  callLog.ended(ended(1_000, { id: 'help', party: { number: '112', name: '' }, emergency: true }));
  callLog.ended(ended(2_000, { id: 'gone', party: adas }));
  callLog.ended(ended(3_000, { id: 'there', party: adas }));
  await lists('RECEPTION 3', 'RECEPTION 3', '');
  await callLog.remove('gone');
  await directory.save({ contact: draftOf({ firstName: 'Not the police', numbers: numbered('112') }) });
  await ada('Ada');
  await lists('Ada', '');
  await callLog.named(new Map([['gone', [{ id: 'o0-1', name: 'Ada' }]]]));
  expect(await listed()).toEqual(['Ada', '']);
});

it('looks once more for all that has changed while it looked', async () => {
  const { store, callLog, callers, lists, ada } = await desk();
  callLog.ended(ended(1_000, { id: 'one', party: adas }));
  await lists('RECEPTION 3');
  const { namesOf } = callers;
  let looks = 0;
  callers.namesOf = async (number) => {
    looks++;
    if (looks === 1) await ada('Ada');
    for (let piece = 0; looks === 1 && piece < 20; piece++)
      store.update({ directoryRevision: store.snapshot.directoryRevision + 1 });
    return looks === 1 ? [] : namesOf.call(callers, number);
  };
  store.update({ directoryRevision: store.snapshot.directoryRevision + 1 });
  await lists('Ada');
  await callLog.restore([]);
  expect(looks).toBe(2);
});
