import { CallBook } from '../../src/background/call-book';
import type { SignedIn } from '../../src/background/call-desk';
import type { Entry } from '../../src/background/call-entry';
import { CallHolding } from '../../src/background/call-holding';
import { CallMedia } from '../../src/background/call-media';
import { CallRecovery } from '../../src/background/call-recovery';
import { CallReferral } from '../../src/background/call-referral';
import { CallReplacement } from '../../src/background/call-replacement';
import { CallTransfer } from '../../src/background/call-transfer';
import { Farewells } from '../../src/background/farewells';
import type { SavedCall } from '../../src/background/kept-state';
import { OtherPhones, otherPhoneOf } from '../../src/background/other-phones';
import type { MediaHost, MediaSession } from '../../src/contract/media-session';
import type { Ended, LiveCall } from '../../src/domain/call';
import { dialRulesOff } from '../../src/domain/dial-rules-settings';
import { type FakeRequest, respond } from './fake-gateway-socket';
import { inDialogOf } from './far-requests';
import { profileOf } from './profiles';
import { silentLogger } from './silent-logger';
import { soundDescription } from './sound-description';
import { agreeable, answerWith, ownMedia, WholePhone } from './whole-phone';

/** The user's other phone, and who is called. */
export const phoneNumber = '209';
export const farNumber = '600';

/** What one of them says of its sound; `third` is another far end. */
export function soundOf(who: 'phone' | 'far' | 'third' | 'here', direction = 'sendrecv'): string {
  const ofTheirs = soundDescription.replace('o=- 1 ', `o=- ${who.length} `);
  return `${ofTheirs.replace('ufrag:abcd', `ufrag:${who}`)}a=${direction}\r\n`;
}

/** Calls on another phone over the whole of the SIP side, at a gateway that answers as a test says. */
export class OtherPhoneDesk {
  readonly ended: Ended[] = [];
  calls: LiveCall[] = [];
  saved: SavedCall[] = [];
  /** The media session of a call that is talked here after all, and what was asked of it. */
  readonly own: MediaSession;
  readonly ownAsked: string[] = [];
  /** How the gateway answers an INVITE, by the number that it is for; descriptions go to and fro by themselves. */
  readonly answers = new Map<string, (request: FakeRequest) => string | undefined>();
  readonly book: CallBook;
  readonly otherPhones: OtherPhones;
  readonly holding: CallHolding;
  readonly signedIn: SignedIn;
  readonly recovery: CallRecovery;
  readonly transfer: CallTransfer;
  readonly referral: CallReferral;

  private constructor(readonly whole: WholePhone) {
    this.own = {
      ...ownMedia,
      acceptOffer: async (sdp) => void this.ownAsked.push(`takes ${/ufrag:(\w+)/.exec(sdp)?.[1]}`),
      createOffer: async () => soundOf('here'),
      createAnswer: async () => soundOf('here'),
      close: async () => void this.ownAsked.push('close'),
    };
    const farewells = new Farewells({ onChanged: () => undefined, now: Date.now, log: silentLogger });
    this.book = new CallBook({
      onCalls: (calls, saved) => Object.assign(this, { calls, saved: structuredClone(saved) }),
      onEstablished: () => undefined,
      onEnded: (call) => void this.ended.push(call),
      onReferred: (entry, wish) => this.referral.wished(entry, wish),
      onTransferNews: (entry, news) => this.transfer.heard(entry, news),
      farewells,
      now: Date.now,
      log: silentLogger,
    });
    this.holding = new CallHolding(this.book, silentLogger);
    const host = {
      onEvent: () => undefined,
      adopt: async () => undefined,
      open: () => this.own,
    } as unknown as MediaHost;
    this.otherPhones = new OtherPhones({
      book: this.book,
      host,
      signedIn: () => this.signedIn,
      farewells,
      holdOthers: (id) => this.holding.holdOthers(id),
      log: silentLogger,
    });
    this.signedIn = {
      phone: whole.phone,
      profile: profileOf(),
      user: '201',
      media: { iceServers: [], relayOnly: false },
    };
    this.recovery = new CallRecovery({
      book: this.book,
      host,
      media: new CallMedia(this.book, host, silentLogger),
      farewells,
      otherPhones: this.otherPhones,
      replace: () => false,
      now: Date.now,
      log: silentLogger,
    });
    const allowed = {
      book: this.book,
      readyPhone: () => this.signedIn,
      mayCall: async () => undefined,
      now: Date.now,
      log: silentLogger,
    };
    this.transfer = new CallTransfer({
      ...allowed,
      rulesOf: () => dialRulesOff(),
      namesOf: async () => [],
    });
    this.referral = new CallReferral({
      ...allowed,
      namesOf: async () => [],
      host,
      media: new CallMedia(this.book, host, silentLogger),
      farewells,
      holdOthers: (id) => this.holding.holdOthers(id),
      newId: () => 'new',
    });
    whole.answer = (request) => this.answer(request);
    const replacement = new CallReplacement({
      book: this.book,
      host,
      media: new CallMedia(this.book, host, silentLogger),
      newId: () => 'new',
      random: Math.random,
      now: Date.now,
      log: silentLogger,
    });
    whole.taker = (invite) => {
      if (invite.replaces) {
        void replacement.giveWay(invite, this.signedIn);
        return;
      }
      const entry = this.add({ direction: 'incoming', state: 'incoming' } as LiveCall);
      const session = invite.take(entry.media);
      this.book.follow(entry, session);
      void session.acceptEarly();
      this.otherPhones.ring(entry, whole.phone, phoneNumber);
    };
  }

