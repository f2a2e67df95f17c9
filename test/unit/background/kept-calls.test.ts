import { KeptCalls } from '../../../src/background/kept-calls';
import type { Farewell, SavedCall } from '../../../src/background/kept-state';
import { StorageError } from '../../../src/background/storage-health';
import { talking } from '../../fakes/snapshots';

const call: SavedCall = { call: talking(3, {}) };
const farewell: Farewell = { id: 'call', until: 5, keptInvite: 'INVITE', direction: 'incoming' };

let written: unknown[];
let errors: string[];
let write: (values: unknown) => Promise<void>;
let kept: KeptCalls;

beforeEach(() => {
  written = [];
  errors = [];
  write = async (values) => void written.push(values);
  const log = { debug() {}, info() {}, warn() {}, error: (line: string) => void errors.push(line) };
  kept = new KeptCalls({ write: (values) => write(values) }, log);
});

const turnIsOver = () => new Promise((resolve) => setImmediate(resolve));

it('a call that ends and what the gateway is owed of it are one write: the worker may die at any moment', async () => {
  kept.keep({ calls: [call] });
  kept.keep({ calls: [] });
  kept.keep({ farewells: [farewell] });
  await turnIsOver();
  expect(written).toEqual([{ calls: [], farewells: [farewell] }]);
});

it('what has not changed is not written again', async () => {
  kept.keep({ calls: [call] });
  await turnIsOver();
  kept.keep({ farewells: [] });
  await turnIsOver();
  expect(written).toEqual([{ calls: [call] }, { farewells: [] }]);
});

it('the phone goes on where nothing can be written; storage says so by itself', async () => {
  write = () => Promise.reject(new StorageError('full'));
  kept.keep({ calls: [] });
  await turnIsOver();
  expect(errors).toEqual([]);
  write = () => Promise.reject(new Error('gone'));
  kept.keep({ calls: [] });
  await turnIsOver();
  expect(errors).toEqual(['calls not kept: Error: gone']);
});
