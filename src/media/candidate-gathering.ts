import { type CandidateSet, candidatesOf, hasRelayed } from './sdp';

/** A description waits this long for its first candidate, milliseconds. */
const firstCandidateLimit = 150;
/** And for its first relayed one, where only those may be used. */
const firstRelayLimit = 2000;
/** After the first candidate, those of the other interfaces follow within this time. */
const company = 20;
/** Late candidates are reported together: this long after the last one. */
const lateQuiet = 300;

/** Watches the candidates of one connection: what is there, what was handed out, what came too late. */
export class CandidateGathering {
  readonly #connection: RTCPeerConnection;
  readonly #relayOnly: boolean;
  #onLate: () => void = () => undefined;
  #onNewAddress: () => void = () => undefined;
  /** All that was found for a generation until its gathering was complete. */
  #complete: (CandidateSet & { newAddress: boolean }) | undefined;
  #handedOut: CandidateSet | undefined;
  #handedOutBefore: CandidateSet | undefined;
  /** The generation whose first candidate was seen; `settled` once its company had time to come. */
  #first: { ufrag: string; settled: boolean } | undefined;
  readonly #reported = new Set<string>();
  #lateTimer: ReturnType<typeof setTimeout> | undefined;
  /** Ends with the call: Chrome may keep a connection that is closed, but not what listens to it. */
  readonly #listening = new AbortController();
  readonly #waiting = new Set<() => void>();

  constructor(connection: RTCPeerConnection, relayOnly: boolean) {
    this.#connection = connection;
    this.#relayOnly = relayOnly;
    const { signal } = this.#listening;
    connection.addEventListener('icecandidate', () => this.#changed(), { signal });
    const changed = () => {
      if (connection.iceGatheringState === 'complete') this.#noteComplete();
      this.#changed();
    };
    connection.addEventListener('icegatheringstatechange', changed, { signal });
  }

  /** Called when candidates were found that the description handed out does not carry. */
  set onLate(listener: () => void) {
    this.#onLate = listener;
  }

  /**
   * Called when this machine has got another network address, once for each generation: until the connection
   * stands, Chrome goes on to look for them, and finds candidates after it has told that gathering is complete.
   */
  set onNewAddress(listener: () => void) {
    this.#onNewAddress = listener;
  }

  /** Resolves when the local description carries enough candidates, or has waited for them long enough. */
  async enough(): Promise<void> {
    this.#noteFirst();
    if (this.#isEnough()) return;
    const limit = this.#relayOnly ? firstRelayLimit : firstCandidateLimit;
    await new Promise<void>((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(check);
        resolve();
      };
      const check = () => {
        if (this.#isClosed || this.#isEnough()) done();
      };
      const timer = setTimeout(done, limit);
      this.#waiting.add(check);
    });
  }

  /** The description goes to the far end: what it carries is sent. */
  handOut(sdp: string): void {
    this.#handedOutBefore = this.#handedOut;
    this.#handedOut = candidatesOf(sdp);
  }

  get hasHandedOut(): boolean {
    return this.#handedOut !== undefined;
  }

  /**
   * Whether no candidate was ever found: Chrome may never find one for a connection that was begun while another
   * one closed, and an ICE restart does not help it.
   */
  get foundNothing(): boolean {
    return this.#first === undefined && this.#found().lines.size === 0;
  }

  /** The description handed out last was refused: what it carried has not arrived. */
  takeBack(): void {
    this.#handedOut = this.#handedOutBefore;
  }

  /** Whether there are candidates, of the generation handed out, that the far end does not know. */
  hasUnsent(): boolean {
    return this.#unsent().length > 0;
  }

  close(): void {
    this.#listening.abort();
    clearTimeout(this.#lateTimer);
    for (const check of [...this.#waiting]) check();
  }

  get #isClosed(): boolean {
    return this.#listening.signal.aborted;
  }

  #unsent(): string[] {
    const sent = this.#handedOut;
    const found = this.#found();
    if (!sent || sent.ufrag !== found.ufrag) return [];
    return [...found.lines].filter((line) => !sent.lines.has(line));
  }

  #found(): CandidateSet {
    return candidatesOf(this.#connection.localDescription?.sdp ?? '');
  }

  #changed(): void {
    if (this.#isClosed) return;
    this.#noteFirst();
    for (const check of [...this.#waiting]) check();
    if (!this.#hasNewAddress()) this.#watchLate();
  }

  #noteComplete(): void {
    this.#complete = { ...this.#found(), newAddress: false };
  }

  #hasNewAddress(): boolean {
    const found = this.#found();
    const complete = this.#complete;
    if (complete?.ufrag !== found.ufrag) return false;
    if (complete.newAddress) return true;
    if ([...found.lines].every((line) => complete.lines.has(line))) return false;
    // What has not been sent yet goes out with the rest.
    if (!this.hasHandedOut) this.#noteComplete();
    else {
      complete.newAddress = true;
      this.#onNewAddress();
    }
    return complete.newAddress;
  }

  #noteFirst(): void {
    const found = this.#found();
    if (!this.#usable(found) || this.#first?.ufrag === found.ufrag) return;
    const first = { ufrag: found.ufrag, settled: false };
    this.#first = first;
    setTimeout(() => {
      first.settled = true;
      this.#changed();
    }, company);
  }

  #usable(found: CandidateSet): boolean {
    return this.#relayOnly ? hasRelayed(found) : found.lines.size > 0;
  }

  #isEnough(): boolean {
    const found = this.#found();
    if (!this.#usable(found)) return false;
    if (this.#connection.iceGatheringState === 'complete') return true;
    return this.#first?.ufrag === found.ufrag && this.#first.settled;
  }

  #watchLate(): void {
    if (!this.#hasUnreported()) return;
    clearTimeout(this.#lateTimer);
    const wait = this.#connection.iceGatheringState === 'complete' ? 0 : lateQuiet;
    this.#lateTimer = setTimeout(() => this.#reportLate(), wait);
  }

  #reportLate(): void {
    if (this.#isClosed || !this.#hasUnreported()) return;
    for (const line of this.#unsent()) this.#reported.add(line);
    this.#onLate();
  }

  #hasUnreported(): boolean {
    return this.#unsent().some((line) => !this.#reported.has(line));
  }
}
