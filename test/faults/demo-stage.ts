import { rmSync } from 'node:fs';
import type { LaunchOptions } from '../../scripts/ringtab-browser';
import { dial, press, waitForButton } from '../../scripts/screens';
import { waitForTone } from '../../scripts/tone';
import { Desk } from '../e2e/desk';
import { near } from '../e2e/far-end';
import { Installation, ownHertz } from '../e2e/installation';
import { type ProfileServer, startProfileServer } from '../e2e/profile-server';
import { currentSnapshot } from '../e2e/screen-probes';
import { type DemoGateway, startDemoGateway } from '../gateway/demo/gateway';
import type { IncomingLeg } from '../gateway/demo/incoming-leg';
import type { Leg } from '../gateway/demo/leg';
import type { RecordedMessage } from '../gateway/demo/message-log';
import { developersProfile } from './developers-profile';
import type { DemoNeeds } from './fault-row';
import { withMovableClock } from './movable-clock';
import { patience, Stage } from './stage';

const toneNumber = '601';
const ringingNumber = '700';
const toneHertz = 440;
/** What the profile says where a row needs the company's server. */
export const directoryUrl = 'https://company.test/directory.json';
/** After this time the gateway gives up a call that lacks its ACK, and a request without an answer; milliseconds. */
const giveUpMs = 10_000;
/** Longer than any row: what a lost socket leaves at the gateway, the phone has to clear up. */
const neverMs = 30 * 60_000;

export class DemoStage extends Stage {
  /** The far end of the call of before. */
  leg: Leg | undefined;
  private mark = 0;

  private constructor(
    readonly desk: Desk,
    public installation: Installation,
    private readonly other: DemoGateway | undefined,
    private readonly directory: ProfileServer | undefined,
    private readonly launch: LaunchOptions,
  ) {
    super();
  }

  static async open({ launch = {}, movableClock, staysSignedIn, ...needs }: DemoNeeds): Promise<DemoStage> {
    const company = needs.company && (await startProfileServer('company.test'));
    const whole: LaunchOptions = {
      ...launch,
      ...(company && { extraArgs: company.browserArgs }),
      ...(movableClock && { extensionDir: withMovableClock('demo') }),
      ...(staysSignedIn && { userDataDir: developersProfile() }),
    };
    const times = { lostSocketMs: neverMs, ackTimeoutMs: giveUpMs, requestTimeoutMs: giveUpMs };
    const gateway = await startDemoGateway({ ...times, ...needs.gateway });
    const secondary =
      needs.secondary && (await startDemoGateway({ ...times, ...needs.gateway, partner: gateway }));
    const profile = {
      ...(secondary && { SecondaryAddress: secondary.url, AutoFailover: true }),
      ...(company && { DirectoryURL: directoryUrl }),
    };
    const desk = await Desk.open({ gateway, launch: whole, profile });
    const stage = new DemoStage(desk, desk.installation, secondary, company, whole);
    await stage.usePhone(desk.phone);
    if (staysSignedIn) await stage.staySignedIn();
    return stage;
  }

  get browser() {
    return this.installation.browser;
  }

  /** Chrome ends in one way or another, and is started again. @param meanwhile what becomes of its files */
  async restartBrowser(how: 'close' | 'crash', meanwhile?: (userDataDir: string) => void): Promise<void> {
    await this.installation[how]();
    meanwhile?.(this.launch.userDataDir ?? '');
    await this.gateway.until('the end of the socket', () => this.gateway.connectionCount() === 0, patience);
    this.installation = await Installation.start(this.launch);
    await this.usePhone(await this.installation.openPhone());
  }

  get gateway(): DemoGateway {
    return this.desk.gateway;
  }

  /** The gateway to fail over to; only where the row needs one. */
  get secondary(): DemoGateway {
    if (!this.other) throw new Error('There is no secondary gateway.');
    return this.other;
  }

  /** The server of the company directory; only where the row needs one. */
  get company(): ProfileServer {
    if (!this.directory) throw new Error('There is no company directory.');
    return this.directory;
  }

  private get gateways(): DemoGateway[] {
    return this.other ? [this.gateway, this.other] : [this.gateway];
  }

  override async begin(): Promise<void> {
    await super.begin();
    this.mark = this.desk.farEnd.mark();
  }

  async startCall(): Promise<void> {
    await this.dialTone();
    await waitForButton(this.phone, 'hold', patience);
    await this.heardAtBothEnds(patience);
  }

  dial(number: string): Promise<void> {
    return dial(this.phone, number);
  }

  /** Whatever became of a hold: the user has the call back. */
  async isNotOnHold(): Promise<void> {
    const { calls } = await currentSnapshot(this.phone);
    if (calls.some((call) => call.state === 'talking' && call.held)) await press(this.phone, 'resume');
    await waitForButton(this.phone, 'hold', patience);
  }

  /** Calls the tone, and waits until it has answered. */
  async dialTone(): Promise<void> {
    await dial(this.phone, toneNumber);
    this.leg = await this.desk.farEnd.called(toneNumber);
  }

  /** Calls somebody who rings and does not answer by themselves. */
  async dialRinging(): Promise<IncomingLeg> {
    this.gateway.script.behave(ringingNumber, { does: 'ring' });
    await dial(this.phone, ringingNumber);
    const leg = await this.desk.farEnd.called(ringingNumber, 'ringing');
    await this.hasSaid('call_ringing');
    return leg;
  }

  /** The socket is lost without a word as soon as this message is on it. */
  async loseSocketAt(filter: Partial<RecordedMessage>): Promise<void> {
    await this.message(filter);
    this.gateway.script.drop('terminate');
    this.faultIsOver();
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
    return this.gateways.flatMap((gateway) => gateway.registrations()).length;
  }

  async leftAtGateway(): Promise<string[]> {
    return this.gateways.flatMap((gateway) => [
      ...gateway.calls().map(({ number, state }) => `gateway: call to ${number}, ${state}`),
      ...gateway.openRequests().map((request) => `gateway: ${request} without an answer`),
    ]);
  }

  async mend(): Promise<void> {
    await Promise.all(this.gateways.map(({ script }) => script.reset()));
    this.leg = undefined;
  }

  async close(): Promise<void> {
    await this.installation.close();
    await this.desk.close();
    await Promise.all([...this.gateways.map((gateway) => gateway.close()), this.directory?.close()]);
    const { userDataDir } = this.launch;
    if (userDataDir) rmSync(userDataDir, { recursive: true, force: true, maxRetries: 5 });
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
