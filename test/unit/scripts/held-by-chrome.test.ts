import { heldByChromeAlone } from '../../e2e/endurance/held-by-chrome';

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
    node_fields: ['name', 'edge_count'],
    edge_fields: ['type', 'name_or_index', 'to_node'],
    edge_types: [edgeTypes],
  };
  const nodes = objects.flatMap(([name, ...holds]) => [put(name), holds.length]);
  const edges = objects.flatMap(([, ...holds]) =>
    holds.flatMap(([held, name, type = 'internal']) => [edgeTypes.indexOf(type), put(name), held * 2]),
  );
  return JSON.stringify({ snapshot: { meta }, nodes, edges, strings });
}

it('counts what only an untold event holds, itself or by a connection', () => {
  const snapshot = snapshotOf([
    ['root', [1, 'persistent roots'], [2, 'window']],
    ['C++ Persistent roots', [3, untold]],
    ['Window', [3, 'a cache', 'weak']],
    ['RTCPeerConnection', [4, 'listener'], [5, 'track']],
    ['RTCPeerConnection'],
    ['MediaStreamTrack'],
  ]);
  expect(heldByChromeAlone(snapshot)).toEqual({ RTCPeerConnection: 2, MediaStreamTrack: 1 });
});

it('counts nothing that the page holds as well, or that Chrome holds for another reason', () => {
  const snapshot = snapshotOf([
    ['root', [1, 'persistent roots'], [2, 'window']],
    ['C++ Persistent roots', [3, untold], [4, 'void blink::RTCPeerConnection::createOffer()@rtc.cc:1']],
    ['Window', [3, 'kept', 'property']],
    ['RTCPeerConnection'],
    ['RTCPeerConnection'],
  ]);
  expect(heldByChromeAlone(snapshot)).toEqual({});
});
