import { Core, Inviter, type Session, SessionState } from 'sip.js';
import type { CallSession } from './call-session';
import { parseReplaces } from './replaces';

/** How many dialogs that are over are remembered: only to say so to whoever names one. */
const maxOver = 50;

/** `dialog`: the id of the one that was named. */
type Named = { call: CallSession; dialog: string } | { refusal: number } | undefined;

/** The calls of one phone by their dialogs, so that an INVITE with Replaces finds the one that it names. */
export class CallDialogs {
  private readonly calls = new Map<Session, CallSession>();
  private readonly over: string[] = [];
  /** Who has taken the place of a dialog, by its id. */
  private readonly takers = new Map<string, Session>();

  constructor(private readonly dialogs: () => Core.UserAgentCore['dialogs']) {}

  add(session: Session, call: CallSession): void {
    this.calls.set(session, call);
    session.stateChange.addListener((state) => {
      if (state === SessionState.Terminated) this.remove(session);
    });
  }

  /** From now on this session has the place of that dialog. */
  taken(dialog: string, by: Session): void {
    this.takers.set(dialog, by);
  }

  /**
   * Whose place an INVITE wants to take, or the status to refuse it with (RFC 3891 section 3); undefined when it
   * is a call of its own. That it comes from the gateway signed in to, and knows both tags, is its right to do so
   * (section 8).
   */
  named(request: Core.IncomingRequestMessage): Named {
    const [value, ...more] = request.getHeaders('Replaces');
    if (value === undefined) return undefined;
    const replaces = more.length === 0 ? parseReplaces(value) : undefined;
    if (!replaces) return { refusal: 400 };
    const { callId, toTag, fromTag, earlyOnly } = replaces;
    const id = callId + toTag + fromTag;
    const dialog = this.dialogs().get(id);
    if (!dialog) {
      const taker = earlyOnly ? undefined : this.unacknowledged(id);
      return taker ? { call: taker, dialog: id } : { refusal: this.over.includes(id) ? 603 : 481 };
    }
    if (dialog.early) return this.early(callId + toTag, id);
    const call = this.established(dialog.id);
    if (!call) return { refusal: 603 };
    return earlyOnly ? { refusal: 486 } : { call, dialog: id };
  }

  /**
   * Who has taken the place of a dialog that is over, where nobody has acknowledged our answer: it may never have
   * arrived, and who asked knows no other name for the call than the old one.
   */
  private unacknowledged(id: string): CallSession | undefined {
    const taker = this.takers.get(id);
    return taker?.dialog?.sessionState === Core.SessionState.AckWait ? this.calls.get(taker) : undefined;
  }

  /** Only one that we have begun may be taken over before it is answered. */
  private early(inviterId: string, dialog: string): Named {
    for (const [session, call] of this.calls) {
      if (session instanceof Inviter && session.id === inviterId) return { call, dialog };
    }
    return { refusal: 481 };
  }

  /** The call of a dialog that stands. */
  established(id: string): CallSession | undefined {
    for (const [session, call] of this.calls) {
      if (session.dialog?.id === id && session.state === SessionState.Established) return call;
    }
    return undefined;
  }

  private remove(session: Session): void {
    this.calls.delete(session);
    for (const [dialog, taker] of this.takers) if (taker === session) this.takers.delete(dialog);
    const id = session.dialog?.id;
    if (id === undefined) return;
    this.over.push(id);
    this.over.splice(0, this.over.length - maxOver);
  }
}
