/** What a member of a conference gives to it. */
export interface SeatInput {
  /** Our own, for this member; disabled while it shall not hear us. */
  microphone: MediaStreamTrack | undefined;
  /** What it says; undefined while the others shall not hear it. */
  voice: MediaStreamTrack | undefined;
}

/** A source of sound that can be another track later. */
class Inlet {
  readonly #context: AudioContext;
  #track: MediaStreamTrack | undefined;
  #node: MediaStreamAudioSourceNode | undefined;

  constructor(
    context: AudioContext,
    readonly target: AudioNode,
  ) {
    this.#context = context;
  }

  take(track: MediaStreamTrack | undefined): void {
    if (track === this.#track) return;
    this.#node?.disconnect();
    this.#track = track;
    this.#node = track && this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#node?.connect(this.target);
  }
}

/** One member's place in a conference: it hears our microphone and everyone else, and is heard by everyone else. */
export class Seat {
  readonly outlet: MediaStreamAudioDestinationNode;
  readonly voice: GainNode;
  readonly #microphone: Inlet;
  readonly #voice: Inlet;

  constructor(context: AudioContext) {
    this.outlet = context.createMediaStreamDestination();
    // A call is one voice wide; two channels would be mixed, and sent, twice.
    this.outlet.channelCount = 1;
    this.voice = context.createGain();
    this.#microphone = new Inlet(context, this.outlet);
    this.#voice = new Inlet(context, this.voice);
  }

  /** What this member is to hear. */
  get track(): MediaStreamTrack | undefined {
    return this.outlet.stream.getAudioTracks()[0];
  }

  take({ microphone, voice }: SeatInput): void {
    this.#microphone.take(microphone);
    this.#voice.take(voice);
  }

  close(): void {
    this.take({ microphone: undefined, voice: undefined });
    this.voice.disconnect();
    this.track?.stop();
  }
}

/** Mixes the voices of a conference, for each member those of all others. Its AudioContext lives while there are members. */
export class Mixer {
  readonly #seats = new Map<string, Seat>();
  #context: AudioContext | undefined;

  /** The place of this member; a new one where it has none. */
  seat(id: string): Seat {
    const taken = this.#seats.get(id);
    if (taken) return taken;
    this.#context ??= openContext();
    const seat = new Seat(this.#context);
    for (const other of this.#seats.values()) {
      other.voice.connect(seat.outlet);
      seat.voice.connect(other.outlet);
    }
    this.#seats.set(id, seat);
    return seat;
  }

  /** Idempotent. */
  leave(id: string): void {
    const seat = this.#seats.get(id);
    if (!seat) return;
    this.#seats.delete(id);
    for (const other of this.#seats.values()) other.voice.disconnect(seat.outlet);
    seat.close();
    if (this.#seats.size > 0) return;
    void this.#context?.close();
    this.#context = undefined;
  }
}

/** Not in TypeScript's DOM types: Chrome has it since 110. */
type ContextOptions = AudioContextOptions & { sinkId: { type: 'none' } };

/** It plays nothing here, and a speaker that is pulled out must not stop it. */
function openContext(): AudioContext {
  const options: ContextOptions = { latencyHint: 'interactive', sinkId: { type: 'none' } };
  return new AudioContext(options);
}
