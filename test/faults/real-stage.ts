import { dial, waitForButton } from '../../scripts/screens';
import { waitForTone } from '../../scripts/tone';
import { ownHertz } from '../e2e/installation';
import { hears } from '../e2e/real/far-ends';
import { RealDesk, toneHertz, user } from '../e2e/real/real-desk';
import type { DeskPhone } from '../gateway/real/desk-phone';
import type { RealNeeds } from './fault-row';
import { withMovableClock } from './movable-clock';
import { TcpRelay, UdpRelay } from './network';
import { patience, Stage } from './stage';

/** A desk phone that answers with a tone, and one that only rings. */
export const toneNumber = '207';
export const plainNumber = '209';

export class RealStage extends Stage {
  private constructor(
    readonly desk: RealDesk,
    /** The network between the browser and the gateway's WebSocket, and its TURN server. */
    readonly signalling: TcpRelay,
    readonly sound: UdpRelay,
  ) {
    super();
  }

  static async open({ launch = {}, relayedSound, movableClock }: RealNeeds): Promise<RealStage> {
    const desk = await RealDesk.open({
      phones: [
        { user: toneNumber, kind: 'tone' },
        { user: plainNumber, kind: 'plain' },
      ],
      launch: movableClock ? { ...launch, extensionDir: withMovableClock('real') } : launch,
    });
    const { wssPort, turn } = desk.gateway;
    const [signalling, sound] = await Promise.all([TcpRelay.open(wssPort), UdpRelay.open(turn.port)]);
    const stage = new RealStage(desk, signalling, sound);
    try {
      await desk.installation.giveProfile(desk.window, {
        ...stage.profile,
        ...(relayedSound && {
          ICEPolicy: 'relay',
          TURNHost: turn.host,
          TURNPort: String(sound.port),
          TURNUser: turn.username,
          TURNPassword: turn.credential,
        }),
      });
      await desk.signIn();
      await stage.usePhone(desk.window);
      return stage;
    } catch (error) {
      await stage.close();
      throw error;
    }
  }

  get browser() {
    return this.desk.browser;
  }

  get profile(): { Address: string } {
    return { Address: `localhost:${this.signalling.port}` };
  }

  get tonePhone(): DeskPhone {
    return this.desk.deskPhone(toneNumber);
  }

  get plainPhone(): DeskPhone {
    return this.desk.deskPhone(plainNumber);
  }

  async startCall(): Promise<void> {
    await dial(this.phone, toneNumber);
    await this.tonePhone.waitFor('CALL_ESTABLISHED', { timeoutMs: patience });
    await waitForButton(this.phone, 'hold', patience);
    await this.heardAtBothEnds(patience);
  }

  dial(number: string): Promise<void> {
    return dial(this.phone, number);
  }

  /** A desk phone calls, and it rings here. */
  async isCalled(): Promise<void> {
    await this.plainPhone.dial(user);
    await waitForButton(this.phone, 'answer', patience);
  }

  async heardAtBothEnds(timeoutMs: number): Promise<void> {
    await Promise.all([
      waitForTone(await this.browser.offscreen(), toneHertz, timeoutMs),
      hears(this.tonePhone, ownHertz, timeoutMs),
    ]);
  }

  async registrations(): Promise<number> {
    return (await this.desk.registrations()).length;
  }

  async leftAtGateway(): Promise<string[]> {
    const { gateway } = this.desk;
    const [{ dialogs, mediaCalls }, transactions] = await Promise.all([
      gateway.activeCalls(),
      gateway.openTransactions(),
    ]);
    const calls = (await Promise.all([this.tonePhone, this.plainPhone].map((phone) => phone.calls()))).flat();
    return [
      ...dialogs.map(({ from, to, state }) => `gateway: dialog from ${from} to ${to}, ${state}`),
      ...mediaCalls.map((id) => `rtpengine: ${id}`),
      ...transactions.map((transaction) => `gateway: transaction ${transaction}`),
      ...calls.map((call) => `desk phone: ${call.trim()}`),
    ];
  }

  async mend(): Promise<void> {
    this.desk.gateway.resume();
    this.desk.gateway.media.resume();
    this.signalling.target = this.desk.gateway.wssPort;
    this.signalling.pass();
    this.sound.pass();
    await this.signalling.accept();
  }

  async close(): Promise<void> {
    this.signalling.close();
    await Promise.all([this.sound.close(), this.desk.close()]);
  }

  /** The network is gone, and nobody is told: neither signalling nor relayed sound gets through. */
  cutNetwork(): void {
    this.signalling.freeze();
    this.sound.cut();
  }

  joinNetwork(): void {
    this.signalling.pass();
    this.sound.pass();
    this.faultIsOver();
  }

  /** Kamailio after it was killed. It does not know the desk phones then, until they register again. */
  async startGatewayAgain(): Promise<void> {
    await this.desk.gateway.restart();
    this.faultIsOver();
  }
}
