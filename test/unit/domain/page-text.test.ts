import { mayHoldNumber } from '../../../src/domain/page-text';

it.each([
  '12 May 2026, 14:31',
  'open 8:00-12:30, 14:00-18:00',
  '2026-11-22 14:31:07',
  '22.11.2026, 23.11.2026 und 24.11.2026',
  '$19.99 $1,299.00 €5,99',
  '19,99 € 1.299,00 € 5 %',
  '1,234,567 of 8,901,234',
])('moments and amounts are worth no other look: %s', (text) => {
  expect(mayHoldNumber(text)).toBe(false);
});

it.each([
  'open 8:00-12:30 030 1234567',
  '22.11.2026 0211.59.98.12',
  '22.11.20260211 5998012',
  'from $19.99: 0800 123 456',
  '030 1234567€',
  '01 42 68 53 00% more',
  '555-0123 45:30',
  '٠٣٠ ١٢٣٤٥٦٧',
])('what may be a number is looked at, whatever stands beside it: %s', (text) => {
  expect(mayHoldNumber(text)).toBe(true);
});
