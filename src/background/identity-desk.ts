import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import { seal, unseal } from '../data/kept-secrets';
import { type Profile, sipDomain } from '../domain/profile';
import { nextRegistration, type RefusalReason, type RegistrationEvent } from '../domain/registration';
import type { Logger } from '../log/logger';
import { type IncomingInvite, Phone } from '../sip/phone';
import type { SignedIn } from './call-desk';
import type { LocalStorage, SessionStorage } from './kept-state';
import { mediaOptions } from './media-options';
import { phoneInstance } from './phone-instance';
import type { Store } from './store';

interface Identity {
  profile: Profile;
  user: string;
  password: string;
  staySignedIn: boolean;
}

export interface IdentityDeskOptions {
  store: Store;
  session: SessionStorage;
  local: LocalStorage;
  profiles(): Promise<Profile[]>;
  diagnose(url: string): Promise<RefusalReason>;
  onIncoming(invite: IncomingInvite): void;
  onGatewayLost(): void;
  /** Registered over a new socket. */
  onGatewayBack(phone: Phone): void;
  /** Whoever is signed in will not be any more: their calls must end. */
  onLeaving(): void;
  logger(source: string): Logger;
}

/** Signs in and out, keeps the phone of whoever is signed in, and brings it back after a restart. */
export class IdentityDesk {
  private phone: Phone | undefined;
  private identity: Identity | undefined;
  /** The STUN server that the gateway named at the last registration. */
  private gatewayStun: Profile['stun'];
  /** Settled when the change of identity that was asked for last has been made. */
  private changed: Promise<unknown> = Promise.resolve();
  private readonly log: Logger;

  constructor(private readonly options: IdentityDeskOptions) {
    this.log = options.logger('background/identity-desk');
  }

  signedIn(): SignedIn | undefined {
    if (!this.phone || !this.identity) return undefined;
    const { profile } = this.identity;
    return { phone: this.phone, profile, media: mediaOptions(profile, this.gatewayStun) };
  }

  /** Settled once the first try to register is over; what came of it is in the snapshot. */
  async signIn(args: IntentArgs<'sign-in'>): Promise<void> {
    const phone = await this.inTurn(() => this.become(args));
    await phone.binding.start();
  }

  signOut(): Promise<void> {
    return this.inTurn(() => this.leave());
  }

  private async become({ profileId, user, password, staySignedIn }: IntentArgs<'sign-in'>): Promise<Phone> {
    const profile = (await this.options.profiles()).find(({ id }) => id === profileId);
    if (!profile) throw new PhoneError('no-such-profile', profileId);
    await this.close();
    const identity = { profile, user, password, staySignedIn };
    // First: what cannot be signed in with must not be found again by the next worker.
    const phone = await this.open(identity, true);
    await this.options.session.remove('refusal', 'gatewayStun');
    await this.options.session.write({ identity, registered: false, calls: [] });
    await this.options.local.remove('keptPassword');
    await this.rememberLastSignIn(identity);
    return phone;
  }

  private async leave(): Promise<void> {
    await this.options.session.remove('identity', 'registered', 'refusal', 'gatewayStun', 'calls');
    await this.options.local.remove('keptPassword');
    const closing = this.close();
    this.apply({ type: 'sign-out' });
    this.options.store.update({ identity: undefined });
    await closing;
  }

  /**
   * Brings back who was signed in before the worker, or the browser, ended.
   *
   * @returns how to connect again, once calls have been taken up; undefined when nobody was signed in
   */
  async restore(): Promise<{ start(): void } | undefined> {
    const { identity, registered, refusal, gatewayStun } = await this.options.session.read([
      'identity',
      'registered',
      'refusal',
      'gatewayStun',
    ]);
    const found = identity ?? (await this.keptIdentity());
    if (!found) return undefined;
    this.log.info(`signed in before as ${found.user}`);
    if (!identity) await this.options.session.write({ identity: found, registered: true });
    const phone = await this.open(found, identity !== undefined && registered !== true).catch((error) => {
      this.log.error(`cannot sign in again: ${String(error)}`);
    });
    if (!phone) return undefined;
    this.gatewayStun = gatewayStun;
    if (identity && refusal) {
      // Trying again at each wake of the worker would lock the user out.
      this.apply({ type: 'rejected', ...refusal });
      return undefined;
    }
    return { start: () => void phone.binding.start() };
  }

