import { PhoneError } from '../contract/phone-error';
import type { IntentArgs } from '../contract/protocol';
import {
  addContacts,
  changeContact,
  clearContacts,
  deleteContact,
  forgetDeleted,
  restoreContact,
} from '../data/contact-writing';
import { readContact } from '../data/contacts';
import { indexDrawers } from '../data/drawer-indexing';
import type { Contact } from '../domain/contact';
import { type ContactDraft, contactProblem, tidyContact } from '../domain/contact-draft';
import { editedContact } from '../domain/contact-edit';
import type { Logger } from '../log/logger';
import type { StorageHealth } from './storage-health';
import type { Store } from './store';
import { wait } from './wait';

/** Milliseconds for which a deleted contact can be put back. */
const secondThoughts = 10 * 60_000;

export interface DirectoryOptions {
  store: Store;
  health: StorageHealth;
  now(): number;
  log: Logger;
}

/** The one place where contacts are changed. Every intent that cannot be carried out throws PhoneError. */
export class Directory {
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: DirectoryOptions) {}

  async save({ id, contact, before }: IntentArgs<'save-contact'>): Promise<{ id: string }> {
    const draft = usable(tidyContact(contact));
    const { now } = this.options;
    return this.write(async () => {
      if (id === undefined) {
        const [added = ''] = await addContacts([draft], 'own', now());
        return { id: added };
      }
      const kept = await ownContact(id);
      const edited = before ? usable(editedContact(kept, before, draft)) : draft;
      await changeContact({ ...kept, ...edited, changedAt: now() });
      return { id };
    });
  }

  setFavourite({ id, favourite }: IntentArgs<'set-favourite'>): Promise<void> {
    return this.write(async () => changeContact({ ...(await contact(id)), favourite }));
  }

  delete({ id }: IntentArgs<'delete-contact'>): Promise<void> {
    const { now } = this.options;
    return this.write(async () => {
      await ownContact(id);
      await forgetDeleted(now() - secondThoughts);
      await deleteContact(id, now());
    });
  }

  /** Asked for twice, it is restored once. */
  restore({ id }: IntentArgs<'restore-contact'>): Promise<void> {
    return this.write(async () => {
      if (!(await restoreContact(id))) await contact(id);
    });
  }

  clear(): Promise<void> {
    return this.write(() => clearContacts('own'));
  }

  /** What the worker before had no time for: indexes of what it changed, and forgetting what was deleted. */
  start(): Promise<void> {
    return this.inTurn(async () => {
      await forgetDeleted(this.options.now() - secondThoughts);
      await this.index();
    });
  }

  /**
   * A change of any size, by whoever, when those before it are done: screens ask their queries again. Whatever
   * goes wrong with the database is said on screen and becomes PhoneError 'storage-failed'.
   *
   * @param more follows at once: the index is made after the last
   */
  async write<Result>(change: () => Promise<Result>, more = false): Promise<Result> {
    const { store } = this.options;
    const result = await this.inTurn(change);
    if (more) return result;
    await this.inTurn(() => this.index());
    store.update({ directoryRevision: store.snapshot.directoryRevision + 1 });
    return result;
  }

  /** Without one a search takes longer, and finds the same. */
  private async index(): Promise<void> {
    try {
      await indexDrawers(() => wait(0));
    } catch (error) {
      this.options.log.error(`no index: ${String(error)}`);
    }
  }

  private inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const turn = this.last.then(() => this.kept(change));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async kept<Result>(access: () => Promise<Result>): Promise<Result> {
    const { health } = this.options;
    try {
      const result = await access();
      health.worked('directory');
      return result;
    } catch (error) {
      if (error instanceof PhoneError) throw error;
      health.failed('directory', error);
      throw new PhoneError('storage-failed', String(error));
    }
  }
}

/** Throws PhoneError where it cannot be kept. */
function usable(draft: ContactDraft): ContactDraft {
  const problem = contactProblem(draft);
  if (problem) throw new PhoneError(problem);
  return draft;
}

async function contact(id: string): Promise<Contact> {
  const found = await readContact(id);
  if (!found) throw new PhoneError('no-such-contact', id);
  return found;
}

async function ownContact(id: string): Promise<Contact> {
  const found = await contact(id);
  if (found.source !== 'own') throw new PhoneError('contact-read-only', id);
  return found;
}
