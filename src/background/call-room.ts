import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { LiveCall } from '../domain/call';
import { wasMissed } from '../domain/call-log';
import { canCall } from '../domain/registration';
import type { Logger } from '../log/logger';
import { CallBook } from './call-book';
import { CallDesk, type SignedIn } from './call-desk';
import { CallEnds } from './call-ends';
import type { Entry } from './call-entry';
import { CallHolding } from './call-holding';
import { CallLogKeeper } from './call-log-keeper';
import { CallMedia } from './call-media';
import { CallRecovery } from './call-recovery';
import { CallReplacement } from './call-replacement';
import { CallRouting } from './call-routing';
import { Callers } from './callers';
import type { DeviceWatch } from './device-watch';
import type { Dialling } from './dialling';
import { Farewells } from './farewells';
import { InterruptedCalls } from './interrupted-calls';
import { KeptCalls } from './kept-calls';
import type { LocalStorage, SavedCall, SessionStorage } from './kept-state';
import { LogNames } from './log-names';
import { LostData } from './lost-data';
import { MediaRenewal } from './media-renewal';
import { OtherDevices } from './other-devices';
import { OtherPhones } from './other-phones';
import { PhoneChoice } from './phone-choice';
import { PostDial } from './post-dial';
import { StandingCalls } from './standing-calls';
import type { StorageHealth } from './storage-health';
import type { Store } from './store';
import { wait } from './wait';

export interface CallRoomOptions {
  store: Store;
  media: MediaHost;
  session: SessionStorage;
  local: LocalStorage;
  health: StorageHealth;
  dialling: Dialling;
  signedIn(): SignedIn | undefined;
  /** What the gateway tells of the user's own number. */
  devices(): DeviceWatch;
  logger(source: string): Logger;
}

/** All that has to do with calls, put together. */
export class CallRoom {
  readonly desk: CallDesk;
  readonly callLog: CallLogKeeper;
  readonly lostData: LostData;
  readonly ends: CallEnds;
  readonly postDial: PostDial;
  readonly recovery: CallRecovery;
  readonly media: CallMedia;
  readonly book: CallBook;
  readonly routing: CallRouting;
  readonly farewells: Farewells;
  readonly interrupted: InterruptedCalls;
  readonly phones: PhoneChoice;
  readonly otherDevices: OtherDevices;
  private readonly standing: StandingCalls;
  private readonly kept: KeptCalls;

