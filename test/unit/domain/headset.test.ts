import fc from 'fast-check';
import {
  afterReport,
  freshHeadset,
  type HeadsetState,
  type HeadsetWish,
  type Lamps,
  noLamps,
  withLamps,
} from '../../../src/domain/headset';
import type { HeadsetLayout, HidControl } from '../../../src/domain/headset-layout';

const idle = noLamps;
const ring: Lamps = { ...noLamps, ring: true };
const talk: Lamps = { ...noLamps, offHook: true };
const muted: Lamps = { ...talk, mute: true };
const waiting: Lamps = { ...talk, ring: true };

/** Hook, mute, flash and drop in the four lowest bits of report 1. */
function layoutOf(hook: HidControl['kind'], mute: HidControl['kind'] = 'button', lit = true): HeadsetLayout {
  const offHook = { reportId: 1, bit: 0, size: 1 };
  return {
    hook: { reportId: 1, bit: 0, size: 1, kind: hook },
    mute: { reportId: 1, bit: 1, size: 1, kind: mute },
    flash: { reportId: 1, bit: 2, size: 1, kind: 'button' },
    drop: { reportId: 1, bit: 3, size: 1, kind: 'button' },
    lamps: lit ? { offHook } : {},
    outputs: new Map([[1, 1]]),
  };
}

type Step = { report: number } | { lamps: Lamps } | { after: number };

/** What a headset asks for in the course of some reports and states of the phone. */
function asked(layout: HeadsetLayout, lamps: Lamps, ...steps: Step[]): HeadsetWish[] {
  let state: HeadsetState = freshHeadset(lamps, 0);
  let now = 10_000;
  return steps.flatMap((step) => {
    if ('after' in step) now += step.after;
    if ('lamps' in step) state = withLamps(state, step.lamps, now);
    if (!('report' in step)) return [];
    const data = new Uint8Array([step.report]);
    const after = afterReport(state, layout, { reportId: 1, data }, now);
    state = after.state;
    return after.wishes;
  });
}

const [up, muteUp, both, none] = [{ report: 1 }, { report: 2 }, { report: 3 }, { report: 0 }];
const acknowledged = [{ lamps: talk }, { after: 50 }];

describe('a hook that is a switch', () => {
  const headset = layoutOf('switch');

  it.each<[string, Lamps, Step[], HeadsetWish[]]>([
    ['answers, and hangs up', ring, [up, { lamps: talk }, { after: 60_000 }, none], ['answer', 'hang-up']],
    ['hangs up at once', ring, [up, { lamps: talk }, none], ['answer', 'hang-up']],
    ['acknowledges what the screen has answered', ring, [...acknowledged, up], []],
    [
      'acknowledges what the screen has ended',
      ring,
      [up, { lamps: talk }, { lamps: idle }, none],
      ['answer'],
    ],
    [
      'does nothing else when mute is pressed before it has acknowledged',
      idle,
      [{ lamps: talk }, muteUp],
      ['mute'],
    ],
    ['hangs up a call that another one waits behind', waiting, [up, none], ['hang-up']],
    ['takes up what is on hold', { ...idle, hold: true }, [up], ['answer']],
    ['ends no call by what it says first when it is opened in one', talk, [none, up, none], ['hang-up']],
    ['nor when it had acknowledged the call before', talk, [up], []],
  ])('%s', (_what, lamps, steps, wishes) => {
    expect(asked(headset, lamps, ...steps)).toEqual(wishes);
  });

  it('without a lamp is moved by people only', () => {
    const blind = layoutOf('switch', 'button', false);
    expect(asked(blind, ring, up, { lamps: talk }, none, { lamps: idle }, { lamps: ring }, up)).toEqual([
      'answer',
      'hang-up',
      'answer',
    ]);
    expect(asked(blind, idle, { lamps: talk }, { after: 60 }, up)).toEqual(['hang-up']);
  });
});

