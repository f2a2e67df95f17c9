import { useEffect, useState } from 'preact/hooks';
import type { Party } from '../../domain/call-facts';
import type { Contact, ContactNumber } from '../../domain/contact';
import { type ContactDraft, emptyContact } from '../../domain/contact-draft';
import { isSameValue } from '../../domain/same-value';
import type { Editing } from './contact-editor';
import { draftOfParty } from './draft-errors';
import { forgetDraft, isDraftKept, leftDraft } from './kept-draft';

/** What another part of the phone wants of the contacts. */
export type ContactWish = { type: 'add'; party: Party } | { type: 'show'; id: string };

type Place =
  /** Not known yet: what was left behind is looked for. */
  | { at: 'door' }
  /** With a number that is to be added to one of them. */
  | { at: 'list'; adding: ContactNumber | undefined }
  | { at: 'card'; id: string }
  | { at: 'editor'; editing: Editing; adding: ContactNumber | undefined };

const list: Place = { at: 'list', adding: undefined };

export interface Places {
  place: Place;
  /** Leaves the editor without saving; undefined while nobody wants that. */
  leaving: (() => void) | undefined;
  stay(): void;
  showList(adding?: ContactNumber): void;
  showCard(id: string): void;
  add(draft: Partial<ContactDraft>, adding?: ContactNumber): void;
  edit(contact: Contact, more?: ContactNumber): void;
  /** What is being edited is this now. */
  change(draft: ContactDraft): void;
  cancelEditing(): void;
  saved(id: string): void;
}

/** Where one is among the contacts. What was typed is left only after a question, however one leaves. */
export function usePlaces(wish: ContactWish | undefined, onWishDone: () => void): Places {
  const [place, setPlace] = useState<Place>(isDraftKept() ? { at: 'door' } : list);
  const [leaving, setLeaving] = useState<() => void>();

  useEffect(() => {
    if (place.at !== 'door') return;
    void leftDraft().then(
      (left) => setPlace(left ? { at: 'editor', editing: { ...left, left: true }, adding: undefined } : list),
      () => setPlace(list),
    );
  }, [place]);
  useEffect(() => {
    if (!wish || place.at === 'door') return;
    onWishDone();
    leave(() => (wish.type === 'show' ? showCard(wish.id) : addParty(wish.party)));
  }, [wish, place]);

  function leave(then: () => void): void {
    const stays = place.at === 'editor' && !isSameValue(place.editing.draft, place.editing.before);
    if (stays) setLeaving(() => () => go(then));
    else go(then);
  }
  function go(then: () => void): void {
    if (place.at === 'editor') forgetDraft();
    setLeaving(undefined);
    then();
  }
  function showCard(id: string): void {
    setPlace({ at: 'card', id });
  }
  function open(id: string | undefined, before: ContactDraft, draft = before, adding?: ContactNumber): void {
    setPlace({ at: 'editor', editing: { id, before, draft, left: false }, adding });
  }
  function add(draft: Partial<ContactDraft>, adding?: ContactNumber): void {
    open(undefined, { ...emptyContact(), ...draft }, undefined, adding);
  }
  function addParty({ name, number }: Party): void {
    const draft = draftOfParty(name, number);
    add(draft, draft.numbers?.[0]);
  }

  return {
    place,
    leaving,
    stay: () => setLeaving(undefined),
    showList: (adding) => leave(() => setPlace({ at: 'list', adding })),
    showCard,
    add,
    edit: ({ id, source: _source, changedAt: _changedAt, ...draft }, more) =>
      open(id, draft, more && { ...draft, numbers: [...draft.numbers, more] }),
    change: (draft) => {
      if (place.at === 'editor') setPlace({ ...place, editing: { ...place.editing, draft } });
    },
    cancelEditing: () => {
      const id = place.at === 'editor' ? place.editing.id : undefined;
      leave(() => setPlace(id === undefined ? list : { at: 'card', id }));
    },
    saved: (id) => {
      forgetDraft();
      setLeaving(undefined);
      showCard(id);
    },
  };
}
