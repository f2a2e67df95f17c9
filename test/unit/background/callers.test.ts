import { Callers } from '../../../src/background/callers';
import { Directory } from '../../../src/background/directory';
import { StorageHealth } from '../../../src/background/storage-health';
import { Store } from '../../../src/background/store';
import { addContacts } from '../../../src/data/contact-writing';
import { openDatabase } from '../../../src/data/database';
import { type Ended, type Incoming, transition } from '../../../src/domain/call';
import type { MatchingRules } from '../../../src/domain/caller-match';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { shownParty } from '../../../src/domain/shown-party';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';
import { silentLogger } from '../../fakes/silent-logger';
import { waitUntil } from '../../gateway/real/wait-until';

const incoming: Incoming = {
  state: 'incoming',
  id: 'call',
  direction: 'incoming',
  party: { number: '+442079460000', name: 'RECEPTION 3' },
  called: '201',
  profileId: 'p',
  startedAt: 1,
};

async function desk() {
  await freshDatabase();
  const store = new Store();
  const rules: MatchingRules = { dialRules: dialRulesOff(), digits: 10, identityRequired: false };
  const named: Ended[] = [];
  const callers = new Callers({
    store,
    rules: () => rules,
    apply: (id, event) => {
      const calls = store.snapshot.calls.map((call) =>
        call.id === id ? (transition(call, event) as Incoming) : call,
      );
      store.update({ calls });
    },
    named: (call) => named.push(call),
    log: silentLogger,
  });
  const health = new StorageHealth(store, silentLogger);
  const directory = new Directory({ store, health, now: () => 0, log: silentLogger });
  const shown = () => store.snapshot.calls.map((call) => shownParty(call).name);
  const isShown = (name: string) => waitUntil(`“${name}” on the card`, () => shown()[0] === name);
  return { store, rules, callers, directory, named, shown, isShown };
}

const person = (firstName: string, ...numbers: string[]) =>
  draftOf({ firstName, numbers: numbered(...numbers) });

it('puts the directory’s names before the gateway’s, which is kept', async () => {
  const { store, shown, isShown } = await desk();
  await addContacts([person('Ada', '+44 (0)20 7946 0000'), person('Bea', '+44 20 7946 0000')], 'own', 0);
  store.update({ calls: [incoming] });
  expect(shown()).toEqual(['RECEPTION 3']);
  await isShown('Ada, Bea');
  expect(store.snapshot.calls[0]).toMatchObject({
    party: incoming.party,
    contacts: [
      { id: 'o0-0', name: 'Ada' },
      { id: 'o0-1', name: 'Bea' },
    ],
  });
});

it('follows the directory, and the number, while the call goes on', async () => {
  const { store, directory, isShown } = await desk();
  store.update({ calls: [incoming] });
  const { id } = await directory.save({ contact: person('Ada', '+442079460000') });
  await isShown('Ada');
  await directory.save({ contact: person('Cal', '+442079460009') });
  const [call] = store.snapshot.calls;
  const party = { number: '+442079460009', name: '' };
  store.update({ calls: [{ ...(call as Incoming), party }] });
  await isShown('Cal');
  store.update({ calls: [{ ...(call as Incoming), party: incoming.party }] });
  await isShown('Ada');
  await directory.delete({ id });
  await isShown('RECEPTION 3');
});

it('names a call in the log that was over before anybody could look', async () => {
  const { store, callers, named } = await desk();
  await addContacts([person('Ada', '+442079460000')], 'own', 0);
  const { state: _, ...facts } = incoming;
  const ended: Ended = {
    ...facts,
    state: 'ended',
    answeredAt: undefined,
    endedAt: 2,
    reason: 'caller-gave-up',
    status: undefined,
  };
  store.update({ calls: [incoming] });
  callers.ended(ended);
  store.update({ calls: [] });
  await waitUntil('a call that is named', () => named.length > 0);
  expect(named).toEqual([{ ...ended, contacts: [{ id: 'o0-0', name: 'Ada' }] }]);
});

it('leaves emergency calls alone, and goes on where the database cannot be read', async () => {
  const { store, shown } = await desk();
  await addContacts([person('Not the police', '112')], 'own', 0);
  store.update({ calls: [{ ...incoming, party: { number: '112', name: '' }, emergency: true }] });
  const read = jest.spyOn(IDBObjectStore.prototype, 'getAll').mockImplementation(() => {
    throw new DOMException('gone', 'UnknownError');
  });
  store.update({ calls: [...store.snapshot.calls, { ...incoming, id: 'other' }] });
  await waitUntil('a look into the directory', () => read.mock.calls.length > 0);
  read.mockRestore();
  await (await openDatabase()).getAll('contact-folders');
  expect(shown()).toEqual(['', 'RECEPTION 3']);
});

it('refuses what only company entries without a Unique Identity have, where the profile says so', async () => {
  const { callers, rules, store, isShown } = await desk();
  const hidden = person('Hidden', '301');
  const shared = person('Hidden too', '302');
  await addContacts([hidden, shared, { ...person('Seen', '302'), email: 'a@example.com' }], 'company', 0);
  await addContacts([person('Own', '303')], 'own', 0);
  await callers.mayCall('301');
  rules.identityRequired = true;
  await expect(callers.mayCall('301')).rejects.toMatchObject({ code: 'identity-missing' });
  for (const number of ['302', '303', '304']) await callers.mayCall(number);
  store.update({ calls: [{ ...incoming, party: { number: '302', name: '' } }] });
  await isShown('Seen');
});
