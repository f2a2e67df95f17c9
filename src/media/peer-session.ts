import type { MediaDirection, MediaEvent, MediaSession } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import { type CallDevices, CallSound } from './call-sound';
import { checkOffer } from './codecs';
import { ConnectionState } from './connection-state';
import { DescriptionChanges } from './description-changes';
import { closeConnection, type MediaConnection } from './media-connection';
import type { Seat } from './mixer';
import { candidatesOf, hasAudio, refuseAllButSound } from './sdp';
import type { SharedMicrophone } from './shared-microphone';

export interface PeerSessionOptions {
  id: string;
  /** The prepared connection, if there is one: it has made an offer that nobody has seen. */
  prepared: MediaConnection | undefined;
  open: () => MediaConnection;
  microphone: SharedMicrophone;
  devices: CallDevices;
  emit: (event: MediaEvent) => void;
  log: Logger;
}

/** The media of one call: a peer connection, a microphone, and the far end's sound. */
export class PeerSession implements MediaSession {
  readonly id: string;
  readonly #open: () => MediaConnection;
  #connection: MediaConnection;
  readonly #sound: CallSound;
  readonly #emit: (event: MediaEvent) => void;
  readonly #log: Logger;
  readonly #changes: DescriptionChanges;
  readonly #state: ConnectionState;

