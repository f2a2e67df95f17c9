import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import { changeSettings, defaultSettings } from '../contract/settings';
import { openCallLog } from '../data/call-log';
import type { Ended } from '../domain/call';
import { callLogEntry, isMissed } from '../domain/call-log';
import { canCall } from '../domain/registration';
import type { Logger } from '../log/logger';
import { CallBook } from './call-book';
import { CallDesk } from './call-desk';
import { CallMedia } from './call-media';
import { CallRecovery } from './call-recovery';
import { diagnose } from './diagnose';
import { IdentityDesk } from './identity-desk';
import type { IntentHandlers } from './intents';
import type { LocalStorage, SessionStorage } from './kept-state';
import type { LogKeeper } from './log-keeper';
import { notifyOfMissed } from './notifications';
import { ProfileShelf } from './profile-shelf';
import type { Store } from './store';

/** Milliseconds for which the sentence about a call's end stays, if the user does nothing. */
const plainEndShown = 5_000;
const tellingEndShown = 60_000;
const plainEnds = new Set(['hung-up', 'other-hung-up', 'cancelled', 'declined', 'answered-elsewhere']);

export interface ControllerOptions {
  store: Store;
  media: MediaHost;
  session: SessionStorage;
  local: LocalStorage;
  logs: LogKeeper;
  logger(source: string): Logger;
}

