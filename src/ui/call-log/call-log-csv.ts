import type { CallLogEntry } from '../../domain/call-log';
import { lossOf, soundVerdict, worseDirection } from '../../domain/call-quality';
import { byteOrderMark, csvLine } from '../../domain/csv-text';
import { keyOf, type MessageKey, t } from '../messages';
import { codecName } from './quality-words';

type Column = [title: MessageKey, value: (entry: CallLogEntry) => string | number];

const columns: Column[] = [
  ['csv_date', ({ startedAt }) => localDate(startedAt)],
  ['csv_time', ({ startedAt }) => localTime(startedAt)],
  ['detail_direction', ({ direction }) => t(keyOf('direction', direction))],
  ['csv_name', ({ party }) => party.name],
  ['csv_contact', ({ contacts = [] }) => contacts.map(({ name }) => name).join(', ')],
  ['detail_number', ({ party }) => party.number],
  ['csv_called', ({ called }) => called],
  ['detail_rule', ({ dialRule }) => dialRule ?? ''],
  ['csv_outcome', ({ outcome }) => t(keyOf('csv_outcome', outcome))],
  ['csv_reason', ({ reason }) => t(keyOf('end', reason))],
  ['csv_ring_seconds', ({ ringSeconds }) => ringSeconds],
  ['csv_talk_seconds', ({ talkSeconds }) => talkSeconds ?? 0],
  ['detail_sound', verdictWord],
  ['csv_score', (entry) => decimal(worseWay(entry)?.score.value)],
  ['csv_worst_score', (entry) => decimal(worseWay(entry)?.worstScore)],
  ['csv_lost_heard', ({ quality }) => decimal(quality?.receiving && 100 * lossOf(quality.receiving))],
  ['csv_lost_said', ({ quality }) => decimal(quality?.sending && 100 * lossOf(quality.sending))],
  ['csv_jitter', (entry) => decimal(worseWay(entry)?.jitter?.value)],
  ['csv_round_trip', ({ quality }) => decimal(quality?.roundTrip?.value)],
  ['sound_codec', ({ quality }) => codecName(quality?.codec) ?? ''],
  ['detail_diverted_by', ({ divertedBy }) => divertedBy?.name || divertedBy?.number || ''],
  ['detail_transferred_by', ({ transferredBy }) => transferredBy?.name || transferredBy?.number || ''],
  ['detail_transferred_to', ({ transferredTo }) => transferredTo?.name || transferredTo?.number || ''],
  ['detail_profile', ({ profileName }) => profileName],
];

/** What Excel expects where that language is spoken: a semicolon where the comma is in decimal numbers. */
export function separatorOf(language: string): ',' | ';' {
  return new Intl.NumberFormat(language).format(0.5).includes(',') ? ';' : ',';
}

export function csvHead(): string {
  const titles = columns.map(([title]) => t(title));
  return byteOrderMark + csvLine(titles, separatorOf(chrome.i18n.getUILanguage()));
}

export function csvLines(entries: readonly CallLogEntry[]): string {
  const separator = separatorOf(chrome.i18n.getUILanguage());
  return entries
    .map((entry) =>
      csvLine(
        columns.map(([, value]) => value(entry)),
        separator,
      ),
    )
    .join('');
}

function verdictWord({ quality }: CallLogEntry): string {
  const verdict = quality && soundVerdict(quality);
  return verdict ? t(keyOf('sound', verdict.sound)) : '';
}

/** The way that the verdict is of. */
function worseWay({ quality }: CallLogEntry) {
  const direction = quality && worseDirection(quality);
  return direction && quality[direction];
}

/** As the spreadsheet's language writes it: with a comma where cells are parted by semicolons. */
function decimal(value: number | undefined): string {
  if (value === undefined) return '';
  const style = { maximumFractionDigits: 2, useGrouping: false };
  return new Intl.NumberFormat(chrome.i18n.getUILanguage(), style).format(value);
}

/** As every spreadsheet reads it, whatever its language: 2026-11-21. */
function localDate(at: number): string {
  const date = new Date(at);
  return [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-');
}

function localTime(at: number): string {
  const date = new Date(at);
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(two).join(':');
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
