import type { CallFacts } from '../domain/call-facts';
import type { OwnDialog } from '../domain/other-devices';
import { callIdOfInvite } from '../sip/orphans';
import type { SavedDialog } from '../sip/saved-dialog';
import type { CallBook } from './call-book';
import type { Entry } from './call-entry';

/** Calls that are over, and known by their names still: what is told of them may come late. */
const mostOver = 8;

interface Known extends OwnDialog {
  /** Its id. */
  call: string;
  /** It rings here. */
  rings: boolean;
}

/** The calls of this phone by the names that they have at the gateway, those of a while ago too. */
export class OwnCalls {
  /** By the call's id, and that of the phone it is talked on, in the order they began. */
  private readonly known = new Map<string, Known>();

  constructor(private readonly book: Pick<CallBook, 'all' | 'get'>) {}

  /** To be called whenever calls have changed. */
  note(): void {
    for (const entry of this.book.all) this.noteOne(entry);
    const over = [...this.known].filter(([, { call }]) => !this.book.get(call));
    for (const [name] of over.slice(0, -mostOver)) this.known.delete(name);
  }

  /** All but those that ring here, or did: they are no sign that a call that was answered is ours. */
  get dialogs(): OwnDialog[] {
    const own = [...this.known.values()].filter(({ rings }) => !rings);
    return own.map((dialog) => (this.book.get(dialog.call) ? dialog : { ...dialog, number: '' }));
  }

  /** Of all of them. */
  get tags(): ReadonlySet<string> {
    return new Set([...this.known.values()].map(({ localTag }) => localTag));
  }

  callIdOf({ id }: Pick<CallFacts, 'id'>): string | undefined {
    return this.known.get(id)?.callId;
  }

  private noteOne({ call, session, saved: { keptInvite }, otherPhone }: Entry): void {
    const { id, party, state } = call;
    const [dialog, localTag = ''] = [session?.saved(), session?.localTag];
    const { number } = party;
    this.remember(id, { dialog, keptInvite }, { call: id, localTag, number, rings: state === 'incoming' });
    // The phone that it is talked on is called by us too.
    if (otherPhone)
      this.remember(`${id}, other phone`, otherPhone.saved, {
        call: id,
        localTag: '',
        number: '',
        rings: false,
      });
  }

  private remember(
    id: string,
    { dialog, keptInvite }: { dialog?: SavedDialog | undefined; keptInvite?: string | undefined },
    of: Omit<Known, 'callId'>,
  ): void {
    const callId = dialog?.callId ?? (keptInvite && callIdOfInvite(keptInvite)) ?? this.callIdOf({ id });
    if (!callId) return;
    this.known.set(id, { ...of, callId, localTag: dialog?.localTag ?? of.localTag });
  }
}
