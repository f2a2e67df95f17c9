import type { LastSignIn } from '../contract/snapshot';
import { seal, unseal } from '../data/kept-secrets';
import type { Failover } from '../domain/failover-state';
import type { Profile } from '../domain/profile';
import { successorOf } from '../domain/profile-successor';
import type { RefusalReason } from '../domain/registration';
import type { RealmsByGateway } from '../sip/known-realms';
import type { LocalStorage, SessionStorage } from './kept-state';
import type { Store } from './store';

/** Who is signed in, with what it takes to sign in again. */
export interface Identity {
  profile: Profile;
  user: string;
  password: string;
  staySignedIn: boolean;
}

/** What the worker, or the browser, before has left. */
export interface FoundIdentity {
  identity: Identity;
  /** From then on a loss is not a refusal. */
  registered: boolean;
  refusal: Refusal | undefined;
  gatewayStun: Profile['stun'];
  realms: RealmsByGateway | undefined;
  failover: Failover | undefined;
}

export interface Refusal {
  reason: RefusalReason;
  status?: number;
}

export interface KeptIdentityOptions {
  session: SessionStorage;
  local: LocalStorage;
  /** Shows who signed in last. */
  store: Store;
}

/** What a gateway has said holds for no other one. */
const ofGateways = ['refusal', 'gatewayStun', 'realms', 'failover'] as const;

/** Keeps who is signed in: over the worker's death, and over the browser's end for who stays signed in. */
export class KeptIdentity {
  private readonly session: SessionStorage;
  private readonly local: LocalStorage;
  private readonly store: Store;

  constructor({ session, local, store }: KeptIdentityOptions) {
    this.session = session;
    this.local = local;
    this.store = store;
  }

  /** @param profiles those that one can sign in with now, for who stays signed in */
  async find(profiles: Profile[]): Promise<FoundIdentity | undefined> {
    const kept = await this.session.read(['identity', 'registered', ...ofGateways]);
    const { identity, registered = false, refusal, gatewayStun, realms, failover } = kept;
    if (identity) return { identity, registered, refusal, gatewayStun, realms, failover };
    const stayed = await this.stayed(profiles);
    if (!stayed) return undefined;
    // Where the browser's memory has no room, they are signed in nevertheless: the next worker finds them here again.
    await this.session.write({ identity: stayed, registered: true }).catch(() => undefined);
    const nothing = { refusal: undefined, gatewayStun: undefined, realms: undefined, failover: undefined };
    return { identity: stayed, registered: true, ...nothing };
  }

  /** Why nobody is signed in any more, where it was not the user who signed out. */
  async refusal(): Promise<Refusal | undefined> {
    return (await this.session.read(['refusal'])).refusal;
  }

  /** Whether the gateway has accepted whoever is signed in. */
  async wasRegistered(): Promise<boolean> {
    return (await this.session.read(['registered'])).registered === true;
  }

  /** Somebody signs in anew. */
  async begin(identity: Identity): Promise<void> {
    const begun = this.session
      .remove(...ofGateways)
      .then(() => this.session.write({ identity, registered: false, calls: [], farewells: [] }));
    // Each by itself: whoever was signed in before must not be found again because one thing had no room.
    await all(begun, this.forgetPassword(), this.rememberLast(identity));
  }

  /** The same person with other settings; what a gateway has said does not hold for another one. */
  async replace(identity: Identity, { moved }: { moved: boolean }): Promise<void> {
    if (moved) await this.session.remove(...ofGateways);
    await this.session.write({ identity });
    await this.rememberLast(identity);
  }

  async accepted(): Promise<void> {
    await this.session.remove('refusal');
    await this.session.write({ registered: true });
  }

  async refused(refusal: Refusal): Promise<void> {
    await this.session.write({ refusal });
  }

  async rememberStun(gatewayStun: Profile['stun']): Promise<void> {
    if (gatewayStun) await this.session.write({ gatewayStun });
    else await this.session.remove('gatewayStun');
  }

  async rememberRealms(realms: RealmsByGateway): Promise<void> {
    await this.session.write({ realms });
  }

  async rememberFailover(failover: Failover): Promise<void> {
    await this.session.write({ failover });
  }

  /** @param isWanted asked once the password is sealed: whoever has signed out meanwhile wants nothing kept */
  async keepPassword(password: string, isWanted: () => boolean): Promise<void> {
    if ((await this.local.read(['keptPassword'])).keptPassword) return;
    const keptPassword = await seal(password);
    if (isWanted()) await this.local.write({ keptPassword });
  }

  async forgetPassword(): Promise<void> {
    await this.local.remove('keptPassword');
  }

  async forget(): Promise<void> {
    const forgotten = this.session.remove('identity', 'registered', 'calls', 'farewells', ...ofGateways);
    await all(forgotten, this.forgetPassword());
  }

  /** Nobody is signed in: the form, and who stays signed in, find the system by its new name or address. */
  async followLast(profiles: Profile[]): Promise<void> {
    const { lastSignIn } = this.store.snapshot;
    if (!lastSignIn) return;
    const { profileId, profileName } = lastSignIn;
    const profile = successorOf({ id: profileId, name: profileName }, profiles);
    if (!profile || (profile.id === profileId && profile.name === profileName)) return;
    await this.setLast({ ...lastSignIn, profileId: profile.id, profileName: profile.name });
  }

  private rememberLast({ profile, user, staySignedIn }: Identity): Promise<void> {
    return this.setLast({ profileId: profile.id, profileName: profile.name, user, staySignedIn });
  }

  private async setLast(lastSignIn: LastSignIn): Promise<void> {
    this.store.update({ lastSignIn });
    await this.local.write({ lastSignIn });
  }

  private async stayed(profiles: Profile[]): Promise<Identity | undefined> {
    const { keptPassword, lastSignIn } = await this.local.read(['keptPassword', 'lastSignIn']);
    if (!keptPassword || !lastSignIn) return undefined;
    const profile = successorOf({ id: lastSignIn.profileId, name: lastSignIn.profileName }, profiles);
    const password = profile && (await unseal(keptPassword));
    if (!profile || password === undefined) return undefined;
    return { profile, user: lastSignIn.user, password, staySignedIn: true };
  }
}

/** Settled when all are; rejects with the first that failed. */
async function all(...changes: Promise<unknown>[]): Promise<void> {
  const failed = (await Promise.allSettled(changes)).find(({ status }) => status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
}
