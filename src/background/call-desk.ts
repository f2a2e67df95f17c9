import type { MediaEvent, MediaHost, MediaOptions, MediaSession } from '../contract/media-session';
import { PhoneError, type PhoneErrorCode, toPhoneError } from '../contract/phone-error';
import { type Call, type CallEvent, type Ended, type LiveCall, transition } from '../domain/call';
import { type CallLogEntry, callLogEntry } from '../domain/call-log';
import { dialTarget } from '../domain/dial-target';
import type { EndReason } from '../domain/end-reason';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { IncomingInvite, Phone } from '../sip/phone';
import type { SavedCall } from './kept-state';

/** The phone that is signed in, and what its profile says about calls. */
export interface SignedIn {
  phone: Phone;
  profileId: string;
  media: MediaOptions;
}

export interface CallDeskOptions {
  media: MediaHost;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  signedIn(): SignedIn | undefined;
  /** The live calls have changed. */
  onCalls(calls: LiveCall[], saved: SavedCall[]): void;
  onEnded(call: Ended, entry: CallLogEntry): void;
  now(): number;
  newId(): string;
  log: Logger;
}

interface Entry {
  call: LiveCall;
  media: MediaSession;
  session: CallSession | undefined;
  saved: Omit<SavedCall, 'call'>;
  /** Settled once nothing stands in the way of a request to the far end. */
  repaired: Promise<unknown>;
  repairing: boolean;
}

const maxCalls = 6;

