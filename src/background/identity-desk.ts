import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { Profile } from '../domain/profile';
import { isSameConnection, successorOf } from '../domain/profile-successor';
import type { Logger } from '../log/logger';
import type { Phone } from '../sip/phone';
import type { SignedIn } from './call-desk';
import { IdentityPhone, type IdentityPhoneOptions } from './identity-phone';
import { type Identity, KeptIdentity, type Refusal } from './kept-identity';
import type { SessionStorage } from './kept-state';

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
    const phone = await this.inTurn(() => this.become(args));
    await phone.binding.start();
  }

  signOut(): Promise<void> {
    return this.inTurn(() => this.leave());
  }

  /**
   * The profiles to sign in with are others, and whoever is signed in follows theirs: in place where the
   * connection is the same, otherwise with a new one, and signed out where theirs is gone. Not to be called
   * during a call. Settled once the first try to register is over, where there is one.
   */
  async profilesChanged(profiles: Profile[]): Promise<void> {
    const phone = await this.inTurn(() => this.follow(profiles));
    await phone?.binding.start();
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
    const { identity: before, registered, refusal, gatewayStun } = found;
    this.log.info(`signed in before as ${before.user}`);
    const profile = inCall ? before.profile : successorOf(before.profile, profiles);
    if (!profile) {
      await this.remove();
      return undefined;
    }
    const moved = !isSameConnection(before.profile, profile);
    const identity = { ...before, profile, staySignedIn: this.staysSignedIn(before.staySignedIn) };
    const phone = await this.phone
      .open(identity, registered ? 'phone-restarted' : undefined)
      .catch((error) => {
        this.log.error(`cannot sign in again: ${String(error)}`);
      });
    if (!phone) return undefined;
    await this.kept.replace(identity, { moved });
    if (!moved) {
      this.phone.useGatewayStun(gatewayStun);
      // Trying again at each wake of the worker would lock the user out.
      if (refusal) return this.showRefusal(refusal);
    }
    return { start: () => void phone.binding.start() };
  }

  private async become({ profileId, staySignedIn, ...who }: IntentArgs<'sign-in'>): Promise<Phone> {
    const profile = (await this.options.profiles()).find(({ id }) => id === profileId);
    if (!profile) throw new PhoneError('no-such-profile', profileId);
    await this.phone.close();
    const identity = { ...who, profile, staySignedIn: this.staysSignedIn(staySignedIn) };
    // First: what cannot be signed in with must not be found again by the next worker.
    const phone = await this.phone.open(identity);
    await this.kept.begin(identity);
    return phone;
  }

  private async leave(): Promise<void> {
    await this.kept.forget();
    const closing = this.phone.close();
    this.phone.apply({ type: 'sign-out' });
    this.options.store.update({ identity: undefined });
    await closing;
  }

  private async follow(profiles: Profile[]): Promise<Phone | undefined> {
    const { identity } = this.phone;
    if (!identity) {
      await this.kept.followLast(profiles);
      return undefined;
    }
    const profile = successorOf(identity.profile, profiles);
    if (!profile) {
      await this.remove();
      return undefined;
    }
    if (JSON.stringify(profile) === JSON.stringify(identity.profile)) return undefined;
    const next = { ...identity, profile };
    if (!isSameConnection(identity.profile, profile)) return this.move(next);
    this.log.info(`the profile of ${profile.name} has changed`);
    this.phone.exchange(next);
    await this.kept.replace(next, { moved: false });
    return undefined;
  }

  private async move(identity: Identity): Promise<Phone | undefined> {
    this.log.info(`${identity.profile.name} has moved`);
    const registered = await this.kept.wasRegistered();
    const at = Date.now();
    this.phone.apply({ type: 'lost', reason: 'system-moved', at, retryAt: at });
    await this.phone.close();
    try {
      const phone = await this.phone.open(identity, registered ? 'system-moved' : undefined);
      await this.kept.replace(identity, { moved: true });
      return phone;
    } catch (error) {
      this.log.error(`cannot sign in where it has moved: ${String(error)}`);
      await this.leave();
      return undefined;
    }
  }

  /** The system is gone: nobody is signed in any more, and screens say why, also after the worker's death. */
  private async remove(): Promise<void> {
    this.log.info('the system is not in the profile any more');
    await this.leave();
    const refusal: Refusal = { reason: 'profile-removed' };
    await this.kept.refused(refusal);
    this.showRefusal(refusal);
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
    if (!staySignedIn) await this.kept.forgetPassword();
    if (!identity || identity.staySignedIn === staySignedIn) return;
    const next = { ...identity, staySignedIn };
    this.phone.exchange(next);
    await this.kept.replace(next, { moved: false });
    if (await this.kept.wasRegistered()) await this.phone.keepPassword();
  }

  /** Two screens at once, or a sign-out during a sign-in, must not leave two phones behind, or one too many. */
  private inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const done = this.changed.then(change);
    this.changed = done.catch(() => undefined);
    return done;
  }
}
