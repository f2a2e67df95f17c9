import type { MediaHost } from '../contract/media-session';
import { PhoneError, toPhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import type { Calling } from '../domain/call';
import { applyDialRules } from '../domain/dial-rules';
import type { DialRules } from '../domain/dial-rules-settings';
import { isEmergencyUri } from '../domain/emergency-numbers';
import type { PickUp, Steal } from '../domain/pick-up';
import type { Profile } from '../domain/profile';
import { shownNumber } from '../domain/shown-number';
import { uriUser } from '../domain/uri-user';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import { domainsOf } from './arrivals';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import type { CallMedia } from './call-media';
import { type OtherPhones, otherPhoneOf } from './other-phones';
import type { PhoneInUse } from './phone-choice';
import { steal, takeOver } from './taking-over';

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
  /** The phone that calls are talked on; undefined for this computer. */
  otherPhone(): PhoneInUse | undefined;
  otherPhones: OtherPhones;
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
  facts: Pick<
    Calling,
    'party' | 'called' | 'typed' | 'asTyped' | 'dialRule' | 'postDial' | 'emergency' | 'conference'
  >;
  /** It is not dialled, but rings, or is talked in, somewhere else. */
  pickUp?: PickUp;
  /** The gateway brings it here by itself. */
  steal?: Steal;
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

  /** Goes on here with a call that rings at a colleague, or that another device has, and answers its id. */
  pickUp(wanted: PickUp | Steal): Promise<string> {
    const { party } = wanted;
    if (this.underWay.size > 0) throw new PhoneError('not-possible-now', 'a call is being placed');
    // What is called again some day is its other side.
    const called = party.number || ('code' in wanted ? wanted.code : wanted.target);
    const how = 'code' in wanted ? { steal: wanted } : { pickUp: wanted };
    const placed = this.place({ facts: { party, called }, ...how }).finally(() =>
      this.underWay.delete(called),
    );
    this.underWay.set(called, placed);
    return placed;
  }

  /** Calls the conference that the gateway holds, and answers the id of the call. */
  conference(uri: string, name: string): Promise<string> {
    const called = /^sips?:/i.test(uri) ? uri : `sip:${uri}`;
    const number = uriUser(called) || called;
    return this.place({ facts: { party: { number, name }, called, conference: true } });
  }

  private async place({ facts, pickUp, steal: stolen }: Order): Promise<string> {
    const { emergency = false } = facts;
    const { book, host, media, otherPhones } = this.options;
    if (emergency) await this.options.reachGateway();
    const signedIn = this.options.readyPhone();
    const { phone, profile } = signedIn;
    if (book.size >= maxCalls && !emergency)
      throw new PhoneError('not-possible-now', `${maxCalls} calls already`);
    if (!emergency) await this.options.mayCall(facts.party.number);
    // Whoever calls for help does so here and now, whatever phone may ring somewhere; and a conference is of calls here.
    const other = emergency || facts.conference ? undefined : this.options.otherPhone();
    if (!emergency && other === undefined) await media.checkMicrophone();
    const held = this.options.holdOthers();
    if (!emergency) await held;
    if (this.options.readyPhone().phone !== phone)
      throw new PhoneError('not-signed-in', 'signed out meanwhile');
    const id = this.options.newId();
    const startedAt = this.options.now();
    const entry = book.add(
      {
        state: 'calling',
        id,
        direction: 'outgoing',
        profileId: profile.id,
        startedAt,
        ...facts,
        ...otherPhoneOf(other),
      },
      other === undefined ? host.open(id, signedIn.media) : otherPhones.prepare(id, signedIn),
    );
    try {
      const begin = async (call: CallSession) => {
        if (other === undefined) await call.invite();
        else entry.otherPhone?.call(phone, other.dialled);
      };
      if (pickUp) await takeOver(entry, pickUp, { phone, book, begin, log: this.options.log });
      else if (stolen) await steal(entry, stolen, { phone, book, begin });
      else {
        const call = phone.call(facts.called, entry.media);
        book.follow(entry, call);
        await begin(call);
      }
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

/** What the rules make of a number, and whether it is one for emergencies. */
export function orderOf(typed: string, asTyped: boolean, rules: DialRules, domains: string[]): Order {
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
