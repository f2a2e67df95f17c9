import { CallBook } from '../../src/background/call-book';
import { CallConference } from '../../src/background/call-conference';
import { CallDesk, type SignedIn } from '../../src/background/call-desk';
import { CallHolding } from '../../src/background/call-holding';
import { CallMedia } from '../../src/background/call-media';
import { CallReferral } from '../../src/background/call-referral';
import { CallReplacement } from '../../src/background/call-replacement';
import { CallTransfer } from '../../src/background/call-transfer';
import type { Parting } from '../../src/background/farewells';
import { OtherPhones } from '../../src/background/other-phones';
import type { MediaHost, MediaSession } from '../../src/contract/media-session';
import { PhoneError } from '../../src/contract/phone-error';
import type { IntentArgs } from '../../src/contract/protocol';
import { defaultSettings, type Settings } from '../../src/contract/settings';
import type { TurnAway } from '../../src/domain/arrival';
import type { Ended, LiveCall } from '../../src/domain/call';
import type { CallContact } from '../../src/domain/call-facts';
import { type DialRules, dialRulesOff, rulesInForce } from '../../src/domain/dial-rules-settings';
import type { Profile } from '../../src/domain/profile';
import type { Referral } from '../../src/domain/referral';
import type { CallSession, CallSessionDelegate } from '../../src/sip/call-session';
import type { Phone } from '../../src/sip/phone';
import type { IncomingInvite } from '../../src/sip/phone-calls';
import { refusalFor } from '../../src/sip/redirection';
import type { SavedDialog } from '../../src/sip/saved-dialog';
import { profileOf } from './profiles';
import { silentLogger } from './silent-logger';

/** The gateway side of a call: what the desk asked of it, and its events. */
export class FakeSession {
  delegate: CallSessionDelegate | undefined;
  readonly asked: string[] = [];
  holdAccepted = true;
  /** What the far end's side says to tones. */
  tones: () => Promise<void> = async () => undefined;
  saved = (): SavedDialog | undefined => undefined;
  releaseMedia = () => undefined;
  invite = async ({ offers = true } = {}) => void this.asked.push(offers ? 'invite' : 'invite, no offer');
  useMedia = async () => void this.asked.push('use media');
  answer = async () => void this.asked.push('answer');
  refer = (referTo: string) => void this.asked.push(`refer: ${referTo}`);
  tellReferrer = (_sequence: number, status: number) => void this.asked.push(`tell: ${status}`);
  acceptEarly = async () => void this.asked.push('accept early');
  reinvite = async () => true;
  end = async (reason: string) => {
    this.asked.push(`end: ${reason}`);
    return true;
  };
  setHold = async (held: boolean) => {
    this.asked.push(held ? 'hold' : 'resume');
    return this.holdAccepted;
  };
  sendTones = async (tones: string) => {
    await this.tones();
    this.asked.push(`tones: ${tones}`);
  };

  /** What the call is called for, from the gateway's side. */
  constructor(readonly target: string) {}

  referTo(): string {
    return `<${this.target}?Replaces>`;
  }
}

/** A call desk with fakes all around it, and what can be seen there. */
export class CallDeskBench {
  readonly sessions: FakeSession[] = [];
  readonly ended: Ended[] = [];
  readonly rejected: number[] = [];
  /** The headers of those refusals. */
  readonly rejectedWith: string[] = [];
  settings: Settings = { ...defaultSettings };
  /** Tones that were begun; a speaker that is gone plays none. */
  readonly tones: string[] = [];
  speaker: 'there' | 'gone' = 'there';
  /** The ends that the gateway is owed, once and for all. */
  readonly owed: Parting[] = [];
  calls: LiveCall[] = [];
  /** Told of each change, as the worker is. */
  onCalls: () => void = () => undefined;
  microphone: 'granted' | 'denied' | 'missing' = 'granted';
  microphonesOpened = 0;
  /** Media sessions opened, and the ids of those closed. */
  opened = 0;
  readonly closed: string[] = [];
  /** What media sessions were told, by their ids. */
  readonly directions = new Map<string, string>();
  readonly mutes = new Map<string, boolean>();
  phoneError: PhoneError | undefined;
  /** What the directory says of a number. */
  mayCall: (number: string) => Promise<void> = async () => undefined;
  /** Whose number the directory says it is. */
  namesOf: (number: string) => Promise<CallContact[]> = async () => [];
  /** What trying to reach the gateway comes to. */
  reachGateway: () => Promise<void> = async () => undefined;
  ownRules: DialRules = dialRulesOff();
  now = 7;
  readonly book: CallBook;
  readonly desk: CallDesk;
  readonly otherPhones: OtherPhones;
  /** The number of the phone that calls are talked on. */
  otherPhone: string | undefined;
  /** The same as its user has given it. */
  otherPhoneShown = '+49 209';
  readonly holding: CallHolding;
  readonly conference: CallConference;
  /** What the media host was asked to mix, the last at the end. */
  readonly mixes: { ids: string[]; silenced: string[] }[] = [];
  readonly media: CallMedia;
  readonly replacement: CallReplacement;
  readonly transfer: CallTransfer;
  readonly referral: CallReferral;
  readonly signedIn: SignedIn;
  readonly host: MediaHost;
  /** The user talks at another device. */
  busyElsewhere = false;
  private lastId = 0;

