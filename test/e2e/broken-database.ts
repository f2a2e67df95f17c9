import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Leaves the files of the extension's database as a dying disk does; Chrome has ended. */
export function breakDatabase(userDataDir: string): void {
  const folder = join(userDataDir, 'Default', 'IndexedDB');
  const [store = ''] = readdirSync(folder).filter((name) => name.endsWith('.leveldb'));
  const files = readdirSync(join(folder, store)).filter((name) => name !== 'LOCK');
  if (files.length < 3) throw new Error(`There is no database in ${folder}.`);
  for (const name of files) writeFileSync(join(folder, store, name), 'not a database');
}
