import { isSameValue } from '../domain/same-value';
import type { Talking } from '../domain/talking';
import type { Logger } from '../log/logger';
import type { LocalStorage, SavedCall, StandingCall } from './kept-state';

/** Milliseconds after the last sign of life in which the gateway may still hold a call, and somebody wait in it. */
const worthResuming = 5 * 60_000;

export interface StandingCallsOptions {
  local: LocalStorage;
  /** The extension that is signed in. */
  user(): string | undefined;
  now(): number;
  log: Logger;
}

/** The calls that stand, and those that stood when Chrome was closed: in `storage.local`, which outlives it. */
export class StandingCalls {
  private standing: StandingCall[] = [];
  private left: StandingCall[] = [];

  constructor(private readonly options: StandingCallsOptions) {}

  /** Those that the browser's end has interrupted, while they may still be taken up. */
  get interrupted(): StandingCall[] {
    return this.left;
  }

  /**
   * Reads what was kept.
   *
   * @param going the ids of calls that this browser has had before its worker died: they go on without anybody's doing
   */
  async restore(going: string[]): Promise<void> {
    const { standingCalls = [] } = await this.options.local.read(['standingCalls']);
    this.standing = standingCalls.filter(({ call }) => going.includes(call.id));
    this.left = standingCalls.filter(({ call }) => !going.includes(call.id));
    if (this.left.length > 0) this.forgetOld();
  }

  /** The calls of this moment; two phones that talk through us go on without us, and nobody takes their place. */
  follow(saved: SavedCall[]): void {
    const before = this.standing;
    const user = this.options.user();
    const seenAt = this.options.now();
    this.standing = saved.flatMap(({ call, dialog }) =>
      call.state === 'talking' && dialog && user !== undefined && !call.otherPhone
        ? [{ call: lasting(call), dialog, user, seenAt }]
        : [],
    );
    // What is measured of the sound goes with the next sign of life.
    const same = (calls: StandingCall[]) =>
      calls.map(({ call: { quality: _measured, ...call }, dialog }) => ({ call, dialog }));
    if (!isSameValue(same(before), same(this.standing))) this.write();
  }

  /** A sign of life, to be given at least every minute while calls stand. */
  beat(): void {
    if (this.standing.length > 0) {
      const seenAt = this.options.now();
      this.standing = this.standing.map((call) => ({ ...call, seenAt }));
      this.write();
    }
    if (this.left.length > 0) this.forgetOld();
  }

  /** Takes away one of the interrupted; undefined when there is none of this id any more. */
  take(id: string): StandingCall | undefined {
    const found = this.left.find(({ call }) => call.id === id);
    this.left = this.left.filter((one) => one !== found);
    if (found) this.write();
    return found;
  }

  /** Milliseconds until the next of them is not worth offering any more. */
  untilOld(): number | undefined {
    if (this.left.length === 0) return undefined;
    const oldest = Math.min(...this.left.map(({ seenAt }) => seenAt));
    return Math.max(0, oldest + worthResuming - this.options.now());
  }

  forgetOld(): void {
    const now = this.options.now();
    // A clock that was set back must not offer a call for hours.
    this.left = this.left.filter(({ seenAt }) => Math.abs(now - seenAt) < worthResuming);
    this.write();
  }

  private write(): void {
    this.options.local
      .write({ standingCalls: [...this.standing, ...this.left] })
      .catch((error) => this.options.log.error(`calls not kept: ${String(error)}`));
  }
}

/** What passes is not worth a write, and means nothing to the next browser. */
function lasting({ joined: _joined, silenced: _silenced, ...call }: Talking): Talking {
  return { ...call, holdPending: false, interrupted: false };
}
