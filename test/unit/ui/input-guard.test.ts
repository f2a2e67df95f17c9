import { calmTime, type GuardedInput, InputGuard } from '../../../src/ui/confirm/input-guard';

let now = 0;
let guard: InputGuard;
beforeEach(() => {
  now = 10_000;
  guard = new InputGuard(() => now);
});
const wait = (milliseconds: number) => {
  now += milliseconds;
};
const does = (...inputs: GuardedInput[]) => inputs.map((input) => guard.allows(input));
const click: GuardedInput[] = [{ type: 'pointerdown' }, { type: 'mousedown' }, { type: 'click', detail: 1 }];
const press = (key: string): GuardedInput[] => [
  { type: 'keydown', key },
  { type: 'keyup', key },
];

it('nothing counts at first, and everything does after half a second of calm', () => {
  expect(does(...click, ...press('Enter'))).toEqual([false, false, false, false, false]);
  wait(calmTime);
  expect(does(...click, ...press('Enter'))).toEqual([true, true, true, true, true]);
});

it('each click and each key that is ignored starts the half second anew', () => {
  for (let count = 0; count < 20; count++) {
    wait(calmTime - 1);
    expect(does(...click)).toEqual([false, false, false]);
    wait(calmTime - 1);
    expect(does(...press(' '))).toEqual([false, false]);
  }
});

it('a button that was pressed too early does nothing when it is let go later', () => {
  wait(calmTime - 1);
  expect(does({ type: 'pointerdown' }, { type: 'keydown', key: ' ' })).toEqual([false, false]);
  wait(calmTime);
  expect(does({ type: 'keyup', key: ' ' }, { type: 'click', detail: 1 })).toEqual([false, false]);
});

it('a key that is held since before does nothing, however long it is held', () => {
  for (let count = 0; count < 40; count++) {
    wait(33);
    expect(does({ type: 'keydown', key: 'Enter', repeat: true })).toEqual([false]);
  }
});

it('Enter that is held calls once; Tab may be held', () => {
  wait(calmTime);
  expect(does({ type: 'keydown', key: 'Enter' }, { type: 'keydown', key: 'Enter', repeat: true })).toEqual([
    true,
    false,
  ]);
  expect(does({ type: 'keydown', key: 'Tab' }, { type: 'keydown', key: 'Tab', repeat: true })).toEqual([
    true,
    true,
  ]);
});

it('a screen reader’s click has no pointer, and counts once it is calm', () => {
  expect(does({ type: 'click', detail: 0 })).toEqual([false]);
  wait(calmTime);
  expect(does({ type: 'click', detail: 0 })).toEqual([true]);
});

it('coming to the front again, or another number, starts anew; what was pressed before is forgotten', () => {
  wait(calmTime);
  expect(does({ type: 'pointerdown' })).toEqual([true]);
  guard.restart();
  expect(does({ type: 'click', detail: 1 })).toEqual([false]);
  wait(calmTime);
  expect(does({ type: 'click', detail: 1 })).toEqual([false]);
  expect(does(...click)).toEqual([true, true, true]);
});
