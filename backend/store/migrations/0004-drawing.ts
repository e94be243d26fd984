import type { Migration } from './migrate.ts';

/** What is drawn: areas, floor texts and free lines, styles of connections, and what a view leaves out or places itself. */
export const drawing: Migration = {
  name: 'drawing',
  run(database) {
    for (const table of ['areas', 'floor_texts', 'free_lines']) {
      database.exec(`
        CREATE TABLE ${table} (
          id TEXT PRIMARY KEY, name TEXT NOT NULL, view TEXT, drawing TEXT NOT NULL, created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX ${table}_view ON ${table} (view) WHERE view IS NOT NULL;
      `);
    }
    database.exec(`
      CREATE TABLE line_servers (
        server_id TEXT NOT NULL, line_id TEXT NOT NULL, PRIMARY KEY (server_id, line_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX line_servers_line ON line_servers (line_id);
      ALTER TABLE connections ADD COLUMN drawing TEXT NOT NULL DEFAULT '';
      ALTER TABLE views ADD COLUMN details TEXT NOT NULL DEFAULT '{"grouping":"region","hidden":[],"places":null,"extras":{}}';
    `);
  },
};
