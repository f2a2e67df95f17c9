import type { Core, UserAgent } from 'sip.js';
import type { Logger } from '../log/logger';
import type { Watched } from './subscribe-request';
import { Subscription, type SubscriptionDelegate } from './subscription';
import type { SavedSubscription } from './subscription-dialog';

export interface SubscriptionsOptions {
  /** Where a number is. */
  domain(): string;
  /** A gateway tells of messages without having been asked (RFC 3842 section 4.1, as many do). */
  onUnsolicited(contentType: string, body: string): void;
  random(): number;
  log: Logger;
}

/** SUBSCRIBEs under way at a time: a gateway that counts requests must not take them for a flood. */
const lanes = 3;

/**
 * All subscriptions of one phone, and the NOTIFYs in front of sip.js, which answers 481 to those that it does not
 * know of. Those within calls (RFC 3515) are left to it.
 */
export class Subscriptions {
  private readonly all = new Set<Subscription>();
  private connected = false;
  private underWay = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly userAgent: UserAgent,
    private readonly options: SubscriptionsOptions,
  ) {
    const { userAgentCore: core } = userAgent;
    const pass = core.receiveIncomingRequestFromTransport.bind(core);
    core.receiveIncomingRequestFromTransport = (request) => {
      const status = request.method === 'NOTIFY' ? this.receive(request) : undefined;
      if (status === undefined) pass(request);
      else core.replyStateless(request, { statusCode: status });
    };
  }

  /** How many there are, those included that are being given up. */
  get size(): number {
    return this.all.size;
  }

  /** From now on, over every socket, until it is closed. */
  subscribe(watched: Watched, delegate: SubscriptionDelegate, saved?: SavedSubscription): Subscription {
    const { userAgent } = this;
    const { domain, random, log } = this.options;
    const inTurn = (send: () => Promise<void>) => this.inTurn(send);
    const onClosed = () => void this.all.delete(subscription);
    const own = { userAgent, domain, random, log, inTurn, onClosed };
    const subscription = new Subscription(watched, delegate, own, saved);
    this.all.add(subscription);
    if (this.connected) subscription.connect(false);
    return subscription;
  }

  /** Registered over a new socket. */
  connect(moved: boolean): void {
    this.connected = true;
    for (const subscription of this.all) subscription.connect(moved);
  }

  disconnect(): void {
    this.connected = false;
    for (const subscription of this.all) subscription.disconnect();
  }

  /** Lets all of them go, where the gateway can still be told. */
  close(): void {
    for (const subscription of this.all) subscription.close();
  }

  /** The status of a NOTIFY; undefined for one that is not ours to answer. */
  private receive(request: Core.IncomingRequestMessage): number | undefined {
    const named = [...this.all].find((subscription) => subscription.isNamedBy(request));
    if (named) return named.receive(request);
    const event = request.getHeader('Event') ?? '';
    if (request.toTag || !/^\s*message-summary\s*(;|$)/i.test(event)) return undefined;
    this.options.onUnsolicited((request.getHeader('Content-Type') ?? '').toLowerCase(), request.body);
    return 200;
  }

  private async inTurn(send: () => Promise<void>): Promise<void> {
    if (this.underWay >= lanes) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.underWay += 1;
    await send().catch((error) => this.options.log.warn(`SUBSCRIBE: ${String(error)}`));
    const next = this.waiting.shift();
    if (next) next();
    else this.underWay -= 1;
  }
}
