import fc from 'fast-check';
import type { JsonNode } from '../../../src/domain/json-node';
import { readJson } from '../../../src/domain/profile-json';
import { fuzz } from '../../fuzz/fuzz';

function read(text: string) {
  const codes: string[] = [];
  const node = readJson(text, (code) => codes.push(code));
  return { node, codes };
}

function plainValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object': {
      const value = {};
      for (const member of node.members) {
        const field = {
          value: plainValue(member.value),
          enumerable: true,
          configurable: true,
          writable: true,
        };
        Object.defineProperty(value, member.key, field);
      }
      return value;
    }
    case 'array':
      return node.items.map(plainValue);
    case 'string':
    case 'boolean':
      return node.value;
    case 'number':
      return Number(node.text);
    case 'null':
      return null;
    default:
      return undefined;
  }
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function eachNode(node: JsonNode, visit: (node: JsonNode) => void): void {
  visit(node);
  if (node.kind === 'array') for (const item of node.items) eachNode(item, visit);
  if (node.kind === 'object') for (const { value } of node.members) eachNode(value, visit);
}

/** JSON with one to three small wounds. */
const wounded = fc
  .tuple(
    fc.json({ maxDepth: 4 }),
    fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(...'{}[]",:\'“”«»\\/*\n\u00A0=0 -.e', 'vrai', 'true', 'x y'),
      ),
      { minLength: 1, maxLength: 3 },
    ),
  )
  .map(([json, wounds]) =>
    wounds.reduce((text, [place, removed, inserted]) => {
      const at = place % (text.length + 1);
      return text.slice(0, at) + inserted + text.slice(at + removed);
    }, json),
  );

describe('reading JSON', () => {
  it('gives what JSON.parse gives, without a complaint', () => {
    const spaced = fc.tuple(fc.jsonValue({ maxDepth: 6 }), fc.constantFrom(0, 2, '\t', '\r\n'));
    fc.assert(
      fc.property(spaced, ([value, space]) => {
        const text = JSON.stringify(value, undefined, space);
        const { node, codes } = read(text);
        expect(codes).toEqual([]);
        expect(node && plainValue(node)).toEqual(JSON.parse(text));
      }),
      { numRuns: 2000 },
    );
  });

  fuzz('complains about everything that JSON.parse refuses, and about nothing else', {
    cases: fc.oneof(wounded, fc.string(), fc.string({ unit: 'binary' })),
    shortRuns: 10_000,
    check: (text) => {
      const complaints = read(text).codes.filter((code) => code !== 'json-duplicate-key');
      expect(complaints.length === 0).toBe(parses(text));
      if (complaints.join() === 'closing-brace-missing') expect(parses(`${text}}`)).toBe(true);
    },
  });

  it('takes the last brace of an object as there, and no other', () => {
    const text = '{"a": {"b": [1, {"c": true}], "d": "e"}, "f": [null, "g"]}';
    const codes = [...text].map((_, end) => read(text.slice(0, end)).codes);
    const forgiven = codes.flatMap((each, end) => (each.join() === 'closing-brace-missing' ? [end] : []));
    const mended = [...text].flatMap((_, end) => (parses(`${text.slice(0, end)}}`) ? [end] : []));
    expect(forgiven).toEqual(mended);
  });

  it.each([
    '-0',
    '1e5',
    '1.5E-3',
    '01',
    '1.',
    '.5',
    '+1',
    '-',
    '1e',
    'NaN',
    'truefalse',
    '"\\u00e9"',
    '"\\u00g9"',
    '"\u2028"',
    '"\x7f"',
    '[1]]',
    '{"a":1}}',
    '{"a":{"__proto__":1}}',
    '[]x',
    '\v[]',
    '{"a"}',
    '{1:2}',
    '"\\"',
  ])('agrees with JSON.parse about %j', (text) => {
    const { node, codes } = read(text);
    expect(codes.length === 0).toBe(parses(text));
    if (parses(text)) expect(node && plainValue(node)).toEqual(JSON.parse(text));
  });

  it('knows where each value stands', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify(value, undefined, 1);
        const { node } = read(text);
        if (!node) throw new Error('nothing read');
        eachNode(node, (part) => {
          expect(JSON.parse(text.slice(part.at, part.end))).toEqual(plainValue(part));
        });
      }),
    );
  });
});
