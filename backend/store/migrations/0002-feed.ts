import { randomId } from '../../ids.ts';
import type { Migration } from './migrate.ts';

/**
 * The numbered changes. `rows` is the Change's rows as JSON, null for a reset. `images` is what undo needs: the rows before
 * (JSON text, or deflated JSON of before and after), null where the edit cannot be undone. `state`: 0 done, 1 undone, 2 undone
 * and past redoing, 3 itself an undo or redo.
 */
export const feed: Migration = {
  name: 'feed',
  run(database) {
    database.exec(`
      CREATE TABLE facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
      CREATE TABLE changes (
        number INTEGER PRIMARY KEY, at_ms INTEGER NOT NULL, user TEXT NOT NULL, summary TEXT NOT NULL, state INTEGER NOT NULL,
        bytes INTEGER NOT NULL, rows TEXT, images ANY
      ) STRICT;
      CREATE INDEX changes_user ON changes (user, state, number);
    `);
    database.prepare('INSERT INTO facts VALUES (?, ?)').run('epoch', randomId());
  },
};
