/** How times, days and people are written. Pure: language and time are handed in. */
import type { Party } from '../domain/call-facts';
import { percentDecoded, withoutScheme } from '../domain/typed-number';

/** A running call's clock: `04:12`, `1:02:03`. */
export function formatClock(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const hours = Math.floor(whole / 3600);
  const minutes = String(Math.floor((whole % 3600) / 60)).padStart(2, '0');
  const rest = String(whole % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${minutes}:${rest}` : `${minutes}:${rest}`;
}

/** How long a finished call was, in the language's short units: `20 sec`, `3 min`, `1 hr 5 min`. */
export function formatDuration(seconds: number, language: string): string {
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value);
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return unit(whole, 'second');
  const minutes = Math.round(whole / 60);
  if (minutes < 60) return unit(minutes, 'minute');
  const rest = minutes % 60;
  const hours = unit(Math.floor(minutes / 60), 'hour');
  return rest === 0 ? hours : `${hours} ${unit(rest, 'minute')}`;
}

/** The time of day, as the language writes it. */
export function formatTime(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(at);
}

/** `Today`, `Yesterday`, or the date; with the year where it is not this one. */
export function formatDay(at: number, now: number, language: string): string {
  const daysAgo = calendarDaysBetween(at, now);
  if (daysAgo === 0 || daysAgo === 1) {
    const word = new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-daysAgo, 'day');
    return capitalised(word, language);
  }
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const date = new Intl.DateTimeFormat(language, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(!sameYear && { year: 'numeric' }),
  }).format(at);
  return capitalised(date, language);
}

/** The time where it was today, or else the day, as short as it can be understood. */
export function formatMoment(at: number, now: number, language: string): string {
  if (calendarDaysBetween(at, now) === 0) return formatTime(at, language);
  const sameYear = new Date(at).getFullYear() === new Date(now).getFullYear();
  const style = sameYear ? ({ day: 'numeric', month: 'short' } as const) : ({ dateStyle: 'short' } as const);
  return new Intl.DateTimeFormat(language, style).format(at);
}

/** Day and time, whole. */
export function formatInstant(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'medium' }).format(at);
}

/** The date with its year, as it stands in a sentence. */
export function formatDate(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { day: 'numeric', month: 'long', year: 'numeric' }).format(at);
}

/** How many days ago something was, as it stands in a sentence: `today`, `yesterday`, `12 days ago`. */
export function formatDaysAgo(at: number, now: number, language: string): string {
  const days = calendarDaysBetween(at, now);
  return new Intl.RelativeTimeFormat(language, { numeric: 'auto' }).format(-days, 'day');
}

/** One or two letters for a person's disc; '' where there is no name, as the beginnings of numbers tell nobody apart. */
export function initials({ name }: Party): string {
  if (!/\p{L}/u.test(name)) return '';
  // Of an e-mail address, who it is; where it leads to, half a company shares.
  const who = name.replace(/^(\S+)@\S+$/, '$1');
  const words = who.split(/[\s,./-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const first = words[0];
  if (first === undefined) return '';
  const last = words.length > 1 ? words.at(-1) : undefined;
  const letters = last === undefined ? [...first].slice(0, 2) : [firstLetter(first), firstLetter(last)];
  return letters.join('').toLocaleUpperCase();
}

/** A number as it was pasted, without what nobody dials: spaces, a `tel:` in front, invisible marks. */
export function cleanNumber(text: string): string {
  const withoutMarks = text.replace(/[\p{Cf}\p{Cc}]/gu, '').replace(/\p{Z}+/gu, ' ');
  const { isTel, text: number } = withoutScheme(withoutMarks.trim());
  // A link is copied with its spaces as %20, which without the scheme would be digits.
  return isTel ? percentDecoded(number).trim() : number;
}

function firstLetter(word: string): string {
  return [...word][0] ?? '';
}

function capitalised(text: string, language: string): string {
  const [first = '', ...rest] = [...text];
  return first.toLocaleUpperCase(language) + rest.join('');
}

/** Local midnight of the day of a time. */
export function midnight(at: number): number {
  return new Date(at).setHours(0, 0, 0, 0);
}

/** Counted by dates: a day of 23 or 25 hours is a day. */
export function calendarDaysBetween(earlier: number, later: number): number {
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}
