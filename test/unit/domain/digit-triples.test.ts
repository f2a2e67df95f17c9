import fc from 'fast-check';
import { digitTriples, numbersWith } from '../../../src/domain/digit-triples';

const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom('0', '1', '5', '*', '#'), minLength, maxLength });

it('leaves out no number that has the digits, and has no other where they are three', () => {
  fc.assert(
    fc.property(fc.array(digits(1, 12), { maxLength: 30 }), digits(3, 6), (numbers, wanted) => {
      const found = new Set(numbersWith(digitTriples(numbers.map((one) => `${one}\n`).join('')), wanted));
      const right = numbers.flatMap((one, at) => (one.includes(wanted) ? [at] : []));
      expect([...found]).toEqual(expect.arrayContaining(right));
      if (wanted.length === 3) expect([...found]).toEqual(right);
    }),
  );
});

it('asks for the rarest of the triples', () => {
  const numbers = ['5551', '5552', '5553', '5551234'].map((one) => `${one}\n`).join('');
  expect([...numbersWith(digitTriples(numbers), '555123')]).toEqual([3]);
});
