import type { Migration } from './migrate.ts';

/** Icons of one's own. Their images lie apart, by the hash of their bytes; `released` is the change that last let go of one. */
export const icons: Migration = {
  name: 'icons',
  run(database) {
    database.exec(`
      CREATE TABLE icons (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, collection TEXT NOT NULL, keywords TEXT NOT NULL, is_isometric INTEGER NOT NULL, scale REAL NOT NULL,
        media_type TEXT NOT NULL, bytes INTEGER NOT NULL, image_hash TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX icons_image ON icons (image_hash);
      CREATE TABLE icon_images (
        hash TEXT PRIMARY KEY, media_type TEXT NOT NULL, bytes INTEGER NOT NULL, released INTEGER NOT NULL, image BLOB NOT NULL
      ) STRICT;
    `);
  },
};
