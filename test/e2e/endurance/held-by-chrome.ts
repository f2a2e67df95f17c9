// Who holds what that is left, read from a heap snapshot of Chrome's debugger.

/** What is read of a snapshot: flat lists, whose fields `meta` names. */
interface HeapSnapshot {
  snapshot: {
    meta: {
      node_fields: string[];
      node_types: [string[], ...unknown[]];
      edge_fields: string[];
      edge_types: [string[], ...unknown[]];
    };
  };
  nodes: number[];
  edges: number[];
  strings: string[];
}

/** Of an object: its index in `nodes`; of what it holds: the same, with the name that it is held by. */
type HeldBy = (holder: number) => Iterable<{ held: number; name: string }>;

/**
 * A connection that is closed while an event of it waits to be told is never let go by Chrome 156: the event goes
 * untold, and holds it from the roots. A bare page that closes connections at random moments of their beginning shows
 * it, one in a hundred.
 */
const untoldEvent = /^void blink::RTCPeerConnection::Change\w+State\(/;

/** How many of Chrome's own objects of each kind there are in a snapshot (its text, JSON) that such an event alone does not explain. */
export function heldByMore(text: string): Record<string, number> {
  const heap = JSON.parse(text) as HeapSnapshot;
  const { node_fields: fields, node_types: types } = heap.snapshot.meta;
  const [typeAt, nameAt] = [fields.indexOf('type'), fields.indexOf('name')];
  const reached = reachedFromRoot(heldByOf(heap), ({ name }) => !untoldEvent.test(name));
  const held: Record<string, number> = {};
  for (const node of reached) {
    if (types[0][heap.nodes[node + typeAt] ?? 0] !== 'native') continue;
    const kind = heap.strings[heap.nodes[node + nameAt] ?? 0] ?? '';
    held[kind] = (held[kind] ?? 0) + 1;
  }
  return held;
}

function reachedFromRoot(heldBy: HeldBy, counts: (edge: { name: string }) => boolean): Set<number> {
  const reached = new Set([0]);
  // A set goes on to what is added to it on the way.
  for (const holder of reached) {
    for (const edge of heldBy(holder)) if (counts(edge)) reached.add(edge.held);
  }
  return reached;
}

function heldByOf({ snapshot: { meta }, nodes, edges, strings }: HeapSnapshot): HeldBy {
  const [nodeSize, edgeSize] = [meta.node_fields.length, meta.edge_fields.length];
  const countAt = meta.node_fields.indexOf('edge_count');
  const [typeAt, nameAt, heldAt] = ['type', 'name_or_index', 'to_node'].map((field) =>
    meta.edge_fields.indexOf(field),
  ) as [number, number, number];
  const firstEdge = new Map<number, number>();
  let next = 0;
  for (let node = 0; node < nodes.length; node += nodeSize) {
    firstEdge.set(node, next);
    next += (nodes[node + countAt] ?? 0) * edgeSize;
  }
  return function* (holder) {
    const first = firstEdge.get(holder) ?? 0;
    const end = first + (nodes[holder + countAt] ?? 0) * edgeSize;
    for (let edge = first; edge < end; edge += edgeSize) {
      const type = meta.edge_types[0][edges[edge + typeAt] ?? 0];
      if (type === 'weak') continue;
      const name = edges[edge + nameAt] ?? 0;
      // Of these two kinds it is a number, of all others the place of a text.
      const isNumbered = type === 'element' || type === 'hidden';
      yield { held: edges[edge + heldAt] ?? 0, name: isNumbered ? String(name) : (strings[name] ?? '') };
    }
  };
}
