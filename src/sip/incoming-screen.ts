import { excerpt } from '../domain/excerpt';
import type { Logger } from '../log/logger';
import { FloodGuard, type RequestKind } from './flood-guard';
import { branchOf, judgeRequest, startOfRequest, type Verdict } from './incoming-request';
import { judgeResponse, methodOfResponse } from './incoming-response';
import { type Header, headerOf, type MessageText, readMessage, writeMessage } from './message-text';
import { canBeRefused, refusalOf } from './refusal';
import { SparingLog } from './sparing-log';

/** What sip.js has under way. */
export interface UnderWay {
  /** Whether a request of ours with this branch waits for responses. */
  awaits(branch: string, method: string): boolean;
  /** Whether a request with this branch is being answered. */
  serves(branch: string): boolean;
  hasDialog(callId: string, ourTag: string, theirTag: string): boolean;
  /** Ends what a message has begun that sip.js then threw on; false when it had begun nothing. */
  abandon(branch: string, sessionId: string): boolean;
}

export interface IncomingScreenOptions {
  /** For responses that are made here. */
  toTag: string;
  /** The option tags of Require that are understood, in lower case. */
  extensions(): readonly string[];
  underWay: UnderWay;
  send(text: string): void;
  now(): number;
  log: Logger;
  trace: Logger;
}

/** Characters of a message turned away that the trace shows. */
const shown = 4_000;

const retryLater: Header[] = [{ name: 'Retry-After', value: '5' }];

/**
 * Stands in front of sip.js: bounds what arrives, repairs what sip.js would drop or throw on, answers what
 * must be refused, and sheds what is too much, all of it before sip.js has made anything of it.
 */
export class IncomingScreen {
  private readonly guard: FloodGuard;
  private readonly log: SparingLog;

  constructor(private readonly options: IncomingScreenOptions) {
    this.guard = new FloodGuard(options.now);
    this.log = new SparingLog(options.log, options.now);
  }

  /** The message as sip.js may read it; undefined when it shall not. Never throws. */
  screen(text: string): string | undefined {
    const read = readMessage(text);
    if (!read) this.note('not a SIP message: ignored', text);
    else if ('tooLarge' in read) this.tooLarge(read.tooLarge, text);
    else {
      const verdict = /^SIP\/\S*\s+\d/i.test(read.start) ? this.ofResponse(read) : this.ofRequest(read);
      if (verdict?.type === 'pass') return writeMessage(verdict.message);
      if (verdict) this.turnAway(read, verdict, text);
    }
    return undefined;
  }

  /** sip.js has thrown on a message that it was given: whoever sent it must not wait for ever. */
  failed(text: string): void {
    const message = readMessage(text);
    if (!message || 'tooLarge' in message || !startOfRequest(message.start)) return;
    const session = `${headerOf(message, 'Call-ID') ?? ''}${tagIn(headerOf(message, 'From'))}`;
    if (this.options.underWay.abandon(branchOf(message), session)) return;
    this.turnAway(message, { type: 'refuse', status: 500, why: 'sip.js could not take it' }, text);
  }

  private ofResponse(message: MessageText): Verdict {
    // What nobody waits for costs nothing.
    if (!this.options.underWay.awaits(branchOf(message), methodOfResponse(message)))
      return { type: 'ignore', why: 'nobody waits for it' };
    return judgeResponse(message);
  }

  /** Undefined for what is not worth a word: the ACK to a refusal. */
  private ofRequest(message: MessageText): Verdict | undefined {
    const method = startOfRequest(message.start)?.method;
    const { underWay } = this.options;
    const inDialog = this.isInDialog(message);
    if (method === 'ACK' && !inDialog && !underWay.serves(branchOf(message))) return undefined;
    if (!(method === 'BYE' && inDialog) && !this.guard.admits(kindOf(method, inDialog)))
      return { type: 'refuse', status: 503, headers: retryLater, why: 'too many at once' };
    return judgeRequest(message, this.options.extensions());
  }

  private isInDialog(message: MessageText): boolean {
    const ours = tagIn(headerOf(message, 'To'));
    if (ours === '') return false;
    const callId = headerOf(message, 'Call-ID') ?? '';
    return this.options.underWay.hasDialog(callId, ours, tagIn(headerOf(message, 'From')));
  }

  private turnAway(message: MessageText, verdict: Exclude<Verdict, { type: 'pass' }>, text: string): void {
    if (verdict.type === 'ignore' || !canBeRefused(message)) {
      this.note(`a message was ignored: ${verdict.why}`, text);
      return;
    }
    const { status, headers = [], why } = verdict;
    this.note(`a request was answered ${status}: ${why}`, text);
    this.options.send(refusalOf(message, status, { toTag: this.options.toTag, headers }));
  }

  private tooLarge(head: MessageText | undefined, text: string): void {
    const isRequest = head !== undefined && startOfRequest(head.start) !== undefined;
    const why = 'too large';
    if (isRequest) this.turnAway(head, { type: 'refuse', status: 513, why }, text);
    else this.note(`a message was ignored: ${why}`, text);
  }

  /** There may be very many of them, so not each has its place in the log. */
  private note(words: string, text: string): void {
    if (this.log.warn(words)) this.options.trace.debug(`<< (turned away)\n${excerpt(text, shown)}`);
  }
}

function kindOf(method: string | undefined, inDialog: boolean): RequestKind {
  if (inDialog) return 'in-call';
  return method === 'INVITE' ? 'call' : 'other';
}

function tagIn(address: string | undefined): string {
  return /;\s*tag\s*=\s*([^\s;,]+)/i.exec(address?.slice(address.lastIndexOf('>') + 1) ?? '')?.[1] ?? '';
}
