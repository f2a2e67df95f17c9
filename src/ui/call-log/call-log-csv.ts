import type { CallLogEntry } from '../../domain/call-log';
import { byteOrderMark, csvLine } from '../../domain/csv-text';
import { keyOf, type MessageKey, t } from '../messages';

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
  ['detail_diverted_by', ({ divertedBy }) => divertedBy?.name || divertedBy?.number || ''],
  ['detail_transferred_by', ({ transferredBy }) => transferredBy?.name || transferredBy?.number || ''],
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
