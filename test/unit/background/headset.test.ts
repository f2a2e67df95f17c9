import { followCallsOnHeadset, listenToHeadset } from '../../../src/background/headset';
import { Store } from '../../../src/background/store';
import type { MediaEvent } from '../../../src/contract/media-session';
import type { CommandedIntent } from '../../../src/domain/call-commands';
import { type Lamps, noLamps } from '../../../src/domain/headset';
import { silentLogger } from '../../fakes/silent-logger';
import { inCall, talking } from '../../fakes/snapshots';

const settled = () => new Promise(setImmediate);
const calls = [talking(0, { id: 'heard' })];

function followed(ready: Promise<unknown>): { store: Store; shown: Lamps[] } {
  const store = new Store();
  const shown: Lamps[] = [];
  const showLamps = async (lamps: Lamps) => void shown.push(lamps);
  followCallsOnHeadset(store, { showLamps }, ready, silentLogger);
  return { store, shown };
}

it('shows each change of the calls once', async () => {
  const { store, shown } = followed(Promise.resolve());
  await settled();
  store.update({ calls: [inCall(0, 'incoming', {})] });
  store.update({ missedCalls: 3 });
  store.update({ calls });
  store.update({ calls: [] });
  expect(shown).toEqual([noLamps, { ...noLamps, ring: true }, { ...noLamps, offHook: true }, noLamps]);
});

it('puts no lamp out before it is known which calls the worker before has left', async () => {
  let restored: (value?: unknown) => void = () => undefined;
  const { store, shown } = followed(new Promise((resolve) => (restored = resolve)));
  store.update({ microphone: 'granted' });
  await settled();
  expect(shown).toEqual([]);
  store.update({ calls });
  restored();
  await settled();
  expect(shown).toEqual([{ ...noLamps, offHook: true }]);
});

it('does what a button asks for, once the calls are known', async () => {
  const listeners: ((event: MediaEvent) => void)[] = [];
  const done: CommandedIntent[] = [];
  const store = new Store();
  let restored: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => (restored = resolve));
  listenToHeadset(
    { onEvent: (listener) => void listeners.push(listener) },
    () => ready.then(() => store.snapshot),
    (wanted) => done.push(wanted),
  );
  for (const listener of listeners) listener({ type: 'headset', wish: 'hang-up' });
  for (const listener of listeners) listener({ type: 'speaker', missing: true });
  expect(done).toEqual([]);
  store.update({ calls });
  restored();
  await settled();
  expect(done).toEqual([{ intent: 'hang-up', args: { callId: 'heard' } }]);
});
