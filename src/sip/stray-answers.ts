import { Core } from 'sip.js';
import type { Logger } from '../log/logger';
import { ackFor, callIdOfInvite } from './orphans';
import { acknowledge } from './parting';
import { RecentMap } from './recent-map';
import { finishedTransaction } from './resumed-session';
import { dialogState } from './saved-dialog';

type Response = Core.IncomingResponseMessage;

/** So many INVITEs are remembered; the oldest is forgotten. */
const remembered = 32;
/** More answers than so many in so many milliseconds are no accident: the rest is left to itself. */
const budget = 20;
const budgetTime = 10_000;

/**
 * Final answers to INVITEs that nobody here waits for any more: of an earlier worker, of a lost socket, or to a
 * CANCEL that came too late. sip.js discards them, and at the other end the call would stand. Each gets its ACK
 * (RFC 3261 sections 13.2.2.4 and 17.1.1.3), and what nobody wants, a BYE.
 */
export class StrayAnswers {
  /** By Call-ID: INVITEs that have been given up. */
  private readonly abandoned = new RecentMap<string, string>(remembered);

  /** When the last of them came; milliseconds since the epoch. */
  private readonly times: number[] = [];
  private readonly log: Logger;
  private readonly now: () => number;

  constructor(
    private readonly core: Core.UserAgentCore,
    { now, log }: { now(): number; log: Logger },
  ) {
    this.now = now;
    this.log = log;
    const receive = core.receiveIncomingResponseFromTransport.bind(core);
    core.receiveIncomingResponseFromTransport = (response) => {
      if (!this.isStray(response)) receive(response);
      else if (this.isWithinBudget()) this.receive(response);
    };
  }

  /** An INVITE of ours, as `keepInvite` made it, whose answer may still come. */
  expect(kept: string): void {
    const callId = callIdOfInvite(kept);
    if (callId !== undefined) this.abandoned.set(callId, kept);
  }

  private isStray({ method, viaBranch, statusCode = 0 }: Response): boolean {
    return method === 'INVITE' && statusCode >= 200 && !this.core.userAgentClients.has(`${viaBranch}INVITE`);
  }

  private isWithinBudget(): boolean {
    const [first] = this.times;
    const now = this.now();
    if (this.times.length >= budget && first !== undefined && Math.abs(now - first) < budgetTime)
      return false;
    this.times.push(now);
    this.times.splice(0, this.times.length - budget);
    return true;
  }

  private receive(response: Response): void {
    const { callId, statusCode = 0 } = response;
    this.log.info(`an answer that nobody waits for: ${statusCode}`);
    if (statusCode < 300) this.acknowledge(response);
    else {
      const invite = this.abandoned.get(callId);
      const ack = invite !== undefined && ackFor(invite, response.getHeader('to') ?? '');
      if (ack) this.attempt(this.core.transport.send(ack));
    }
  }

  private acknowledge(response: Response): void {
    const { callId, fromTag, toTag, cseq } = response;
    const ours = this.core.dialogs.get(callId + fromTag + toTag);
    if (ours) {
      this.sendAck(ours, cseq);
      return;
    }
    const unwanted = this.dialogOf(response);
    if (!unwanted) return;
    this.sendAck(unwanted, cseq);
    unwanted.bye();
  }

  private sendAck(dialog: Core.Dialog, cseq: number): void {
    this.attempt(acknowledge(dialog, cseq, this.core));
  }

  /** The dialog that this answer would have made (RFC 3261 section 12.1.2). */
  private dialogOf(response: Response): Core.SessionDialog | undefined {
    const { callId, fromTag, toTag, cseq, from, to } = response;
    const contact = response.parseHeader('contact') as Core.NameAddrHeader | undefined;
    if (!contact?.uri || !toTag || !fromTag) return undefined;
    const state = dialogState({
      callId,
      localTag: fromTag,
      remoteTag: toTag,
      localSequenceNumber: cseq,
      remoteSequenceNumber: undefined,
      localUri: from.uri.toString(),
      remoteUri: to.uri.toString(),
      remoteTarget: contact.uri.toString(),
      routeSet: response.getHeaders('record-route').reverse(),
      secure: false,
      contact: '',
      ownsCallId: true,
    });
    return state && new Core.SessionDialog(finishedTransaction(), this.core, state);
  }

  private attempt(sending: Promise<void>): void {
    sending.catch((error) => this.log.info(`not acknowledged: ${String(error)}`));
  }
}