describe('a hook that is a button', () => {
  const headset = layoutOf('button');

  it.each<[string, Lamps, Step[], HeadsetWish[]]>([
    [
      'answers as it is pressed, not as it is let go',
      ring,
      [up, { lamps: talk }, { after: 300 }, none],
      ['answer'],
    ],
    ['hangs up when it is pressed', talk, [none, up, { after: 200 }, none], ['hang-up']],
    ['ends no call by what it says first when it is opened in one', talk, [both, up, none], ['mute']],
    [
      'hangs up when it is pressed again',
      ring,
      [up, ...acknowledged, none, { after: 5_000 }, up],
      ['answer', 'hang-up'],
    ],
    [
      'that stays up is a switch all the same',
      ring,
      [up, { lamps: talk }, { after: 9_000 }, none],
      ['answer', 'hang-up'],
    ],
    ['that acknowledges is not pressed', ring, [...acknowledged, up], []],
    ['does nothing of an idle phone when it is let go', idle, [up, none], ['answer']],
  ])('%s', (_what, lamps, steps, wishes) => {
    expect(asked(headset, lamps, { after: 5_000 }, ...steps)).toEqual(wishes);
  });
});

describe('mute', () => {
  it.each<[string, HidControl['kind'], Lamps, Step[], HeadsetWish[]]>([
    ['a button mutes', 'button', talk, [muteUp, none], ['mute']],
    ['a button unmutes', 'button', muted, [muteUp, none], ['unmute']],
    [
      'a button does so each time',
      'button',
      talk,
      [muteUp, none, { lamps: muted }, muteUp],
      ['mute', 'unmute'],
    ],
    ['a switch mutes and unmutes', 'switch', talk, [muteUp, { lamps: muted }, none], ['mute', 'unmute']],
    ['a switch acknowledges', 'switch', talk, [{ lamps: muted }, muteUp, { lamps: talk }, none], []],
    ['nothing without a call', 'button', ring, [muteUp], []],
  ])('%s', (_what, kind, lamps, steps, wishes) => {
    expect(asked(layoutOf('switch', kind), lamps, { after: 5_000 }, ...steps)).toEqual(wishes);
  });
});

describe('the keys of a phone', () => {
  const [flash, drop, dropUp] = [{ report: 4 }, { report: 8 }, { report: 9 }];

  it.each<[string, Lamps, Step[], HeadsetWish[]]>([
    ['flash once each time it is pressed', talk, [flash, flash, none, flash, none], ['flash', 'flash']],
    ['drop as it is pressed', talk, [drop, none], ['drop']],
    ['end one call by what comes of one press', talk, [up, drop, none], ['hang-up']],
    ['drop with the hook up', talk, [up, dropUp, up], ['drop']],
    ['may be pressed of an idle phone', idle, [flash, none, drop], ['flash', 'drop']],
  ])('%s', (_what, lamps, steps, wishes) => {
    expect(asked(layoutOf('switch'), lamps, { after: 5_000 }, ...steps)).toEqual(wishes);
  });
});

it('says nothing of a report that repeats what was, is too short, or is another', () => {
  const layout = layoutOf('switch');
  const state = freshHeadset(ring, 0);
  for (const report of [
    { reportId: 1, data: new Uint8Array([0]) },
    { reportId: 1, data: new Uint8Array() },
    { reportId: 2, data: new Uint8Array([3]) },
  ]) {
    expect(afterReport(state, layout, report, 1)).toEqual({ state, wishes: [], moved: false });
  }
});

it('is shown the phone again whenever something of it has moved', () => {
  const report = { reportId: 1, data: new Uint8Array([both.report]) };
  expect(afterReport(freshHeadset(idle, 0), layoutOf('switch'), report, 1).moved).toBe(true);
});

it('never asks to hang up, or to mute, while the phone is on the hook, nor to answer while it is off', () => {
  const kind = fc.constantFrom<HidControl['kind']>('switch', 'button');
  const lamps = fc.constantFrom(idle, ring, talk, muted, waiting);
  const step = fc.oneof(
    fc.record({ report: fc.integer({ min: 0, max: 3 }) }),
    fc.record({ lamps }),
    fc.record({ after: fc.integer({ min: 0, max: 10_000 }) }),
  );
  fc.assert(
    fc.property(
      kind,
      kind,
      fc.boolean(),
      lamps,
      fc.array(step, { maxLength: 30 }),
      (hook, mute, lit, at, steps) => {
        const layout = layoutOf(hook, mute, lit);
        let before = at;
        for (const [index, one] of steps.entries()) {
          if ('lamps' in one) before = one.lamps;
          const asks = asked(layout, at, ...steps.slice(0, index + 1)).slice(
            asked(layout, at, ...steps.slice(0, index)).length,
          );
          for (const wish of asks) expect(wish === 'answer').toBe(!before.offHook);
        }
      },
    ),
  );
});
