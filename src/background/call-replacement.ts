import type { MediaHost } from '../contract/media-session';
import type { Call } from '../domain/call';
import type { Party } from '../domain/call-facts';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { IncomingInvite } from '../sip/phone-calls';
import type { SavedDialog } from '../sip/saved-dialog';
import type { CallBook } from './call-book';
import type { SignedIn } from './call-desk';
import { awaitSuccessor, type Entry, type Successor } from './call-entry';
import type { CallMedia } from './call-media';
import { wait } from './wait';

/** Milliseconds in which a call must stand again before it is lost; and in which one address must answer. */
const limit = 10_000;
const answerLimit = 4_000;
/** Milliseconds to the next round, and as many at most on top by chance. */
const pause = 1_000;

export interface CallReplacementOptions {
  book: CallBook;
  host: MediaHost;
  media: CallMedia;
  newId(): string;
  random(): number;
  now(): number;
  log: Logger;
}

type Outcome = 'stands' | { status: number };

/**
 * Goes on with a call in another dialog, on another media session, by INVITE with Replaces (RFC 3891): asked of
 * the far end, or wanted by it. The user's card stays the same.
 *
 * Asked where a re-INVITE might do as well if the gateway still had the dialog: a new INVITE is all it takes at a
 * gateway that has never seen the call, and every gateway takes new media in it.
 */
export class CallReplacement {
  private readonly underWay = new Set<string>();

  constructor(private readonly options: CallReplacementOptions) {}

  /**
   * Takes an interrupted call up again; one that cannot be is over within ten seconds.
   *
   * @param moved at another gateway, to which the address that the far end had before says little
   */
  begin(entry: Entry, signedIn: SignedIn, moved: boolean): void {
    const { call, saved } = entry;
    const { dialog } = saved;
    if (this.underWay.has(call.id) || call.state !== 'talking' || !dialog) return;
    this.underWay.add(call.id);
    this.options.book.noteElsewhere(entry);
    const targets = targetsOf(call, dialog, moved);
    entry.reachable = this.replace(entry, dialog, targets, signedIn)
      .catch((error) => this.options.log.warn(`not replaced: ${String(error)}`))
      .finally(() => this.underWay.delete(call.id));
  }

  isUnderWay(id: string): boolean {
    return this.underWay.has(id);
  }

  /** The far end goes on in a dialog of its own making: no ringing, and hold and mute as they are. */
  async giveWay(invite: IncomingInvite, signedIn: SignedIn): Promise<void> {
    const { book, host, media: callMedia, newId } = this.options;
    const entry = book.all.find(({ session }) => session === invite.replaces);
    if (!entry) return invite.reject(481);
    const before = entry.successor;
    // Both ends may ask at once: whoever placed the call goes first (as in RFC 3261 section 14.2).
    if (before && (!before.ours || entry.call.direction === 'outgoing')) return invite.reject(491);
    // Another phone goes on as it is, and is told whom it hears now.
    const media = entry.otherPhone ? entry.media : host.open(newId(), signedIn.media);
    const session = invite.take(media);
    if (entry.otherPhone) session.releaseMedia();
    const successor = { session, media, ours: false };
    awaitSuccessor(entry, successor);
    const outcome = this.settled(entry, successor, partyOf(invite, entry));
    if (before) hangUp(before.session);
    if (entry.call.state === 'talking') await callMedia.bringTo(entry.call, media);
    await session.answer().catch((error) => {
      this.options.log.warn(`cannot give way: ${String(error)}`);
      return session.end('media-failed', 488);
    });
    if ((await outcome) === 'stands') return callMedia.startMicrophone(entry);
    book.withdraw(entry, successor);
    // Where the gateway still knows the dialog, the call is repaired there.
    if (entry.saved.elsewhere && !this.underWay.has(entry.call.id)) this.giveUp(entry);
  }

