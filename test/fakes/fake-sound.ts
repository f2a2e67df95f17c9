/** What makes sound in a page: AudioContext, and the document's audio elements. */
export class FakeAudioContext extends EventTarget {
  static readonly made: FakeAudioContext[] = [];
  static missingDevice = '';

  readonly sampleRate = 8000;
  readonly destination = {};
  readonly gainNode = { gain: { value: 1 }, connect: () => undefined };
  readonly source = Object.assign(new EventTarget(), {
    buffer: undefined as unknown,
    loop: false,
    started: false,
    connect: () => undefined,
    start() {
      this.started = true;
    },
  });
  state = 'running';
  sinkId = '';

  constructor() {
    super();
    FakeAudioContext.made.push(this);
  }

  async setSinkId(id: string): Promise<void> {
    if (id && id === FakeAudioContext.missingDevice) throw new DOMException('gone', 'NotFoundError');
    this.sinkId = id;
  }

  createGain() {
    return this.gainNode;
  }

  createBufferSource() {
    return this.source;
  }

  createBuffer(_channels: number, length: number) {
    return { length, copyToChannel: () => undefined };
  }

  async close(): Promise<void> {
    this.state = 'closed';
    this.dispatchEvent(new Event('statechange'));
  }
}

export class FakeAudioElement {
  autoplay = false;
  muted = false;
  removed = false;
  srcObject: unknown = null;
  sinkId = '';
  readonly dataset: Record<string, string> = {};

  async setSinkId(id: string): Promise<void> {
    if (id && id === FakeAudioContext.missingDevice) throw new DOMException('gone', 'NotFoundError');
    this.sinkId = id;
  }

  remove(): void {
    this.removed = true;
  }
}

/** Makes both global; answers the audio elements as they are made. */
export function installFakeSound(): FakeAudioElement[] {
  const elements: FakeAudioElement[] = [];
  FakeAudioContext.made.length = 0;
  FakeAudioContext.missingDevice = '';
  const document = {
    createElement() {
      const element = new FakeAudioElement();
      elements.push(element);
      return element;
    },
    body: { append: () => undefined },
  };
  class FakeStream {
    constructor(readonly tracks: unknown[]) {}
  }
  Object.assign(globalThis, { AudioContext: FakeAudioContext, document, MediaStream: FakeStream });
  return elements;
}