/** All calls of the phone: carries out intents, follows events, ends what must end. */
export class CallDesk {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly options: CallDeskOptions) {
    options.media.onEvent((event) => this.onMediaEvent(event));
  }

  get calls(): LiveCall[] {
    return [...this.entries.values()].map(({ call }) => call);
  }

  /** Places a call. Throws PhoneError; what fails later ends the call with a reason. */
  async dial(number: string): Promise<string> {
    const { phone, profileId, media: mediaOptions } = this.options.readyPhone();
    const target = dialTarget(number);
    if (!target) throw new PhoneError('no-number', 'nothing to dial');
    await this.checkMicrophone();
    await this.holdOthers();
    const id = this.options.newId();
    const called = target.type === 'number' ? target.number : target.uri;
    const media = this.options.media.open(id, mediaOptions);
    const entry = this.add(media, {
      state: 'calling',
      id,
      direction: 'outgoing',
      party: { number: called, name: '' },
      called,
      profileId,
      startedAt: this.options.now(),
    });
    try {
      const session = phone.call(number, media);
      this.follow(entry, session);
      await session.invite();
    } catch (error) {
      this.end(id, 'media-failed');
      throw toPhoneError(error);
    }
    void this.startMicrophone(entry);
    return id;
  }

  /** A call comes in. */
  incoming(invite: IncomingInvite): void {
    const signedIn = this.options.signedIn();
    if (!signedIn || this.entries.size >= maxCalls || !invite.alive()) {
      invite.reject(486);
      return;
    }
    const id = this.options.newId();
    const media = this.options.media.open(id, signedIn.media);
    const entry = this.add(media, {
      state: 'incoming',
      id,
      direction: 'incoming',
      profileId: signedIn.profileId,
      startedAt: this.options.now(),
      ...invite.facts,
    });
    entry.saved.keptInvite = invite.kept;
    const session = invite.take(media);
    this.follow(entry, session);
    session.acceptEarly().catch((error) => {
      this.options.log.warn(`the offer cannot be taken: ${String(error)}`);
      void session.end('media-not-agreed', 488);
    });
    this.changed();
  }

  /** Two screens answering at once is one answer. */
  async answer(id: string): Promise<void> {
    const entry = this.find(id);
    if (entry.call.state !== 'incoming') return;
    await this.checkMicrophone();
    if (!this.apply(id, { type: 'answer' })) return;
    await this.holdOthers(id);
    try {
      await entry.session?.answer();
    } catch (error) {
      this.options.log.error(`answering failed: ${String(error)}`);
      this.end(id, 'media-failed');
      return;
    }
    await this.startMicrophone(entry);
  }

  decline(id: string): void {
    if (this.find(id).call.state === 'incoming') this.hangUp(id);
  }

  /** Ends a call in whatever state it is: cancels, declines or hangs up. */
  hangUp(id: string): void {
    const { call } = this.find(id);
    this.end(id, reasonOfHangUp(call));
  }

  async setMute(id: string, muted: boolean): Promise<void> {
    const entry = this.find(id);
    if (!this.apply(id, { type: 'mute', muted })) throw new PhoneError('not-possible-now', 'mute');
    await entry.media.setMuted(muted);
  }

  async setHold(id: string, held: boolean): Promise<void> {
    const entry = this.find(id);
    if (entry.call.state !== 'talking') throw new PhoneError('not-possible-now', 'hold');
    if (entry.call.held === held) return;
    this.apply(id, { type: 'hold', held });
    await entry.repaired;
    const done = (await entry.session?.setHold(held)) ?? false;
    this.apply(id, { type: 'hold-done', held: done ? held : !held });
    if (!done && this.entries.has(id)) throw new PhoneError('not-possible-now', 'the other side refused');
  }

  async sendTones(id: string, tones: string): Promise<void> {
    const entry = this.find(id);
    if (entry.call.state !== 'talking' && entry.call.state !== 'ringing') {
      throw new PhoneError('not-possible-now', 'tones');
    }
    await entry.session?.sendTones(tones);
  }

  /** Ends everything, as the user signs out. */
  endAll(): void {
    for (const { call } of [...this.entries.values()]) this.end(call.id, reasonOfHangUp(call));
  }

  /** The socket is gone: what stands goes on by its media, what does not stand yet is lost. */
  gatewayLost(): void {
    for (const { call } of [...this.entries.values()]) {
      if (call.state === 'talking') this.apply(call.id, { type: 'interrupted', interrupted: true });
      else if (call.direction === 'outgoing') this.end(call.id, 'network-lost');
    }
  }

  /** Registered over a new socket: the far end of each call learns of it by a re-INVITE. */
  gatewayBack(): void {
    for (const entry of this.entries.values()) {
      if (!entry.repairing) entry.repaired = this.repair(entry);
    }
  }

  /** Takes up again what the worker's death interrupted. The phone need not be connected yet. */
  async resume(saved: SavedCall[], connected: Promise<unknown>): Promise<void> {
    await Promise.all(saved.map((call) => this.resumeOne(call, connected)));
  }

  private async resumeOne(saved: SavedCall, connected: Promise<unknown>): Promise<void> {
    const signedIn = this.options.signedIn();
    const { call, dialog, keptInvite } = saved;
    if (call.state !== 'talking' || !dialog || !signedIn) {
      this.finish(call, 'phone-restarted', undefined);
      const { direction } = call;
      if (keptInvite && signedIn) void connected.then(() => signedIn.phone.abandon(keptInvite, direction));
      return;
    }
    const adopted = await this.options.media.adopt(call.id);
    const media = adopted ?? this.options.media.open(call.id, signedIn.media);
    const entry = this.add(media, { ...call, interrupted: true });
    entry.saved = { dialog };
    const session = signedIn.phone.resume(dialog, media);
    this.follow(entry, session);
    entry.repaired = connected.then(() => this.repair(entry));
    if (!adopted) void this.startMicrophone(entry);
  }

  private async repair(entry: Entry): Promise<void> {
    const { call, session } = entry;
    if (entry.repairing || call.state !== 'talking' || !call.interrupted || !session) return;
    entry.repairing = true;
    const repaired = await session.reinvite().finally(() => {
      entry.repairing = false;
    });
    if (repaired) this.apply(call.id, { type: 'interrupted', interrupted: false });
  }

  private add(media: MediaSession, call: LiveCall): Entry {
    const entry: Entry = {
      call,
      media,
      session: undefined,
      saved: {},
      repaired: Promise.resolve(),
      repairing: false,
    };
    this.entries.set(call.id, entry);
    this.options.log.info(`call ${call.id}: ${call.state}, ${call.direction}`);
    this.changed();
    return entry;
  }

  private follow(entry: Entry, session: CallSession): void {
    const { id } = entry.call;
    entry.session = session;
    session.delegate = {
      onInviteSent: (kept) => {
        entry.saved = { keptInvite: kept };
        this.changed();
      },
      onRinging: (earlyMedia) => this.apply(id, { type: 'ringing', earlyMedia }),
      onEstablished: (party) => this.established(entry, session, party),
      onDialogChanged: () => this.saveDialog(entry, session),
      onHeldByOther: (held) => this.apply(id, { type: 'held-by-other', held }),
      onEnded: (reason, status) => this.finishEntry(id, reason, status),
    };
  }

  private established(entry: Entry, session: CallSession, party: Call['party'] | undefined): void {
    const { call } = entry;
    const known = party?.name || party?.number ? { party: { ...call.party, ...withoutEmpty(party) } } : {};
    this.apply(call.id, { type: 'answered', at: this.options.now(), ...known });
    this.saveDialog(entry, session);
    void this.tellLateCandidates(entry);
  }

  private saveDialog(entry: Entry, session: CallSession): void {
    const dialog = session.saved();
    if (!dialog) return;
    entry.saved = { dialog };
    this.changed();
  }

  private async tellLateCandidates(entry: Entry): Promise<void> {
    if (entry.call.state !== 'talking') return;
    if (await entry.media.hasUnsentCandidates().catch(() => false)) await entry.session?.reinvite();
  }

  private onMediaEvent(event: MediaEvent): void {
    const entry = this.entries.get(event.sessionId);
    if (!entry) return;
    this.options.log.info(
      `media of ${event.sessionId}: ${event.type} ${'state' in event ? event.state : ''}`,
    );
    if (event.type === 'late-candidates') void this.tellLateCandidates(entry);
    if (event.type === 'connection' && event.state === 'failed' && entry.call.state === 'talking') {
      void entry.session?.reinvite({ iceRestart: true });
    }
  }

  private async startMicrophone(entry: Entry): Promise<void> {
    try {
      await entry.media.startMicrophone();
    } catch (error) {
      const { code } = toPhoneError(error);
      this.options.log.warn(`no microphone: ${code}`);
      this.end(entry.call.id, endReasonOfMicrophone(code));
    }
  }

  private async checkMicrophone(): Promise<void> {
    const state = await this.options.media.microphoneState();
    if (state === 'missing') throw new PhoneError('microphone-missing', 'no microphone');
    if (state !== 'granted') throw new PhoneError('microphone-denied', `permission is ${state}`);
  }

  /** One call is active at a time. */
  private async holdOthers(except?: string): Promise<void> {
    const others = this.calls.filter((call) => call.id !== except && call.state === 'talking' && !call.held);
    await Promise.all(others.map((call) => this.setHold(call.id, true).catch(() => undefined)));
  }

  /** Ends a call from this side, on screen at once. */
  private end(id: string, reason: EndReason): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    const { session, repaired } = entry;
    if (session) session.delegate = undefined;
    this.finishEntry(id, reason, undefined);
    // A call taken up again can be ended at the gateway only when the socket is back.
    void repaired
      .then(() => session?.end(reason))
      .catch((error) => this.options.log.warn(`the end of ${id} could not be told: ${String(error)}`));
  }

  private finishEntry(id: string, reason: EndReason, status: number | undefined): void {
    const entry = this.entries.get(id);
    if (!entry) return;
    this.entries.delete(id);
    void entry.media.close().catch(() => undefined);
    this.finish(entry.call, reason, status);
    this.changed();
  }

  private finish(call: LiveCall, reason: EndReason, status: number | undefined): void {
    const at = this.options.now();
    const ended = transition(call, { type: 'end', at, reason, ...(status !== undefined && { status }) });
    if (ended?.state !== 'ended') return;
    this.options.log.info(`call ${call.id}: ended, ${reason} ${status ?? ''}`);
    this.options.onEnded(ended, callLogEntry(ended));
  }

  /** False when the event is impossible now, which is logged and changes nothing. */
  private apply(id: string, event: CallEvent): boolean {
    const entry = this.entries.get(id);
    const next = entry && transition(entry.call, event);
    if (!entry || !next || next.state === 'ended') {
      this.options.log.info(`call ${id}: ${event.type} comes too late or too early`);
      return false;
    }
    if (next.state !== entry.call.state) this.options.log.info(`call ${id}: ${next.state}`);
    entry.call = next;
    this.changed();
    return true;
  }

  private find(id: string): Entry {
    const entry = this.entries.get(id);
    if (!entry) throw new PhoneError('no-such-call', `no call ${id}`);
    return entry;
  }

  private changed(): void {
    const entries = [...this.entries.values()];
    this.options.onCalls(
      entries.map(({ call }) => call),
      entries.map(({ call, saved }) => ({ call, ...saved })),
    );
  }
}

function reasonOfHangUp(call: LiveCall): EndReason {
  if (call.state === 'incoming') return 'declined';
  return call.state === 'calling' || call.state === 'ringing' ? 'cancelled' : 'hung-up';
}

function endReasonOfMicrophone(code: PhoneErrorCode): EndReason {
  if (code === 'microphone-denied' || code === 'microphone-missing' || code === 'microphone-failed')
    return code;
  return 'media-failed';
}

function withoutEmpty(party: Call['party'] | undefined): Partial<Call['party']> {
  return { ...(party?.name && { name: party.name }), ...(party?.number && { number: party.number }) };
}