  private async replace(
    entry: Entry,
    dialog: SavedDialog,
    targets: string[],
    signedIn: SignedIn,
  ): Promise<void> {
    const { now, random } = this.options;
    const deadline = now() + limit;
    let left = targets;
    while (left.length > 0 && now() < deadline) {
      const again: string[] = [];
      for (const target of left) {
        const time = Math.min(answerLimit, deadline - now());
        const outcome = await this.ask(entry, dialog, target, signedIn, time);
        if (outcome === 'stands') return this.options.media.startMicrophone(entry);
        if (!this.isWaiting(entry)) return;
        this.options.log.info(`replacing ${entry.call.id}: ${outcome.status}`);
        if (mayBeOtherwiseSoon(outcome.status)) again.push(target);
      }
      left = again;
      if (left.length > 0) await wait(pause + random() * pause);
      if (!this.isWaiting(entry)) return;
    }
    if (!entry.successor) this.giveUp(entry);
  }

  private async ask(
    entry: Entry,
    dialog: SavedDialog,
    target: string,
    { phone, media: mediaOptions }: SignedIn,
    time: number,
  ): Promise<Outcome> {
    const { book, host, media: callMedia, newId } = this.options;
    if (entry.call.state !== 'talking' || entry.successor) return { status: 491 };
    const media = host.open(newId(), mediaOptions);
    const session = phone.replace(dialog, target, media);
    const successor = { session, media, ours: true };
    awaitSuccessor(entry, successor);
    const outcome = this.settled(entry, successor, undefined);
    await callMedia.bringTo(entry.call, media);
    const sent = session.invite().then(() => outcome);
    const result = await Promise.race([sent, wait(time).then(() => ({ status: 408 }))]).catch((error) => {
      this.options.log.warn(`cannot ask to replace: ${String(error)}`);
      return { status: 500 };
    });
    if (result === 'stands') return result;
    session.delegate = undefined;
    void session.end('not-taken-up', 480).catch(() => undefined);
    void media.close().catch(() => undefined);
    book.noteFollow(entry, undefined);
    book.withdraw(entry, successor);
    return result;
  }

  /** What becomes of a successor; when it stands, the call has gone on to it. */
  private settled(entry: Entry, successor: Successor, party: Party | undefined): Promise<Outcome> {
    const { book, media } = this.options;
    const { session } = successor;
    return new Promise((resolve) => {
      session.delegate = {
        ...deaf,
        onInviteSent: (invite) => book.noteFollow(entry, invite),
        onHeldByOther: (held) => void book.apply(entry.call.id, { type: 'held-by-other', held }),
        onEstablished: (answered) => {
          if (entry.successor !== successor) return hangUp(session);
          book.noteFollow(entry, undefined);
          book.succeed(entry, party ?? answered);
          if (successor.mediaRenewed) void media.renewed(entry);
          resolve('stands');
        },
        onEnded: (_reason, status) => resolve({ status: status ?? 487 }),
      };
    });
  }

  private isWaiting({ call }: Entry): boolean {
    const now = this.options.book.get(call.id)?.call;
    return now?.state === 'talking' && now.interrupted;
  }

  private giveUp(entry: Entry): void {
    if (this.isWaiting(entry)) this.options.book.end(entry.call.id, 'not-taken-up');
  }
}

const deaf = { onInviteSent() {}, onRinging() {}, onDialogChanged() {}, onDialogGone() {} };

function hangUp(session: CallSession): void {
  void session.end('hung-up', 480).catch(() => undefined);
}

/** A phone that lost the same gateway may be on its way to this one; others know what they say. */
function mayBeOtherwiseSoon(status: number): boolean {
  return [404, 408, 480, 487, 491, 500, 503, 504].includes(status);
}

/** Where the far end can be asked: the address that it gave itself, and the number that it has. */
function targetsOf(call: Call, { remoteTarget }: SavedDialog, moved: boolean): string[] {
  const number = call.direction === 'outgoing' ? call.called : call.party.number;
  const targets = [remoteTarget, number].filter((target) => target !== '');
  return moved ? targets.reverse() : targets;
}

/** Another may go on with the call than began it (an attended transfer). */
function partyOf({ facts }: IncomingInvite, { call }: Entry): Party {
  const { number, name } = facts.party;
  if (number === '' || number === call.party.number) return { ...call.party, name: name || call.party.name };
  return { number, name };
}
