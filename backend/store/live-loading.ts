import type { Database } from './database.ts';
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
  await inChunks<[string, number]>(database, 'id, maintenance', 'servers', ([id, maintenance]) => {
    servers.add(id);
    live.putServer(id, maintenance === 1);
  });
  await inChunks<[string]>(database, 'id', 'connections', ([id]) => {
    connections.add(id);
    live.putConnection(id);
  });
  await inChunks<[string, string]>(database, 'id, servers', 'clusters', ([id, members]) => {
    clusters.add(id);
    live.putCluster(id, JSON.parse(members) as string[]);
  });
  if (hasFewer) live.retain(servers, connections, clusters);
}

async function inChunks<R extends readonly [string, ...unknown[]]>(database: Database, columns: string, table: string, take: (row: R) => void): Promise<void> {
  const statement = database.prepare(`SELECT ${columns} FROM ${table} WHERE id > ? ORDER BY id LIMIT ?`).raw();
  for (let last = ''; ;) {
    const rows = statement.all(last, CHUNK_ROWS) as R[];
    rows.forEach(take);
    if (rows.length < CHUNK_ROWS) return;
    last = rows.at(-1)?.[0] ?? '';
    await new Promise(setImmediate);
  }
}
