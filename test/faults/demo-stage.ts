import { dial, waitForButton } from '../../scripts/screens';
import { waitForTone } from '../../scripts/tone';
import { Desk } from '../e2e/desk';
import { near } from '../e2e/far-end';
import { ownHertz } from '../e2e/installation';
import type { DemoGateway } from '../gateway/demo/gateway';
import type { IncomingLeg } from '../gateway/demo/incoming-leg';
import type { RecordedMessage } from '../gateway/demo/message-log';
import type { DemoNeeds } from './fault-row';
import { withMovableClock } from './movable-clock';
import { patience, Stage } from './stage';

export const toneNumber = '601';
const toneHertz = 440;
/** A call whose socket is gone, or that lacks its ACK, is given up by the gateway after this time; milliseconds. */
const giveUpMs = 10_000;

export class DemoStage extends Stage {
  /** The far end of the call of before. */
  leg: IncomingLeg | undefined;
  private mark = 0;

  private constructor(readonly desk: Desk) {
    super();
  }

  static async open({ launch = {}, gateway = {}, movableClock }: DemoNeeds): Promise<DemoStage> {
    const desk = await Desk.open({
      gateway: { lostSocketMs: giveUpMs, ackTimeoutMs: giveUpMs, requestTimeoutMs: giveUpMs, ...gateway },
      launch: movableClock ? { ...launch, extensionDir: withMovableClock() } : launch,
    });
    const stage = new DemoStage(desk);
    await stage.usePhone(desk.phone);
    return stage;
  }

  get browser() {
    return this.desk.browser;
  }

  get gateway(): DemoGateway {
    return this.desk.gateway;
  }

  override async begin(): Promise<void> {
    await super.begin();
    this.mark = this.desk.farEnd.mark();
  }

  async startCall(): Promise<void> {
    await dial(this.phone, toneNumber);
    this.leg = await this.desk.farEnd.called(toneNumber);
    await waitForButton(this.phone, 'hold', patience);
    await this.heardAtBothEnds(patience);
  }

  async heardAtBothEnds(timeoutMs: number): Promise<void> {
    const { leg } = this;
    await Promise.all([
      waitForTone(await this.browser.offscreen(), toneHertz, timeoutMs),
      this.gateway.until(
        `${ownHertz} Hz at the far end`,
        () => near(leg?.receivedFrequency(), ownHertz),
        timeoutMs,
      ),
    ]);
  }

  async registrations(): Promise<number> {
    return this.desk.registrations();
  }

  async leftAtGateway(): Promise<string[]> {
    return [
      ...this.gateway.calls().map(({ number, state }) => `gateway: call to ${number}, ${state}`),
      ...this.gateway.openRequests().map((request) => `gateway: ${request} without an answer`),
    ];
  }

  async mend(): Promise<void> {
    await this.gateway.script.reset();
    for (const leg of this.gateway.calls()) leg.hangUp();
    this.leg = undefined;
  }

  close(): Promise<void> {
    return this.desk.close();
  }

  /** The next message like this since the row began. */
  message(filter: Partial<RecordedMessage>): Promise<RecordedMessage> {
    return this.desk.farEnd.message(this.mark, filter);
  }

  /** Those like this since the row began. */
  messages(filter: Partial<RecordedMessage>): RecordedMessage[] {
    return this.desk.farEnd.since(this.mark, filter);
  }

  /** From now on only newer messages count. */
  forgetMessages(): void {
    this.mark = this.desk.farEnd.mark();
  }
}
