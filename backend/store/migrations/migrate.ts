import type { Database } from '../database.ts';
import { StartError } from '../../errors.ts';
import { topology } from './0001-topology.ts';
import { feed } from './0002-feed.ts';
import { doors } from './0003-doors.ts';
import { drawing } from './0004-drawing.ts';

/** One step of the schema. Steps are only ever appended. */
export type Migration = { readonly name: string; run(database: Database, nowMs: number): void };

const MIGRATIONS: readonly Migration[] = [topology, feed, doors, drawing];

/** Brings a database to this version's schema, each step in its own transaction. Throws StartError for a newer one. */
export function migrate(database: Database, file: string, nowMs: number): void {
  const version = Number(database.pragma('user_version', { simple: true }));
  if (version > MIGRATIONS.length) {
    throw new StartError(`The database ${file} was written by a newer version (schema ${version}; this one knows ${MIGRATIONS.length}). Install that version again, or restore a backup from before the upgrade.`);
  }
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < version) continue;
    database.transaction(() => {
      migration.run(database, nowMs);
      database.pragma(`user_version = ${index + 1}`);
    }).immediate();
  }
  // A damaged file often opens well and fails at its first real read.
  database.prepare('SELECT count(*) FROM sqlite_schema').get();
}
