import type { UserAgent } from 'sip.js';
import type { MediaSession } from '../../src/contract/media-session';
import type { EndReason } from '../../src/domain/end-reason';
import type { CallSession } from '../../src/sip/call-session';
import type { Phone } from '../../src/sip/phone';
import type { IncomingInvite } from '../../src/sip/phone-calls';
import { FakeGateway, type FakeRequest, respond } from './fake-gateway-socket';
import { phoneAt, signOut } from './phone-at-gateway';
import { soundDescription } from './sound-description';

/** Agrees to everything. */
export const ownMedia: MediaSession = {
  id: 'media',
  createOffer: () => Promise.resolve(soundDescription),
  acceptAnswer: () => Promise.resolve(),
  acceptOffer: () => Promise.resolve(),
  createAnswer: () => Promise.resolve(soundDescription),
  rollback: () => Promise.resolve(),
  setDirection: () => Promise.resolve(),
  startMicrophone: () => Promise.resolve(),
  setMuted: () => Promise.resolve(),
  sendTones: () => Promise.resolve(true),
  hasUnsentCandidates: () => Promise.resolve(false),
  close: () => Promise.resolve(),
} as Partial<MediaSession> as MediaSession;

/** A phone signed in at a gateway of a test, with media that always agree. */
export class WholePhone {
  readonly gateway = new FakeGateway();
  readonly phone: Phone;
  /** Lines of warning and of error. */
  readonly lines: string[] = [];
  readonly incoming: IncomingInvite[] = [];
  readonly taken: CallSession[] = [];
  readonly ends: { reason: EndReason; status: number | undefined }[] = [];
  /** What the gateway is told next, in the moment of its answer. */
  answer: (request: FakeRequest) => string | undefined = agreeable;
  /** Who takes a call that comes in, where that is not the phone of the test itself. */
  taker: ((invite: IncomingInvite) => void) | undefined;

  constructor() {
    const note = (line: string) => void this.lines.push(line);
    this.gateway.answer = (request) => this.answer(request);
    this.phone = phoneAt(this.gateway, {
      delegate: { onIncoming: (invite) => this.rings(invite) },
      logger: () => ({ debug() {}, info() {}, warn: note, error: note }),
    });
  }

  /** Under a fake clock, until `close`. */
  static async signedIn(): Promise<WholePhone> {
    jest.useFakeTimers({ doNotFake: ['queueMicrotask', 'nextTick'] });
    const phone = new WholePhone();
    await phone.phone.binding.start();
    return phone;
  }

  async close(): Promise<void> {
    await signOut(this.phone);
    jest.useRealTimers();
  }

  get methods(): string[] {
    return this.gateway.requests.map(({ method }) => method);
  }

  /** The first lines of what the phone has sent since `mark`, and the whole of it. */
  sentSince(mark: number): FakeRequest[] {
    return this.gateway.requests.slice(mark);
  }

  /** What sip.js still holds of any call or request. */
  leftovers(): { dialogs: number; clients: number; servers: number; sessions: number } {
    const { userAgent } = this.phone as unknown as { userAgent: UserAgent };
    const { dialogs, userAgentClients, userAgentServers } = userAgent.userAgentCore;
    return {
      dialogs: dialogs.size,
      clients: userAgentClients.size,
      servers: userAgentServers.size,
      sessions: Object.keys(userAgent._sessions).length,
    };
  }

  /** What the gateway sends, as it is. */
  receives(data: string | ArrayBuffer): void {
    this.gateway.openSockets[0]?.onmessage?.({ data });
  }

  /** A call of ours, not yet sent. */
  call(number = '600'): CallSession {
    return this.follow(this.phone.call(number, ownMedia));
  }

  follow(call: CallSession): CallSession {
    call.delegate = {
      onInviteSent() {},
      onRinging() {},
      onEstablished() {},
      onDialogChanged() {},
      onDialogGone: (reason) => void call.end(reason, 480),
      onHeldByOther() {},
      onEnded: (reason, status) => this.ends.push({ reason, status }),
    };
    return call;
  }

  /** As the desk does: what cannot be taken early is refused. */
  private rings(invite: IncomingInvite): void {
    if (this.taker) {
      this.taker(invite);
      return;
    }
    this.incoming.push(invite);
    if (this.incoming.length > 50) this.incoming.shift();
    const call = this.follow(invite.take(ownMedia));
    this.taken.push(call);
    if (this.taken.length > 50) this.taken.shift();
    call.acceptEarly().catch(() => call.end('not-encrypted', 488).catch(() => undefined));
  }
}

/** Registers, and answers each call with a description. */
export function agreeable(request: FakeRequest): string | undefined {
  if (request.method === 'ACK' || request.method.startsWith('SIP/')) return undefined;
  if (request.method !== 'INVITE') return respond(request, '200 OK', `Contact: ${request.header('Contact')}`);
  return answerWith(request, soundDescription);
}

/** An answer to an INVITE, with this description. */
export function answerWith(request: FakeRequest, sdp: string, status = '200 OK'): string {
  const contact = 'Contact: <sip:600@gateway.example.com>';
  const [head = ''] = respond(request, status, contact, 'Content-Type: application/sdp').split(
    'Content-Length',
  );
  return `${head}Content-Length: ${sdp.length}\r\n\r\n${sdp}`;
}
