import { randomInt } from 'node:crypto';
import {
  RTCPeerConnection,
  RTCRtpCodecParameters,
  type RTCRtpTransceiver,
  RtpHeader,
  RtpPacket,
} from 'werift';
import { FRAME_SAMPLES } from './audio';
import { KeyReader, ReceivedAudio } from './received-audio';
import { type Direction, onlyPcmu, tidyLocalSdp, withoutCandidates } from './sdp';
import { ToneSender } from './tone-sender';

export type Playing = 'echo' | 'tone' | 'none';

export interface MediaEndpointOptions {
  playing?: Playing;
  toneHertz?: number;
  telephoneEvent?: boolean;
  /** Full ICE makes its own checks, as a browser does; the gateway's side is ICE-lite. */
  fullIce?: boolean;
  onDigit?: (digit: string) => void;
}

const PCMU = 0;
const TELEPHONE_EVENT = 101;

function codecs(telephoneEvent: boolean): RTCRtpCodecParameters[] {
  const pcmu = new RTCRtpCodecParameters({
    mimeType: 'audio/PCMU',
    clockRate: 8000,
    channels: 1,
    payloadType: PCMU,
  });
  const event = new RTCRtpCodecParameters({
    mimeType: 'audio/telephone-event',
    clockRate: 8000,
    channels: 1,
    payloadType: TELEPHONE_EVENT,
    parameters: '0-16',
  });
  return telephoneEvent ? [pcmu, event] : [pcmu];
}

/** What of werift's ICE can be cut off; not in its types. */
interface IceSockets {
  protocols: { transport?: { send: unknown; onData: unknown } }[];
}

/** The gateway's side of one call's media: real ICE, DTLS and SRTP, PCMU only. */
export class MediaEndpoint {
  readonly received = new ReceivedAudio();
  packetsSent = 0;
  /** Told of each frame that comes in, as it is encoded. */
  onSound: ((payload: Buffer) => void) | undefined;
  private connection: RTCPeerConnection;
  private transceiver: RTCRtpTransceiver;
  /** Of the other side's certificate, by its last description. */
  private fingerprint: string | undefined;
  private wished: Direction = 'sendrecv';
  private readonly keys = new KeyReader();
  private readonly tone: ToneSender;
  private readonly telephoneEvent: boolean;
  private playing: Playing;
  private sequence = 0;
  private timestamp = 0;
  private readonly sessionId = randomInt(2 ** 31);
  private sessionVersion = 0;
  private iceRestarts = 0;
  private closed = false;

  constructor(private readonly options: MediaEndpointOptions = {}) {
    this.playing = options.playing ?? 'none';
    this.telephoneEvent = options.telephoneEvent ?? true;
    this.connection = this.open();
    this.transceiver = this.addSound();
    this.tone = new ToneSender(options.toneHertz ?? 440, (payload) => this.send(payload));
    this.play(this.playing);
  }

  async answer(offer: string): Promise<string> {
    await this.meetAnother(offer);
    await this.connection.setRemoteDescription({ type: 'offer', sdp: this.readable(offer) });
    await this.connection.setLocalDescription(await this.connection.createAnswer());
    this.startRestartedIce();
    return this.localSdp();
  }

  async offer(options: { iceRestart?: boolean } = {}): Promise<string> {
    await this.connection.setLocalDescription(await this.connection.createOffer(options));
    return this.localSdp();
  }

  async accept(answer: string): Promise<void> {
    this.fingerprint = fingerprintOf(answer);
    await this.connection.setRemoteDescription({
      type: 'answer',
      sdp: this.readable(answer),
    });
    this.startRestartedIce();
  }

  /** An offer of ours that was refused: back to what was agreed before. */
  async rollback(): Promise<void> {
    await this.connection.setLocalDescription({ type: 'rollback' });
  }

  /** What this side is willing to do from the next offer or answer on. */
  set direction(direction: Direction) {
    this.wished = direction;
    this.transceiver.setDirection(direction);
  }

  get connected(): boolean {
    return this.connection.dtlsTransports.some((transport) => transport.state === 'connected');
  }

