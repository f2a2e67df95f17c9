import type { MediaCalls } from '../contract/media-protocol';

/** What holds for the offscreen document until it is said otherwise. */
type StandingCall = 'setDevices' | 'mix' | 'showLamps';

type Ask = <N extends StandingCall>(call: N, ...args: Parameters<MediaCalls[N]>) => Promise<undefined>;

/** As this worker has said it last; nothing of it is a reason to open a document. */
export class StandingRequests {
  private readonly said = new Map<StandingCall, () => Promise<undefined>>();

  constructor(
    private readonly isConnected: () => boolean,
    private readonly ask: Ask,
  ) {}

  async say<N extends StandingCall>(call: N, ...args: Parameters<MediaCalls[N]>): Promise<void> {
    const tell = () => this.ask(call, ...args);
    this.said.set(call, tell);
    if (this.isConnected()) await tell();
  }

  /** To be called first of all when there is a document, which may be a new one. */
  repeat(): void {
    for (const tell of this.said.values()) void tell().catch(() => undefined);
  }
}
