import type { JsonPath } from './json-path';

export type JsonValue =
  | { kind: 'object'; members: JsonMember[] }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'string'; value: string }
  | { kind: 'number'; text: string }
  | { kind: 'boolean'; value: boolean }
  | { kind: 'null' }
  /** Something stood here that is no value; it has been reported. */
  | { kind: 'damaged' };

/** A JSON value that knows where it stands: `at` its first character, `end` the one after its last. */
export type JsonNode = JsonValue & { at: number; end: number; path: JsonPath };

export interface JsonMember {
  key: string;
  keyAt: number;
  value: JsonNode;
}

export type ObjectNode = JsonNode & { kind: 'object' };

/** What the French edition of the administration manual prints for JSON's own two words. */
export const FRENCH_LITERALS: ReadonlyMap<string, 'true' | 'false'> = new Map([
  ['vrai', 'true'],
  ['vraie', 'true'],
  ['faux', 'false'],
  ['fausse', 'false'],
]);
