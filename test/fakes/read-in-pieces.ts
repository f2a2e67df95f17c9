/** What a reader makes of a text that comes in pieces of this length; without one, in one piece. */
export function readInPieces<Row>(
  reader: { read(piece: string): Row[]; end(): Row[] },
  text: string,
  piece = Math.max(1, text.length),
): Row[] {
  const rows: Row[] = [];
  for (let at = 0; at < text.length; at += piece) rows.push(...reader.read(text.slice(at, at + piece)));
  return [...rows, ...reader.end()];
}
