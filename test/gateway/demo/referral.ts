import type { ConferenceRoom } from './conference-room';
import type { Leg } from './leg';
import type { PlacedCall, PlacedCallOptions } from './placed-call';
import type { NumberBehaviour, ReferBehaviour, ReferNotice } from './script-state';
import type { ServerRequest } from './server-request';
import { reasonPhrase } from './sip-text';

export interface ReferralHost {
  behaviourOf(number: string): NumberBehaviour | undefined;
  /** A leg of a call of ours that a client names so (RFC 3891). */
  legNamed(replaces: string): Leg | undefined;
  isUser(number: string): boolean;
  call(options: PlacedCallOptions): PlacedCall;
  later(delayMs: number, work: () => void): void;
  room(number: string): ConferenceRoom;
}

const active = 'active;expires=60';
const terminated = 'terminated;reason=noresource';

/** The gateway's own phone is asked to call somebody else (RFC 3515): as a phone does, or as a test has it. */
export class Referral {
  /** The call that it places. */
  placed: PlacedCall | undefined;

  constructor(
    private readonly leg: Leg,
    private readonly request: ServerRequest,
    private readonly host: ReferralHost,
  ) {}

  async play({ status = 202, notices = [], bye = false }: ReferBehaviour): Promise<void> {
    for (const notice of notices.filter(({ early }) => early)) await this.notify(notice);
    this.request.respond(status);
    for (const notice of notices.filter(({ early }) => !early)) await this.notify(notice);
    if (bye) this.leg.hangUp();
  }

  async follow(): Promise<void> {
    const referTo = this.request.message.getHeader('refer-to') ?? '';
    const [, user = '', replaces] = /<sips?:([^@;>?]*)[^>?]*(?:\?Replaces=([^>&]*))?>/i.exec(referTo) ?? [];
    if (user === '') {
      this.request.respond(400);
      return;
    }
    this.request.respond(202);
    await this.notify({ status: 100 });
    // Whoever is in a conference may have somebody taken out of it (RFC 4579 section 5.11).
    if (this.leg.isFocus && /;method=BYE\b/i.test(referTo)) {
      const removed = this.host.room(this.leg.number).remove(decodeURIComponent(user));
      await this.notify({ status: removed ? 200 : 404 });
      return;
    }
    if (replaces !== undefined) await this.replace(decodeURIComponent(replaces));
    else await this.callNumber(decodeURIComponent(user));
  }

  /** What a person's phone would have heard, and so says. */
  private async callNumber(number: string): Promise<void> {
    const behaviour = this.host.behaviourOf(number);
    if (behaviour?.does === 'conference') {
      this.host.room(number).addPhone(this.leg.number, this.leg.endpoint?.options.toneHertz ?? 440);
      await this.notify({ status: 200 });
      return;
    }
    if (!behaviour && this.host.isUser(number)) await this.place({ to: number });
    else if (!behaviour) await this.notify({ status: 404 });
    else if (behaviour.does === 'status') await this.notify({ status: behaviour.status });
    else if (behaviour.does === 'answer') await this.notify({ status: 200 });
    else if (behaviour.does === 'ring') {
      await this.notify({ status: 180 });
      const { next } = behaviour;
      if (next) this.host.later(next.afterMs, () => void this.notify({ status: next.status }));
    }
  }

  private async replace(replaces: string): Promise<void> {
    const old = this.host.legNamed(replaces);
    if (!old) await this.notify({ status: 481 });
    else if (old.peer) {
      const [name, value] = old.peer.replaces;
      await this.place({ to: old.peer.user, headers: { [name]: value, Require: 'replaces' } });
    } else {
      // Both are phones of the gateway: they talk from now on, and the one that was named says so by its BYE.
      old.hangUp();
      await this.notify({ status: 200 });
    }
  }

  private async place(options: Pick<PlacedCallOptions, 'to' | 'headers'>): Promise<void> {
    const by = this.request.message.getHeader('referred-by');
    const headers = { ...options.headers, ...(by && { 'Referred-By': by }) };
    const ringing = () => void this.notify({ status: 180 });
    const from = { number: this.leg.number };
    this.placed = this.host.call({ ...options, headers, from, media: 'tone', toneHertz: 523, ringing });
    const { placed } = this;
    await placed.answered.then(
      () => this.notify({ status: 200 }),
      async () => this.notify({ status: (await placed.ended).status ?? 487 }),
    );
  }

  private async notify({ status, state, body, event = 'refer' }: ReferNotice): Promise<void> {
    if (this.leg.ended) return;
    const isFinal = status !== undefined && status >= 200;
    const fragment = status === undefined ? '' : `SIP/2.0 ${status} ${reasonPhrase(status)}\r\n`;
    await this.leg.request('NOTIFY', {
      headers: [
        ['Event', event],
        ['Subscription-State', state ?? (isFinal ? terminated : active)],
      ],
      body: body ?? fragment,
      contentType: 'message/sipfrag;version=2.0',
    });
  }
}
