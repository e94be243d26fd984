import type { Access } from '../contract/access.ts';
import type { Stats } from '../contract/stats.ts';
import { CLUSTER_HEALTHS, CONNECTION_STATUSES, SERVER_STATUSES } from '../contract/statuses.ts';
import type { Database } from './database.ts';
import type { LiveBoard } from './live-board.ts';
import { inSight } from './page.ts';

type Counts = Record<string, number>;
type Fixed = { readonly servers: Counts; readonly regions: Counts; readonly connections: Counts; readonly networks: number };

/** Totals of the topology. What people said is counted once per change of the feed, what is measured comes from counters. */
export class Statistics {
  readonly #database: Database;
  readonly #live: LiveBoard;
  #counted: { readonly key: string; readonly fixed: Fixed } | null = null;

  constructor(database: Database, live: LiveBoard) {
    this.#database = database;
    this.#live = live;
  }

  /** What somebody with this access sees, as of a number of the feed. */
  of(access: Access, number: number): Stats {
    const { servers, regions, connections, networks } = this.#fixed(access, number);
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

  #fixed(access: Access, number: number): Fixed {
    const key = JSON.stringify([number, access.clusters]);
    if (this.#counted?.key === key) return this.#counted.fixed;
    const fixed = {
      servers: this.#countBy('servers', 'type', access, ['id']),
      regions: this.#countBy('servers', 'region', access, ['id']),
      connections: this.#countBy('connections', 'type', access, ['from_id', 'to_id']),
      networks: this.#database.prepare('SELECT count(*) FROM networks').pluck().get() as number,
    };
    this.#counted = { key, fixed };
    return fixed;
  }

  #countBy(table: string, column: string, access: Access, ends: readonly string[]): Counts {
    const conditions = ends.flatMap((end) => inSight(access, end));
    const where = conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`;
    const rows = this.#database.prepare(`SELECT ${column}, count(*) FROM ${table} ${where} GROUP BY ${column} ORDER BY ${column}`).raw()
      .all(...conditions.flatMap(({ values }) => [...values])) as [string, number][];
    return Object.fromEntries(rows);
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

const sumOf = (counts: Counts): number => Object.values(counts).reduce((sum, count) => sum + count, 0);

const named = (names: readonly string[], counts: readonly number[]): Counts => Object.fromEntries(names.map((name, index) => [name, counts[index] ?? 0]));

function tally(names: readonly string[], found: readonly string[]): Counts {
  const counts = new Map(names.map((name) => [name, 0]));
  for (const name of found) counts.set(name, (counts.get(name) ?? 0) + 1);
  return Object.fromEntries(counts);
}
