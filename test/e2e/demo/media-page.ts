/** Runs in the page of media.test.ts: a media host whose sessions are connected to each other. */
import type { MediaEvent, MediaOptions } from '../../../src/contract/media-session';
import { openMicrophoneTest } from '../../../src/devices/microphone-test';
import { playSpeakerTest } from '../../../src/devices/speaker-test';
import { createLoggers } from '../../../src/log/logger';
import { LocalMediaHost } from '../../../src/media/media-host';

const plain: MediaOptions = { iceServers: [], relayOnly: false };

export class MediaPage {
  readonly events: MediaEvent[] = [];
  readonly lines: string[] = [];
  readonly #context = new AudioContext();
  readonly #analysers = new Map<MediaStream, AnalyserNode>();
  readonly #host = new LocalMediaHost({
    emit: (event) => this.events.push(event),
    loggers: createLoggers(({ text }) => this.lines.push(text), Date.now),
  });
  readonly calls = this.#host.calls;

  async open(id: string, options: MediaOptions = plain): Promise<void> {
    await this.calls.open(id, options);
  }

  /** Offers from one session to the other, and brings the answer back. */
  async negotiate(from: string, to: string, options: { iceRestart?: boolean } = {}): Promise<void> {
    await this.calls.acceptOffer(to, await this.calls.createOffer(from, options));
    await this.calls.acceptAnswer(from, await this.calls.createAnswer(to), {});
  }

  /** Two sessions in a call with each other, both with their microphones. */
  async connect(from: string, to: string): Promise<void> {
    await Promise.all([this.open(from), this.open(to)]);
    await Promise.all([this.calls.startMicrophone(from), this.calls.startMicrophone(to)]);
    await this.negotiate(from, to);
  }

  readonly openMicrophoneTest = openMicrophoneTest;
  readonly playSpeakerTest = playSpeakerTest;

  element(id: string): HTMLAudioElement | null {
    return document.querySelector<HTMLAudioElement>(`audio[data-session="${id}"]`);
  }

  /** What reaches a session at this moment: the loudest frequency in hertz, its level in decibels. */
  heard(id: string): { frequency: number; level: number } {
    const node = this.#analyser(id);
    const bins = new Float32Array(node.frequencyBinCount);
    node.getFloatFrequencyData(bins);
    let loudest = 0;
    bins.forEach((level, i) => {
      if (level > (bins[loudest] ?? -200)) loudest = i;
    });
    const frequency = (loudest * this.#context.sampleRate) / node.fftSize;
    return { frequency, level: Math.max(-200, bins[loudest] ?? -200) };
  }

  hears(id: string, ...frequencies: number[]): boolean {
    const { frequency, level } = this.heard(id);
    return level > -70 && frequencies.some((expected) => Math.abs(frequency - expected) < 12);
  }

  hearsNothing(id: string): boolean {
    return this.heard(id).level < -90;
  }

  /** What the session has told last of its connection is that there is none. */
  isCut(id: string): boolean {
    const told = this.events.findLast((event) => event.type === 'connection' && event.sessionId === id);
    return told?.type === 'connection' && told.state === 'disconnected';
  }

  /** What a call that goes wrong throws. */
  async failure(call: () => Promise<unknown>): Promise<string> {
    return call().then(
      () => 'none',
      (error: { code?: string }) => error.code ?? String(error),
    );
  }

  #analyser(id: string): AnalyserNode {
    const stream = this.element(id)?.srcObject as MediaStream;
    const kept = this.#analysers.get(stream);
    if (kept) return kept;
    const made = this.#context.createAnalyser();
    made.fftSize = 8192;
    made.smoothingTimeConstant = 0;
    this.#context.createMediaStreamSource(stream).connect(made);
    this.#analysers.set(stream, made);
    return made;
  }
}

Object.assign(globalThis, { media: new MediaPage() });
