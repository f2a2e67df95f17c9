import { gatewayInUse } from '../domain/failover';
import type { Failover } from '../domain/failover-state';
import { failoverGateway, type Profile, sipDomain } from '../domain/profile';
import {
  type LossReason,
  nextRegistration,
  type RefusalReason,
  type RegistrationEvent,
} from '../domain/registration';
import type { Logger } from '../log/logger';
import type { RealmsByGateway } from '../sip/known-realms';
import { Phone } from '../sip/phone';
import type { IncomingInvite } from '../sip/phone-calls';
import type { SignedIn } from './call-desk';
import type { Identity, KeptIdentity } from './kept-identity';
import type { LocalStorage, SessionStorage } from './kept-state';
import { mediaOptions } from './media-options';
import { phoneInstance } from './phone-instance';
import { orLog } from './storage-health';
import type { Store } from './store';
import type { Watching } from './watching';

export interface IdentityPhoneOptions {
  store: Store;
  local: LocalStorage;
  session: SessionStorage;
  watching: Watching;
  diagnose(url: string): Promise<RefusalReason>;
  onIncoming(invite: IncomingInvite): void;
  onGatewayLost(): void;
  /** Registered over a new socket; whether at another gateway than the one registered at before. */
  onGatewayBack(phone: Phone, moved: boolean): void;
  /** Whoever is signed in will not be any more: their calls must end. */
  onLeaving(): void;
  logger(source: string): Logger;
}

interface KnownOfGateways {
  realms?: RealmsByGateway | undefined;
  failover?: Failover | undefined;
}

/** The phone of whoever is signed in; what comes of it is in the snapshot, and kept. */
export class IdentityPhone {
  private phone: Phone | undefined;
  private current: Identity | undefined;
  /** The STUN server that the gateway named at the last registration. */
  private gatewayStun: Profile['stun'];
  private readonly log: Logger;

  constructor(
    private readonly kept: KeptIdentity,
    private readonly options: IdentityPhoneOptions,
  ) {
    this.log = options.logger('background/identity-phone');
  }

  get identity(): Identity | undefined {
    return this.current;
  }

  signedIn(): SignedIn | undefined {
    if (!this.phone || !this.current) return undefined;
    const { profile, user } = this.current;
    return { phone: this.phone, profile, user, media: mediaOptions(profile, this.gatewayStun) };
  }

  /**
   * The phone of this identity, not yet started. Throws PhoneError 'address-not-usable', and nothing has
   * changed then.
   *
   * @param lost why one that was registered before is not any more
   * @param known as an earlier worker knew it: for whom its credentials are answered, and which gateway serves
   */
  async open(identity: Identity, lost?: LossReason, known: KnownOfGateways = {}): Promise<Phone> {
    const { logger, diagnose, onIncoming, onGatewayBack, onGatewayLost } = this.options;
    const { profile, user, password } = identity;
    const instance = await phoneInstance(this.options.local, this.options.session);
    const phone = new Phone({
      identity: {
        url: profile.gateway.url,
        domain: sipDomain(profile),
        secondary: failoverGateway(profile),
        user,
        password,
        instance,
      },
      fresh: lost === undefined,
      ...known,
      openSocket: (url, protocol) => new WebSocket(url, protocol),
      diagnose,
      delegate: {
        onRegistration: (event) => this.onRegistration(event),
        onStun: (stun) => this.onStun(stun),
        onDevices: (users) => this.options.watching.devices.registeredAs(phone, users),
        onRealms: (realms) => this.phone === phone && orLog(this.kept.rememberRealms(realms), this.log),
        onFailover: (state) => this.phone === phone && this.onFailover(state),
        onIncoming,
        onConnected: (moved) => onGatewayBack(phone, moved),
        onDisconnected: onGatewayLost,
        onUnsolicited: (_contentType, body) => this.options.watching.unsolicited(phone, body),
      },
      random: Math.random,
      now: Date.now,
      logger,
    });
    this.phone = phone;
    void orLog(this.options.watching.begin(phone, identity), this.log);
    this.options.store.update({ gatewayInUse: known.failover?.home ?? 'primary' });
    this.exchange(identity);
    const at = Date.now();
    this.apply({ type: 'sign-in', at });
    if (lost) this.apply({ type: 'lost', reason: lost, at, retryAt: at });
    return phone;
  }

  /** Settled once the first try to register is over. A phone that has been closed meanwhile stays so. */
  async start(phone: Phone | undefined): Promise<void> {
    if (phone && phone === this.phone) await phone.binding.start();
  }

  /** Other settings for the same connection. */
  exchange(identity: Identity): void {
    const { profile, user } = identity;
    this.current = identity;
    this.options.watching.follow(identity);
    this.options.store.update({
      identity: { profileId: profile.id, profileName: profile.name, user, gatewayHost: profile.gateway.host },
      logDownload: profile.logDownload,
    });
  }

  /** Signs out at the gateway. */
  async close(): Promise<void> {
    const { phone } = this;
    if (phone) this.options.onLeaving();
    this.phone = undefined;
    this.current = undefined;
    this.gatewayStun = undefined;
    if (phone) this.options.watching.end();
    this.options.store.update({ gatewayInUse: 'primary' });
    await phone?.close();
  }

  /** The STUN server as an earlier worker knew it. */
  useGatewayStun(stun: Profile['stun']): void {
    this.gatewayStun = stun;
  }

  apply(event: RegistrationEvent): void {
    const { store } = this.options;
    const before = store.snapshot.registration;
    const registration = nextRegistration(before, event);
    if (registration === before) return;
    this.log.info(
      `registration: ${registration.state} ${'reason' in registration ? registration.reason : ''}`,
    );
    store.update({ registration });
  }

  /** For who stays signed in; to be called only when the gateway has accepted the password. */
  async keepPassword(): Promise<void> {
    const { current, phone } = this;
    if (!current?.staySignedIn) return;
    const isWanted = () => this.phone === phone && this.current?.staySignedIn === true;
    await this.kept.keepPassword(current.password, isWanted);
  }

  private onStun(stun: Profile['stun']): void {
    const before = this.gatewayStun;
    if (before?.host === stun?.host && before?.port === stun?.port) return;
    this.gatewayStun = stun;
    this.log.info(stun ? 'the gateway names a STUN server' : 'the gateway names no STUN server any more');
    void orLog(this.kept.rememberStun(stun), this.log);
  }

  private onFailover(state: Failover): void {
    const { store } = this.options;
    const inUse = gatewayInUse(state);
    if (inUse !== store.snapshot.gatewayInUse) store.update({ gatewayInUse: inUse });
    // While the phone is on its way, the next worker is to begin where it was registered.
    if (state.possible && !state.away) void orLog(this.kept.rememberFailover(state), this.log);
  }

  private onRegistration(event: RegistrationEvent): void {
    this.apply(event);
    if (event.type === 'registered') void orLog(this.accepted(), this.log);
    if (event.type === 'rejected') {
      const { reason, status } = event;
      void orLog(this.kept.refused({ reason, ...(status !== undefined && { status }) }), this.log);
    }
  }

  private async accepted(): Promise<void> {
    await orLog(this.kept.accepted(), this.log);
    await this.keepPassword();
  }
}
