import { isTooLate, type PickUp, type Steal } from '../domain/pick-up';
import type { Logger } from '../log/logger';
import type { CallSession } from '../sip/call-session';
import type { Phone } from '../sip/phone';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';

export interface StealingOptions {
  phone: Pick<Phone, 'call'>;
  book: CallBook;
  /** Sends it, or has it sent once the user is there. */
  begin(call: CallSession): Promise<void>;
}

export interface TakingOverOptions extends Omit<StealingOptions, 'phone'> {
  phone: Pick<Phone, 'pickUp'>;
  log: Logger;
}

/** Nobody there has a call of that name (RFC 3891 section 3). */
const noSuchCall = 481;

/** Dials for a call of another device; where it is over, that is said, and not what became of the code. */
export async function steal(
  entry: Entry,
  { code }: Steal,
  { phone, book, begin }: StealingOptions,
): Promise<void> {
  const call = phone.call(code, entry.media);
  book.follow(entry, call);
  const { delegate } = call;
  if (delegate)
    call.delegate = {
      ...delegate,
      onEnded: (reason, status) => delegate.onEnded(isTooLate(status) ? 'not-fetched' : reason, status),
    };
  await begin(call);
}

/**
 * Asks the other side of a call at another phone to go on with it here, on this entry's media. Who is too late is told
 * so, and not of a status that they cannot know. Rejects when no offer could be made.
 */
export async function takeOver(entry: Entry, pickUp: PickUp, options: TakingOverOptions): Promise<void> {
  const { phone, book, begin, log } = options;
  const { id } = entry.call;
  // What is talked on another phone has its media there: they are asked once.
  const [next, ...otherNames] = entry.otherPhone ? [] : (pickUp.otherNames ?? []);
  const call = phone.pickUp(pickUp, entry.media);
  book.follow(entry, call);
  const { delegate } = call;
  // Another one of its names may be known there: the media is for that one too.
  if (next) call.releaseMedia();
  if (delegate)
    call.delegate = {
      ...delegate,
      onEnded: (reason, status) => {
        if (next && status === noSuchCall && book.get(id)) void again({ ...pickUp, names: next, otherNames });
        else delegate.onEnded(isTooLate(status) ? failure(pickUp) : reason, status);
      },
    };
  await begin(call);

  async function again(wanted: PickUp): Promise<void> {
    try {
      await entry.media.rollback();
      if (book.get(id)) await takeOver(entry, wanted, options);
    } catch (error) {
      log.warn(`a call cannot be taken over: ${String(error)}`);
      if (book.get(id)) book.end(id, 'media-failed');
    }
  }
}

function failure({ answered }: PickUp): 'not-fetched' | 'not-picked-up' {
  return answered ? 'not-fetched' : 'not-picked-up';
}
