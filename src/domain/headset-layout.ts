/**
 * Where a headset has its buttons and lamps: read from what WebHID tells of its report descriptor (HID 1.11 section 6.2.2;
 * usages: HID Usage Tables, pages 0x0B, Telephony Device, and 0x08, LED). A device says what it likes: nothing of it is
 * taken for granted.
 */

/** Of HIDReportItem. */
export interface HidItem {
  isAbsolute?: boolean;
  isArray?: boolean;
  isRange?: boolean;
  hasPreferredState?: boolean;
  /** Bits. */
  reportSize?: number;
  reportCount?: number;
  /** Page and usage, 16 bits each. */
  usages?: readonly number[];
  usageMinimum?: number;
  usageMaximum?: number;
}

/** Of HIDReportInfo. */
export interface HidReport {
  reportId?: number;
  items?: readonly HidItem[];
}

/** Of HIDCollectionInfo. Those at the top have the items of all below them, in the order of the report. */
export interface HidCollection {
  usagePage?: number;
  inputReports?: readonly HidReport[];
  outputReports?: readonly HidReport[];
}

export interface HidField {
  reportId: number;
  /** From the report's beginning, which is without its id. */
  bit: number;
  /** Bits. */
  size: number;
}

/** A switch stays as it is put; a button comes back by itself (HID Usage Tables, section 3.4.1.2). */
export interface HidControl extends HidField {
  kind: 'switch' | 'button';
}

export const headsetLamps = ['offHook', 'ring', 'mute', 'hold'] as const;
export type HeadsetLamp = (typeof headsetLamps)[number];

export interface HeadsetLayout {
  hook: HidControl | undefined;
  mute: HidControl | undefined;
  /** Of a phone's: what is between two calls, and what ends one. */
  flash: HidControl | undefined;
  drop: HidControl | undefined;
  lamps: Partial<Record<HeadsetLamp, HidField>>;
  /** The length of each report with lamps in it, bytes, by its id. */
  outputs: ReadonlyMap<number, number>;
}

const hookSwitch = 0x0b_0020;
const phoneMute = 0x0b_002f;
const flashKey = 0x0b_0021;
const dropKey = 0x0b_0026;
const lampUsages: Record<HeadsetLamp, number> = {
  offHook: 0x08_0017,
  ring: 0x08_0018,
  mute: 0x08_0009,
  hold: 0x08_0020,
};

/** No report is longer (HID over USB, and Chrome), bits. */
const longestReport = 0xffff * 8;
/** No field is wider (HID 1.11 section 8), bits. */
const widestField = 32;

/** Undefined where it has none of the buttons that are used. */
export function headsetLayout(collections: readonly HidCollection[]): HeadsetLayout | undefined {
  const inputs = reportsOf(collections, 'inputReports');
  const hook = controlOf(inputs, hookSwitch);
  const mute = controlOf(inputs, phoneMute);
  const [flash, drop] = [controlOf(inputs, flashKey), controlOf(inputs, dropKey)];
  if (!hook && !mute && !flash && !drop) return undefined;
  const outputs = reportsOf(collections, 'outputReports');
  const found = headsetLamps.map((lamp) => [lamp, fieldOf(outputs, lampUsages[lamp])] as const);
  const lamps: HeadsetLayout['lamps'] = Object.fromEntries(found.filter(([, field]) => field));
  const lengths = new Map<number, number>();
  for (const { reportId, bits } of outputs) {
    const lit = Object.values(lamps).some((field) => field.reportId === reportId);
    // One that two collections name is as long as it is in either.
    if (lit) lengths.set(reportId, Math.max(lengths.get(reportId) ?? 0, Math.ceil(bits / 8)));
  }
  return { hook, mute, flash, drop, lamps, outputs: lengths };
}

/** Whether a field is on in a report with its id; undefined where the report ends before it. */
export function readField({ bit, size }: HidField, report: Uint8Array): boolean | undefined {
  if (bit + size > report.length * 8) return undefined;
  for (let at = bit; at < bit + size; at++) if (((report[at >> 3] ?? 0) >> (at & 7)) & 1) return true;
  return false;
}

/** The reports that light these lamps, and put out all others. */
export function lampReports(
  { lamps, outputs }: HeadsetLayout,
  lit: Readonly<Record<HeadsetLamp, boolean>>,
): { reportId: number; data: Uint8Array<ArrayBuffer> }[] {
  const reports = [...outputs].map(([reportId, length]) => ({ reportId, data: new Uint8Array(length) }));
  for (const lamp of headsetLamps) {
    const field = lamps[lamp];
    const data = field && lit[lamp] && reports.find(({ reportId }) => reportId === field.reportId)?.data;
    if (data) data[field.bit >> 3] = (data[field.bit >> 3] ?? 0) | (1 << (field.bit & 7));
  }
  return reports;
}

interface PlacedItem extends HidItem {
  bit: number;
  size: number;
  count: number;
}

interface PlacedReport {
  reportId: number;
  items: PlacedItem[];
  bits: number;
}

function reportsOf(
  collections: readonly HidCollection[],
  which: 'inputReports' | 'outputReports',
): PlacedReport[] {
  return listOf(collections).flatMap((collection) => listOf(collection?.[which]).flatMap(placed));
}

/** None where its items do not make a report. */
function placed(report: HidReport | undefined): PlacedReport[] {
  const { reportId = 0, items } = report ?? {};
  if (!isCount(reportId, 255)) return [];
  const all: PlacedItem[] = [];
  let bit = 0;
  for (const item of listOf(items)) {
    const { reportSize: size, reportCount: count } = item ?? {};
    if (!isCount(size, longestReport) || !isCount(count, longestReport)) return [];
    if (size * count > longestReport - bit) return [];
    all.push({ ...item, bit, size, count });
    bit += size * count;
  }
  return [{ reportId, items: all, bits: bit }];
}

function controlOf(reports: PlacedReport[], usage: number): HidControl | undefined {
  for (const report of reports) {
    for (const item of report.items) {
      const field = fieldIn(report, item, usage);
      if (field) {
        const stays = item.isAbsolute !== false && item.hasPreferredState === false;
        return { ...field, kind: stays ? 'switch' : 'button' };
      }
    }
  }
  return undefined;
}

function fieldOf(reports: PlacedReport[], usage: number): HidField | undefined {
  return reports
    .flatMap((report) => report.items.map((item) => fieldIn(report, item, usage)))
    .find((field) => field !== undefined);
}

/** Constant ones count: headsets declare their buttons so, which are for programs and not for the system. */
function fieldIn({ reportId }: PlacedReport, item: PlacedItem, usage: number): HidField | undefined {
  const { bit, size, count } = item;
  // An array tells which of its usages are on by number: neither hook nor lamp is ever one.
  if (item.isArray || size === 0 || size > widestField) return undefined;
  const index = indexOf(item, usage);
  return index === undefined || index >= count ? undefined : { reportId, bit: bit + index * size, size };
}

function indexOf(
  { isRange, usages, usageMinimum, usageMaximum }: HidItem,
  usage: number,
): number | undefined {
  if (isRange) {
    const { first, last } = { first: usageMinimum ?? Number.NaN, last: usageMaximum ?? Number.NaN };
    return first <= usage && usage <= last && Number.isInteger(first) ? usage - first : undefined;
  }
  const index = listOf(usages).indexOf(usage);
  return index < 0 ? undefined : index;
}

function listOf<T>(list: readonly T[] | undefined): readonly T[] {
  return Array.isArray(list) ? (list as readonly T[]) : [];
}

function isCount(value: unknown, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= most;
}