  private async keptIdentity(): Promise<Identity | undefined> {
    const { keptPassword, lastSignIn } = await this.options.local.read(['keptPassword', 'lastSignIn']);
    const profile = (await this.options.profiles()).find(({ id }) => id === lastSignIn?.profileId);
    if (!keptPassword || !lastSignIn || !profile) return undefined;
    const password = await unseal(keptPassword);
    if (password === undefined) return undefined;
    return { profile, user: lastSignIn.user, password, staySignedIn: true };
  }

  /**
   * The phone of this identity, not yet started; what comes of it is in the snapshot. Throws PhoneError
   * 'address-not-usable', and nothing has changed then.
   */
  private async open(identity: Identity, fresh: boolean): Promise<Phone> {
    const { store, logger, diagnose, onIncoming, onGatewayBack, onGatewayLost } = this.options;
    const { profile, user } = identity;
    const phone = new Phone({
      identity: {
        url: profile.gateway.url,
        domain: sipDomain(profile),
        user,
        password: identity.password,
        instance: await phoneInstance(this.options.local),
      },
      fresh,
      openSocket: (url, protocol) => new WebSocket(url, protocol),
      diagnose,
      delegate: {
        onRegistration: (event) => this.onRegistration(event),
        onStun: (stun) => this.onStun(stun),
        onIncoming,
        onConnected: () => onGatewayBack(phone),
        onDisconnected: onGatewayLost,
      },
      random: Math.random,
      now: Date.now,
      logger,
    });
    this.phone = phone;
    this.identity = identity;
    store.update({
      identity: { profileId: profile.id, profileName: profile.name, user, gatewayHost: profile.gateway.host },
      logDownload: profile.logDownload,
    });
    const at = Date.now();
    this.apply({ type: 'sign-in', at });
    if (!fresh) this.apply({ type: 'lost', reason: 'phone-restarted', at, retryAt: at });
    return phone;
  }

  private async close(): Promise<void> {
    const { phone } = this;
    if (phone) this.options.onLeaving();
    this.phone = undefined;
    this.identity = undefined;
    this.gatewayStun = undefined;
    await phone?.close();
  }

  private onStun(stun: Profile['stun']): void {
    const before = this.gatewayStun;
    if (before?.host === stun?.host && before?.port === stun?.port) return;
    this.gatewayStun = stun;
    this.log.info(stun ? 'the gateway names a STUN server' : 'the gateway names no STUN server any more');
    const { session } = this.options;
    this.keep(stun ? session.write({ gatewayStun: stun }) : session.remove('gatewayStun'));
  }

  private onRegistration(event: RegistrationEvent): void {
    this.apply(event);
    if (event.type === 'registered') this.keep(this.keepIfWanted());
    if (event.type === 'rejected') {
      const { reason, status } = event;
      this.keep(this.options.session.write({ refusal: { reason, ...(status !== undefined && { status }) } }));
    }
  }

  /** What cannot be written is lost at a restart; the phone goes on. */
  private keep(writing: Promise<unknown>): void {
    writing.catch((error) => this.log.error(`not kept: ${String(error)}`));
  }

  /** Two screens at once, or a sign-out during a sign-in, must not leave two phones behind, or one too many. */
  private inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const done = this.changed.then(change);
    this.changed = done.catch(() => undefined);
    return done;
  }

  private apply(event: RegistrationEvent): void {
    const { store } = this.options;
    const before = store.snapshot.registration;
    const registration = nextRegistration(before, event);
    if (registration === before) return;
    this.log.info(
      `registration: ${registration.state} ${'reason' in registration ? registration.reason : ''}`,
    );
    store.update({ registration });
  }

  /** The password is kept only when the gateway has accepted it. */
  private async keepIfWanted(): Promise<void> {
    const { identity } = this;
    if (!identity) return;
    await this.options.session.remove('refusal');
    await this.options.session.write({ registered: true });
    if (!identity.staySignedIn) return;
    const { keptPassword } = await this.options.local.read(['keptPassword']);
    if (keptPassword) return;
    const sealed = await seal(identity.password);
    // Whoever has signed out meanwhile wants nothing kept.
    if (this.identity === identity) await this.options.local.write({ keptPassword: sealed });
  }

  private async rememberLastSignIn({ profile, user, staySignedIn }: Identity): Promise<void> {
    const lastSignIn = { profileId: profile.id, user, staySignedIn };
    await this.options.local.write({ lastSignIn });
    this.options.store.update({ lastSignIn });
  }
}
