import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { say, textOf, type Sentence } from '../contract/sentence.ts';
import { messageOf, ProblemError, StartError } from '../errors.ts';
import { migrate } from './migrations/migrate.ts';

export type Database = Sqlite.Database;
export type SqlValue = string | number | null | Uint8Array;

export const DATABASE_FILE = 'unlimited-cluster.db';

/** How long the main thread waits for somebody else's lock. It stands still meanwhile, so this is short. */
const BUSY_TIMEOUT_MS = 250;

/**
 * Opens the database of a folder, made and brought up to date where needed.
 * Throws StartError with what to do where it cannot be used; it is never repaired or replaced by itself.
 */
export function openDatabase(folder: string, options: { nativeBinding?: string | undefined; nowMs: number }): Database {
  const file = join(folder, DATABASE_FILE);
  let database: Database | undefined;
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    database = connect(file, options.nativeBinding);
    migrate(database, file, options.nowMs);
    return database;
  } catch (error) {
    database?.close();
    throw startErrorOf(error, file);
  }
}

/** A connection to an existing database, as the store's worker has its own. Waits up to `busyTimeoutMs` for locks. */
export function connect(file: string, nativeBinding: string | undefined, busyTimeoutMs = BUSY_TIMEOUT_MS): Database {
  const database = new Sqlite(file, { timeout: busyTimeoutMs, ...(nativeBinding === undefined ? {} : { nativeBinding }) });
  try {
    database.pragma('journal_mode = WAL');
    database.pragma('synchronous = FULL');
    database.pragma('foreign_keys = ON');
    database.pragma('cache_size = -16000');
    database.pragma('journal_size_limit = 67108864');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** The stable code of an error of SQLite, or of the system, or "". */
export function codeOf(error: unknown): string {
  // Not instanceof: errors of other contexts (workers, test runners) are errors too.
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : '';
}

/** Whether the storage, and not the request, is at fault. */
export const isStorageError = (error: unknown): boolean =>
  /^SQLITE_(?:FULL|IOERR|CORRUPT|NOTADB|BUSY|LOCKED|READONLY|CANTOPEN|PERM|NOMEM|PROTOCOL)/.test(codeOf(error));

/** What the terminal is told of a database that cannot be used. */
export const startErrorOf = (error: unknown, file: string): StartError => (error instanceof StartError ? error : new StartError(textOf(storageSentence(error, file)), { cause: error }));

/** What a caller is told when the storage fails. */
export const storageProblem = (error: unknown, file = ''): ProblemError =>
  (error instanceof ProblemError ? error : new ProblemError('storage', storageSentence(error, file), { cause: error }));

/** What is wrong with a database and what helps. */
function storageSentence(error: unknown, path: string): Sentence {
  const file = path === '' ? say('the_database') : path;
  const code = codeOf(error);
  const why = messageOf(error);
  if (/^SQLITE_(?:BUSY|LOCKED)/.test(code)) return say('database_locked', { file });
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return say('database_damaged', { file, why });
  if (/^SQLITE_FULL|^ENOSPC/.test(code)) return say('database_disk_full', { file });
  if (/^SQLITE_(?:READONLY|CANTOPEN|PERM)|^E(?:ACCES|PERM|ROFS)/.test(code)) return say('database_not_writable', { file, why });
  if (/^E(?:NOTDIR|EXIST)/.test(code)) return say('database_no_folder', { file, why });
  if (code.startsWith('SQLITE_IOERR')) return say('database_disk', { file, why });
  return say('database_unusable', { file, why });
}

/** Removes a database and the files beside it. For tests and restores. */
export function removeDatabase(folder: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, DATABASE_FILE + suffix), { force: true });
}
