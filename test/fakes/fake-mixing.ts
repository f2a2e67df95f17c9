import { FakeTrack } from './fake-microphones';
import { FakeAudioContext } from './fake-sound';

/** A node of an audio graph that knows what flows into it. */
class FakeNode {
  readonly inputs = new Set<FakeNode>();
  readonly #outputs = new Set<FakeNode>();

  constructor(readonly source?: FakeTrack) {}

  connect(target: FakeNode): void {
    this.#outputs.add(target);
    target.inputs.add(this);
  }

  disconnect(target?: FakeNode): void {
    for (const output of target ? [target] : [...this.#outputs]) {
      this.#outputs.delete(output);
      output.inputs.delete(this);
    }
  }

  /** The tracks that are heard here. */
  get heard(): FakeTrack[] {
    return [...this.inputs].flatMap((input) => (input.source ? [input.source] : input.heard));
  }
}

/** The outlets of a mixer, by their tracks. */
const outlets = new Map<unknown, FakeNode>();

export class FakeMixingContext extends FakeAudioContext {
  createMediaStreamSource({ tracks }: { tracks: FakeTrack[] }): FakeNode {
    return new FakeNode(tracks[0]);
  }

  createMediaStreamDestination() {
    const track = new FakeTrack('mix');
    const node = Object.assign(new FakeNode(), { stream: { getAudioTracks: () => [track] } });
    outlets.set(track, node);
    return node;
  }

  override createGain(): never {
    return new FakeNode() as never;
  }
}

/** Makes it the global AudioContext; answers the names of what is to be heard in a track: itself, or what is mixed in it. */
export function installFakeMixing(): (track: FakeTrack | null | undefined) => string[] {
  FakeMixingContext.made.length = 0;
  outlets.clear();
  Object.assign(globalThis, { AudioContext: FakeMixingContext });
  return (track) => {
    if (!track?.enabled || track.stopped) return [];
    const tracks = outlets.get(track)?.heard ?? [track];
    return tracks
      .filter(({ enabled, stopped }) => enabled && !stopped)
      .map(({ deviceId }) => deviceId)
      .sort();
  };
}