  constructor({ id, prepared, open, microphone, devices, emit, log }: PeerSessionOptions) {
    this.id = id;
    this.#open = open;
    this.#emit = emit;
    this.#log = log;
    this.#changes = new DescriptionChanges(id, log);
    this.#sound = new CallSound({
      sessionId: id,
      connection: () => this.#connection,
      microphone,
      devices,
      onMicrophoneLost: (code) => emit({ type: 'microphone-lost', sessionId: id, code }),
      onMicrophoneBack: () => emit({ type: 'microphone-back', sessionId: id }),
      log,
    });
    this.#state = new ConnectionState(
      (state) => {
        log.info(`${id} ${state}`);
        emit({ type: 'connection', sessionId: id, state });
      },
      ({ microphone, ...sample }) => {
        const spoken = microphone && this.#sound.speaks && { microphone };
        emit({ type: 'quality', sessionId: id, sample: { ...sample, ...spoken } });
      },
    );
    this.#connection = this.#watch(prepared ?? open());
  }

  get #peer(): RTCPeerConnection {
    return this.#connection.peer;
  }

  createOffer({ iceRestart = false }: { iceRestart?: boolean } = {}): Promise<string> {
    return this.#changes.make('create an offer', async () => {
      if (iceRestart && this.#connection.gathering.foundNothing) this.#beginAnew();
      this.#sound.ensureStream();
      await this.#sound.apply();
      await this.#peer.setLocalDescription(await this.#peer.createOffer({ iceRestart }));
      return this.#handOut();
    });
  }

  acceptAnswer(sdp: string, { provisional = false }: { provisional?: boolean } = {}): Promise<void> {
    return this.#changes.make('accept an answer', async () => {
      // RFC 3261 section 13.2.1: the first answer counts, repeated or different later ones are ignored; so is
      // one to an offer that was lost with its document.
      if (this.#peer.signalingState === 'stable') return;
      if (!hasAudio(sdp)) throw new PhoneError('media-failed', 'the far end refuses sound');
      await this.#peer.setRemoteDescription({ type: provisional ? 'pranswer' : 'answer', sdp });
      await this.#sound.apply();
    });
  }

  acceptOffer(sdp: string): Promise<void> {
    return this.#changes.make('accept an offer', async () => {
      if (!hasAudio(sdp)) throw new PhoneError('media-failed', 'the offer has no sound in it');
      checkOffer(sdp, this.#connection.codecs);
      await this.#makeWayForOffer();
      await this.#peer.setRemoteDescription({ type: 'offer', sdp: refuseAllButSound(sdp) });
      this.#sound.dropUnusedStreams();
      await this.#sound.apply();
    });
  }

  createAnswer(): Promise<string> {
    return this.#changes.make('create an answer', async () => {
      await this.#sound.apply();
      await this.#peer.setLocalDescription(await this.#peer.createAnswer());
      // Only now is it known whether the far end holds us.
      await this.#sound.apply();
      return this.#handOut();
    });
  }

  rollback(): Promise<void> {
    return this.#changes.make('take an offer back', async () => {
      if (this.#peer.signalingState === 'have-local-offer') {
        await this.#takeOfferBack();
        await this.#agreeAgain();
      } else if (this.#peer.signalingState === 'have-remote-offer') {
        await this.#peer.setRemoteDescription({ type: 'rollback' });
      }
    });
  }

  async setDirection(direction: MediaDirection): Promise<void> {
    this.#changes.assertOpen();
    await this.#sound.setDirection(direction);
  }

  async startMicrophone(): Promise<void> {
    this.#changes.assertOpen();
    await this.#sound.startMicrophone();
  }

  async setMuted(muted: boolean): Promise<void> {
    this.#changes.assertOpen();
    await this.#sound.setMuted(muted);
  }

  async sendTones(tones: string): Promise<boolean> {
    this.#changes.assertOpen();
    return this.#sound.sendTones(tones);
  }

  async hasUnsentCandidates(): Promise<boolean> {
    this.#changes.assertOpen();
    return this.#connection.gathering.hasUnsent();
  }

  async close(): Promise<void> {
    if (this.#changes.isOver) return;
    this.#changes.close();
    this.#state.close();
    this.#sound.close();
    closeConnection(this.#connection);
    this.#log.info(`${this.id} closed`);
  }

  /** Tells a worker that is new what has become of the connection and of the microphone. */
  repeatState(): void {
    if (this.#changes.isOver) return;
    this.#state.repeat();
    this.#sound.repeatState();
  }

  /** A place in a conference, or none any more. */
  async sitDown(seat: Seat | undefined, silenced: boolean): Promise<void> {
    if (!this.#changes.isOver) await this.#sound.sitDown(seat, silenced);
  }

  /** The user chose other devices. */
  async setDevices(devices: CallDevices): Promise<void> {
    await Promise.all([this.#sound.setMicrophone(devices), this.setSpeaker(devices.speakerId)]);
  }

  async setSpeaker(deviceId: string): Promise<void> {
    await this.#sound.setSpeaker(deviceId);
  }

  /** The chosen speaker is not there: another one plays. */
  get speakerMissing(): boolean {
    return this.#sound.speakerMissing;
  }

  async #handOut(): Promise<string> {
    const { gathering } = this.#connection;
    await gathering.enough();
    this.#changes.assertOpen();
    const description = this.#peer.localDescription;
    if (!description) throw new PhoneError('media-failed', 'there is no local description');
    gathering.handOut(description.sdp);
    const { size } = candidatesOf(description.sdp).lines;
    this.#log.info(`${this.id} ${description.type} with ${size} candidates, ${this.#sound.direction}`);
    return description.sdp;
  }

  #watch(connection: MediaConnection): MediaConnection {
    const { gathering } = connection;
    gathering.onLate = () => this.#emit({ type: 'late-candidates', sessionId: this.id });
    gathering.onNewAddress = () => this.#emit({ type: 'network-changed', sessionId: this.id });
    this.#state.follow(connection);
    return connection;
  }

  async #makeWayForOffer(): Promise<void> {
    if (this.#peer.signalingState === 'have-local-offer') await this.#takeOfferBack();
  }

  #beginAnew(): void {
    closeConnection(this.#connection);
    this.#connection = this.#watch(this.#open());
  }

  /**
   * The first offer goes with its connection, which would be slow to connect after it (0.4 s), and which would give
   * the sound another mid, where a far end that knows the call holds on to the one it had (RFC 9429 section 5.2.2).
   */
  async #takeOfferBack(): Promise<void> {
    if (!this.#peer.currentRemoteDescription) {
      this.#beginAnew();
      return;
    }
    await this.#peer.setLocalDescription({ type: 'rollback' });
    this.#connection.gathering.takeBack();
  }

  /**
   * Chrome stops to play the far end as soon as our offer says so, and a rollback does not undo that: what
   * was agreed before is agreed once more, with ourselves only.
   */
  async #agreeAgain(): Promise<void> {
    const agreed = this.#peer.currentRemoteDescription;
    if (!agreed) return;
    this.#sound.returnToAgreed();
    await this.#peer.setRemoteDescription({ type: 'offer', sdp: agreed.sdp });
    await this.#peer.setLocalDescription(await this.#peer.createAnswer());
  }
}
