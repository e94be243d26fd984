import { isoOf } from '../clock.ts';
import { NewClusterSchema, type NewCluster, type StoredCluster } from '../contract/cluster.ts';
import { say } from '../contract/sentence.ts';
import { connectionIdOf } from '../contract/topology.ts';
import { clusterDiff, clusterPairs } from '../domain/cluster-connections.ts';
import { clusterOf, connectionOf, type Times } from '../domain/rows.ts';
import { invalid } from '../errors.ts';
import { freeIdOf, slugOf } from '../ids.ts';
import { Collection, isSame, madeAt } from './collection.ts';
import type { Condition, ListQuery } from './page.ts';
import type { Tables } from './tables/tables.ts';

/** What a list of clusters can be filtered by. `server` is a member. */
export const CLUSTER_FILTERS = ['name', 'server'] as const;
export type ClusterFilter = (typeof CLUSTER_FILTERS)[number];

const TYPE = 'cluster_internal';

/** The clusters, and the connections between their members that come and go with them. */
export class Clusters extends Collection<StoredCluster, NewCluster, ClusterFilter> {
  readonly #tables: Tables;
  readonly #nowMs: () => number;

  constructor(tables: Tables, nowMs: () => number) {
    super(tables.clusters, { noun: 'cluster', schema: NewClusterSchema });
    this.#tables = tables;
    this.#nowMs = nowMs;
  }

  override add(draft: NewCluster, nowMs: number): StoredCluster {
    const slug = draft.id ?? slugOf(draft.name ?? '');
    const id = this.idOf(slug === '' ? draft : { ...draft, id: slug });
    this.#checkMembers(draft.servers ?? []);
    const cluster = this.complete({ ...draft, id }, null, madeAt(nowMs));
    this.table.put(cluster, null);
    this.#connect(cluster, nowMs);
    return cluster;
  }

  override remove(id: string): void {
    const cluster = this.require(id);
    for (const connection of this.#made(id)) this.#tables.connections.remove(connection);
    this.table.remove(cluster);
  }

  /** Takes a server out of all clusters; an empty cluster stays. Its connections are gone already. */
  forget(server: string): void {
    const nowMs = this.#nowMs();
    for (const cluster of [...this.table.each([ofMember(server)])]) {
      const without = { ...cluster, servers: cluster.servers.filter((id) => id !== server), updated_at: isoOf(nowMs) };
      this.table.put(without, cluster);
      this.#connect(without, nowMs);
    }
  }

  protected override complete(draft: NewCluster, before: StoredCluster | null, times: Times): StoredCluster {
    return clusterOf(draft, before?.id ?? draft.id ?? '', times);
  }

  protected override replace(before: StoredCluster, after: StoredCluster): StoredCluster {
    this.#checkMembers(after.servers);
    if (isSame(before, after)) return before;
    this.table.put(after, before);
    if (before.auto_connect !== after.auto_connect || before.servers.join(' ') !== after.servers.join(' ')) this.#connect(after, Date.parse(after.updated_at));
    return after;
  }

  protected override conditionsOf({ filters = {}, access }: ListQuery<ClusterFilter>): Condition[] {
    const conditions: Condition[] = access === undefined || access.clusters === '*' ? []
      : [{ sql: `id IN (${access.clusters.map(() => '?').join(', ')})`, values: access.clusters }];
    if (filters.name !== undefined) conditions.push({ sql: 'name = ?', values: [filters.name] });
    if (filters.server !== undefined) conditions.push(ofMember(filters.server));
    return conditions;
  }

  /** Adds and removes what differs between the connections the cluster made and those its members need now. */
  #connect(cluster: StoredCluster, nowMs: number): void {
    const { connections } = this.#tables;
    const wanted = cluster.auto_connect ? clusterPairs(cluster.servers) : [];
    const { add, remove } = clusterDiff(this.#made(cluster.id), wanted);
    for (const connection of remove) connections.remove(connection);
    for (const { from, to } of add) {
      const id = freeIdOf(connectionIdOf(from, to, TYPE), (candidate) => connections.has(candidate), 160);
      connections.put(connectionOf({ from, to, type: TYPE, cluster: cluster.id }, id, madeAt(nowMs)), null);
    }
  }

  #made(cluster: string) {
    return [...this.#tables.connections.each([{ sql: 'cluster = ?', values: [cluster] }])];
  }

  #checkMembers(members: readonly string[]): void {
    const faults = members.flatMap((id, index) => (this.#tables.servers.has(id) ? [] : [{ pointer: `/servers/${index}`, message: say('ref_no_server', { id: JSON.stringify(id) }) }]));
    if (faults.length > 0) throw invalid(faults.slice(0, 1_000));
  }
}

const ofMember = (server: string): Condition => ({ sql: 'id IN (SELECT cluster_id FROM cluster_members WHERE server_id = ?)', values: [server] });
