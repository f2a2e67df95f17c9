import { heldByMore } from '../../e2e/endurance/held-by-chrome';

const untold =
  'void blink::RTCPeerConnection::ChangePeerConnectionState(webrtc::State)@rtc_peer_connection.cc:1';

/** A snapshot of objects, each with those that it holds by a name. */
function snapshotOf(
  objects: [name: string, ...holds: [held: number, name: string, type?: string][]][],
): string {
  const strings: string[] = [];
  const put = (text: string) => strings.push(text) - 1;
  const edgeTypes = ['element', 'property', 'internal', 'weak'];
  const meta = {
    node_fields: ['type', 'name', 'edge_count'],
    node_types: [['synthetic', 'native']],
    edge_fields: ['type', 'name_or_index', 'to_node'],
    edge_types: [edgeTypes],
  };
  const nodes = objects.flatMap(([name, ...holds]) => [/^[RM]/.test(name) ? 1 : 0, put(name), holds.length]);
  const edges = objects.flatMap(([, ...holds]) =>
    holds.flatMap(([held, name, type = 'internal']) => [edgeTypes.indexOf(type), put(name), held * 3]),
  );
  return JSON.stringify({ snapshot: { meta }, nodes, edges, strings });
}

it('counts nothing that only an untold event holds, itself or by a connection', () => {
  const snapshot = snapshotOf([
    ['root', [1, 'persistent roots'], [2, 'window']],
    ['C++ Persistent roots', [3, untold]],
    ['Window', [3, 'a cache', 'weak']],
    ['RTCPeerConnection', [4, 'listener'], [5, 'track']],
    ['RTCPeerConnection'],
    ['MediaStreamTrack'],
  ]);
  expect(heldByMore(snapshot)).toEqual({});
});

it('counts what the page holds as well, and what Chrome holds for another reason', () => {
  const snapshot = snapshotOf([
    ['root', [1, 'persistent roots'], [2, 'window']],
    ['C++ Persistent roots', [3, untold], [4, 'void blink::RTCPeerConnection::createOffer()@rtc.cc:1']],
    ['Window', [3, 'kept', 'property']],
    ['RTCPeerConnection'],
    ['RTCPeerConnection'],
  ]);
  expect(heldByMore(snapshot)).toEqual({ RTCPeerConnection: 2 });
});
