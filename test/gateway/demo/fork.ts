import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { localOutcome } from './client-transactions';
import type { DialogOutcome } from './leg';
import type { OutgoingLeg } from './outgoing-leg';
import type { Content, Header } from './sip-text';

export const COMPLETED_ELSEWHERE: Header = ['Reason', 'SIP;cause=200;text="Call completed elsewhere"'];

export interface ForkListener {
  progress(leg: OutgoingLeg, response: IncomingResponseMessage): void;
  answered(leg: OutgoingLeg, outcome: DialogOutcome): void;
  /** All have refused; this is the best answer of them (RFC 3261 section 16.7). */
  failed(outcome: DialogOutcome): void;
}

/** One call to several contacts at once: the first to answer has it. */
export class Fork {
  private settled = false;
  private readonly refusals: DialogOutcome[] = [];

  constructor(
    private readonly legs: readonly OutgoingLeg[],
    private readonly listener: ForkListener,
  ) {}

  start(contentFor: (leg: OutgoingLeg) => Promise<Content>): void {
    for (const leg of this.legs) {
      // Without a description to send there is no call to this contact.
      this.startLeg(leg, contentFor).catch(() =>
        this.refuse(leg, { ...localOutcome(500), ack: () => undefined }),
      );
    }
  }

  cancel(headers: readonly Header[] = []): void {
    for (const leg of this.legs) leg.cancel(headers);
  }

  private async startLeg(
    leg: OutgoingLeg,
    contentFor: (leg: OutgoingLeg) => Promise<Content>,
  ): Promise<void> {
    const content = await contentFor(leg);
    const outcome = await leg.invite(content, (response) => {
      if (!this.settled) this.listener.progress(leg, response);
    });
    if (outcome.status < 300) this.answer(leg, outcome);
    else this.refuse(leg, outcome);
  }

  private answer(leg: OutgoingLeg, outcome: DialogOutcome): void {
    if (this.settled) {
      // It answered while its CANCEL was on the way: acknowledge, then end what nobody wants any more.
      outcome.ack();
      leg.hangUp([COMPLETED_ELSEWHERE]);
      return;
    }
    this.settled = true;
    for (const other of this.legs) if (other !== leg) other.cancel([COMPLETED_ELSEWHERE]);
    this.listener.answered(leg, outcome);
  }

  private refuse(leg: OutgoingLeg, outcome: DialogOutcome): void {
    this.refusals.push(outcome);
    if (outcome.status >= 600) for (const other of this.legs) if (other !== leg) other.cancel();
    if (this.settled || this.refusals.length < this.legs.length) return;
    this.settled = true;
    this.listener.failed(best(this.refusals, outcome));
  }
}

function best(refusals: readonly DialogOutcome[], fallback: DialogOutcome): DialogOutcome {
  const rank = ({ status }: DialogOutcome) =>
    status >= 600 ? 0 : status === 408 || status === 480 || status === 487 ? 2000 : status;
  return refusals.reduce(
    (chosen, candidate) => (rank(candidate) < rank(chosen) ? candidate : chosen),
    fallback,
  );
}
