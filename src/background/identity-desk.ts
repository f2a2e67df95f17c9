import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { Profile } from '../domain/profile';
import { isSameConnection, successorOf } from '../domain/profile-successor';
import { isSameValue } from '../domain/same-value';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { SignedIn } from './call-desk';
import { callsOver, isInCall } from './calls-over';
import { IdentityPhone, type IdentityPhoneOptions } from './identity-phone';
import { type Identity, KeptIdentity, type Refusal } from './kept-identity';
import type { SessionStorage } from './kept-state';
import { orLog } from './storage-health';

export interface IdentityDeskOptions extends IdentityPhoneOptions {
  session: SessionStorage;
  profiles(): Promise<Profile[]>;
}

/** Signs in and out, brings back who was signed in after a restart, and follows the administrator. */
export class IdentityDesk {
  /** Settled when the change of identity that was asked for last has been made. */
  private changed: Promise<unknown> = Promise.resolve();
  private readonly kept: KeptIdentity;
  private readonly phone: IdentityPhone;
  private readonly log: Logger;

  constructor(private readonly options: IdentityDeskOptions) {
    this.log = options.logger('background/identity-desk');
    this.kept = new KeptIdentity(options);
    this.phone = new IdentityPhone(this.kept, options);
  }

  signedIn(): SignedIn | undefined {
    return this.phone.signedIn();
  }

  /** Settled once the first try to register is over; what came of it is in the snapshot. */
  async signIn(args: IntentArgs<'sign-in'>): Promise<void> {
    await this.phone.start(await this.inTurn(() => this.become(args)));
  }

  /** By so many milliseconds: what was noted before lies ahead. */
  clockSetBack(by: number): void {
    this.phone.signedIn()?.phone.binding.clockSetBack(by);
    this.phone.apply({ type: 'clock-set-back', by });
  }

  signOut(): Promise<void> {
    return this.inTurn(() => this.leave());
  }

  /**
   * The profiles to sign in with are others, and whoever is signed in follows theirs: in place where the
   * connection is the same, otherwise with a new one, and signed out where theirs is gone. During a call it
   * waits for the end of the last one. Settled once the first try to register is over, where there is one.
   */
  async profilesChanged(profiles: Profile[]): Promise<void> {
    const followed = await this.inTurn(() => this.follow(profiles));
    if (followed !== 'in-call') return this.phone.start(followed);
    await callsOver(this.options.store);
    return this.profilesChanged(await this.options.profiles());
  }

  /** The settings are others: a policy decides, at any time, whether people stay signed in. */
  policyChanged(): Promise<void> {
    return this.inTurn(() => this.stayAsEnforced());
  }

  /**
   * Brings back who was signed in before the worker, or the browser, ended.
   *
   * @param inCall calls will be taken up again: with the profile that they were placed with
   * @returns how to connect again, once calls have been taken up; undefined when nobody was signed in
   */
  async restore(inCall = false): Promise<{ start(): void } | undefined> {
    const profiles = await this.options.profiles();
    const found = await this.kept.find(profiles);
    if (!found) return this.showRefusal(await this.kept.refusal());
    const { identity: before, registered, refusal, gatewayStun, realms, failover } = found;
    this.log.info(`signed in before as ${before.user}`);
    const profile = inCall ? before.profile : this.successorOf(before.profile, profiles);
    if (!profile) return this.remove();
    const moved = !isSameConnection(before.profile, profile);
    const identity = { ...before, profile, staySignedIn: this.staysSignedIn(before.staySignedIn) };
    const phone = await this.phone
      .open(identity, registered ? 'phone-restarted' : undefined, moved ? {} : { realms, failover })
      .catch((error) => {
        this.log.error(`cannot sign in again: ${String(error)}`);
      });
    if (!phone) return undefined;
    await orLog(this.kept.replace(identity, { moved }), this.log);
    if (!moved) {
      this.phone.useGatewayStun(gatewayStun);
      // Trying again at each wake of the worker would lock the user out.
      if (refusal) return this.showRefusal(refusal);
    }
    return { start: () => void this.phone.start(phone) };
  }

