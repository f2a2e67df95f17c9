import { type DBSchema, type IDBPDatabase, type IDBPTransaction, openDB, type StoreNames } from 'idb';
import type { CallLogEntry, OpenCall } from '../domain/call-log';
import type { CallLogLeaf } from '../domain/call-log-leaf';
import type { Contact } from '../domain/contact';
import type { DrawerIndex } from '../domain/drawer-index';
import type { ImportBadRow, ImportJob, ImportStep } from '../domain/import-job';
import type { LogLine } from '../domain/log-line';
import type { DrawerNumbers } from '../domain/number-tails';
import { keepCallsAsLeaves } from './call-log-migration';
import { keepContactsInFolders } from './contact-migration';

export interface Schema extends DBSchema {
  /** Only a call whose end is not known yet has a `seenAt`. */
  'call-log': { key: string; value: CallLogEntry | OpenCall; indexes: { seenAt: number } };
  'call-log-leaves': { key: number; value: CallLogLeaf };
  'log-lines': { key: number; value: LogLine };
  marks: { key: string; value: string };
  keys: { key: string; value: CryptoKey };
  'contact-folders': { key: string; value: Folder };
  'contact-drawers': { key: string; value: Drawer };
  'drawer-indexes': { key: string; value: DrawerIndex };
  'drawer-numbers': { key: string; value: DrawerNumbers };
  /** Taken out, but not for good yet. */
  'deleted-contacts': { key: string; value: { contact: Contact; deletedAt: number } };
  /** The import that is made, or was made last, by its id; `import-steps` and `import-bad-rows` are of that one. */
  imports: { key: string; value: ImportJob };
  /** By the import's id: a screen puts it there before it asks for the import. */
  'import-files': { key: string; value: Blob };
  'import-steps': { key: number; value: ImportStep };
  'import-bad-rows': { key: number; value: ImportBadRow };
}

/** Contacts whose places are beside each other; one without contacts is not kept. */
export interface Folder {
  id: string;
  contacts: Contact[];
}

/** A drawer of contacts, see `domain/contact-id.ts`. */
export interface Drawer {
  id: string;
  /** The place that its next contact gets. */
  next: number;
  /** How many contacts are in it. */
  size: number;
  /** Grows with every change. */
  revision: number;
  /** The revision that its index is of, and the format of that; absent before the first. */
  indexed?: { revision: number; format: number };
}

export type Database = IDBPDatabase<Schema>;
export type Upgrading = IDBPTransaction<Schema, StoreNames<Schema>[], 'versionchange'>;

const name = 'ringtab';

/** What leads from each version to the next, the first one from nothing. Only ever added to. */
const migrations: ((database: Database, transaction: Upgrading) => void | Promise<void>)[] = [
  (database) => {
    const calls = database.createObjectStore('call-log', { keyPath: 'id' });
    (calls as unknown as IDBObjectStore).createIndex('startedAt', 'startedAt');
    database.createObjectStore('log-lines', { autoIncrement: true });
    database.createObjectStore('keys');
  },
  (database) => {
    (database as unknown as IDBPDatabase).createObjectStore('contacts', { keyPath: 'id' });
    database.createObjectStore('contact-drawers', { keyPath: 'id' });
    database.createObjectStore('deleted-contacts', { keyPath: 'contact.id' });
  },
  (database) => {
    database.createObjectStore('drawer-indexes', { keyPath: 'id' });
    database.createObjectStore('drawer-numbers', { keyPath: 'id' });
  },
  keepCallsAsLeaves,
  (database) => {
    database.createObjectStore('marks');
  },
  (database) => {
    database.createObjectStore('imports', { keyPath: 'id' });
    database.createObjectStore('import-files');
    database.createObjectStore('import-steps', { autoIncrement: true });
    database.createObjectStore('import-bad-rows', { autoIncrement: true });
  },
  keepContactsInFolders,
];

let opened: Promise<Database> | undefined;

/** The one connection of this context to the user's own data; opened again after it was lost. */
export function openDatabase(): Promise<Database> {
  opened ??= openDB<Schema>(name, migrations.length, {
    async upgrade(database, oldVersion, _newVersion, transaction) {
      for (const migrate of migrations.slice(oldVersion)) await migrate(database, transaction);
    },
    blocking: () => void closeDatabase(),
    terminated: () => {
      opened = undefined;
    },
  }).catch((error) => {
    opened = undefined;
    throw error;
  });
  return opened;
}

/** Lets another context upgrade or delete the database. */
export async function closeDatabase(): Promise<void> {
  const closing = opened;
  opened = undefined;
  (await closing?.catch(() => undefined))?.close();
}
