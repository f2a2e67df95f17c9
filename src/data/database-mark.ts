import { openDatabase } from './database';

const key = 'database';

/** What tells this database from one that Chrome has begun in its place; undefined in a new one. */
export async function readDatabaseMark(): Promise<string | undefined> {
  return (await openDatabase()).get('marks', key);
}

export async function writeDatabaseMark(mark: string): Promise<void> {
  await (await openDatabase()).put('marks', mark, key);
}
