import type {
  MediaConnectionState,
  MediaDirection,
  MediaEvent,
  MediaSession,
} from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import { CallMicrophone } from './call-microphone';
import { closeConnection, type MediaConnection } from './media-connection';
import { RemoteAudio } from './remote-audio';
import { candidatesOf, hasAudio, refuseAllButSound, takesTones } from './sdp';
import { SerialQueue } from './serial-queue';
import { cleanTones, toneGap, toneLength } from './tones';

export interface PeerSessionOptions {
  id: string;
  /** The prepared connection, if there is one: it has made an offer that nobody has seen. */
  prepared: MediaConnection | undefined;
  open: () => MediaConnection;
  devices: { microphoneId: string; speakerId: string };
  emit: (event: MediaEvent) => void;
  log: Logger;
}

/** The media of one call: a peer connection, a microphone, and the far end's sound. */
export class PeerSession implements MediaSession {
  readonly id: string;
  readonly #open: () => MediaConnection;
  #connection: MediaConnection;
  readonly #microphone: CallMicrophone;
  readonly #remote: RemoteAudio;
  readonly #emit: (event: MediaEvent) => void;
  readonly #log: Logger;
  /** Descriptions change one at a time. */
  readonly #queue = new SerialQueue();
  #direction: MediaDirection = 'sendrecv';
  #muted = false;
  #state: MediaConnectionState | undefined;
  #closed = false;

