import fc from 'fast-check';
import {
  type HeadsetLamp,
  type HidCollection,
  headsetLamps,
  headsetLayout,
  lampReports,
  readField,
} from '../../../src/domain/headset-layout';
import { dropBit, flashBit, hookBit, lampBits, muteBit, usualHeadset } from '../../fakes/fake-hid';

const dark = { offHook: false, ring: false, mute: false, hold: false };
const found = (collections: readonly HidCollection[]) => {
  const layout = headsetLayout(collections);
  if (!layout) throw new Error('no headset');
  return layout;
};

describe('a usual headset', () => {
  const layout = found(usualHeadset);

  it('has its hook as a switch and its mute as a button, among other usages', () => {
    expect(layout.hook).toEqual({ reportId: 2, bit: 0, size: 1, kind: 'switch' });
    expect(layout.mute).toEqual({ reportId: 2, bit: 2, size: 1, kind: 'button' });
    const report = (bits: number) => new Uint8Array([bits]);
    const { hook, mute } = layout;
    if (!hook || !mute) throw new Error('not found');
    expect([0, hookBit, muteBit].map((bits) => readField(hook, report(bits)))).toEqual([false, true, false]);
    expect([0, hookBit, muteBit].map((bits) => readField(mute, report(bits)))).toEqual([false, false, true]);
    expect(readField(hook, new Uint8Array())).toBeUndefined();
  });

  it('has the two keys of a phone beside them', () => {
    const { flash, drop } = layout;
    if (!flash || !drop) throw new Error('not found');
    const bits = [0, muteBit, flashBit, dropBit].map((bit) => new Uint8Array([bit]));
    expect(bits.map((report) => readField(flash, report))).toEqual([false, false, true, false]);
    expect(bits.map((report) => readField(drop, report))).toEqual([false, false, false, true]);
  });

  it.each(Object.entries(lampBits))('lights %s alone', (lamp, bit) => {
    expect(lampReports(layout, { ...dark, [lamp]: true })).toEqual([
      { reportId: 2, data: new Uint8Array([bit, 0]) },
    ]);
  });

  it('puts all lamps out, in a report as long as it wants', () => {
    expect(lampReports(layout, dark)).toEqual([{ reportId: 2, data: new Uint8Array(2) }]);
  });
});

it('is no headset without hook and mute, as a keyboard with lamps is', () => {
  const [first] = usualHeadset;
  expect(headsetLayout([])).toBeUndefined();
  expect(headsetLayout([{ outputReports: first?.outputReports ?? [] }])).toBeUndefined();
});

it('may have its lamps in several reports, wider fields, ranges and no report ids', () => {
  const item = { isAbsolute: true, reportSize: 8, reportCount: 1 };
  const layout = found([
    {
      inputReports: [
        {
          items: [
            { ...item, isRange: true, usageMinimum: 0x0b_0020, usageMaximum: 0x0b_002f, reportCount: 16 },
          ],
        },
      ],
      outputReports: [
        { reportId: 3, items: [{ ...item, usages: [0x08_0009] }] },
        {
          reportId: 4,
          items: [
            { ...item, usages: [0] },
            { ...item, usages: [0x08_0018] },
          ],
        },
      ],
    },
  ]);
  expect(layout.mute).toEqual({ reportId: 0, bit: 15 * 8, size: 8, kind: 'button' });
  expect(lampReports(layout, { ...dark, ring: true })).toEqual([
    { reportId: 3, data: new Uint8Array(1) },
    { reportId: 4, data: new Uint8Array([0, 1]) },
  ]);
});

it.each<[string, object]>([
  ['longer than any report', { reportSize: 0xffff, reportCount: 0xffff }],
  ['of less than nothing', { reportSize: -8, reportCount: 2 }],
  ['of half a bit', { reportSize: 0.5, reportCount: 2 }],
  ['of no size', { reportSize: undefined }],
  ['wider than any field', { reportSize: 64, reportCount: 2 }],
  ['of no bits', { reportSize: 0, reportCount: 2 }],
  ['with fewer fields than usages', { reportSize: 1, reportCount: 0 }],
  ['that is an array', { reportSize: 1, reportCount: 2, isArray: true }],
])('does not take an item %s for a button', (_what, change) => {
  const items = [{ usages: [0x0b_0020], reportSize: 1, reportCount: 1, ...change }];
  expect(headsetLayout([{ inputReports: [{ reportId: 1, items }] }])).toBeUndefined();
});

const usage = fc.oneof(
  fc.constantFrom(0x0b_0020, 0x0b_002f, 0x08_0017, 0x08_0018, 0x08_0009, 0x08_0020, 0, -1),
  fc.integer(),
  fc.double(),
);
const count = fc.oneof(
  fc.integer({ min: 0, max: 40 }),
  fc.constantFrom(-1, 65_536, 2 ** 31, Number.NaN, 0.5),
);
const odd = fc.constantFrom(undefined, null, 'x', {}, [], 7);
const item = fc.record(
  {
    isAbsolute: fc.boolean(),
    isArray: fc.boolean(),
    isRange: fc.boolean(),
    hasPreferredState: fc.boolean(),
    reportSize: count,
    reportCount: count,
    usages: fc.oneof(fc.array(usage, { maxLength: 5 }), odd),
    usageMinimum: usage,
    usageMaximum: usage,
  },
  { requiredKeys: [] },
);
const reports = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.array(
      fc.record(
        {
          reportId: fc.oneof(fc.constantFrom(0, 1), count),
          items: fc.oneof(
            fc.array(fc.oneof({ weight: 9, arbitrary: item }, { weight: 1, arbitrary: odd }), {
              maxLength: 6,
            }),
            odd,
          ),
        },
        { requiredKeys: [] },
      ),
      { maxLength: 4 },
    ),
  },
  { weight: 1, arbitrary: odd },
);
const collections = fc.array(
  fc.oneof(
    {
      weight: 9,
      arbitrary: fc.record({ inputReports: reports, outputReports: reports }, { requiredKeys: [] }),
    },
    { weight: 1, arbitrary: odd },
  ),
  { maxLength: 4 },
);

it('stays within the reports that a device may have, whatever it says of itself', () => {
  fc.assert(
    fc.property(collections, fc.uint8Array({ maxLength: 80 }), (said, report) => {
      const layout = headsetLayout(said as HidCollection[]);
      if (!layout) return;
      for (const control of [layout.hook, layout.mute]) if (control) readField(control, report);
      for (const lamp of headsetLamps) {
        const before = lampReports(layout, dark);
        const after = lampReports(layout, { ...dark, [lamp]: true });
        expect(litBits(before)).toBe(0);
        expect(litBits(after)).toBe(layout.lamps[lamp] ? 1 : 0);
        expect(isLit(after, layout.lamps[lamp])).toBe(layout.lamps[lamp] !== undefined);
        for (const { reportId, data } of after) {
          expect(reportId).toBeLessThan(256);
          expect(data.length).toBeLessThan(65_536);
        }
      }
    }),
    { numRuns: 2_000 },
  );
});

type Sent = ReturnType<typeof lampReports>;

function litBits(sent: Sent): number {
  return sent
    .flatMap(({ data }) => [...data])
    .reduce((sum, byte) => sum + byte.toString(2).replaceAll('0', '').length, 0);
}

function isLit(sent: Sent, field: ReturnType<typeof found>['lamps'][HeadsetLamp]): boolean {
  const data = sent.find(({ reportId }) => reportId === field?.reportId)?.data;
  return (field && data && readField(field, data)) ?? false;
}
