import { BUILT_IN_TYPES } from '../../contract/built-in-types.ts';
import type { Migration } from './migrate.ts';

/**
 * What people said. Columns for what lists filter by and the topology packs; JSON text for the rest.
 * `cluster_members` finds the clusters of a server; the order of members stands in clusters.servers.
 */
export const topology: Migration = {
  name: 'topology',
  run(database, nowMs) {
    database.exec(`
      CREATE TABLE server_types (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, color TEXT NOT NULL, icon TEXT NOT NULL, sign TEXT NOT NULL, description TEXT NOT NULL,
        ports TEXT NOT NULL, built_in INTEGER NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE networks (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, cidr TEXT NOT NULL, mode TEXT NOT NULL, vlan INTEGER, gateway TEXT NOT NULL, dhcp_range TEXT NOT NULL,
        created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE servers (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, type TEXT NOT NULL REFERENCES server_types (id), ip TEXT NOT NULL, region TEXT NOT NULL,
        parent TEXT, x REAL NOT NULL, y REAL NOT NULL, maintenance INTEGER NOT NULL, source TEXT NOT NULL, networks TEXT NOT NULL, details TEXT NOT NULL,
        created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX servers_type ON servers (type);
      CREATE INDEX servers_region ON servers (region);
      CREATE INDEX servers_ip ON servers (ip);
      CREATE INDEX servers_parent ON servers (parent) WHERE parent IS NOT NULL;
      CREATE TABLE connections (
        id TEXT PRIMARY KEY, from_id TEXT NOT NULL REFERENCES servers (id), to_id TEXT NOT NULL REFERENCES servers (id), type TEXT NOT NULL,
        label TEXT NOT NULL, cluster TEXT, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, CHECK (from_id <> to_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX connections_ends ON connections (from_id, to_id, type);
      CREATE INDEX connections_to ON connections (to_id);
      CREATE INDEX connections_cluster ON connections (cluster) WHERE cluster IS NOT NULL;
      CREATE TABLE clusters (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, servers TEXT NOT NULL, color TEXT NOT NULL, auto_connect INTEGER NOT NULL,
        created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE TABLE cluster_members (
        server_id TEXT NOT NULL REFERENCES servers (id), cluster_id TEXT NOT NULL, PRIMARY KEY (server_id, cluster_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX cluster_members_cluster ON cluster_members (cluster_id);
      CREATE TABLE views (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, camera TEXT NOT NULL, filter TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
      ) STRICT, WITHOUT ROWID;
    `);
    const insert = database.prepare('INSERT INTO server_types VALUES (?, ?, ?, ?, ?, ?, ?, 1, ?, ?)');
    for (const { id, name, color, sign, description, ports } of BUILT_IN_TYPES) {
      insert.run(id, name, color, id, sign, description, JSON.stringify(ports), nowMs, nowMs);
    }
  },
};
