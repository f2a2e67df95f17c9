import type { MediaHost } from '../contract/media-session';
import type { Settings } from '../contract/settings';
import {
  type ArrivalRules,
  declined,
  goesOn,
  isColleague,
  notInCircle,
  redirectTarget,
  type TurnAway,
  turnedAway,
} from '../domain/arrival';
import type { DialRules } from '../domain/dial-rules-settings';
import { failoverGateway, type Profile, sipDomain } from '../domain/profile';
import type { Logger } from '../log/logger';
import type { IncomingInvite } from '../sip/phone-calls';
import type { Refusal } from '../sip/redirection';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';

export interface ArrivalsOptions {
  book: CallBook;
  host: Pick<MediaHost, 'startTone'>;
  settings(): Settings;
  rulesOf(profile: Profile): DialRules;
  answer(id: string): Promise<void>;
  newId(): string;
  now(): number;
  log: Logger;
}

/** What happens by itself to a call that comes in, as its user and the profile want it. */
export class Arrivals {
  constructor(private readonly options: ArrivalsOptions) {}

  /** Whether it was turned away: it is in the call log then, and nowhere else. */
  turnAway(invite: IncomingInvite, signedIn: SignedIn): boolean {
    const { book, newId, now, log } = this.options;
    const away = turnedAway(this.rules(signedIn, invite.sentOnBy), book.size > 0);
    const refusal = away && this.refusal(away.how, signedIn);
    if (!away || !refusal) return false;
    const id = newId();
    log.info(`call ${id}: turned away, ${away.reason}`);
    invite.reject(refusal.status, refusal.headers);
    const forwardedTo = 'to' in away.how ? { forwardedTo: away.how.to } : {};
    const facts = { id, direction: 'incoming' as const, profileId: signedIn.profile.id, startedAt: now() };
    book.tellEnd(
      { ...invite.facts, ...facts, ...forwardedTo, state: 'incoming' },
      away.reason,
      refusal.status,
    );
    return true;
  }

  /**
   * Seconds after which it is answered by itself; undefined when it is not: only a colleague who asks for it is, whom the
   * user has let in, and nobody while there is another call.
   *
   * @param quiet the user talks at another device
   */
  answerAfter(
    { answerAfter, facts }: IncomingInvite,
    { profile, user }: SignedIn,
    quiet: boolean,
  ): number | undefined {
    const { book, settings, rulesOf } = this.options;
    const isAllowed = settings().autoAnswer && profile.features.autoAnswer && book.size === 0 && !quiet;
    return isAllowed && isColleague(facts.party.number, rulesOf(profile), user) ? answerAfter : undefined;
  }

  /** It is in the book now: what is to come of it by itself. */
  begin(id: string, { sentOnBy }: IncomingInvite, answerAfter: number | undefined, signedIn: SignedIn): void {
    if (answerAfter !== undefined) this.inTime(id, answerAfter, () => void this.answer(id));
    const away = goesOn(this.rules(signedIn, sentOnBy));
    const { forwardAfter } = this.options.settings();
    if (away) this.inTime(id, forwardAfter, () => this.sendOn(id, away, signedIn));
  }

  /** What the caller is told of a call that the user declines; undefined where that cannot be said. */
  declining(signedIn: SignedIn): Refusal | undefined {
    return this.refusal(declined(this.rules(signedIn)), signedIn);
  }

  /** @param sentOnBy the numbers of those who have sent the call on already */
  private rules({ profile, user }: SignedIn, sentOnBy: readonly string[] = []): ArrivalRules {
    const { doNotDisturb, forwardWhen, forwardTo } = this.options.settings();
    const { features, voicemailNumber } = profile;
    const rules = this.options.rulesOf(profile);
    const self = { user, domains: domainsOf(profile) };
    return {
      doNotDisturb,
      forwardWhen,
      forwardTo: features.forwarding
        ? notInCircle(redirectTarget(forwardTo, rules, self), user, sentOnBy)
        : undefined,
      voicemail: redirectTarget(voicemailNumber, rules, self),
      features,
    };
  }

  /** Never without a sound that says so: who cannot be warned is rung for. */
  private async answer(id: string): Promise<void> {
    const { book, host, log } = this.options;
    try {
      // Here, or at another device of the user: it may have begun since.
      if (book.size > 1 || book.get(id)?.call.quiet) throw new Error('there is another call');
      book.apply(id, { type: 'answers-itself', itself: true });
      await host.startTone('auto-answer');
      await this.options.answer(id);
    } catch (error) {
      log.warn(`call ${id} is not answered by itself: ${String(error)}`);
      if (book.get(id)) book.apply(id, { type: 'answers-itself', itself: false });
    }
  }

  private sendOn(id: string, away: TurnAway, signedIn: SignedIn): void {
    const refusal = this.refusal(away, signedIn);
    if (!refusal || !('to' in away)) return;
    this.options.book.apply(id, { type: 'forward', to: away.to });
    this.options.book.end(id, 'forwarded', refusal);
  }

  /** If it still rings then. A worker that dies takes the call with it. */
  private inTime(id: string, seconds: number, act: () => void): void {
    const { book } = this.options;
    const actIfRinging = () => {
      if (book.get(id)?.call.state === 'incoming') act();
    };
    if (seconds === 0) actIfRinging();
    else setTimeout(actIfRinging, seconds * 1000);
  }

  /** Undefined for a number that no address can be made of: the call rings. */
  private refusal(how: TurnAway, { phone }: SignedIn): Refusal | undefined {
    try {
      return phone.refusal(how);
    } catch (error) {
      this.options.log.warn(`a call cannot be sent on: ${String(error)}`);
      return undefined;
    }
  }
}

/** Where a number is dialled, whichever gateway serves. */
export function domainsOf(profile: Profile): string[] {
  const secondary = failoverGateway(profile)?.domain;
  return [sipDomain(profile), ...(secondary === undefined ? [] : [secondary])];
}
