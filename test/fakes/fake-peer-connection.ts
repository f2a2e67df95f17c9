import { FakeTrack } from './fake-microphones';

class FakeSender {
  track: FakeTrack | null = null;
  readonly dtmf = {
    canInsertDTMF: true,
    toneBuffer: '',
    insertDTMF(tones: string) {
      this.toneBuffer = tones;
    },
  };

  async replaceTrack(track: FakeTrack): Promise<void> {
    this.track = track;
  }
}

export class FakeTransceiver {
  mid: string | null = null;
  readonly sender = new FakeSender();
  readonly receiver = { track: new FakeTrack('far end') };
  /** The codecs it may use, by name; undefined while nobody has said so. */
  preferred: string[] | undefined;

  constructor(public direction: string) {}

  stop(): void {
    this.direction = 'stopped';
  }

  setCodecPreferences(codecs: { mimeType: string }[]): void {
    this.preferred = codecs.map(({ mimeType }) => mimeType.replace('audio/', ''));
  }
}

/** A peer connection with one stream of sound, whose candidates are found when the test says so. */
export class FakePeerConnection extends EventTarget {
  static readonly made: FakePeerConnection[] = [];

  signalingState = 'stable';
  iceGatheringState = 'new';
  connectionState = 'new';
  remoteDescription: { type: string; sdp: string } | null = null;
  /** That of the far end which was agreed on last. */
  currentRemoteDescription: { type: string; sdp: string } | null = null;
  readonly transceivers: FakeTransceiver[] = [];
  #ufrag = 'one';
  #type: string | undefined;
  readonly #candidates: string[] = [];
  /** What a candidate pair has counted. */
  readonly pair = {
    ...{ id: 'pair', type: 'candidate-pair', nominated: true, currentRoundTripTime: 0.02 },
    ...{ packetsReceived: 0, requestsSent: 0, requestsReceived: 0, responsesReceived: 0 },
  };
  /** The stream of sound that arrives. */
  readonly inbound = { id: 'in', type: 'inbound-rtp', kind: 'audio', packetsReceived: 0, packetsLost: 0 };
  /** What is sent. */
  readonly source = { id: 'source', type: 'media-source', kind: 'audio', audioLevel: 0.3 };

  constructor(readonly configuration: RTCConfiguration = {}) {
    super();
    FakePeerConnection.made.push(this);
  }

  get localDescription(): { type: string; sdp: string } | null {
    if (!this.#type) return null;
    const candidates = this.#candidates.map((candidate) => `a=candidate:${candidate}\r\n`).join('');
    const direction = this.transceivers[0]?.direction ?? 'sendrecv';
    const sdp = `v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=ice-ufrag:${this.#ufrag}\r\na=${direction}\r\n${candidates}`;
    return { type: this.#type, sdp };
  }

  async getStats(): Promise<Map<string, unknown>> {
    return new Map([this.pair, this.inbound, this.source].map((stats) => [stats.id, { ...stats }]));
  }

  addTransceiver(_kind: string, { direction }: { direction: string }): FakeTransceiver {
    const transceiver = new FakeTransceiver(direction);
    this.transceivers.push(transceiver);
    return transceiver;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  async createOffer({ iceRestart = false } = {}): Promise<{ type: string }> {
    if (iceRestart) {
      this.#ufrag = 'two';
      this.#candidates.length = 0;
    }
    return { type: 'offer' };
  }

  async createAnswer(): Promise<{ type: string }> {
    return { type: 'answer' };
  }

  async setLocalDescription({ type }: { type: string }): Promise<void> {
    if (type === 'rollback') return this.#signal('stable');
    this.#type = type;
    if (type === 'answer') this.currentRemoteDescription = this.remoteDescription;
    this.#signal(type === 'offer' ? 'have-local-offer' : 'stable');
    this.#associate();
  }

  async setRemoteDescription(description: { type: string; sdp: string }): Promise<void> {
    this.remoteDescription = description;
    if (description.type === 'answer') this.currentRemoteDescription = description;
    if (description.type === 'offer' && this.transceivers.length === 0)
      this.addTransceiver('audio', { direction: 'recvonly' });
    this.#signal(
      { offer: 'have-remote-offer', pranswer: 'have-remote-pranswer' }[description.type] ?? 'stable',
    );
    this.#associate();
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  /** The network answers: one more candidate, as an `a=candidate` value. */
  find(candidate: string): void {
    this.#candidates.push(candidate);
    this.dispatchEvent(new Event('icecandidate'));
  }

  completeGathering(): void {
    this.iceGatheringState = 'complete';
    this.dispatchEvent(new Event('icegatheringstatechange'));
  }

  become(connectionState: string): void {
    this.connectionState = connectionState;
    this.dispatchEvent(new Event('connectionstatechange'));
  }

  #signal(state: string): void {
    this.signalingState = state;
    this.dispatchEvent(new Event('signalingstatechange'));
  }

  #associate(): void {
    this.transceivers.forEach((transceiver, i) => {
      transceiver.mid ??= String(i);
    });
  }
}

/** What Chromium can do, in its order. */
export const chromeCodecs = [
  ...['opus', 'red', 'G722', 'PCMU', 'PCMA', 'CN'],
  ...['telephone-event', 'telephone-event'],
];

/** Makes it the global RTCPeerConnection; `made` is emptied. */
export function installFakePeerConnection(): void {
  FakePeerConnection.made.length = 0;
  const codecs = chromeCodecs.map((name) => ({ mimeType: `audio/${name}` }));
  const RTCRtpReceiver = { getCapabilities: () => ({ codecs }) };
  Object.assign(globalThis, { RTCPeerConnection: FakePeerConnection, RTCRtpReceiver });
}

export const hostCandidate = '1 1 udp 2122063615 192.0.2.10 36457 typ host';
export const publicCandidate = '2 1 udp 1686052607 203.0.113.7 40000 typ srflx raddr 192.0.2.10 rport 36457';
export const relayCandidate = '3 1 udp 41885695 203.0.113.9 50000 typ relay raddr 0.0.0.0 rport 0';
export const tcpCandidate = '4 1 tcp 1518083839 192.0.2.10 9 typ host tcptype active';
