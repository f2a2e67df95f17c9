import type { IncomingResponseMessage } from 'sip.js/lib/core/index.js';
import { Fork } from './fork';
import type { IncomingLeg } from './incoming-leg';
import type { CallContext, DialogOutcome, Leg, LegEnd, LegHandler } from './leg';
import { OutgoingLeg } from './outgoing-leg';
import type { Binding } from './registrar';
import type { ServerRequest } from './server-request';
import { type Content, type Header, passedThrough, randomToken } from './sip-text';

const contentOf = (message: { body: string; getHeader(name: string): string | undefined }): Content => ({
  body: message.body || undefined,
  contentType: message.getHeader('content-type'),
});

/** A call from one user's client to all contacts of another: descriptions travel untouched, media goes directly. */
export class Bridge {
  private readonly fork: Fork;
  private readonly tags = new Map<OutgoingLeg, string>();
  private readonly noAnswer: NodeJS.Timeout;

  constructor(
    context: CallContext,
    private readonly caller: IncomingLeg,
    bindings: readonly Binding[],
    private readonly extraHeaders: readonly Header[] = [],
  ) {
    const { message } = caller.invite;
    const legs = bindings.map((binding) => {
      const called = message.ruri?.toString() ?? caller.local.uri;
      return new OutgoingLeg(context, binding, caller.number, caller.remote, caller.user, called);
    });
    for (const leg of legs) this.tags.set(leg, randomToken());
    this.fork = new Fork(legs, {
      progress: (leg, response) => this.progress(leg, response),
      answered: (leg, outcome) => this.answered(leg, outcome),
      failed: (outcome) => this.failed(outcome),
    });
    caller.handler = {
      request: (request) => request.respond(request.method === 'UPDATE' ? 491 : 200),
      ended: (reason) => this.callerEnded(reason),
    };
    this.noAnswer = setTimeout(() => this.fork.cancel(), context.timing.noAnswerMs);
  }

  start(): void {
    const { message } = this.caller.invite;
    const headers = [...passedThrough(message), ...this.extraHeaders];
    if (this.tags.size === 0) this.caller.reject(480);
    this.fork.start(async () => ({ ...contentOf(message), headers }));
  }

  private progress(leg: OutgoingLeg, response: IncomingResponseMessage): void {
    // Each contact is an early dialog of its own to the caller, hence a tag of its own.
    const toTag = this.tags.get(leg) ?? leg.localTag;
    this.caller.provisional(response.statusCode ?? 180, {
      ...contentOf(response),
      toTag,
      headers: passedThrough(response),
    });
  }

  private answered(leg: OutgoingLeg, outcome: DialogOutcome): void {
    clearTimeout(this.noAnswer);
    const { message } = outcome;
    if (this.caller.ended || !message) {
      outcome.ack();
      leg.hangUp();
      return;
    }
    join(this.caller, leg);
    const toTag = this.tags.get(leg) ?? leg.localTag;
    const offerInAnswer = this.caller.offer === undefined;
    if (!offerInAnswer) outcome.ack();
    this.caller.accept({ ...contentOf(message), toTag, headers: passedThrough(message) }, (ack) => {
      if (offerInAnswer) outcome.ack(ack.body, ack.getHeader('content-type'));
    });
  }

  private failed({ status, reason, message }: DialogOutcome): void {
    clearTimeout(this.noAnswer);
    // Cancelled by us because nobody answered in time.
    const told = status === 487 ? 480 : status;
    const headers = message ? passedThrough(message) : [];
    this.caller.reject(told, { headers, reason: told === status ? reason : undefined });
  }

  private callerEnded({ headers = [] }: LegEnd): void {
    clearTimeout(this.noAnswer);
    this.fork.cancel(headers);
  }
}

/** From here on each leg's requests go to the other, and the end of one is the end of both. */
function join(one: Leg, two: Leg): void {
  one.peer = two;
  two.peer = one;
  one.handler = relayTo(two, one);
  two.handler = relayTo(one, two);
}

function relayTo(other: Leg, from: Leg): LegHandler {
  return {
    request: (request) => void relay(request, other, from),
    ended: ({ headers = [] }) => other.hangUp(headers),
  };
}

async function relay(request: ServerRequest, other: Leg, from: Leg): Promise<void> {
  const { message } = request;
  const outcome = await other.request(request.method, {
    ...contentOf(message),
    headers: passedThrough(message),
    provisional: (response) =>
      request.respond(response.statusCode ?? 100, { headers: passedThrough(response) }),
  });
  const accepted = request.method === 'INVITE' && outcome.status < 300;
  if (accepted) {
    const answerInAck = !message.body;
    if (!answerInAck) outcome.ack();
    from.expectAck((ack) => answerInAck && outcome.ack(ack.body, ack.getHeader('content-type')));
  }
  const content: Content = outcome.message
    ? { ...contentOf(outcome.message), headers: passedThrough(outcome.message) }
    : {};
  request.respond(outcome.status, {
    ...content,
    reason: outcome.reason,
    headers: [...(content.headers ?? []), ...(outcome.status < 300 ? [from.contact] : [])],
  });
}
