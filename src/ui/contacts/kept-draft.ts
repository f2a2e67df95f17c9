/**
 * A contact that is being edited. A click beside a popup closes it, and another tab takes the editor away: what was
 * typed waits for the next screen that shows the contacts. While one screen edits, no other takes it up.
 */
import type { ContactDraft } from '../../domain/contact-draft';

export interface KeptDraft {
  /** Of the contact that is changed; undefined for a new one. */
  id: string | undefined;
  draft: ContactDraft;
  /** As it was when the editing began: what is different is what would be lost. */
  before: ContactDraft;
}

const key = 'contact-draft';

export function keepDraft(kept: KeptDraft): void {
  try {
    localStorage.setItem(key, JSON.stringify(kept));
  } catch {
    // Where nothing can be kept, it is asked before it is lost, as always.
  }
}

export function forgetDraft(): void {
  localStorage.removeItem(key);
}

/** What another screen has left behind; undefined when there is nothing, or when a screen is at it. */
export async function leftDraft(): Promise<KeptDraft | undefined> {
  return navigator.locks.request(key, { ifAvailable: true }, (lock) => {
    const kept = localStorage.getItem(key);
    return lock && kept !== null ? (JSON.parse(kept) as KeptDraft) : undefined;
  });
}

/** Until the returned function is called, or the screen is gone, this screen is at the draft. */
export function holdDraft(): () => void {
  let release: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    release = resolve;
  });
  void navigator.locks.request(key, { ifAvailable: true }, () => over);
  return release;
}

/** Known at once, without asking whether a screen is at it. */
export function isDraftKept(): boolean {
  return localStorage.getItem(key) !== null;
}
