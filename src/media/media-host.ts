import type { DeviceChoice, MediaEvent } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import { defaultSettings } from '../contract/settings';
import { microphoneState } from '../devices/microphone-access';
import { SoundPlayer } from '../devices/sound-player';
import { progressSounds, ring } from '../devices/sounds';
import type { Logger } from '../log/logger';
import { AddressWatch } from './address-watch';
import { Conference } from './conference';
import { Headsets } from './headsets';
import type { MediaCallHandlers } from './media-calls';
import { openConnection } from './media-connection';
import { MissingDevices } from './missing-devices';
import { PeerSession } from './peer-session';
import { PreparedConnection } from './prepared-connection';
import { SharedMicrophone } from './shared-microphone';

/** Progress tones are made quiet already; the speaker's own volume does the rest. */
const toneVolume = 1;

/** A worker that woke again names its media sessions within this time, milliseconds; others have no owner. */
const claimLimit = 60_000;

export interface MediaHostOptions {
  emit: (event: MediaEvent) => void;
  loggers: (source: string) => Logger;
}

/** The media sessions and the sounds of the phone, as the offscreen document keeps them. */
export class LocalMediaHost {
  readonly #sessions = new Map<string, PeerSession>();
  readonly #unclaimed = new Set<string>();
  readonly #emit: (event: MediaEvent) => void;
  readonly #log: Logger;
  readonly #sessionLog: Logger;
  readonly #prepared: PreparedConnection;
  readonly #addresses: AddressWatch;
  readonly #microphone = new SharedMicrophone((standIn) => this.#missing.microphone(standIn));
  readonly #missing: MissingDevices;
  readonly #headsets: Headsets;
  readonly #conference = new Conference();
  #devices: DeviceChoice = defaultSettings;
  #claimTimer: ReturnType<typeof setTimeout> | undefined;
  readonly #ringer = new SoundPlayer({
    deviceId: defaultSettings.ringerId,
    volume: defaultSettings.ringVolume,
  });
  readonly #tones = new SoundPlayer({ deviceId: defaultSettings.speakerId, volume: toneVolume });

  constructor({ emit, loggers }: MediaHostOptions) {
    this.#emit = emit;
    this.#log = loggers('media/host');
    this.#sessionLog = loggers('media/session');
    this.#prepared = new PreparedConnection(this.#log);
    this.#missing = new MissingDevices(emit, this.#log);
    this.#headsets = new Headsets((wish) => emit({ type: 'headset', wish }), loggers('media/headsets'));
    this.#headsets.start();
    this.#addresses = new AddressWatch(() => this.#addressChanged(), this.#log);
  }

  /** What the worker may ask for. */
  readonly calls: MediaCallHandlers = {
    prepare: async (options) => void (await this.#prepared.prepare(options)),
    open: async (id, options) => {
      if (this.#sessions.has(id)) throw new PhoneError('media-failed', `${id} is open already`);
      const prepared = await this.#prepared.take(options);
      const session = new PeerSession({
        id,
        prepared,
        open: () => openConnection(options),
        microphone: this.#microphone,
        devices: this.#devices,
        emit: (event) => this.#sessionTells(event),
        log: this.#sessionLog,
      });
      this.#sessions.set(id, session);
      this.#sessionLog.info(`${id} open${prepared ? ', prepared' : ''}`);
      void session.setSpeaker(this.#devices.speakerId).then(() => this.#lookForSpeaker());
      await this.#conference.seat(session);
    },
    has: async (id) => {
      this.#unclaimed.delete(id);
      const session = this.#sessions.get(id);
      // Behind the answer, when the worker knows the call again.
      setTimeout(() => {
        session?.repeatState();
        this.#missing.repeat();
      });
      return session !== undefined;
    },
    mix: async (ids, silenced) => void (await this.#conference.set(ids, silenced, this.#sessions.values())),
    microphoneState,
    startRinging: async () => {
      if (!this.#ringer.playing) this.#sound(this.#ringer.play(ring));
    },
    stopRinging: async () => void this.#ringer.stop(),
    startTone: async (tone) => this.#sound(this.#tones.play(progressSounds[tone])),
    stopTone: async () => void this.#tones.stop(),
    setDevices: async (devices) => {
      this.#devices = devices;
      await Promise.all([
        this.#ringer.setOutput({ deviceId: devices.ringerId, volume: devices.ringVolume }),
        this.#tones.setOutput({ deviceId: devices.speakerId, volume: toneVolume }),
        ...[...this.#sessions.values()].map((session) => session.setDevices(devices)),
      ]);
      this.#lookForSpeaker();
    },
    showLamps: async (lamps) => void this.#headsets.show(lamps),
    renewHeadsets: async () => void (await this.#headsets.renew()),
    createOffer: async (id, options) => this.#session(id).createOffer(options),
    acceptAnswer: async (id, sdp, options) => void (await this.#session(id).acceptAnswer(sdp, options)),
    acceptOffer: async (id, sdp) => void (await this.#session(id).acceptOffer(sdp)),
    createAnswer: async (id) => this.#session(id).createAnswer(),
    rollback: async (id) => void (await this.#session(id).rollback()),
    setDirection: async (id, direction) => void (await this.#session(id).setDirection(direction)),
    startMicrophone: async (id) => void (await this.#session(id).startMicrophone()),
    setMuted: async (id, muted) => void (await this.#session(id).setMuted(muted)),
    sendTones: async (id, tones) => this.#session(id).sendTones(tones),
    hasUnsentCandidates: async (id) => this.#session(id).hasUnsentCandidates(),
    close: async (id) => void (await this.#close(id)),
  };

  get hasSessions(): boolean {
    return this.#sessions.size > 0;
  }

  networkChanged(): void {
    void this.#prepared.renew();
  }

  /** Something was plugged in or out: sound goes where the user wants it, if that is there again. */
  async devicesChanged(): Promise<void> {
    const { speakerId } = this.#devices;
    await Promise.all([...this.#sessions.values()].map((session) => session.setSpeaker(speakerId)));
    this.#lookForSpeaker();
  }

  /**
   * The worker died. Calls go on, but nothing rings for a call that died with it; and a media session that
   * the next worker does not ask for has no owner: its microphone must not stay open.
   */
  workerLost(): void {
    this.#ringer.stop();
    this.#tones.stop();
    for (const id of this.#sessions.keys()) this.#unclaimed.add(id);
    clearTimeout(this.#claimTimer);
    this.#claimTimer = setTimeout(() => this.#closeUnclaimed(), claimLimit);
  }

  #sessionTells(event: MediaEvent): void {
    // Until its connection stands, a session sees new addresses itself.
    if (event.type === 'connection' && event.state === 'connected' && this.hasSessions)
      this.#addresses.start();
    this.#emit(event);
  }

  #addressChanged(): void {
    this.networkChanged();
    for (const sessionId of this.#sessions.keys()) this.#emit({ type: 'network-changed', sessionId });
  }

  #lookForSpeaker(): void {
    this.#missing.speaker([...this.#sessions.values()].some((session) => session.speakerMissing));
  }

  #session(id: string): PeerSession {
    this.#unclaimed.delete(id);
    const session = this.#sessions.get(id);
    if (!session) throw new PhoneError('media-failed', `there is no media session ${id}`);
    return session;
  }

  async #close(id: string): Promise<void> {
    const session = this.#sessions.get(id);
    this.#sessions.delete(id);
    this.#unclaimed.delete(id);
    if (!this.hasSessions) this.#addresses.close();
    await session?.close();
    if (!this.hasSessions) this.#microphone.forget();
    this.#conference.leave(id);
    this.#lookForSpeaker();
  }

  #closeUnclaimed(): void {
    for (const id of this.#unclaimed) {
      this.#log.warn(`${id} has no owner`);
      void this.#close(id);
      this.#emit({ type: 'connection', sessionId: id, state: 'closed' });
    }
  }

  #sound(played: Promise<void>): undefined {
    played.catch((error) => this.#log.warn(`cannot sound: ${error}`));
  }
}
