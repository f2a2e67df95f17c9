import { calendarDaysBetween, formatDate, formatDaysAgo, formatTime } from './format';
import { t, textLanguage } from './messages';

/** A moment as it stands in a sentence: `today 09:12`, `on 8 November 2026 at 09:12 (12 days ago)`. */
export function when(at: number, now: number): string {
  const language = textLanguage();
  const time = formatTime(at, language);
  const days = calendarDaysBetween(at, now);
  if (days === 0 || days === 1) return t('when_near', formatDaysAgo(at, now, language), time);
  return t('when_far', formatDate(at, language), time, formatDaysAgo(at, now, language));
}
