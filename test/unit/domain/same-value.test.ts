import { isSameValue } from '../../../src/domain/same-value';

it('does not mind the order of keys, at any depth, nor a key that is undefined', () => {
  expect(isSameValue({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1, e: undefined })).toBe(true);
  expect(isSameValue(undefined, undefined)).toBe(true);
});

it('minds values, the order of lists, and keys that are not there', () => {
  expect(isSameValue({ a: 1 }, { a: '1' })).toBe(false);
  expect(isSameValue([1, 2], [2, 1])).toBe(false);
  expect(isSameValue({ a: null }, {})).toBe(false);
  expect(isSameValue({}, undefined)).toBe(false);
  expect(isSameValue([], {})).toBe(false);
});
