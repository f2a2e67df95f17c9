import { Inviter, type Session, SessionState } from 'sip.js';
import { PhoneError } from '../contract/phone-error';
import type { Logger } from '../log/logger';
import type { DescriptionHandler } from './description-handler';

export interface RenegotiationHooks {
  onDone(): void;
  /** The far end knows nothing of this call any more (RFC 3261 section 12.2.1.2). */
  onDialogGone(status: number): Promise<void>;
}

const maxAttempts = 4;

/** The re-INVITEs of one call: one after the other, and again where both sides sent one at once. */
export class Renegotiation {
  private turns: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly session: Session,
    private readonly description: DescriptionHandler,
    private readonly log: Logger,
    private readonly hooks: RenegotiationHooks,
  ) {}

  /** False when the far end refused, or could not be asked. */
  reinvite({ iceRestart = false }: { iceRestart?: boolean }): Promise<boolean> {
    const turn = this.turns.then(() => {
      if (iceRestart) this.description.restartIce();
      return this.attempt();
    });
    this.turns = turn.catch(() => undefined);
    return turn;
  }

  private async attempt(): Promise<boolean> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      if (this.session.state !== SessionState.Established) return false;
      const status = await this.send();
      if (status === 200) {
        this.hooks.onDone();
        return true;
      }
      this.log.info(`re-INVITE refused with ${status}`);
      if (status === 481 || status === 408) {
        await this.hooks.onDialogGone(status);
        return false;
      }
      if (status !== 491 && status !== 500) return false;
      await wait(glareDelay(this.session instanceof Inviter, Math.random()));
    }
    return false;
  }

  /** The final status; 491 when another re-INVITE is under way here, undefined when there is no offer to send. */
  private send(): Promise<number | undefined> {
    return new Promise((resolve) => {
      // From Established there is no other way than to the end.
      this.session.stateChange.addListener(() => resolve(undefined), { once: true });
      this.session
        .invite({
          requestDelegate: {
            onAccept: () => resolve(200),
            onReject: (response) => resolve(response.message.statusCode ?? 500),
          },
        })
        .catch((error) => {
          this.log.info(`re-INVITE not sent: ${String(error)}`);
          this.description.takeBackOffer();
          resolve(error instanceof PhoneError ? undefined : 491);
        });
    });
  }
}

/** Milliseconds to wait before a refused re-INVITE is tried again (RFC 3261 section 14.1). */
function glareDelay(ownsCallId: boolean, random: number): number {
  return ownsCallId ? 2_100 + random * 1_900 : random * 2_000;
}

function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