  static async open(): Promise<OtherPhoneDesk> {
    return new OtherPhoneDesk(await WholePhone.signedIn());
  }

  /** Calls the phone first, and then the far end. */
  async place(number = farNumber, id = 'call'): Promise<Entry> {
    const entry = this.add({ direction: 'outgoing', state: 'calling' } as LiveCall, number, id);
    this.book.follow(entry, this.whole.phone.call(number, entry.media));
    entry.otherPhone?.call(this.whole.phone, phoneNumber);
    await this.settled();
    return entry;
  }

  /** Goes on with what an earlier worker has left. */
  async resume(calls: SavedCall[]): Promise<void> {
    await this.recovery.resume({ calls: structuredClone(calls), farewells: [] }, this.signedIn);
    this.recovery.gatewayBack(this.whole.phone, false);
    await this.settled();
  }

  settled(): Promise<void> {
    return jest.advanceTimersByTimeAsync(50);
  }

  async receives(text: string): Promise<void> {
    this.whole.receives(text);
    await this.settled();
  }

  /** What has left since the phone was registered: method and, of requests, to whom. */
  get sent(): string[] {
    return this.requests.map((request) =>
      request.method.startsWith('SIP/')
        ? request.text.split(' ').slice(1, 2).join('')
        : `${request.method} ${numberOf(request)}`,
    );
  }

  get requests(): FakeRequest[] {
    return this.whole.gateway.requests.filter(({ method }) => method !== 'REGISTER');
  }

  /** The latest of these, for this number. */
  latest(method: string, number: string): FakeRequest {
    const found = this.requests.findLast((each) => each.method === method && numberOf(each) === number);
    if (!found) throw new Error(`no ${method} for ${number}, but ${this.sent.join(', ')}`);
    return found;
  }

  /** The flows of sound that this number was offered since then, in their order. */
  flowsOffered(number: string, mark: number): (string | undefined)[] {
    const since = this.requests.slice(mark);
    return since.filter((each) => each.method === 'INVITE' && numberOf(each) === number).map(flowIn);
  }

  /** A request of the far end of the INVITE that was sent to this number first. */
  from(number: string, method: string, more: { number?: number; sdp?: string } = {}): string {
    const invite = this.requests.find((each) => each.method === 'INVITE' && numberOf(each) === number);
    if (!invite) throw new Error(`${number} was not called`);
    return inDialogOf(invite, method, more);
  }

  private add(call: LiveCall, number = farNumber, id = 'call'): Entry {
    const facts = { party: { number, name: '' }, called: number, profileId: 'p', startedAt: 0 };
    const whole = { ...call, ...facts, id, ...otherPhoneOf({ number: phoneNumber }) } as LiveCall;
    return this.book.add(whole, this.otherPhones.prepare(id, this.signedIn));
  }

  private answer(request: FakeRequest): string | undefined {
    if (request.method !== 'INVITE') return agreeable(request);
    const number = numberOf(request);
    const answer = this.answers.get(number);
    if (answer) return answer(request);
    return answerWith(request, soundOf(number === phoneNumber ? 'phone' : 'far', answerTo(request)));
  }
}

export const ringing = (request: FakeRequest) => respond(request, '180 Ringing', contact);
export const refusing = (status: string) => (request: FakeRequest) => respond(request, status);
const contact = 'Contact: <sip:600@gateway.example.com>';

/** The number that a request is for, as its To has it. */
export function numberOf(request: FakeRequest): string {
  return /sip:([^@>]+)@/.exec(request.header('To'))?.[1] ?? '';
}

/** The description in a message; '' for none. */
export function bodyOf({ text }: FakeRequest): string {
  return text.split('\r\n\r\n')[1] ?? '';
}

export function flowIn(request: FakeRequest): string | undefined {
  return /a=(sendrecv|sendonly|recvonly|inactive)/.exec(bodyOf(request))?.[1];
}

/** What somebody who wants to hear and speak may say to such an offer (RFC 3264 section 6.1). */
function answerTo(request: FakeRequest): string {
  const flow = flowIn(request) ?? 'sendrecv';
  return { sendonly: 'recvonly', recvonly: 'sendonly' }[flow] ?? flow;
}
