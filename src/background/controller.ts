import type { MediaHost } from '../contract/media-session';
import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import { changeSettings, defaultSettings } from '../contract/settings';
import { canCall } from '../domain/registration';
import type { Logger } from '../log/logger';
import { CallBook } from './call-book';
import { CallDesk } from './call-desk';
import { CallEnds } from './call-ends';
import { CallMedia } from './call-media';
import { CallRecovery } from './call-recovery';
import { diagnose } from './diagnose';
import { IdentityDesk } from './identity-desk';
import type { IntentHandlers } from './intents';
import type { LocalStorage, SessionStorage } from './kept-state';
import type { LogKeeper } from './log-keeper';
import { ProfileShelf } from './profile-shelf';
import type { Store } from './store';

/** Milliseconds. */
const testRing = 2_500;

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
  private readonly ends: CallEnds;
  private readonly log: Logger;

  constructor(private readonly options: ControllerOptions) {
    const { store, media, session, local, logger } = options;
    this.log = logger('background/controller');
    this.profiles = new ProfileShelf({ local, store, log: logger('background/profile-shelf') });
    this.ends = new CallEnds({ store, local, log: logger('background/call-ends') });
    const book = new CallBook({
      onCalls: (calls, saved) => {
        store.update({ calls });
        this.identities.signedIn()?.phone.binding.setInCall(calls.length > 0);
        this.keep(session.write({ calls: saved }));
      },
      onEstablished: (entry) => callMedia.tellLateCandidates(entry),
      onEnded: (call) => this.ends.ended(call),
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
    'sign-in': (args) => this.identities.signIn(args),
    'sign-out': async () => {
      await this.identities.signOut();
      await this.followLastProfile();
    },
    'try-now': () => this.identities.signedIn()?.phone.binding.tryNow(),
    'prepare-call': () => {
      const signedIn = this.identities.signedIn();
      return signedIn && this.options.media.prepare(signedIn.media);
    },
    dial: async ({ number }) => {
      this.ends.dismiss();
      return { callId: await this.calls.dial(number) };
    },
    answer: ({ callId }) => this.calls.answer(callId),
    decline: ({ callId }) => this.calls.decline(callId),
    'hang-up': ({ callId }) => this.calls.hangUp(callId),
    'set-mute': ({ callId, muted }) => this.calls.setMute(callId, muted),
    'set-hold': ({ callId, held }) => this.calls.setHold(callId, held),
    'send-tones': ({ callId, tones }) => this.calls.sendTones(callId, tones),
    'use-profile-address': () => Promise.reject(new PhoneError('not-possible-now', 'use-profile-address')),
    'refresh-profiles': () => Promise.reject(new PhoneError('not-possible-now', 'refresh-profiles')),
    'forget-profiles': () => Promise.reject(new PhoneError('not-possible-now', 'forget-profiles')),
    'continue-post-dial': () => Promise.reject(new PhoneError('not-possible-now', 'continue-post-dial')),
    'emergency-notice-seen': () => Promise.reject(new PhoneError('not-possible-now', 'emergency-notice')),
    'dismiss-ended': () => this.ends.dismiss(),
    'missed-calls-seen': () => this.ends.missedCallsSeen(),
    'save-settings': (change) => this.saveSettings(change),
    'microphone-changed': ({ state }) => this.options.store.update({ microphone: state }),
    'play-test-ring': () => this.playTestRing(),
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

  private async playTestRing(): Promise<void> {
    const { media } = this.options;
    await media.startRinging();
    setTimeout(() => this.keep(media.stopRinging()), testRing);
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
