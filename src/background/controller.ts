import type { MediaEvent, MediaHost } from '../contract/media-session';
import type { CommandedIntent } from '../domain/call-commands';
import { begunBy } from '../domain/call-times';
import type { MatchingRules } from '../domain/caller-match';
import type { Policy } from '../domain/policy';
import type { OutsidePolicy } from '../domain/policy-lists';
import type { Profile } from '../domain/profile';
import type { Logger } from '../log/logger';
import type { Binding } from '../sip/binding';
import { letCallBacksRing } from './call-backs';
import { CallRoom } from './call-room';
import type { Onlooker } from './colleagues';
import { diagnose } from './diagnose';
import { Dialling } from './dialling';
import { DirectoryRoom } from './directory-room';
import { IdentityDesk } from './identity-desk';
import { intentHandlers } from './intent-handlers';
import type { PhoneHandlers } from './intents';
import type { LocalStorage, SessionStorage } from './kept-state';
import type { LogKeeper } from './log-keeper';
import { ManagedPolicy } from './managed-policy';
import type { NetworkChange } from './network-watch';
import { openProfileShelf } from './open-profile-shelf';
import type { ProfileShelf } from './profile-shelf';
import { SettingsKeeper } from './settings-keeper';
import { orLog, type StorageHealth } from './storage-health';
import type { Store } from './store';
import { Watching } from './watching';

export interface ControllerOptions {
  store: Store;
  media: MediaHost;
  session: SessionStorage;
  local: LocalStorage;
  health: StorageHealth;
  logs: LogKeeper;
  /** Something is said of calls asked for from outside of the phone. */
  usePolicy(policy: OutsidePolicy): void;
  logger(source: string): Logger;
}

/** Where intents arrive and everything meets: the desks do the work, the store shows it. */
export class Controller {
  readonly handlers: PhoneHandlers;
  private readonly calls: CallRoom;
  private readonly dialling: Dialling;
  private readonly contacts: DirectoryRoom;
  private readonly identities: IdentityDesk;
  private readonly profiles: ProfileShelf;
  private readonly policies: ManagedPolicy;
  private readonly settings: SettingsKeeper;
  private readonly watching: Watching;
  private readonly log: Logger;

  constructor(private readonly options: ControllerOptions) {
    const { store, media, session, local, logger } = options;
    this.log = logger('background/controller');
    const onChanged = (profiles: Profile[]) => void orLog(this.followProfiles(profiles), this.log);
    const profileInForce = () => this.identities.signedIn()?.profile;
    this.profiles = openProfileShelf({ store, session, local, profileInForce, onChanged, logger });
    this.policies = new ManagedPolicy({ session, local, now: Date.now, logger });
    this.settings = new SettingsKeeper({ store, local, session, media, logger });
    letCallBacksRing(store, (change) => this.settings.save(change), this.log);
    const signedIn = () => this.identities.signedIn();
    this.dialling = new Dialling({
      store,
      local,
      profiles: () => this.profiles.all(),
      signedIn,
      log: logger('background/dialling'),
    });
    this.contacts = new DirectoryRoom({
      ...options,
      profileUrl: async () => (await this.dialling.profileInUse())?.directoryUrl,
    });
    const devices = () => this.watching.devices;
    this.calls = new CallRoom({ ...options, dialling: this.dialling, signedIn, devices });
    const rules = () => this.dialling.matchingRules()?.dialRules;
    this.watching = new Watching({
      ...{ store, session, rules, logger },
      onOwnCalls: () => this.calls.otherDevices.heard(),
      onOwnDevices: () => this.calls.otherDevices.look(),
    });
    this.identities = new IdentityDesk({
      watching: this.watching,
      store,
      session,
      local,
      profiles: () => this.profiles.all(),
      diagnose,
      onIncoming: (invite) => this.calls.desk.incoming(invite),
      onGatewayLost: () => this.calls.recovery.gatewayLost(),
      onGatewayBack: (phone, moved) => this.calls.recovery.gatewayBack(phone, moved),
      onLeaving: () => this.calls.leave(),
      logger,
    });
    this.handlers = intentHandlers({
      ...options,
      calls: this.calls,
      dialling: this.dialling,
      contacts: this.contacts,
      identities: this.identities,
      watching: this.watching,
      profiles: this.profiles,
      settings: this.settings,
      signedOut: () => this.followLastProfile(),
      log: this.log,
    });
    media.onEvent((event) => this.mediaChanged(event));
  }