  constructor({ id, prepared, open, devices, emit, log }: PeerSessionOptions) {
    this.id = id;
    this.#open = open;
    this.#emit = emit;
    this.#log = log;
    this.#remote = new RemoteAudio(id, devices.speakerId);
    this.#microphone = new CallMicrophone(
      devices.microphoneId,
      {
        track: () => this.#connectSound(),
        lost: (code) => emit({ type: 'microphone-lost', sessionId: id, code }),
      },
      log,
    );
    this.#connection = this.#watch(prepared ?? open());
  }

  get #peer(): RTCPeerConnection {
    return this.#connection.peer;
  }

  createOffer({ iceRestart = false }: { iceRestart?: boolean } = {}): Promise<string> {
    return this.#change('create an offer', async () => {
      if (!this.#transceiver()) this.#peer.addTransceiver('audio', { direction: this.#direction });
      await this.#connectSound();
      await this.#peer.setLocalDescription(await this.#peer.createOffer({ iceRestart }));
      return this.#handOut();
    });
  }

  acceptAnswer(sdp: string, { provisional = false }: { provisional?: boolean } = {}): Promise<void> {
    return this.#change('accept an answer', async () => {
      // RFC 3261 section 13.2.1: the first answer counts, repeated or different later ones are ignored.
      if (this.#peer.signalingState === 'stable' && this.#peer.remoteDescription) return;
      if (!hasAudio(sdp)) throw new PhoneError('media-failed', 'the far end refuses sound');
      await this.#peer.setRemoteDescription({ type: provisional ? 'pranswer' : 'answer', sdp });
      await this.#connectSound();
    });
  }

  acceptOffer(sdp: string): Promise<void> {
    return this.#change('accept an offer', async () => {
      if (!hasAudio(sdp)) throw new PhoneError('media-failed', 'the offer has no sound in it');
      await this.#makeWayForOffer();
      await this.#peer.setRemoteDescription({ type: 'offer', sdp: refuseAllButSound(sdp) });
      this.#dropUnusedAudio();
      await this.#connectSound();
    });
  }

  createAnswer(): Promise<string> {
    return this.#change('create an answer', async () => {
      await this.#connectSound();
      await this.#peer.setLocalDescription(await this.#peer.createAnswer());
      return this.#handOut();
    });
  }

  rollback(): Promise<void> {
    return this.#change('take an offer back', async () => {
      if (this.#peer.signalingState === 'have-local-offer') await this.#takeOfferBack();
      if (this.#peer.signalingState === 'have-remote-offer') {
        await this.#peer.setRemoteDescription({ type: 'rollback' });
      }
    });
  }

  async setDirection(direction: MediaDirection): Promise<void> {
    this.#assertOpen();
    this.#direction = direction;
    await this.#connectSound();
  }

  async startMicrophone(): Promise<void> {
    this.#assertOpen();
    await this.#microphone.start();
  }

  async setMuted(muted: boolean): Promise<void> {
    this.#assertOpen();
    this.#muted = muted;
    await this.#connectSound();
  }

  async sendTones(tones: string): Promise<boolean> {
    this.#assertOpen();
    const cleaned = cleanTones(tones);
    const sender = this.#transceiver()?.sender;
    const remote = this.#peer.remoteDescription;
    if (!sender?.track || !sender.dtmf?.canInsertDTMF || !remote || !takesTones(remote.sdp)) return false;
    // insertDTMF replaces what still waits to be sent.
    sender.dtmf.insertDTMF(sender.dtmf.toneBuffer + cleaned, toneLength, toneGap);
    return true;
  }

  async hasUnsentCandidates(): Promise<boolean> {
    this.#assertOpen();
    return this.#connection.gathering.hasUnsent();
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#microphone.close();
    this.#remote.close();
    closeConnection(this.#connection);
    this.#log.info(`${this.id} closed`);
  }

  /** The user chose other devices. */
  async setDevices(devices: { microphoneId: string; speakerId: string }): Promise<void> {
    await Promise.all([this.#microphone.choose(devices.microphoneId), this.setSpeaker(devices.speakerId)]);
  }

  async setSpeaker(deviceId: string): Promise<void> {
    await this.#remote.setSpeaker(deviceId);
  }

  async #handOut(): Promise<string> {
    const { gathering } = this.#connection;
    await gathering.enough();
    this.#assertOpen();
    const description = this.#peer.localDescription;
    if (!description) throw new PhoneError('media-failed', 'there is no local description');
    gathering.handOut(description.sdp);
    const { size } = candidatesOf(description.sdp).lines;
    this.#log.info(`${this.id} ${description.type} with ${size} candidates, ${this.#direction}`);
    return description.sdp;
  }

  #watch(connection: MediaConnection): MediaConnection {
    const { peer, gathering } = connection;
    gathering.onLate = () => this.#emit({ type: 'late-candidates', sessionId: this.id });
    peer.addEventListener('connectionstatechange', () => this.#connectionChanged());
    return connection;
  }

  async #makeWayForOffer(): Promise<void> {
    if (this.#peer.signalingState !== 'have-local-offer') return;
    if (this.#connection.gathering.hasHandedOut) {
      await this.#takeOfferBack();
      return;
    }
    // The offer was only prepared. A connection that takes back its first one is slow to connect (0.4 s).
    closeConnection(this.#connection);
    this.#connection = this.#watch(this.#open());
  }

  async #takeOfferBack(): Promise<void> {
    await this.#peer.setLocalDescription({ type: 'rollback' });
    this.#connection.gathering.takeBack();
  }

  /** The one stream of sound, once it is in a description or will be in our first offer. */
  #transceiver(): RTCRtpTransceiver | undefined {
    const audio = this.#peer
      .getTransceivers()
      .filter(({ receiver, direction }) => receiver.track.kind === 'audio' && direction !== 'stopped');
    return audio.find(({ mid }) => mid !== null) ?? audio[0];
  }

  /** What we had added for an offer that was taken back must not become a second stream of sound. */
  #dropUnusedAudio(): void {
    for (const transceiver of this.#peer.getTransceivers()) {
      if (transceiver.mid === null && transceiver.direction !== 'stopped') transceiver.stop();
    }
  }

  /** Brings microphone, direction and playback to what they should be now. */
  async #connectSound(): Promise<void> {
    const track = this.#microphone.track;
    // 'sendonly' is our hold: the stream goes on, but nobody is to hear us.
    if (track) track.enabled = !this.#muted && this.#direction === 'sendrecv';
    this.#remote.setSilent(this.#direction === 'sendonly' || this.#direction === 'inactive');
    const transceiver = this.#transceiver();
    if (!transceiver || this.#closed) return;
    if (transceiver.direction !== this.#direction) transceiver.direction = this.#direction;
    this.#remote.play(transceiver.receiver.track);
    if (track && transceiver.sender.track !== track) await transceiver.sender.replaceTrack(track);
  }

  #connectionChanged(): void {
    const { connectionState } = this.#peer;
    const state = connectionState === 'new' ? 'connecting' : connectionState;
    if (this.#closed || state === this.#state) return;
    this.#state = state;
    this.#log.info(`${this.id} ${state}`);
    this.#emit({ type: 'connection', sessionId: this.id, state });
  }

  #change<T>(what: string, work: () => Promise<T>): Promise<T> {
    return this.#queue.run(async () => {
      this.#assertOpen();
      try {
        return await work();
      } catch (thrown) {
        if (thrown instanceof PhoneError) throw thrown;
        const reason = thrown instanceof Error ? thrown.message : String(thrown);
        this.#log.warn(`${this.id} cannot ${what}: ${reason}`);
        throw new PhoneError('media-failed', `cannot ${what}: ${reason}`);
      }
    });
  }

  #assertOpen(): void {
    if (this.#closed) throw new PhoneError('media-failed', 'the media session is closed');
  }
}
