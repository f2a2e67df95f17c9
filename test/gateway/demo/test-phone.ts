import {
  type BodyAndContentType,
  type Invitation,
  Inviter,
  Registerer,
  type Session,
  type SessionDescriptionHandler,
  SessionState,
  UserAgent,
  type UserAgentOptions,
} from 'sip.js';
import type { IncomingResponse } from 'sip.js/lib/core/index.js';
import { WebSocket } from 'ws';
import type { DemoGateway } from './gateway';
import { MediaEndpoint, type Playing } from './media-endpoint';

// sip.js's own transport wants the browser's class; this one has the same interface.
Object.assign(globalThis, { WebSocket });

/** sip.js's media side, by the same kind of endpoint the gateway has, but with full ICE as a browser has. */
export class TestMedia implements SessionDescriptionHandler {
  readonly endpoint: MediaEndpoint;
  private remoteOffer: string | undefined;
  private offered = false;

  constructor(playing: Playing, toneHertz: number) {
    this.endpoint = new MediaEndpoint({ playing, toneHertz, fullIce: true });
  }

  close(): void {
    void this.endpoint.close();
  }

  async getDescription(): Promise<BodyAndContentType> {
    const body = this.remoteOffer
      ? await this.endpoint.answer(this.remoteOffer)
      : await this.endpoint.offer();
    this.offered = this.remoteOffer === undefined;
    this.remoteOffer = undefined;
    return { body, contentType: 'application/sdp' };
  }

  hasDescription(contentType: string): boolean {
    return contentType === 'application/sdp';
  }

  async setDescription(sdp: string): Promise<void> {
    if (this.offered) await this.endpoint.accept(sdp);
    else this.remoteOffer = sdp;
    this.offered = false;
  }

  sendDtmf(tones: string): boolean {
    for (const tone of tones) void this.endpoint.sendDigit(tone);
    return true;
  }
}

export interface TestPhoneOptions {
  password?: string;
  playing?: Playing;
  toneHertz?: number;
  options?: Partial<UserAgentOptions>;
}

/** A SIP phone for tests: sip.js's user agent with werift's media. */
export class TestPhone {
  readonly agent: UserAgent;
  readonly registerer: Registerer;
  readonly invitations: Invitation[] = [];
  private readonly sessions: Session[] = [];

  private constructor(
    private readonly gateway: DemoGateway,
    user: string,
    settings: TestPhoneOptions,
  ) {
    const { password = `demo-${user}`, playing = 'tone', toneHertz = 440 } = settings;
    const uri = UserAgent.makeURI(`sip:${user}@demo.ringtab`);
    if (!uri) throw new Error(`cannot make a URI of ${user}`);
    this.agent = new UserAgent({
      uri,
      authorizationUsername: user,
      authorizationPassword: password,
      transportOptions: { server: gateway.url },
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: () => new TestMedia(playing, toneHertz),
      delegate: { onInvite: (invitation) => void this.invitations.push(invitation) },
      ...settings.options,
    });
    this.registerer = new Registerer(this.agent, { expires: 600 });
  }

  static async connect(
    gateway: DemoGateway,
    user: string,
    settings: TestPhoneOptions = {},
  ): Promise<TestPhone> {
    const phone = new TestPhone(gateway, user, settings);
    await phone.agent.start();
    return phone;
  }

  static async signIn(
    gateway: DemoGateway,
    user: string,
    settings: TestPhoneOptions = {},
  ): Promise<TestPhone> {
    const phone = await TestPhone.connect(gateway, user, settings);
    const status = await phone.register();
    if (status !== 200) throw new Error(`REGISTER was answered ${status}`);
    return phone;
  }

  /** The status that a REGISTER came to. */
  register(): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      const requestDelegate = {
        onAccept: () => resolve(200),
        onReject: ({ message }: { message: { statusCode: number | undefined } }) =>
          resolve(message.statusCode),
      };
      this.registerer.register({ requestDelegate }).catch(reject);
    });
  }

  async call(number: string, options: { extraHeaders?: string[] } = {}): Promise<TestCall> {
    const target = UserAgent.makeURI(`sip:${number}@demo.ringtab`);
    if (!target) throw new Error(`cannot call ${number}`);
    const call = new TestCall(new Inviter(this.agent, target, options));
    this.sessions.push(call.session);
    const note = ({ message }: IncomingResponse) => void call.statuses.push(message.statusCode ?? 0);
    await call.session.invite({ requestDelegate: { onProgress: note, onAccept: note, onReject: note } });
    return call;
  }

  async answered(number: string, tries = 3): Promise<TestCall> {
    const call = await this.call(number);
    await this.gateway.until(`${number} answers`, () => call.session.state === SessionState.Established);
    const { callId } = call.session.request;
    const endpoint = this.gateway.calls().find((leg) => leg.callId === callId)?.endpoint;
    // Nobody says the end of a handshake again to a werift that a busy machine has kept from hearing it; Chrome does.
    if (tries === 1 || !endpoint || (await endpoint.media.whenConnected(5_000))) return call;
    await call.session.bye();
    return this.answered(number, tries - 1);
  }

  /** The next call that comes in, or one that has already. */
  incoming(index = 0): Promise<Invitation> {
    return this.gateway.until('an incoming call', () => this.invitations[index]);
  }

  /** Ends its calls, and waits for the answers: sip.js would keep its timers for 32 s otherwise. */
  async stop(): Promise<void> {
    const live = [...this.sessions, ...this.invitations].filter(
      ({ state }) => state === SessionState.Established,
    );
    if (live.length > 0 && !this.agent.isConnected()) await this.agent.reconnect();
    for (const session of live) {
      await new Promise<void>((resolve) => {
        const requestDelegate = { onAccept: () => resolve(), onReject: () => resolve() };
        session.bye({ requestDelegate }).catch(() => resolve());
      });
    }
    await this.agent.stop();
  }
}

export class TestCall {
  /** The statuses that answered the INVITE, in order. */
  readonly statuses: number[] = [];

  constructor(readonly session: Inviter) {}

  get media(): MediaEndpoint {
    return mediaOf(this.session);
  }
}

export function mediaOf(session: Session): MediaEndpoint {
  const handler = session.sessionDescriptionHandler;
  if (!(handler instanceof TestMedia)) throw new Error('the session has no media');
  return handler.endpoint;
}
