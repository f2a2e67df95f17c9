import { Core, Inviter, type Session } from 'sip.js';
import { acknowledge } from './parting';

/** The ACK of a call of ours whose socket went between its 200 and its ACK: it leaves over the next one. */
export class RepeatedAck {
  private isOwed = false;

  constructor(private readonly session: Session) {}

  owe(): void {
    this.isOwed = true;
  }

  async send(): Promise<void> {
    const { session } = this;
    const { dialog } = session;
    if (!this.isOwed || !(session instanceof Inviter) || !(dialog instanceof Core.SessionDialog)) return;
    this.isOwed = false;
    await acknowledge(dialog, session.request.cseq, session.userAgent.userAgentCore);
  }
}
