import type { Page } from 'puppeteer-core';

/** What scripts have cost the thread of a page. */
export interface Cost {
  /** Of the processor, with all that the browser did for them meanwhile: compiling them, measuring boxes. */
  cpuMs: number;
  /** The most of that in one task. */
  longestMs: number;
  /** Of the processor, by the script's name. */
  byScript: Record<string, number>;
}

/** Of Chrome's trace: microseconds; `tdur` is time of the processor, so that a busy machine does not decide. */
interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur?: number;
  tdur?: number;
  args?: { data?: { url?: string; fileName?: string }; fileName?: string };
}

const categories = ['-*', 'devtools.timeline', 'toplevel'];

/** What scripts whose address begins so cost while `work` is done in the page. */
export async function costOf(page: Page, address: string, work: () => Promise<unknown>): Promise<Cost> {
  return costInTrace(await traceOf(page, work), address);
}

/**
 * The longest tasks while `work` is done, in milliseconds of the processor: one for each of these, of the threads in
 * which scripts ran whose address begins so, whatever the task was.
 */
export async function longestTasks(
  page: Page,
  addresses: readonly string[],
  work: () => Promise<unknown>,
): Promise<number[]> {
  const trace = await traceOf(page, work);
  return addresses.map((address) => {
    const threads = new Set(trace.filter((event) => addressOf(event)?.startsWith(address)).map(threadOf));
    const tasks = trace.filter(({ name, ph }) => ph === 'X' && name.endsWith('RunTask'));
    return Math.max(0, ...tasks.filter((task) => threads.has(threadOf(task))).map(cpuMs));
  });
}

async function traceOf(page: Page, work: () => Promise<unknown>): Promise<TraceEvent[]> {
  await page.tracing.start({ categories });
  await work();
  const trace = await page.tracing.stop();
  return (JSON.parse(new TextDecoder().decode(trace)) as { traceEvents: TraceEvent[] }).traceEvents;
}

function threadOf({ pid, tid }: TraceEvent): string {
  return `${pid} ${tid}`;
}

function costInTrace(all: readonly TraceEvent[], address: string): Cost {
  const whole = all.filter(({ ph, dur }) => ph === 'X' && dur !== undefined).sort(byBegin);
  const ours = outermost(whole.filter((event) => addressOf(event)?.startsWith(address)));
  const byScript: Record<string, number> = {};
  for (const event of ours) {
    const name = addressOf(event)?.split('/').at(-1) ?? '';
    byScript[name] = (byScript[name] ?? 0) + cpuMs(event);
  }
  return { cpuMs: sum(ours.map(cpuMs)), longestMs: Math.max(0, ...perTask(ours, whole)), byScript };
}

/** What our part of each task was. */
function perTask(ours: readonly TraceEvent[], whole: readonly TraceEvent[]): number[] {
  const tasks = outermost(whole.filter(({ name }) => name.endsWith('RunTask')));
  const shares = new Map<TraceEvent, number>();
  for (const event of ours) {
    const task = tasks.findLast((each) => isWithin(event, each)) ?? event;
    shares.set(task, (shares.get(task) ?? 0) + cpuMs(event));
  }
  return [...shares.values()];
}

function byBegin(one: TraceEvent, other: TraceEvent): number {
  return one.ts - other.ts || (other.dur ?? 0) - (one.dur ?? 0);
}

function addressOf({ args }: TraceEvent): string | undefined {
  return args?.data?.url ?? args?.data?.fileName ?? args?.fileName;
}

/** Without those that others of them contain. @param events in the order of their beginning */
function outermost(events: readonly TraceEvent[]): TraceEvent[] {
  const last = new Map<string, TraceEvent>();
  return events.filter((event) => {
    const thread = threadOf(event);
    const before = last.get(thread);
    if (before && isWithin(event, before)) return false;
    last.set(thread, event);
    return true;
  });
}

function isWithin(one: TraceEvent, other: TraceEvent): boolean {
  return (
    one.pid === other.pid &&
    one.tid === other.tid &&
    one.ts >= other.ts &&
    one.ts + (one.dur ?? 0) <= other.ts + (other.dur ?? 0)
  );
}

function cpuMs({ tdur, dur = 0 }: TraceEvent): number {
  return (tdur ?? dur) / 1000;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