  /** Brings everything back that was there before the worker died. */
  async restore(): Promise<void> {
    const { store, local, session } = this.options;
    const kept = await local.read(['lastSignIn', 'missedCalls']);
    store.update({ lastSignIn: kept.lastSignIn, missedCalls: kept.missedCalls ?? 0 });
    const { calls: saved = [], farewells = [] } = await session.read(['calls', 'farewells']);
    const calls = saved.map((each) => ({ ...each, call: begunBy(each.call, Date.now()) }));
    const talking = calls.some(({ call, dialog }) => call.state === 'talking' && dialog);
    await this.settings.restore(talking);
    await this.usePolicy(await this.policies.read());
    const restored = await this.identities.restore(talking);
    await this.calls.phones.restore();
    await this.calls.restore(calls.map(({ call }) => call.id));
    await this.calls.recovery.resume({ calls, farewells }, this.identities.signedIn());
    this.calls.restored();
    void orLog(this.settings.start(), this.log);
    restored?.start();
    await this.dialling.restore();
    await this.profiles.start();
    this.contacts.start();
  }

  /** Whose number is whose, says the profile of whoever is signed in. */
  get matchingRules(): MatchingRules | undefined {
    return this.dialling.matchingRules();
  }

  /** A screen that may show who can be called. */
  onlooker(): Onlooker {
    return this.watching.colleagues.onlooker();
  }

  /** The administrator has changed the policy: it takes effect without a restart. */
  async policyChanged(): Promise<void> {
    await this.usePolicy(await this.policies.changed());
    this.contacts.follow();
  }

  /** A key was pressed, whatever was in front. */
  obey(wanted: CommandedIntent): unknown {
    const handle = this.handlers[wanted.intent] as (args: CommandedIntent['args']) => unknown;
    return handle(wanted.args);
  }

  /** The alarm, a wake, or a change of network. */
  checkUp(): void {
    void orLog(this.noticeRemovedPolicy(), this.log);
    this.calls.beat();
    this.binding()?.checkUp();
  }

  /** The computer has slept, or its clock was set forward: what was agreed on for a time may be over. */
  woke(): void {
    void orLog(this.noticeRemovedPolicy(), this.log);
    this.binding()?.woke();
    this.profiles.refreshIfDue();
  }

  /** By so many milliseconds: what was noted before lies ahead, and nobody may wait for it. */
  clockSetBack(by: number): void {
    this.identities.clockSetBack(by);
    this.calls.book.clockSetBack(by);
    this.checkUp();
    this.profiles.refreshIfDue();
  }

  refreshDirectory(): void {
    this.contacts.follow();
  }

  refreshProfiles(): void {
    this.profiles.refreshIfDue();
  }

  /** Chrome tells more from now on: perhaps why the gateway could not be reached. */
  permissionsAdded(): void {
    this.profiles.permissionsAdded();
    this.contacts.retry('permission-needed');
    const { registration } = this.options.store.snapshot;
    if (registration.state !== 'refused' || registration.reason !== 'gateway-unreachable') return;
    void orLog(this.identities.signedIn()?.phone.binding.tryNow() ?? Promise.resolve(), this.log);
  }

  networkChanged(change: NetworkChange): void {
    this.log.info(`our own network: ${change}`);
    if (change === 'gone') this.binding()?.networkGone();
    else this.binding()?.networkChanged();
    if (change !== 'back') return;
    this.profiles.networkBack();
    this.contacts.retry('unreachable');
  }

  /** Whoever was refused is not tried again by itself: it would lock the user out. */
  private binding(): Binding | undefined {
    if (this.options.store.snapshot.registration.state === 'refused') return undefined;
    return this.identities.signedIn()?.phone.binding;
  }

  private mediaChanged(event: MediaEvent): void {
    const { store } = this.options;
    if (event.type === 'microphone-lost')
      store.update({ microphone: event.code === 'microphone-denied' ? 'denied' : 'missing' });
    if (event.type === 'microphone-back') store.update({ microphone: 'granted' });
    if (event.type === 'microphone-stand-in') store.update({ standInMicrophone: event.name });
    if (event.type === 'speaker') store.update({ speakerMissing: event.missing });
    const isCut = event.type === 'connection' && ['disconnected', 'failed'].includes(event.state);
    // What has cut the sound may have cut the way to the gateway too.
    if (isCut) this.binding()?.checkUp();
    if (event.type === 'network-changed') this.networkChanged('address-changed');
  }

  private async noticeRemovedPolicy(): Promise<void> {
    if (await this.policies.isOverdue()) await this.policyChanged();
  }

  private async usePolicy(policy: Policy): Promise<void> {
    this.options.usePolicy(policy.outside);
    // In the snapshot at once; media that cannot be told must not keep the phone from following.
    void orLog(this.settings.usePolicy(policy), this.log);
    this.contacts.usePolicy(policy.directoryUrl);
    await this.identities.policyChanged();
    await this.profiles.usePolicy(policy);
  }

  private async followProfiles(profiles: Profile[]): Promise<void> {
    await this.identities.profilesChanged(profiles);
    this.calls.phones.show();
    this.contacts.follow();
    await this.followLastProfile();
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
}