  constructor(private readonly options: CallRoomOptions) {
    const { store, media, session, local, health, dialling, signedIn, logger } = options;
    this.kept = new KeptCalls(session, logger('background/kept-calls'));
    const callLog = new CallLogKeeper({
      store,
      health,
      now: Date.now,
      log: logger('background/call-log-keeper'),
    });
    this.callLog = callLog;
    const newId = () => crypto.randomUUID();
    this.lostData = new LostData({ store, local, health, newId, log: logger('background/lost-data') });
    this.ends = new CallEnds({ store, local, callLog, log: logger('background/call-ends') });
    this.farewells = new Farewells({
      onChanged: (farewells) => this.kept.keep({ farewells }),
      now: Date.now,
      log: logger('background/farewells'),
    });
    this.standing = new StandingCalls({
      local,
      user: () => store.snapshot.identity?.user,
      now: Date.now,
      log: logger('background/standing-calls'),
    });
    const book = new CallBook({
      onCalls: (calls, saved) => this.callsChanged(calls, saved),
      onEstablished: (entry) => {
        this.recovery.established(entry);
        callMedia.tellLateCandidates(entry);
      },
      onEnded: (call) => this.otherDevices.ended(call),
      onTransferNews: (entry, news) => this.routing.heard(entry, news),
      onReferred: (entry, wish) => this.routing.wished(entry, wish),
      farewells: this.farewells,
      now: Date.now,
      log: logger('background/call-book'),
    });
    this.book = book;
    this.otherDevices = new OtherDevices({
      ...{ book, store, signedIn },
      watch: options.devices,
      onEnded: (call) => {
        callers.ended(call);
        this.ends.ended(call);
      },
      onKnown: (call) => {
        callers.ended(call);
        this.ends.named(call);
      },
      now: Date.now,
      log: logger('background/other-devices'),
    });
    const callers = new Callers({
      store,
      rules: () => dialling.matchingRules(),
      apply: (id, event) => void book.apply(id, event),
      named: (call) => this.ends.named(call),
      log: logger('background/callers'),
    });
    new LogNames({ store, callers, callLog, log: logger('background/log-names') });
    const callMedia = new CallMedia(book, media, logger('background/call-media'));
    this.media = callMedia;
    this.phones = new PhoneChoice({
      store,
      local,
      signedIn,
      rulesOf: (profile) => dialling.rulesOf(profile),
    });
    const otherPhones = new OtherPhones({
      book,
      host: media,
      signedIn,
      farewells: this.farewells,
      holdOthers: (id) => this.desk.holdOthers(id),
      log: logger('background/other-phones'),
    });
    const replacement = new CallReplacement({
      book,
      host: media,
      media: callMedia,
      newId,
      random: Math.random,
      now: Date.now,
      log: logger('background/call-replacement'),
    });
    const replace = (entry: Entry, moved: boolean) => {
      const at = signedIn();
      // Both its phones would have to ring again: it goes on where it can, and is over where it cannot.
      if (entry.otherPhone) return false;
      if (at && moved) replacement.begin(entry, at, moved);
      return moved || replacement.isUnderWay(entry.call.id);
    };
    this.recovery = new CallRecovery({
      book,
      host: media,
      media: callMedia,
      farewells: this.farewells,
      otherPhones,
      replace,
      now: Date.now,
      log: logger('background/call-recovery'),
    });
    new MediaRenewal({
      book,
      host: media,
      media: callMedia,
      signedIn,
      log: logger('background/media-renewal'),
    });
    this.postDial = new PostDial({
      book,
      wait,
      now: Date.now,
      log: logger('background/post-dial'),
    });
    const holding = new CallHolding(book, logger('background/call-holding'));
    this.desk = new CallDesk({
      book,
      holding,
      media: callMedia,
      host: media,
      readyPhone: () => this.readyPhone(),
      signedIn,
      reachGateway: () => this.reachGateway(),
      otherPhone: () => this.phones.inUse(),
      otherPhones,
      rulesOf: (profile) => dialling.rulesOf(profile),
      mayCall: (number) => callers.mayCall(number),
      now: Date.now,
      otherDevices: this.otherDevices,
      giveWay: (invite, at) => replacement.giveWay(invite, at),
      settings: () => store.snapshot.settings,
      newId,
      log: logger('background/call-desk'),
    });
    this.routing = new CallRouting({
      ...{ book, desk: this.desk, holding, media: callMedia, host: media, callers, dialling },
      farewells: this.farewells,
      signedIn,
      readyPhone: () => this.readyPhone(),
      newId,
      logger,
    });
    this.interrupted = new InterruptedCalls({
      store,
      standing: this.standing,
      book,
      host: media,
      media: callMedia,
      readyPhone: () => this.readyPhone(),
      holdOthers: () => this.desk.holdOthers(),
      replace: (entry, at) => replacement.begin(entry, at, false),
      log: logger('background/interrupted-calls'),
    });
  }

  /** What an earlier browser has left; `going` are the ids of calls that only the worker has died in. */
  async restore(going: string[]): Promise<void> {
    // Whatever the disk does, the phone does not wait for it.
    void this.lostData.look();
    void this.callLog
      .restore(going)
      .then((interrupted) => this.ends.countMissed(interrupted.filter(wasMissed).length));
    await this.interrupted.restore(going);
  }

  /** Calls go on that were there before the worker died; all others of an earlier time are over. */
  restored(): void {
    this.standing.follow(this.book.saved);
  }

  /** The alarm: a sign of life of the calls. */
  beat(): void {
    this.interrupted.beat();
    this.callLog.beat();
  }

  /** Whoever is signed in leaves: their calls end, and whoever comes next is not told of them. */
  leave(): void {
    this.desk.endAll();
    this.farewells.forget();
  }

  private callsChanged(calls: LiveCall[], saved: SavedCall[]): void {
    const { store, signedIn } = this.options;
    store.update({ calls });
    this.callLog.follow(calls);
    signedIn()?.phone.binding.setInCall(calls.length > 0);
    this.kept.keep({ calls: saved });
    this.standing.follow(saved);
    this.otherDevices.look();
    this.postDial.look();
    this.media.look();
    this.routing.look();
  }

  private readyPhone(): SignedIn {
    const signedIn = this.options.signedIn();
    if (!signedIn) throw new PhoneError('not-signed-in', 'nobody is signed in');
    const { registration } = this.options.store.snapshot;
    if (!canCall(registration)) throw new PhoneError('gateway-not-ready', registration.state);
    return signedIn;
  }

  private async reachGateway(): Promise<void> {
    if (canCall(this.options.store.snapshot.registration)) return;
    await this.options.signedIn()?.phone.binding.tryNow();
  }
}
