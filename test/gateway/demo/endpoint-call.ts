import type { IncomingLeg } from './incoming-leg';
import type { Leg, LegHandler } from './leg';
import { MediaEndpoint, type MediaEndpointOptions } from './media-endpoint';
import type { Direction } from './sdp';
import type { ServerRequest } from './server-request';
import type { Header } from './sip-text';

/** The gateway's own phone at the far side of a leg. */
export class EndpointCall implements LegHandler {
  readonly media: MediaEndpoint;
  /** What it answers of session timers (RFC 4028), as the header has it. */
  sessionExpires: string | undefined;
  private description: string | undefined;
  private busy: Promise<unknown> = Promise.resolve();
  private offering = false;

  constructor(
    private readonly leg: Leg,
    readonly options: MediaEndpointOptions,
    private readonly onEnded: () => void = () => undefined,
  ) {
    this.media = new MediaEndpoint({ ...options, onDigit: (digit) => leg.addKey(digit) });
    leg.handler = this;
    leg.endpoint = this;
  }

  async earlyMedia(leg: IncomingLeg, status = 183): Promise<void> {
    const body = await this.firstDescription(leg);
    if (body) leg.provisional(status, { body });
  }

  async answer(leg: IncomingLeg): Promise<void> {
    const body = await this.firstDescription(leg);
    if (!body) return;
    const answerInAck = leg.offer === undefined;
    leg.accept({ body, headers: this.timerHeaders }, (ack) => {
      if (answerInAck && ack.body) this.inTurn(() => this.media.accept(ack.body)).catch(() => leg.hangUp());
    });
  }

  /** Puts the client on hold by a re-INVITE of ours. */
  hold(direction: Direction = 'sendonly'): Promise<void> {
    return this.reoffer(direction);
  }

  resume(): Promise<void> {
    return this.reoffer('sendrecv');
  }

  request(request: ServerRequest): void {
    const { method, message } = request;
    if (method === 'INVITE' || (method === 'UPDATE' && message.body)) {
      if (this.offering) {
        request.respond(491);
        return;
      }
      this.inTurn(() => this.renegotiate(request)).catch(() => request.respond(488));
      return;
    }
    if (['INFO', 'OPTIONS', 'MESSAGE', 'NOTIFY', 'UPDATE'].includes(method)) {
      request.respond(200);
      return;
    }
    if (method === 'REFER') this.leg.refer(request);
    else request.respond(405);
  }

  ended(): void {
    void this.media.close();
    this.onEnded();
  }

  /** Answers the offer of the INVITE, or makes one where it brought none; refuses the call if it cannot. */
  private async firstDescription(leg: IncomingLeg): Promise<string | undefined> {
    try {
      const { offer } = leg;
      this.description ??= await this.inTurn(() => (offer ? this.media.answer(offer) : this.media.offer()));
    } catch {
      leg.reject(488);
    }
    return leg.ended ? undefined : this.description;
  }

  private async renegotiate(request: ServerRequest): Promise<void> {
    const { body } = request.message;
    const answer = body ? await this.media.answer(body) : await this.media.offer();
    if (request.method === 'INVITE') {
      this.leg.expectAck((ack) => {
        if (!body && ack.body) this.inTurn(() => this.media.accept(ack.body)).catch(() => this.leg.hangUp());
      });
    }
    request.respond(200, { body: answer, headers: [this.leg.contact, ...this.timerHeaders] });
  }

  private async reoffer(direction: Direction): Promise<void> {
    await this.inTurn(async () => {
      this.offering = true;
      try {
        this.media.direction = direction;
        const outcome = await this.leg.request('INVITE', { body: await this.media.offer() });
        if (outcome.status >= 300 || !outcome.message) {
          await this.media.rollback();
          throw new Error(`re-INVITE was answered ${outcome.status}`);
        }
        outcome.ack();
        await this.media.accept(outcome.message.body);
      } finally {
        this.offering = false;
      }
    });
  }

  private get timerHeaders(): Header[] {
    return this.sessionExpires === undefined ? [] : [['Session-Expires', this.sessionExpires]];
  }

  // Two negotiations at once would confuse both.
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.busy.then(work);
    this.busy = result.catch(() => undefined);
    return result;
  }
}