  constructor(readonly profile: Profile = profileOf()) {
    const host = this.fakeHost();
    this.host = host;
    const signedIn: SignedIn = {
      phone: {
        call: (target: string) => this.session(target),
        refusal: (how: TurnAway) => refusalFor(how, { user: '201', domain: 'pbx.example.com' }),
        referTo: (target: string) => `<${target}>`,
        follow: ({ target }: Referral) => this.session(target),
        replace: (_dialog: unknown, target: string) => this.session(`replaces: ${target}`),
      } as unknown as Phone,
      profile,
      user: '201',
      media: { iceServers: [], relayOnly: false },
    };
    this.signedIn = signedIn;
    this.book = new CallBook({
      onCalls: (live) => {
        this.calls = live;
        this.conference.look();
        this.transfer.look();
        this.referral.look();
        this.onCalls();
      },
      onEstablished: () => undefined,
      onEnded: (call) => void this.ended.push(call),
      onReferred: (entry, wish) => this.referral.wished(entry, wish),
      onTransferNews: (entry, news) => this.transfer.heard(entry, news),
      farewells: { say: (parting) => this.say(parting) },
      now: () => this.now,
      log: silentLogger,
    });
    this.media = new CallMedia(this.book, host, silentLogger);
    const newId = () => `call-${++this.lastId}`;
    this.replacement = new CallReplacement({
      book: this.book,
      host,
      media: this.media,
      newId,
      random: () => 0.5,
      now: () => Date.now(),
      log: silentLogger,
    });
    this.holding = new CallHolding(this.book, silentLogger);
    this.conference = new CallConference({
      book: this.book,
      host: { mix: async (ids, silenced) => void this.mixes.push({ ids, silenced }) },
      holding: this.holding,
      log: silentLogger,
    });
    this.transfer = new CallTransfer({
      namesOf: (number) => this.namesOf(number),
      book: this.book,
      readyPhone: () => {
        if (this.phoneError) throw this.phoneError;
        return signedIn;
      },
      rulesOf: ({ dialRules }) => rulesInForce(dialRules, this.ownRules),
      mayCall: (number) => this.mayCall(number),
      now: () => this.now,
      log: silentLogger,
    });
    this.referral = new CallReferral({
      book: this.book,
      host,
      media: this.media,
      readyPhone: () => {
        if (this.phoneError) throw this.phoneError;
        return signedIn;
      },
      farewells: { say: (parting) => void this.owed.push(parting) },
      holdOthers: (id) => this.desk.holdOthers(id),
      mayCall: (number) => this.mayCall(number),
      namesOf: (number) => this.namesOf(number),
      newId,
      now: () => this.now,
      log: silentLogger,
    });
    this.otherPhones = new OtherPhones({
      book: this.book,
      host,
      signedIn: () => signedIn,
      farewells: { say: (parting) => this.say(parting) },
      holdOthers: (id) => this.desk.holdOthers(id),
      log: silentLogger,
    });
    this.desk = new CallDesk({
      holding: this.holding,
      otherDevices: { isOwnMove: () => false, isToBeQuiet: () => this.busyElsewhere },
      settings: () => this.settings,
      giveWay: (invite, at) => this.replacement.giveWay(invite, at),
      book: this.book,
      media: this.media,
      host,
      readyPhone: () => {
        if (this.phoneError) throw this.phoneError;
        return signedIn;
      },
      signedIn: () => signedIn,
      reachGateway: () => this.reachGateway(),
      otherPhone: () =>
        this.otherPhone === undefined
          ? undefined
          : { number: this.otherPhoneShown, dialled: this.otherPhone },
      otherPhones: this.otherPhones,
      mayCall: (number) => this.mayCall(number),
      rulesOf: ({ dialRules }) => rulesInForce(dialRules, this.ownRules),
      now: () => this.now,
      newId,
      log: silentLogger,
    });
  }

  stateOf(id: string): LiveCall | undefined {
    return this.calls.find((call) => call.id === id);
  }

  dial(number: string, options: Partial<IntentArgs<'dial'>> = {}): Promise<string> {
    return this.desk.dial({ number, ...options });
  }

  async talkingTo(number: string): Promise<string> {
    const id = await this.dial(number);
    this.sessions.at(-1)?.delegate?.onEstablished(undefined);
    return id;
  }

  /** A call that rings here; its id. */
  newIncoming(more: Partial<IncomingInvite> = {}): string {
    this.desk.incoming({
      facts: { party: { number: '205', name: 'Elena' }, called: '201' },
      sentOnBy: [],
      kept: 'INVITE',
      take: () => this.session('205'),
      reject: (status, headers = []) => {
        this.rejected.push(status);
        this.rejectedWith.push(...headers);
      },
      ...more,
    });
    return `call-${this.lastId}`;
  }

  session(target: string): CallSession {
    const session = new FakeSession(target);
    this.sessions.push(session);
    return session as unknown as CallSession;
  }

  private say(parting: Parting): void {
    this.owed.push(parting);
    void parting.session?.end(parting.reason, parting.refusal?.status ?? 480);
  }

  private fakeHost(): MediaHost {
    const mediaOf = (id: string) =>
      ({
        id,
        startMicrophone: async () => {
          if (this.microphone !== 'granted') throw new PhoneError(`microphone-${this.microphone}`);
          this.microphonesOpened++;
        },
        rollback: async () => undefined,
        setDirection: async (direction: string) => void this.directions.set(id, direction),
        setMuted: async (muted: boolean) => void this.mutes.set(id, muted),
        hasUnsentCandidates: async () => false,
        close: async () => void this.closed.push(id),
      }) as unknown as MediaSession;
    return {
      open: (id: string) => {
        this.opened++;
        return mediaOf(id);
      },
      microphoneState: async () => this.microphone,
      startTone: async (tone: string) => {
        if (this.speaker === 'gone') throw new Error('no speaker');
        this.tones.push(tone);
      },
      onEvent: () => undefined,
    } as unknown as MediaHost;
  }
}
