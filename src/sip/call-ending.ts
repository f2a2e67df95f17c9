import type { EndReason } from '../domain/end-reason';

export interface EndCause {
  reason: EndReason;
  status: number | undefined;
}

/** Why a call is over, where the first to say so is right, and whether the gateway knows. */
export class CallEnding {
  /** What is said when nobody says why: of a call that the far end has not agreed to since, the worker's death. */
  unexplained: EndReason = 'other';
  private cause: EndCause | undefined;
  private isTold = true;
  private settle: (told: boolean) => void = () => undefined;
  /** Settled when the call is over: true when the gateway knows. */
  readonly over = new Promise<boolean>((resolve) => {
    this.settle = resolve;
  });

  note(reason: EndReason, status?: number): void {
    this.cause ??= { reason, status };
  }

  /** Nobody has answered us, or there was no socket. */
  noteUntold(): void {
    this.isTold = false;
  }

  conclude(): EndCause {
    this.settle(this.isTold);
    return this.cause ?? { reason: this.unexplained, status: undefined };
  }
}
