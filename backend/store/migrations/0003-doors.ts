import type { Migration } from './migrate.ts';

/** Who may come in, and what the daemon needs to go out. Tokens and sessions as SHA-256 only, credentials encrypted. */
export const doors: Migration = {
  name: 'doors',
  run(database) {
    database.exec(`
      CREATE TABLE tokens (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, hash BLOB NOT NULL UNIQUE, rights TEXT NOT NULL, clusters TEXT NOT NULL,
        created_ms INTEGER NOT NULL, expires_ms INTEGER
      ) STRICT;
      CREATE TABLE sessions (
        hash BLOB PRIMARY KEY, created_ms INTEGER NOT NULL, expires_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE secrets (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, key_id TEXT NOT NULL, sealed BLOB NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE known_hosts (
        server_id TEXT NOT NULL, algorithm TEXT NOT NULL, fingerprint TEXT NOT NULL, trusted_ms INTEGER NOT NULL, PRIMARY KEY (server_id)
      ) STRICT, WITHOUT ROWID;
    `);
  },
};
