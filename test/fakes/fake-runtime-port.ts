type Listener = (message: never) => void;

/** A chrome.runtime.Port as the offscreen document holds it. */
export class FakePort {
  readonly posted: unknown[] = [];
  readonly #messages: Listener[] = [];
  readonly #disconnects: (() => void)[] = [];
  readonly onMessage = { addListener: (listener: Listener) => this.#messages.push(listener) };
  readonly onDisconnect = { addListener: (listener: () => void) => this.#disconnects.push(listener) };

  constructor(readonly name: string) {}

  postMessage(message: unknown): void {
    this.posted.push(message);
  }

  receive(message: unknown): void {
    for (const listener of this.#messages) listener(message as never);
  }

  /** The worker at the other end dies. */
  die(): void {
    for (const listener of this.#disconnects) listener();
  }
}

/** Makes `chrome.runtime.connect` the global one; answers the ports as they are made. */
export function installFakeRuntime(): FakePort[] {
  const ports: FakePort[] = [];
  const connect = ({ name }: { name: string }) => {
    const port = new FakePort(name);
    ports.push(port);
    return port;
  };
  Object.assign(globalThis, { chrome: { runtime: { connect } } });
  return ports;
}
