import {
  cleanNumber,
  formatClock,
  formatDate,
  formatDay,
  formatDaysAgo,
  formatDuration,
  formatMoment,
  formatTime,
  initials,
} from '../../../src/ui/format';

const at = (...when: [year: number, month: number, day: number, hour: number, minute: number]) =>
  new Date(when[0], when[1] - 1, when[2], when[3], when[4]).getTime();

describe('the clock of a call', () => {
  it.each([
    [0, '00:00'],
    [9.9, '00:09'],
    [252, '04:12'],
    [3599, '59:59'],
    [3723, '1:02:03'],
    [36_000, '10:00:00'],
    [-3, '00:00'],
  ])('shows %p seconds as %p', (seconds, text) => expect(formatClock(seconds)).toBe(text));
});

describe('the length of a finished call', () => {
  it.each([
    [20, 'en', '20 sec'],
    [20, 'fr', '20 s'],
    [59.6, 'en', '1 min'],
    [720, 'fr', '12 min'],
    [3600, 'en', '1 hr'],
    [3900, 'en', '1 hr 5 min'],
    [3900, 'fr', '1 h 5 min'],
  ])('is %p seconds in %p: %p', (seconds, language, text) => {
    expect(formatDuration(seconds, language).replace(/\s/g, ' ')).toBe(text);
  });
});

describe('days', () => {
  const now = at(2026, 11, 21, 0, 30);

  it('names today and yesterday by the calendar, not by hours', () => {
    expect(formatDay(at(2026, 11, 21, 0, 1), now, 'en')).toBe('Today');
    expect(formatDay(at(2026, 11, 20, 23, 59), now, 'en')).toBe('Yesterday');
    expect(formatDay(at(2026, 11, 20, 23, 59), now, 'fr')).toBe('Hier');
    expect(formatDay(at(2026, 11, 21, 0, 1), now, 'fr')).toBe('Aujourd’hui');
  });

  it('writes older days as dates, with the year where it is another one', () => {
    expect(formatDay(at(2026, 11, 17, 12, 0), now, 'en')).toBe('Tuesday, November 17');
    expect(formatDay(at(2026, 11, 17, 12, 0), now, 'fr')).toBe('Mardi 17 novembre');
    expect(formatDay(at(2025, 11, 17, 12, 0), now, 'en')).toBe('Monday, November 17, 2025');
  });

  it('writes a moment as the time of today, or else as a day', () => {
    expect(formatMoment(at(2026, 11, 21, 8, 5), now, 'fr')).toBe('08:05');
    expect(formatMoment(at(2026, 11, 17, 8, 5), now, 'en')).toBe('Nov 17');
    expect(formatMoment(at(2025, 11, 17, 8, 5), now, 'fr')).toBe('17/11/2025');
  });

  it('writes the time of day as the language does', () => {
    expect(formatTime(at(2026, 11, 21, 14, 5), 'fr')).toBe('14:05');
    expect(formatTime(at(2026, 11, 21, 14, 5), 'en').replace(/\s/g, ' ')).toBe('2:05 PM');
  });

  it('says within a sentence how long ago a day was, by the calendar', () => {
    expect(formatDaysAgo(at(2026, 11, 21, 0, 1), now, 'en')).toBe('today');
    expect(formatDaysAgo(at(2026, 11, 20, 23, 59), now, 'fr')).toBe('hier');
    expect(formatDaysAgo(at(2026, 11, 9, 12, 0), now, 'en')).toBe('12 days ago');
    expect(formatDaysAgo(at(2026, 11, 9, 12, 0), now, 'fr')).toBe('il y a 12 jours');
  });

  it('writes a date with its year for the middle of a sentence', () => {
    expect(formatDate(at(2026, 11, 9, 12, 0), 'en-GB')).toBe('9 November 2026');
    expect(formatDate(at(2026, 11, 9, 12, 0), 'fr')).toBe('9 novembre 2026');
  });
});

describe('initials', () => {
  it.each([
    ['Jonas Becker', '1', 'JB'],
    ['Léa Dubois-Lefebvre', '1', 'LL'],
    ['Reception', '200', 'RE'],
    ['émile', '', 'ÉM'],
    ['(Sales) 2', '', '2'],
    ['', '+1 303 555 1234', ''],
    ['', '9990000', ''],
    ['+1 303 555 1234', '+1 303 555 1234', ''],
    ['3M', '1', '3M'],
    ['nobody@example.com', '', 'NO'],
    ['anna.petrova@example.com', '', 'AP'],
    ['@example', '', ''],
    ['', 'sip:anna@example.com', ''],
    ['', '', ''],
  ])('of %p at %p are %p', (name, number, letters) => expect(initials({ name, number })).toBe(letters));
});

describe('a pasted number', () => {
  it.each([
    ['  +1 (212) 555-0100\n', '+1 (212) 555-0100'],
    ['\u202a+33\u00a01\u202f45\u202c', '+33 1 45'],
    ['tel:+4989123', '+4989123'],
    ['TEL:200', '200'],
    ['tel:+1%20212%20555%200100', '+1 212 555 0100'],
    ['callto://%2B33145551234', '+33145551234'],
    ['100%20', '100%20'],
    ['sip:anna@example.com', 'sip:anna@example.com'],
  ])('%j is cleaned to %j', (pasted, clean) => expect(cleanNumber(pasted)).toBe(clean));
});
