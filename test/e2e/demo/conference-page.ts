/** Runs in the page of conference-media.test.ts: a media host with three calls, and their far ends, each with a tone of its own. */
import type { MediaOptions } from '../../../src/contract/media-session';
import { createLoggers } from '../../../src/log/logger';
import { LocalMediaHost } from '../../../src/media/media-host';

const plain: MediaOptions = { iceServers: [], relayOnly: false };
/** Decibels; the tones arrive at about -30, and what leaks into the neighbourhood of one is below -80. */
const audible = -65;

/** The other side of a call: says a tone, and hears what the media host sends. */
class FarEnd {
  readonly #peer = new RTCPeerConnection();
  readonly #voice: GainNode;
  readonly #ear: AnalyserNode;

  constructor(
    readonly context: AudioContext,
    hertz: number,
  ) {
    const tone = context.createOscillator();
    tone.frequency.value = hertz;
    this.#voice = context.createGain();
    this.#voice.gain.value = 0.3;
    const outlet = context.createMediaStreamDestination();
    tone.connect(this.#voice).connect(outlet);
    tone.start();
    this.#ear = context.createAnalyser();
    this.#ear.fftSize = 8192;
    this.#ear.smoothingTimeConstant = 0;
    for (const track of outlet.stream.getTracks()) this.#peer.addTrack(track, outlet.stream);
    this.#peer.addEventListener('track', ({ track }) => this.#listen(track));
  }

  async call(calls: LocalMediaHost['calls'], id: string): Promise<void> {
    await calls.open(id, plain);
    await calls.startMicrophone(id);
    await this.#peer.setLocalDescription();
    await new Promise<void>((done) => {
      const look = () => this.#peer.iceGatheringState === 'complete' && done();
      this.#peer.addEventListener('icegatheringstatechange', look);
      look();
    });
    await calls.acceptOffer(id, this.#peer.localDescription?.sdp ?? '');
    await this.#peer.setRemoteDescription({ type: 'answer', sdp: await calls.createAnswer(id) });
  }

  /** As if it spoke from now on, or was quiet. */
  speak(loud: boolean): void {
    this.#voice.gain.value = loud ? 0.3 : 0;
  }

  hears(hertz: number): boolean {
    const bins = new Float32Array(this.#ear.frequencyBinCount);
    this.#ear.getFloatFrequencyData(bins);
    const bin = Math.round((hertz * this.#ear.fftSize) / this.context.sampleRate);
    return Math.max(...bins.slice(bin - 1, bin + 2)) > audible;
  }

  /** Milliseconds until something can be heard. Chrome takes a steady tone in a microphone for noise, and lets little of it through. */
  async untilLoud(begin: () => unknown): Promise<number> {
    const samples = new Float32Array(256);
    const begun = performance.now();
    begin();
    for (;;) {
      this.#ear.getFloatTimeDomainData(samples);
      if (samples.some((sample) => Math.abs(sample) > 0.01)) return performance.now() - begun;
      await new Promise((next) => setTimeout(next));
    }
  }

  async untilQuiet(): Promise<void> {
    const samples = new Float32Array(8192);
    do {
      await new Promise((next) => setTimeout(next, 20));
      this.#ear.getFloatTimeDomainData(samples);
    } while (samples.some((sample) => Math.abs(sample) > 0.003));
  }

  /** Chrome decodes a far end's sound only while an element plays it. */
  #listen(track: MediaStreamTrack): void {
    const stream = new MediaStream([track]);
    const element = document.createElement('audio');
    element.muted = true;
    element.srcObject = stream;
    void element.play();
    this.context.createMediaStreamSource(stream).connect(this.#ear);
  }
}

export class ConferencePage {
  readonly #context = new AudioContext();
  readonly calls = new LocalMediaHost({
    emit: () => undefined,
    loggers: createLoggers(() => undefined, Date.now),
  }).calls;
  readonly farEnds: Record<string, FarEnd> = {};
  microphones = 0;

  constructor() {
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (wanted) => {
      this.microphones++;
      return open(wanted);
    };
  }

  async call(tones: Record<string, number>): Promise<void> {
    for (const [id, hertz] of Object.entries(tones)) this.farEnds[id] = new FarEnd(this.#context, hertz);
    await Promise.all(Object.entries(this.farEnds).map(([id, farEnd]) => farEnd.call(this.calls, id)));
  }

  /** By the ids of the far ends: which of these tones each of them hears. */
  heard(tones: number[]): Record<string, number[]> {
    const heardBy = ([id, farEnd]: [string, FarEnd]) => [id, tones.filter((hertz) => farEnd.hears(hertz))];
    return Object.fromEntries(Object.entries(this.farEnds).map(heardBy));
  }

  farEnd(id: string): FarEnd {
    const found = this.farEnds[id];
    if (!found) throw new Error(`no far end ${id}`);
    return found;
  }
}

Object.assign(globalThis, { conference: new ConferencePage() });
