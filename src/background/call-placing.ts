import type { MediaHost } from '../contract/media-session';
import { PhoneError, toPhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { Calling } from '../domain/call';
import { applyDialRules } from '../domain/dial-rules';
import type { DialRules } from '../domain/dial-rules-settings';
import { isEmergencyUri } from '../domain/emergency-numbers';
import { failoverGateway, type Profile, sipDomain } from '../domain/profile';
import { shownNumber } from '../domain/shown-number';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';

export interface CallPlacingOptions {
  book: CallBook;
  media: CallMedia;
  host: MediaHost;
  /** Throws PhoneError when nobody is signed in or the gateway cannot be reached. */
  readyPhone(): SignedIn;
  signedIn(): SignedIn | undefined;
  /** Tries to reach the gateway now instead of at the end of the countdown, if it is not reached. */
  reachGateway(): Promise<void>;
  rulesOf(profile: Profile): DialRules;
  /** Throws PhoneError where the profile does not allow calls to whoever has this number. */
  mayCall(number: string): Promise<void>;
  /** One call is active at a time. */
  holdOthers(): Promise<void>;
  now(): number;
  newId(): string;
  log: Logger;
}

/** What the rules have made of what was typed. */
interface Order {
  facts: Pick<Calling, 'party' | 'called' | 'typed' | 'asTyped' | 'dialRule' | 'postDial' | 'emergency'>;
}

export const maxCalls = 6;

/** Places calls. None of the limits here holds for an emergency number. */
export class CallPlacing {
  /** By what is dialled: calls that have not left yet. */
  private readonly underWay = new Map<string, Promise<string>>();

  constructor(private readonly options: CallPlacingOptions) {}

  /** Places a call and answers its id; what fails later ends the call with a reason. */
  dial({ number, asTyped = false }: IntentArgs<'dial'>): Promise<string> {
    const { profile } = this.options.signedIn() ?? this.options.readyPhone();
    const order = orderOf(number.trim(), asTyped, this.options.rulesOf(profile), domainsOf(profile));
    const { called, emergency = false } = order.facts;
    if (called === '') throw new PhoneError('no-number', 'nothing to dial');
    const same = this.underWay.get(called);
    if (emergency && same) return same;
    // Two screens, or an impatient finger, place one call.
    if (this.underWay.size > 0 && !emergency)
      throw new PhoneError('not-possible-now', 'a call is being placed');
    const placed = this.place(order).finally(() => this.underWay.delete(called));
    this.underWay.set(called, placed);
    return placed;
  }

  private async place({ facts }: Order): Promise<string> {
    const { emergency = false } = facts;
    const { book, host, media } = this.options;
    if (emergency) await this.options.reachGateway();
    const { phone, profile, media: mediaOptions } = this.options.readyPhone();
    if (book.size >= maxCalls && !emergency)
      throw new PhoneError('not-possible-now', `${maxCalls} calls already`);
    if (!emergency) await this.options.mayCall(facts.party.number);
    if (!emergency) await media.checkMicrophone();
    const held = this.options.holdOthers();
    if (!emergency) await held;
    if (this.options.readyPhone().phone !== phone)
      throw new PhoneError('not-signed-in', 'signed out meanwhile');
    const id = this.options.newId();
    const session = host.open(id, mediaOptions);
    const startedAt = this.options.now();
    const entry = book.add(
      { state: 'calling', id, direction: 'outgoing', profileId: profile.id, startedAt, ...facts },
      session,
    );
    try {
      const call = phone.call(facts.called, session);
      book.follow(entry, call);
      await call.invite();
    } catch (error) {
      // Whoever has hung up meanwhile need not be told that there is no call.
      if (!book.get(id)) return id;
      this.options.log.error(`the call could not be placed: ${String(error)}`);
      book.end(id, 'media-failed');
      throw toPhoneError(error);
    }
    void media.startMicrophone(entry);
    return id;
  }
}

function orderOf(typed: string, asTyped: boolean, rules: DialRules, domains: string[]): Order {
  const dialled = applyDialRules(typed, asTyped ? { ...rules, mode: 'off' } : rules);
  const { dialed, postDial, rule, kind } = dialled;
  const emergency = kind === 'emergency' || (kind === 'uri' && isEmergencyUri(dialed, rules, domains));
  return {
    facts: {
      party: { number: shownNumber(typed, dialled), name: '' },
      called: dialed,
      typed,
      ...(asTyped && { asTyped: true as const }),
      dialRule: rule,
      ...(postDial !== '' && { postDial }),
      ...(emergency && { emergency: true as const }),
    },
  };
}

/** Where a number is dialled, whichever gateway serves. */
function domainsOf(profile: Profile): string[] {
  const secondary = failoverGateway(profile)?.domain;
  return [sipDomain(profile), ...(secondary === undefined ? [] : [secondary])];
}
