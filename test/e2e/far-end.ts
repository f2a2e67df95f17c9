// The other end of a call at the demo gateway: what it hears, what it was told, and what is left of it.
import type { DemoGateway } from '../gateway/demo/gateway';
import { IncomingLeg } from '../gateway/demo/incoming-leg';
import type { Leg, LegState } from '../gateway/demo/leg';
import type { MediaEndpoint } from '../gateway/demo/media-endpoint';
import type { RecordedMessage } from '../gateway/demo/message-log';
import type { Direction } from '../gateway/demo/sdp';

/** Below this nobody hears anything; the fake microphone's hum is 0.25. */
const silence = 0.002;

/** Packets of 20 ms, of which a tone is told. */
const packetsOfWindow = 10;

export function near(measured: number | undefined, hertz: number): boolean {
  return measured !== undefined && Math.abs(measured - hertz) <= hertz * 0.03;
}

export class FarEnd {
  constructor(readonly gateway: DemoGateway) {}

  /** The live leg of a call from Ringtab to this number, once it is in this state. */
  called(number: string, state: LegState = 'established'): Promise<IncomingLeg> {
    return this.gateway.until(`a call to ${number}, ${state}`, () =>
      this.gateway
        .calls()
        .find(
          (leg): leg is IncomingLeg =>
            leg instanceof IncomingLeg && leg.number === number && leg.state === state,
        ),
    );
  }

  /** Waits until it hears this of what comes from now on. */
  hears(leg: Leg, hertz: number): Promise<unknown> {
    const { received } = mediaOf(leg);
    const fresh = received.packets + packetsOfWindow;
    return this.gateway.until(
      `${hertz} Hz at the far end`,
      () => received.packets >= fresh && near(received.frequency(), hertz),
    );
  }

  /** Waits until it hears `wanted`, and of the others in `known` nothing. */
  async hearsOnly(leg: Leg, wanted: readonly number[], known: readonly number[]): Promise<void> {
    const { received } = mediaOf(leg);
    const heard = () => known.filter((hertz) => received.hears(hertz));
    await this.gateway
      .until('tones', () => known.every((hertz) => received.hears(hertz) === wanted.includes(hertz)))
      .catch(() => {
        throw new Error(`wanted ${wanted.join(', ')} Hz at ${leg.number}, heard ${heard().join(', ')}`);
      });
  }

  async hearsSilence(leg: Leg): Promise<void> {
    const { received } = mediaOf(leg);
    await this.gateway.until('silence at the far end', () => received.rms() < silence);
  }

  /** Whether there is something to hear in it or not, sound still comes in. */
  async stillReceives(leg: Leg): Promise<void> {
    const { received } = mediaOf(leg);
    const before = received.packets;
    await this.gateway.until('packets at the far end', () => received.packets > before + 5);
  }

  /** The direction in the last description from Ringtab. */
  isTold(leg: Leg, direction: Direction): Promise<unknown> {
    return this.gateway.until(
      `${direction} at the far end, not ${leg.remoteDirection}`,
      () => leg.remoteDirection === direction,
    );
  }

  isOver(leg: Leg): Promise<unknown> {
    return this.gateway.until('the end of the call at the far end', () => leg.ended);
  }

  /** No call is left at the gateway. */
  async isQuiet(): Promise<void> {
    await this.gateway.until('no call left at the gateway', () => this.gateway.calls().length === 0);
  }

  /** What has gone over the gateway's sockets since `begin`, a number that `mark` answered. */
  since(begin: number, filter: Partial<RecordedMessage>): RecordedMessage[] {
    return this.gateway.messages
      .slice(begin)
      .filter((message) =>
        Object.entries(filter).every(([key, value]) => message[key as keyof RecordedMessage] === value),
      );
  }

  mark(): number {
    return this.gateway.messages.length;
  }

  /** The next message like this, counted from `begin`. */
  message(begin: number, filter: Partial<RecordedMessage>): Promise<RecordedMessage> {
    return this.gateway.until(`a message ${JSON.stringify(filter)}`, () => this.since(begin, filter)[0]);
  }
}

export function mediaOf(leg: Leg): MediaEndpoint {
  if (!leg.endpoint) throw new Error(`nobody is at the far end of the call to ${leg.number}`);
  return leg.endpoint.media;
}
