import type { Database, SqlValue } from './database.ts';
import type { LiveBoard } from './live-board.ts';

const CHUNK_ROWS = 5_000;

/** Gives the board its rows at the start, in one go. */
export function loadBoard(database: Database, live: LiveBoard): void {
  for (const [id, maintenance] of database.prepare('SELECT id, maintenance FROM servers').raw().iterate() as Iterable<[string, number]>) live.putServer(id, maintenance === 1);
  for (const id of database.prepare('SELECT id FROM connections').pluck().iterate() as Iterable<string>) live.putConnection(id);
  for (const [id, servers] of database.prepare('SELECT id, servers FROM clusters').raw().iterate() as Iterable<[string, string]>) live.putCluster(id, JSON.parse(servers) as string[]);
}

/**
 * Brings the board's rows in step with the database after a large change elsewhere, in steps between which others have their
 * turn. `hasFewer`: rows were removed, too.
 */
export async function reloadBoard(database: Database, live: LiveBoard, hasFewer: boolean): Promise<void> {
  const servers = new Set<string>();
  const connections = new Set<string>();
  const clusters = new Set<string>();
  for (const rows of chunksOf(database, 'id, maintenance', 'servers')) {
    for (const [id, maintenance] of rows) {
      servers.add(id as string);
      live.putServer(id as string, maintenance === 1);
    }
    await new Promise(setImmediate);
  }
  for (const rows of chunksOf(database, 'id', 'connections')) {
    for (const [id] of rows) {
      connections.add(id as string);
      live.putConnection(id as string);
    }
    await new Promise(setImmediate);
  }
  for (const rows of chunksOf(database, 'id, servers', 'clusters')) {
    for (const [id, members] of rows) {
      clusters.add(id as string);
      live.putCluster(id as string, JSON.parse(members as string) as string[]);
    }
    await new Promise(setImmediate);
  }
  if (hasFewer) live.retain(servers, connections, clusters);
}

function* chunksOf(database: Database, columns: string, table: string): Generator<SqlValue[][]> {
  const statement = database.prepare(`SELECT ${columns} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`).raw();
  for (let last = ''; ;) {
    const rows = statement.all(last, CHUNK_ROWS) as SqlValue[][];
    yield rows;
    if (rows.length < CHUNK_ROWS) return;
    last = rows.at(-1)?.[0] as string;
  }
}
