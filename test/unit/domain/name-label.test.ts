import { labelOfName } from '../../../src/domain/name-label';
import { labelBefore } from '../../../src/domain/number-labels';

it.each([
  'orderNumber',
  'order-number big',
  'col order_id',
  'gtin13',
  'sku',
  'invoiceNo',
  'text-sm tracking-number',
])('"%s" names what is numbered', (names) => {
  expect(labelOfName(names)).toBe('other');
});

it.each(['telephone', 'contact__phone', 'phoneNumber', 'p-tel', 'fax'])('"%s" names a telephone', (names) => {
  expect(labelOfName(names)).toBe('telephone');
});

it.each([
  'order-2',
  'menu-item-12',
  'tracking-wide',
  'card',
  'hidden-phone',
  'number',
  'hotel',
  'border-none',
  'card no-border',
])('"%s" says how it is laid out', (names) => {
  expect(labelOfName(names)).toBeUndefined();
});

it('is what the words say that stand for it', () => {
  expect(labelBefore('phone ')).toBe('telephone');
  expect(labelBefore('order number, ')).toBe('other');
});
