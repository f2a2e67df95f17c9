/**
 * Whether two values mean the same as JSON. The order of keys does not count: Chrome's storage sorts them, and leaves
 * out what is undefined.
 */
export function isSameValue(one: unknown, other: unknown): boolean {
  return JSON.stringify(one, sorted) === JSON.stringify(other, sorted);
}

function sorted(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
