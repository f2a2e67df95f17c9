// Runs rows one after the other: the same before and after for each.
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { MessageKey } from '../../src/ui/messages';
import type { DemoRow, Outcome, RealRow, RowResult } from './fault-row';
import { patience, type Stage } from './stage';

/** `quick`, or nothing: the rows of `npm test`; `all`: every row. */
const wantsAll = process.env.RINGTAB_FAULTS === 'all';
/** Only rows whose name has this in it, whether quick or not. */
const only = process.env.RINGTAB_FAULTS_ONLY?.toLowerCase();

type AnyRow = DemoRow | RealRow;

export function chosen<Row extends AnyRow>(rows: readonly Row[]): Row[] {
  if (only !== undefined) return rows.filter(({ name }) => name.toLowerCase().includes(only));
  return rows.filter(({ quick }) => wantsAll || quick);
}

/** One test for each row that was chosen. */
export function runRows<Row extends AnyRow, Place extends Stage>(
  rows: readonly Row[],
  open: (needs: NonNullable<Row['needs']>) => Promise<Place>,
  cause: (row: Row, stage: Place) => Promise<void>,
): void {
  const stages = new Stages(open);
  afterAll(() => stages.close(), patience);
  const mine = chosen(rows);
  if (mine.length === 0) it.skip('no row was chosen', () => undefined);
  for (const row of mine) {
    it(
      row.name,
      async () => {
        const result: RowResult = {
          name: row.name,
          gateway: row.gateway,
          before: row.before,
          outcome: inWords(row.outcome),
        };
        let stage: Place | undefined;
        try {
          stage = await stages.for(row);
          await play(row, stage, () => cause(row, stage as Place), result);
        } catch (error) {
          result.failure = error instanceof Error ? error.message : String(error);
          await keepLog(row.name, stage);
          await stages.close();
          throw error;
        } finally {
          report(result);
          if (row.alone) await stages.close();
        }
      },
      10 * patience,
    );
  }
}

async function play(row: AnyRow, stage: Stage, cause: () => Promise<void>, result: RowResult): Promise<void> {
  const { before, outcome, says = [] } = row;
  await stage.begin();
  if (before === 'in a call') await stage.startCall();
  stage.faultIsOver();
  await cause();
  const heard = outcome === 'survives' ? stage.heardAtBothEnds(patience) : undefined;
  const sound = heard?.then(() => {
    result.secondsToSound = stage.secondsSinceFault();
  });
  // Before the phone has noticed, it is ready still.
  const ready = saysAll(stage, says).then(async () => {
    await stage.isReady();
    result.secondsToReady = stage.secondsSinceFault();
  });
  await Promise.all([sound, ready]);
  if (outcome === 'survives') await stage.callGoesOn();
  if (typeof outcome === 'object') {
    const said = outcome.moved ? 'end_moved' : `end_${outcome.ends.replaceAll('-', '_')}`;
    await (outcome.to === undefined
      ? stage.hasSaid(said as MessageKey)
      : stage.hasSaid(`${said}_to` as MessageKey, outcome.to));
    await stage.hasLogged(outcome.ends);
  }
  await stage.isRegisteredOnce();
  if (outcome === 'survives') await stage.hangUp();
  await stage.mend();
  await stage.leavesNothing();
  await stage.isRegisteredOnce();
  await stage.dismissSentence();
}

async function saysAll(stage: Stage, keys: readonly MessageKey[]): Promise<void> {
  for (const key of keys) await stage.hasSaid(key);
}

/** One phone at a time, kept for the next row that needs the same, unless a row has failed. */
class Stages<Row extends AnyRow, Place extends Stage> {
  private current: { key: string; stage: Place } | undefined;

  constructor(private readonly open: (needs: NonNullable<Row['needs']>) => Promise<Place>) {}

  async for({ needs = {} }: Row): Promise<Place> {
    const key = JSON.stringify(needs);
    if (this.current?.key !== key) await this.close();
    this.current ??= { key, stage: await this.open(needs) };
    return this.current.stage;
  }

  async close(): Promise<void> {
    const { current } = this;
    this.current = undefined;
    await current?.stage.close();
  }
}

function inWords(outcome: Outcome): string {
  if (outcome === 'survives') return 'the call survives';
  if (outcome === 'recovers') return 'the phone recovers';
  return `the call ends: ${outcome.ends}`;
}

function report(result: RowResult): void {
  const file = process.env.RINGTAB_FAULTS_REPORT;
  if (!file) return;
  mkdirSync(dirname(file), { recursive: true });
  appendFileSync(file, `${JSON.stringify(result)}\n`);
}

/** So that whoever looks for the cause need not cause it again. */
async function keepLog(name: string, stage: Stage | undefined): Promise<void> {
  const text = await stage?.log().catch((error) => `no log: ${String(error)}`);
  if (text === undefined) return;
  const folder = join('out', 'faults');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name.replace(/[^a-z0-9]+/gi, '-')}.log`), text);
}
