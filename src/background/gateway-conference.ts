import { PhoneError } from '../contract/phone-error';
import type { LiveCall } from '../domain/call';
import { groupOf, isJoined, mayBeJoined } from '../domain/conference';
import type { ConferencePerson } from '../domain/conference-info';
import { asTold, type Participant, withArrived, withComer, without } from '../domain/roster';
import { shownParty } from '../domain/shown-party';
import type { Talking } from '../domain/talking';
import type { TransferNews } from '../domain/transfer';
import { bareSipUri } from '../domain/uri-user';
import type { Logger } from '../log/logger';
import type { CallBook } from './call-book';
import type { CallConference } from './call-conference';
import type { SignedIn } from './call-desk';
import type { Entry } from './call-entry';
import type { CallHolding } from './call-holding';
import type { CallTransfer } from './call-transfer';
import { ConferenceWatch } from './conference-watch';

/** Milliseconds in which the gateway must have taken us into its conference, or somebody out of it. */
const patience = 10_000;

export interface GatewayConferenceOptions {
  book: CallBook;
  /** Where the gateway holds none. */
  mixing: Pick<CallConference, 'join'>;
  holding: Pick<CallHolding, 'setHold'>;
  transfer: Pick<CallTransfer, 'toPlace'>;
  /** Calls the gateway's conference; answers the id of the call. */
  place(uri: string): Promise<string>;
  signedIn(): SignedIn | undefined;
  now(): number;
  log: Logger;
}

/**
 * Joins calls in a conference that the gateway holds (RFC 4579): we call it, and send the other sides there (REFER), as
 * a transfer does. Where the profile names none, the gateway refuses, or somebody cannot be sent there, the sound is
 * mixed on this machine.
 */
export class GatewayConference {
  /** By the id of our call with the conference, until it stands or is over. */
  private readonly opening = new Map<string, (stands: boolean) => void>();
  private readonly watches = new Map<string, ConferenceWatch>();
  private readonly removals = new Map<string, (news: TransferNews) => void>();
  /** The ids of calls whose other sides are on their way into the conference. */
  private readonly onTheWay = new Set<string>();
  private isCalling = false;
  private looking = false;

  constructor(private readonly options: GatewayConferenceOptions) {}

  /** Joins two calls, and whoever is in a conference with one of them. Throws like `CallConference.join`. */
  async join(id: string, withId: string): Promise<void> {
    const { book, mixing, holding, signedIn } = this.options;
    const calls = book.all.map(({ call }) => call);
    const parts = [id, withId].map((one) => groupOf(calls, book.find(one).call.id));
    const members = calls.filter((call) => parts.flat().includes(call));
    const uri = signedIn()?.profile.conferenceUri;
    const [place, ...more] = members.filter(({ conference }) => conference);
    const isMixedHere = members.some(isJoined) || more.length > 0;
    const isOffered = place !== undefined || uri !== undefined;
    if (!isOffered || isMixedHere || members.length < 2 || !members.every(mayBeJoined))
      return mixing.join(id, withId);
    const at = place?.id ?? (await this.openOnce(uri ?? ''));
    if (at === undefined) return mixing.join(id, withId);
    const comers = members.filter((member) => member.id !== at && book.get(member.id));
    // Whoever has hung up meanwhile leaves nobody to talk to there.
    if (comers.length === 0 && place === undefined) return void book.end(at, 'hung-up');
    await holding.setHold(at, false);
    for (const member of comers) this.send(member, at);
  }

  /** Throws PhoneError 'participant-not-removed' where the gateway does not let us. */
  async remove(id: string, uri: string): Promise<void> {
    const { call, session } = this.options.book.find(id);
    if (call.state !== 'talking' || !call.people?.some((one) => one.uri === uri) || this.removals.has(id))
      throw new PhoneError('not-possible-now', 'nobody to be removed');
    const removed = await new Promise<boolean>((resolve) => {
      let taken = false;
      const timer = setTimeout(() => resolve(taken), patience);
      this.removals.set(id, (news) => {
        taken ||= news.type === 'taken';
        const outcome = outcomeOf(news);
        if (outcome === undefined) return;
        clearTimeout(timer);
        resolve(outcome);
      });
      session?.refer(`<${uri};method=BYE>`);
    });
    this.removals.delete(id);
    if (!removed) throw new PhoneError('participant-not-removed');
    this.change(id, (people) => without(people, uri));
  }

  /** What is heard of a REFER of ours in a call. */
  heard({ call: { id } }: Entry, news: TransferNews): void {
    if (news.type === 'taken' || news.type === 'notice') this.onTheWay.add(id);
    this.removals.get(id)?.(news);
  }

  /** To be called whenever calls have changed. What changes in one turn is looked at as a whole. */
  look(): void {
    if (this.looking) return;
    this.looking = true;
    queueMicrotask(() => {
      this.looking = false;
      this.follow();
    });
  }