/** Where intents arrive and everything meets: the desks do the work, the store shows it. */
export class Controller {
  private readonly calls: CallDesk;
  private readonly recovery: CallRecovery;
  private readonly identities: IdentityDesk;
  private readonly profiles: ProfileShelf;
  private readonly log: Logger;
  private endShown: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly options: ControllerOptions) {
    const { store, media, session, local, logger } = options;
    this.log = logger('background/controller');
    this.profiles = new ProfileShelf({ local, store, log: logger('background/profile-shelf') });
    const book = new CallBook({
      onCalls: (calls, saved) => {
        store.update({ calls });
        this.identities.signedIn()?.phone.binding.setInCall(calls.length > 0);
        this.keep(session.write({ calls: saved }));
      },
      onEstablished: (entry) => void callMedia.tellLateCandidates(entry),
      onEnded: (call) => this.callEnded(call),
      now: Date.now,
      log: logger('background/call-book'),
    });
    const callMedia = new CallMedia(book, media, logger('background/call-media'));
    this.recovery = new CallRecovery(book, media, callMedia, logger('background/call-recovery'));
    this.calls = new CallDesk({
      book,
      media: callMedia,
      host: media,
      readyPhone: () => this.readyPhone(),
      signedIn: () => this.identities.signedIn(),
      now: Date.now,
      newId: () => crypto.randomUUID(),
      log: logger('background/call-desk'),
    });
    this.identities = new IdentityDesk({
      store,
      session,
      local,
      profiles: () => this.profiles.all(),
      diagnose,
      onIncoming: (invite) => this.calls.incoming(invite),
      onGatewayLost: () => this.recovery.gatewayLost(),
      onGatewayBack: (phone) => this.recovery.gatewayBack(phone),
      onLeaving: () => this.calls.endAll(),
      logger,
    });
    media.onEvent((event) => {
      if (event.type === 'microphone-lost') {
        store.update({ microphone: event.code === 'microphone-denied' ? 'denied' : 'missing' });
      }
    });
  }

  /** Brings everything back that was there before the worker died. */
  async restore(): Promise<void> {
    const { store, local, session, media } = this.options;
    const kept = await local.read(['settings', 'lastSignIn', 'missedCalls']);
    const settings = { ...defaultSettings, ...kept.settings };
    store.update({ settings, lastSignIn: kept.lastSignIn, missedCalls: kept.missedCalls ?? 0 });
    await media.setDevices(settings);
    const { calls = [] } = await session.read(['calls']);
    const restored = await this.identities.restore();
    await this.recovery.resume(calls, this.identities.signedIn());
    restored?.start();
    await this.followLastProfile();
  }

  /** The alarm, a wake, or a change of network. */
  checkUp(): void {
    // Whoever was refused is not tried again by itself: it would lock the user out.
    if (this.options.store.snapshot.registration.state === 'refused') return;
    this.identities.signedIn()?.phone.binding.checkUp();
  }

  /** Chrome tells more from now on: perhaps why the gateway could not be reached. */
  permissionsAdded(): void {
    const { registration } = this.options.store.snapshot;
    if (registration.state !== 'refused' || registration.reason !== 'gateway-unreachable') return;
    this.keep(this.identities.signedIn()?.phone.binding.tryNow() ?? Promise.resolve());
  }

  networkGone(): void {
    this.identities.signedIn()?.phone.binding.networkGone();
  }

  readonly handlers: IntentHandlers = {
    'load-profiles': async ({ text }) => {
      const result = await this.profiles.load(text);
      await this.followLastProfile();
      return result;
    },
    'sign-in': async (args) => {
      await this.identities.signIn(args);
      return undefined;
    },
    'sign-out': async () => {
      await this.identities.signOut();
      await this.followLastProfile();
      return undefined;
    },
    'try-now': async () => {
      await this.identities.signedIn()?.phone.binding.tryNow();
      return undefined;
    },
    'prepare-call': async () => {
      const signedIn = this.identities.signedIn();
      if (signedIn) await this.options.media.prepare(signedIn.media);
      return undefined;
    },
    dial: async ({ number }) => {
      this.options.store.update({ lastEnded: undefined });
      return { callId: await this.calls.dial(number) };
    },
    answer: async ({ callId }) => {
      await this.calls.answer(callId);
      return undefined;
    },
    decline: ({ callId }) => {
      this.calls.decline(callId);
      return undefined;
    },
    'hang-up': ({ callId }) => {
      this.calls.hangUp(callId);
      return undefined;
    },
    'set-mute': async ({ callId, muted }) => {
      await this.calls.setMute(callId, muted);
      return undefined;
    },
    'set-hold': async ({ callId, held }) => {
      await this.calls.setHold(callId, held);
      return undefined;
    },
    'send-tones': async ({ callId, tones }) => {
      await this.calls.sendTones(callId, tones);
      return undefined;
    },
    'dismiss-ended': () => {
      this.options.store.update({ lastEnded: undefined });
      return undefined;
    },
    'missed-calls-seen': async () => {
      this.options.store.update({ missedCalls: 0 });
      await this.options.local.write({ missedCalls: 0 });
      return undefined;
    },
    'save-settings': async (change) => {
      await this.saveSettings(change);
      return undefined;
    },
    'microphone-changed': ({ state }) => {
      this.options.store.update({ microphone: state });
      return undefined;
    },
    'play-test-ring': async () => {
      const { media } = this.options;
      await media.startRinging();
      setTimeout(() => void media.stopRinging(), 2_500);
      return undefined;
    },
    'download-logs': () => this.options.logs.download(chrome.runtime.getManifest().version),
  };

  private readyPhone() {
    const signedIn = this.identities.signedIn();
    if (!signedIn) throw new PhoneError('not-signed-in', 'nobody is signed in');
    const { registration } = this.options.store.snapshot;
    if (!canCall(registration)) throw new PhoneError('gateway-not-ready', registration.state);
    return signedIn;
  }

  private async saveSettings(change: IntentArgs<'save-settings'>): Promise<void> {
    const { store, local, media } = this.options;
    const settings = changeSettings(store.snapshot.settings, change);
    store.update({ settings });
    await local.write({ settings });
    await media.setDevices(settings);
  }

  private callEnded(call: Ended): void {
    const { store, local } = this.options;
    const missed = isMissed(call);
    if (missed) {
      const missedCalls = store.snapshot.missedCalls + 1;
      store.update({ missedCalls });
      this.keep(local.write({ missedCalls }));
      notifyOfMissed(call);
    } else {
      this.showEnd(call);
    }
    this.keep(
      openCallLog()
        .then((callLog) => callLog.add(callLogEntry(call)))
        .then(() => store.update({ callLogRevision: store.snapshot.callLogRevision + 1 })),
    );
  }

  private showEnd(call: Ended): void {
    const { store } = this.options;
    store.update({ lastEnded: call });
    clearTimeout(this.endShown);
    this.endShown = setTimeout(
      () => {
        if (store.snapshot.lastEnded?.id === call.id) store.update({ lastEnded: undefined });
      },
      plainEnds.has(call.reason) ? plainEndShown : tellingEndShown,
    );
  }

  /** Signed out, the profile used last says whether the log may be downloaded. */
  private async followLastProfile(): Promise<void> {
    const { store } = this.options;
    const profiles = await this.profiles.all();
    const { identity, lastSignIn } = store.snapshot;
    if (identity) return;
    const profile = profiles.find(({ id }) => id === lastSignIn?.profileId);
    store.update({ logDownload: profile?.logDownload ?? profiles.every((one) => one.logDownload) });
  }

  /** What cannot be written is lost at a restart; the phone goes on. */
  private keep(writing: Promise<unknown>): void {
    writing.catch((error) => this.log.error(`not kept: ${String(error)}`));
  }
}
