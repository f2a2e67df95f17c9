import { KnownNumbers } from '../../../src/background/known-numbers';
import { openCallLog } from '../../../src/data/call-log';
import { addContacts } from '../../../src/data/contact-writing';
import type { MatchingRules } from '../../../src/domain/caller-match';
import { dialRulesOff } from '../../../src/domain/dial-rules-settings';
import { draftOf, numbered } from '../../fakes/contacts';
import { freshDatabase } from '../../fakes/fresh-database';
import { entries } from '../../fakes/snapshots';

const rules: MatchingRules = { dialRules: dialRulesOff(), digits: 10, identityRequired: false };
const jonas = draftOf({
  firstName: 'Jonas',
  lastName: 'Becker',
  numbers: numbered('+49 89 1234 5678', '201'),
});

async function known(): Promise<KnownNumbers> {
  await freshDatabase();
  await addContacts([jonas], 'own', 1);
  return new KnownNumbers(() => rules);
}

it('a number has the names of its contacts', async () => {
  const numbers = await known();
  for (const written of ['+498912345678', 'tel:+49-89-1234-5678', '+49 (0)89 12345678'])
    expect([written, await numbers.names(written)]).toEqual([written, ['Jonas Becker']]);
});

it('a number of another country that ends alike borrows no name', async () => {
  expect(await (await known()).names('+88298912345678')).toEqual([]);
  expect(await (await known()).names('+99 8912345678')).toEqual([]);
});

it('nobody is signed in: nobody’s directory is asked', async () => {
  const numbers = await known();
  expect(await new KnownNumbers(() => undefined).names('+498912345678')).toEqual([]);
  expect(await numbers.names('+498912345678')).toEqual(['Jonas Becker']);
});

it('contacts are offered by name and by digits, the number that was typed first', async () => {
  const numbers = await known();
  expect(await numbers.offers('jon')).toEqual([
    { number: '+49 89 1234 5678', name: 'Jonas Becker' },
    { number: '201', name: 'Jonas Becker' },
  ]);
  expect((await numbers.offers('201'))[0]).toEqual({ number: '201', name: 'Jonas Becker' });
});

it('earlier calls are offered behind them, each number once', async () => {
  const numbers = await known();
  const log = await openCallLog();
  const [call] = entries(1_700_000_000_000);
  if (!call) throw new Error('There is no call.');
  const party = { number: '+44 20 7946 0000', name: 'Jon Snow' };
  const { typed: _typed, ...rest } = call;
  await log.put([
    { ...rest, id: 'a', party },
    { ...rest, id: 'b', party },
    { ...rest, id: 'c', party: { number: '+498912345678', name: 'Jonas' } },
  ]);
  expect(await numbers.offers('jon')).toEqual([
    { number: '+49 89 1234 5678', name: 'Jonas Becker' },
    { number: '201', name: 'Jonas Becker' },
    { number: '+44 20 7946 0000', name: 'Jon Snow' },
  ]);
});
