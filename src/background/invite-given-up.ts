import type { CallBook } from './call-book';
import type { Entry } from './call-entry';
import type { Farewells } from './farewells';

/**
 * The worker has died while an INVITE was under way that was to bring another dialog for this call: nobody hears its
 * answer any more, so the gateway is told that it is not wanted.
 */
export function giveUpInvite(
  { call, saved }: Entry,
  book: Pick<CallBook, 'noteFollow' | 'find'>,
  farewells: Pick<Farewells, 'say'>,
): void {
  const { followInvite: keptInvite } = saved;
  if (keptInvite === undefined) return;
  book.noteFollow(book.find(call.id), undefined);
  const id = `${call.id}, not followed`;
  farewells.say({ id, direction: 'outgoing', keptInvite, reason: 'phone-restarted', session: undefined });
}