  private follow(): void {
    const { book } = this.options;
    for (const [id, settle] of this.opening) {
      const state = book.get(id)?.call.state;
      if (state === undefined) settle(false);
      else if (state === 'talking') settle(true);
    }
    const conferences = book.all.filter((entry) => entry.call.conference && entry.call.state === 'talking');
    for (const [id, watch] of this.watches) {
      if (conferences.some(({ call }) => call.id === id)) continue;
      watch.close();
      this.watches.delete(id);
    }
    for (const entry of conferences) {
      this.watch(entry);
      for (const { callId } of peopleOf(entry.call))
        if (callId !== undefined) this.comes(entry.call.id, callId);
    }
    for (const id of this.onTheWay) if (!book.get(id)) this.onTheWay.delete(id);
  }

  /** Two screens, or an impatient finger, call one conference. */
  private async openOnce(uri: string): Promise<string | undefined> {
    if (this.isCalling) throw new PhoneError('not-possible-now', 'a conference is being called');
    this.isCalling = true;
    try {
      return await this.open(uri);
    } finally {
      this.isCalling = false;
    }
  }

  /** The id of our call with the conference; undefined where the gateway does not take us. */
  private async open(uri: string): Promise<string | undefined> {
    const { book, place, log } = this.options;
    try {
      const id = await place(uri);
      if (await this.stands(id)) return id;
      log.info('the gateway does not hold the conference');
      if (book.get(id)) book.end(id, 'no-answer');
    } catch (error) {
      log.warn(`the gateway's conference cannot be called: ${String(error)}`);
    }
    return undefined;
  }

  private async stands(id: string): Promise<boolean> {
    const stands = await new Promise<boolean>((resolve) => {
      const timer = setTimeout(() => resolve(false), patience);
      this.opening.set(id, (outcome) => {
        clearTimeout(timer);
        resolve(outcome);
      });
      this.look();
    });
    this.opening.delete(id);
    return stands;
  }

  /** Asks the other side of a call to go into the conference; we leave them once they are there. */
  private send(member: LiveCall, at: string): void {
    const { book, transfer, log } = this.options;
    const { call, session } = book.find(at);
    const { saved } = book.find(member.id);
    const focus = session?.saved()?.remoteTarget;
    try {
      if (focus === undefined) throw new Error('its address is not known');
      transfer.toPlace(member.id, shownParty(call), `<${focus}>`);
      const { number, name } = shownParty(member);
      const uri = bareSipUri(saved.dialog?.remoteUri ?? '');
      this.change(at, (people) => withComer(people, { uri, number, name, callId: member.id }));
    } catch (error) {
      log.warn(`not sent into the conference: ${String(error)}`);
      this.mixHere(at, member.id);
    }
  }

  /** How far somebody is who has been sent there, also by the worker before. */
  private comes(at: string, callId: string): void {
    const { book } = this.options;
    const member = book.saved.find(({ call }) => call.id === callId)?.call;
    const transfer = member?.state === 'talking' ? member.transfer : undefined;
    if (transfer && transfer.state !== 'asked') this.onTheWay.add(callId);
    // Who has hung up without having agreed to go there has not.
    if (!member) {
      const came = this.onTheWay.has(callId);
      this.change(at, (people) => withArrived(people, callId, came));
    } else if (transfer?.state === 'failed') {
      book.apply(callId, { type: 'transfer-over' });
      this.change(at, (people) => withArrived(people, callId, false));
      this.mixHere(at, callId);
    }
  }

  private mixHere(at: string, id: string): void {
    const { mixing, log } = this.options;
    mixing.join(at, id).catch((error) => log.warn(`not mixed here: ${String(error)}`));
  }

  private watch({ call: { id }, session }: Entry): void {
    const signedIn = this.options.signedIn();
    const focus = session?.saved()?.remoteTarget;
    if (this.watches.has(id) || !signedIn || focus === undefined) return;
    const { phone, user } = signedIn;
    const { now, log } = this.options;
    const onPeople = (told: Iterable<ConferencePerson>) =>
      this.change(id, (people) => asTold(people, told, user));
    this.watches.set(id, new ConferenceWatch({ phone, focus, onPeople, now, log }));
  }

  private change(id: string, how: (people: readonly Participant[]) => Participant[]): void {
    const call = this.options.book.get(id)?.call;
    if (call) this.options.book.apply(id, { type: 'people', people: how(peopleOf(call)) });
  }
}

function peopleOf(call: LiveCall | Talking): readonly Participant[] {
  return call.state === 'talking' ? (call.people ?? []) : [];
}

/** Whether what was asked by REFER has been done; undefined as long as that is open. */
function outcomeOf(news: TransferNews): boolean | undefined {
  if (news.type === 'refused' || news.type === 'no-word') return false;
  if (news.type === 'taken') return undefined;
  const { status = 100, over } = news;
  return status >= 200 ? status < 300 : over || undefined;
}
