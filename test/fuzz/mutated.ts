import fc from 'fast-check';

/**
 * One of the texts with up to `most` wounds: something cut out, put in, written twice, moved, or the rest lost.
 * `tokens` are what is put in beside single characters.
 */
export function mutated(texts: readonly string[], tokens: readonly string[], most = 5): fc.Arbitrary<string> {
  const place = fc.nat(0xffffff);
  const token = fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...tokens) },
    { weight: 1, arbitrary: fc.string({ maxLength: 4, unit: 'binary' }) },
    { weight: 1, arbitrary: fc.constantFrom(...texts).chain((text) => excerptOf(text)) },
  );
  const length = fc.nat(60);
  const wound = fc.oneof(
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('cut' as const), at: place, length }) },
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), at: place, length, token }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('twice' as const), at: place, length }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('move' as const), at: place, length, to: place }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant('end' as const), at: place }) },
  );
  const wounds = fc.array(wound, { minLength: 1, maxLength: most });
  return fc.tuple(fc.constantFrom(...texts), wounds).map(([text, all]) => all.reduce(inflict, text));
}

type Wound =
  | { kind: 'cut'; at: number; length: number }
  | { kind: 'twice'; at: number; length: number }
  | { kind: 'put'; at: number; length: number; token: string }
  | { kind: 'move'; at: number; length: number; to: number }
  | { kind: 'end'; at: number };

function inflict(text: string, wound: Wound): string {
  const at = wound.at % (text.length + 1);
  const before = text.slice(0, at);
  if (wound.kind === 'end') return before;
  const piece = text.slice(at, at + wound.length);
  const after = text.slice(at + wound.length);
  if (wound.kind === 'cut') return before + after;
  // Half of them stand between, half of them instead of something.
  if (wound.kind === 'put') return before + wound.token + (wound.length % 2 ? piece + after : after);
  if (wound.kind === 'twice') return before + piece + piece + after;
  const rest = before + after;
  const to = wound.to % (rest.length + 1);
  return rest.slice(0, to) + piece + rest.slice(to);
}

function excerptOf(text: string): fc.Arbitrary<string> {
  return fc.tuple(fc.nat(text.length), fc.nat(40)).map(([at, length]) => text.slice(at, at + length));
}
