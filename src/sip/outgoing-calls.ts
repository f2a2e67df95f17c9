import type { Core, Inviter } from 'sip.js';
import type { CallSession } from './call-session';
import { callIdOfInvite, keepInvite } from './orphans';

/** Calls of ours whose INVITEs are on their way, by Call-ID. */
export class OutgoingCalls {
  private readonly calls = new Map<string, CallSession>();

  add(inviter: Inviter, call: CallSession): void {
    const { callId } = inviter.request;
    this.calls.set(callId, call);
    inviter.stateChange.addListener((state) => {
      if (state === 'Established' || state === 'Terminated') this.calls.delete(callId);
    });
  }

  /** Whoever has given up must not ring at the far end after all. */
  isWanted({ callId }: Core.OutgoingRequestMessage): boolean {
    return !this.calls.get(callId)?.isGivenUp;
  }

  /** A message has left: an INVITE is what clearing up after its call takes. */
  noteSent(text: string): void {
    const callId = callIdOfInvite(text);
    if (callId !== undefined) this.calls.get(callId)?.delegate?.onInviteSent(keepInvite(text));
  }
}