  private async become({ profileId, staySignedIn, ...who }: IntentArgs<'sign-in'>): Promise<Phone> {
    const profile = (await this.options.profiles()).find(({ id }) => id === profileId);
    if (!profile) throw new PhoneError('no-such-profile', profileId);
    await this.phone.close();
    const identity = { ...who, profile, staySignedIn: this.staysSignedIn(staySignedIn) };
    // First: what cannot be signed in with must not be found again by the next worker.
    const phone = await this.phone.open(identity);
    await orLog(this.kept.begin(identity), this.log);
    return phone;
  }

  /** Rejects when it could not be forgotten who was signed in: they are signed out nevertheless. */
  private leave(): Promise<void> {
    return this.kept.forget().finally(() => this.close());
  }

  private async close(): Promise<void> {
    const closing = this.phone.close();
    this.phone.apply({ type: 'sign-out' });
    this.options.store.update({ identity: undefined });
    await closing;
  }

  private async follow(profiles: Profile[]): Promise<Phone | 'in-call' | undefined> {
    const { identity } = this.phone;
    if (!identity) return orLog(this.kept.followLast(profiles), this.log);
    const profile = this.successorOf(identity.profile, profiles);
    if (profile && isSameValue(profile, identity.profile)) return undefined;
    const registered = await this.kept.wasRegistered();
    // From here to where the phone is closed nothing is awaited: a call may be placed at any time.
    if (isInCall(this.options.store)) return 'in-call';
    if (!profile) return this.remove();
    const next = { ...identity, profile };
    if (!isSameConnection(identity.profile, profile)) return this.move(next, registered);
    this.log.info(`the profile of ${profile.name} has changed`);
    this.phone.exchange(next);
    return orLog(this.kept.replace(next, { moved: false }), this.log);
  }

  /** Where nothing has been fetched yet, and what was fetched before could not be kept, nothing is gone. */
  private successorOf(profile: Profile, profiles: Profile[]): Profile | undefined {
    const awaited = profiles.length === 0 && this.options.store.snapshot.profileSource !== undefined;
    return awaited ? profile : successorOf(profile, profiles);
  }

  private async move(identity: Identity, registered: boolean): Promise<Phone | undefined> {
    this.log.info(`${identity.profile.name} has moved`);
    const at = Date.now();
    this.phone.apply({ type: 'lost', reason: 'system-moved', at, retryAt: at });
    await this.phone.close();
    try {
      const phone = await this.phone.open(identity, registered ? 'system-moved' : undefined);
      await orLog(this.kept.replace(identity, { moved: true }), this.log);
      return phone;
    } catch (error) {
      this.log.error(`cannot sign in where it has moved: ${String(error)}`);
      await orLog(this.leave(), this.log);
      return undefined;
    }
  }

  /** The system is gone: nobody is signed in any more, and screens say why, also after the worker's death. */
  private async remove(): Promise<undefined> {
    this.log.info('the system is not in the profile any more');
    await Promise.all([this.close(), orLog(this.kept.forget(), this.log)]);
    const refusal: Refusal = { reason: 'profile-removed' };
    await orLog(this.kept.refused(refusal), this.log);
    return this.showRefusal(refusal);
  }

  private showRefusal(refusal: Refusal | undefined): undefined {
    if (refusal?.reason === 'profile-removed') this.phone.apply({ type: 'removed' });
    else if (refusal) this.phone.apply({ type: 'rejected', ...refusal });
  }

  private staysSignedIn(wanted: boolean): boolean {
    const { settings, enforcedSettings } = this.options.store.snapshot;
    return enforcedSettings.includes('staySignedIn') ? settings.staySignedIn : wanted;
  }

  private async stayAsEnforced(): Promise<void> {
    const { identity } = this.phone;
    const staySignedIn = this.staysSignedIn(identity?.staySignedIn ?? true);
    if (!staySignedIn) await orLog(this.kept.forgetPassword(), this.log);
    if (!identity || identity.staySignedIn === staySignedIn) return;
    const next = { ...identity, staySignedIn };
    this.phone.exchange(next);
    await orLog(this.kept.replace(next, { moved: false }), this.log);
    if (await this.kept.wasRegistered()) await orLog(this.phone.keepPassword(), this.log);
  }

  /** Two screens at once, or a sign-out during a sign-in, must not leave two phones behind, or one too many. */
  private inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const done = this.changed.then(change);
    this.changed = done.catch(() => undefined);
    return done;
  }
}
