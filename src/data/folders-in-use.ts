import type { Contact } from '../domain/contact';
import { folderOf } from '../domain/contact-id';
import type { Folder } from './database';

/** Folders while their contacts are written. One that was not read is new. */
export class FoldersInUse {
  private readonly folders: Map<string, Contact[]>;
  private readonly touched = new Set<string>();

  constructor(read: readonly Folder[]) {
    this.folders = new Map(read.map(({ id, contacts }) => [id, contacts]));
  }

  contact(id: string): Contact | undefined {
    return this.folders.get(folderOf(id))?.find((contact) => contact.id === id);
  }

  add(contact: Contact): void {
    const folder = folderOf(contact.id);
    const others = this.folders.get(folder);
    if (others) others.push(contact);
    else this.folders.set(folder, [contact]);
    this.touched.add(folder);
  }

  remove(id: string): void {
    const folder = folderOf(id);
    const left = (this.folders.get(folder) ?? []).filter((contact) => contact.id !== id);
    this.folders.set(folder, left);
    this.touched.add(folder);
  }

  replace(contact: Contact): void {
    this.remove(contact.id);
    this.add(contact);
  }

  changed(): Folder[] {
    return [...this.touched].map((id) => ({ id, contacts: this.folders.get(id) ?? [] }));
  }
}