  /** Resolves when media can flow, or when it has not within `timeoutMs`, with which of the two. */
  whenConnected(timeoutMs: number): Promise<boolean> {
    if (this.connected) return Promise.resolve(true);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), timeoutMs);
      for (const transport of this.connection.dtlsTransports) {
        transport.onStateChange.subscribe((state) => {
          if (state !== 'connected' && state !== 'closed') return;
          clearTimeout(timer);
          resolve(state === 'connected');
        });
      }
    });
  }

  play(playing: Playing): void {
    this.playing = playing;
    if (playing === 'tone' && !this.closed) this.tone.start();
    else this.tone.stop();
  }

  /** Says a frame of 20 ms, encoded; instead of playing anything. */
  say(payload: Buffer): void {
    this.send(payload);
  }

  /** Presses a key as RFC 4733 has it: packets with a growing duration, the last three with the end bit. */
  async sendDigit(digit: string): Promise<void> {
    const event = '0123456789*#ABCD'.indexOf(digit);
    const payloadType = this.transceiver.codecs.find(
      (codec) => codec.name === 'telephone-event',
    )?.payloadType;
    if (event < 0 || payloadType === undefined) throw new Error(`cannot send ${digit} as a telephone-event`);
    this.timestamp += FRAME_SAMPLES;
    const timestamp = this.timestamp;
    for (const [index, end] of [false, false, true, true, true].entries()) {
      const duration = Math.min(index + 1, 3) * FRAME_SAMPLES;
      const payload = Buffer.from([event, (end ? 0x80 : 0) | 10, duration >> 8, duration & 0xff]);
      const [transport] = this.connection.dtlsTransports;
      await transport?.sendRtp(
        payload,
        new RtpHeader({
          payloadType,
          timestamp,
          sequenceNumber: this.sequence++ & 0xffff,
          marker: index === 0,
          ssrc: this.transceiver.sender.ssrc,
        }),
      );
    }
    this.timestamp += 3 * FRAME_SAMPLES;
  }

  /**
   * Nothing arrives here and nothing leaves any more, as when the way between was cut: neither sound nor
   * answers to checks. Answers how to undo that.
   */
  cut(): () => void {
    const transports = this.connection.dtlsTransports.flatMap(({ iceTransport }) =>
      (iceTransport.connection as unknown as IceSockets).protocols.flatMap(({ transport }) =>
        transport ? [transport] : [],
      ),
    );
    const restore = transports.map((transport) => {
      const { send, onData } = transport;
      transport.send = async () => undefined;
      transport.onData = () => undefined;
      return () => Object.assign(transport, { send, onData });
    });
    return () => {
      for (const undo of restore) undo();
    };
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    this.tone.stop();
    await closeConnection(this.connection);
  }

  private open(): RTCPeerConnection {
    // ICE-lite, because a lite agent needs no candidates from the browser: it answers whoever checks it,
    // so an offer that left before gathering ended works at once.
    return new RTCPeerConnection({
      iceLite: !this.options.fullIce,
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: { audio: codecs(this.telephoneEvent), video: [] },
    });
  }

  private addSound(): RTCRtpTransceiver {
    const transceiver = this.connection.addTransceiver('audio', { direction: this.wished });
    for (const transport of this.connection.dtlsTransports) {
      transport.onRtp.subscribe((packet) => this.receive(packet));
    }
    return transceiver;
  }

  /** Another certificate is another DTLS association (RFC 8842 section 5.1), which werift can only begin anew. */
  private async meetAnother(offer: string): Promise<void> {
    const fingerprint = fingerprintOf(offer);
    const known = this.fingerprint;
    this.fingerprint = fingerprint;
    if (known === undefined || fingerprint === known || this.closed) return;
    await closeConnection(this.connection);
    this.connection = this.open();
    this.transceiver = this.addSound();
    this.iceRestarts = 0;
  }

  // werift begins checks only together with DTLS, so after an ICE restart nothing would listen to them.
  private startRestartedIce(): void {
    for (const { state, iceTransport } of this.connection.dtlsTransports) {
      const restarted = iceTransport.iceRestarts > this.iceRestarts;
      this.iceRestarts = iceTransport.iceRestarts;
      if (restarted && state === 'connected') iceTransport.start().catch(() => undefined);
    }
  }

  private readable(sdp: string): string {
    return onlyPcmu(this.options.fullIce ? sdp : withoutCandidates(sdp), this.telephoneEvent);
  }

  private localSdp(): string {
    const sdp = this.connection.localDescription?.sdp;
    if (!sdp) throw new Error('no local description');
    return tidyLocalSdp(sdp, this.sessionId, ++this.sessionVersion);
  }

  private get maySend(): boolean {
    const direction = this.transceiver.currentDirection;
    return !this.closed && (direction === 'sendrecv' || direction === 'sendonly');
  }

  private receive(packet: RtpPacket): void {
    if (packet.header.payloadType === PCMU) {
      this.received.add(packet.payload);
      this.onSound?.(packet.payload);
      if (this.playing === 'echo') this.send(packet.payload);
      return;
    }
    const codec = this.transceiver.codecs.find((known) => known.payloadType === packet.header.payloadType);
    if (codec?.name.toLowerCase() !== 'telephone-event') return;
    const digit = this.keys.read(packet.header.timestamp, packet.payload);
    if (digit !== undefined) this.options.onDigit?.(digit);
  }

  private send(payload: Buffer): void {
    if (!this.maySend || !this.connected) return;
    this.timestamp += payload.length;
    this.packetsSent++;
    const header = new RtpHeader({
      payloadType: PCMU,
      sequenceNumber: this.sequence++ & 0xffff,
      timestamp: this.timestamp >>> 0,
      marker: this.packetsSent === 1,
    });
    // A connection that closes while a packet is on its way is not an error worth telling.
    this.transceiver.sender.sendRtp(new RtpPacket(header, payload)).catch(() => undefined);
  }
}

function fingerprintOf(sdp: string): string | undefined {
  return sdp.match(/^a=fingerprint:(.*?)\s*$/m)?.[1];
}

async function closeConnection(connection: RTCPeerConnection): Promise<void> {
  for (const { dtls } of connection.dtlsTransports) if (dtls) endHandshake(dtls.dtls);
  await connection.close();
}

/**
 * After close, werift would repeat an unfinished handshake for half a minute, or even begin it. A first flight
 * that seems sent already makes the beginning fail; a high one says that the answer to the last has come.
 */
function endHandshake(context: { flight: number }): void {
  context.flight = context.flight === 0 ? 1 : Number.MAX_SAFE_INTEGER;
}
