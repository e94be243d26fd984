import type { Access } from '../contract/access.ts';
import type { StoredConnection } from '../contract/connection.ts';
import type { StoredServer } from '../contract/server.ts';
import type { Stats } from '../contract/stats.ts';
import { CLUSTER_HEALTHS, CONNECTION_STATUSES, SERVER_STATUSES } from '../contract/statuses.ts';
import type { Database } from './database.ts';
import type { LiveBoard } from './live-board.ts';
import type { Journal, RowImage } from './journal.ts';
import { inSight } from './page.ts';

type Counts = Record<string, number>;
type Said = { readonly servers: Map<string, number>; readonly regions: Map<string, number>; readonly connections: Map<string, number> };

/**
 * Totals of the topology. What people said is counted once and then followed write by write, what is measured comes from
 * counters; for a caller who sees only some clusters it is counted each time.
 */
export class Statistics {
  readonly #database: Database;
  readonly #live: LiveBoard;
  #said: Said | null = null;

  constructor(database: Database, journal: Journal, live: LiveBoard) {
    this.#database = database;
    this.#live = live;
    journal.watch((image) => {
      if (this.#said !== null) follow(this.#said, image);
    });
  }

  /** Forgets what was counted: another connection wrote. */
  reset(): void {
    this.#said = null;
  }

  /** What somebody with this access sees. */
  of(access: Access): Stats {
    const said = access.clusters === '*' ? this.#said ??= this.#count(access) : this.#count(access);
    const [servers, regions, connections] = [said.servers, said.regions, said.connections].map(sorted) as [Counts, Counts, Counts];
    const networks = this.#database.prepare('SELECT count(*) FROM networks').pluck().get() as number;
    const clusters = access.clusters === '*' ? this.#live.memberships.clusters() : access.clusters.filter((id) => this.#live.memberships.clusters().includes(id));
    const byCluster = clusters.toSorted().map((id) => [id, this.#live.memberships.membersOf(id).length] as const);
    const healths = clusters.map((id) => this.#live.clusterHealth(id));
    return {
      servers: { total: sumOf(servers), by_type: servers, by_status: this.#serverStatuses(access), by_region: regions, by_cluster: Object.fromEntries(byCluster) },
      connections: { total: sumOf(connections), by_type: connections, by_status: this.#connectionStatuses(access) },
      clusters: { total: clusters.length, by_health: Object.fromEntries(CLUSTER_HEALTHS.map((health) => [health, healths.filter((one) => one === health).length])) },
      networks: { total: networks },
    };
  }

  #count(access: Access): Said {
    return {
      servers: this.#countBy('servers', 'type', access, ['id']),
      regions: this.#countBy('servers', 'region', access, ['id']),
      connections: this.#countBy('connections', 'type', access, ['from_id', 'to_id']),
    };
  }

  #countBy(table: string, column: string, access: Access, ends: readonly string[]): Map<string, number> {
    const conditions = ends.flatMap((end) => inSight(access, end));
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
    const rows = this.#database.prepare(`SELECT ${column}, count(*) FROM ${table} ${where} GROUP BY ${column}`).raw()
      .all(...conditions.flatMap(({ values }) => [...values])) as [string, number][];
    return new Map(rows);
  }

  #serverStatuses({ clusters }: Access): Counts {
    if (clusters === '*') return named(SERVER_STATUSES, this.#live.serverCounts);
    const seen = new Set(clusters.flatMap((id) => this.#live.memberships.membersOf(id)));
    return tally(SERVER_STATUSES, [...seen].map((id) => this.#live.getServer(id).status));
  }

  #connectionStatuses(access: Access): Counts {
    if (access.clusters === '*') return named(CONNECTION_STATUSES, this.#live.connectionCounts);
    const conditions = [...inSight(access, 'from_id'), ...inSight(access, 'to_id')];
    const ids = this.#database.prepare(`SELECT id FROM connections WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`).pluck()
      .all(...conditions.flatMap(({ values }) => [...values])) as string[];
    return tally(CONNECTION_STATUSES, ids.map((id) => this.#live.getConnection(id).status));
  }
}

/** Moves the counts by one row that was written, or whose write was taken back. */
function follow(said: Said, { noun, before, after }: RowImage): void {
  if (noun === 'servers') {
    step(said.servers, (before as StoredServer | null)?.type, (after as StoredServer | null)?.type);
    step(said.regions, (before as StoredServer | null)?.region, (after as StoredServer | null)?.region);
  } else if (noun === 'connections') {
    step(said.connections, (before as StoredConnection | null)?.type, (after as StoredConnection | null)?.type);
  }
}

function step(counts: Map<string, number>, from: string | undefined, to: string | undefined): void {
  if (from === to) return;
  if (from !== undefined) counts.set(from, (counts.get(from) ?? 0) - 1);
  if (to !== undefined) counts.set(to, (counts.get(to) ?? 0) + 1);
}

const sorted = (counts: ReadonlyMap<string, number>): Counts =>
  Object.fromEntries([...counts].filter(([, count]) => count > 0).toSorted(([a], [b]) => (a < b ? -1 : 1)));

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const named = (names: readonly string[], counts: readonly number[]): Counts => Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0]));

function tally(names: readonly string[], found: readonly string[]): Counts {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const name of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
