import { isoOf } from '../clock.ts';
import type { Sentence } from '../contract/sentence.ts';
import { clusterHealthOf } from '../domain/cluster-health.ts';
import type { Change, ChangedRow } from '../contract/change.ts';
import type { StoredCluster } from '../contract/cluster.ts';
import type { ConnectionState, StatusFrame } from '../contract/live-frame.ts';
import type { Metrics } from '../contract/metrics.ts';
import type { StoredServer } from '../contract/server.ts';
import { CONNECTION_STATUSES, SERVER_STATUSES, type ClusterHealth, type ConnectionStatus, type ServerStatus } from '../contract/statuses.ts';
import type { Traffic } from '../contract/traffic.ts';
import { grown } from './grown.ts';
import type { RowImage } from './journal.ts';
import { Memberships } from './memberships.ts';
import { Samples, type RecentSamples } from './samples.ts';
import { SlotTable } from './slot-table.ts';

export type LiveServer = { readonly status: ServerStatus; readonly metrics: Metrics | null; readonly last_seen_at: string | null; readonly problem: Sentence | null };
export type LiveConnection = { readonly status: ConnectionStatus; readonly latency_ms: number | null; readonly probed_from: string | null; readonly traffic: Traffic | null };
export type LiveListener = (what: 'status' | 'samples', ids: readonly string[]) => void;

const MAINTENANCE = SERVER_STATUSES.indexOf('maintenance');

/** A latency that moved less than this share and this many milliseconds is the same to people. */
const LATENCY_SHARE = 0.2;
const LATENCY_MS = 1;

/**
 * Current values, in memory only: states, newest samples, health of clusters. Rows follow the topology by `apply`; a value for
 * a server that is gone is dropped. Every change of a state raises the revision.
 */
export class LiveBoard {
  readonly servers = new SlotTable(SERVER_STATUSES.length);
  readonly connections = new SlotTable(CONNECTION_STATUSES.length);
  readonly memberships = new Memberships();
  readonly #samples = new Samples();
  readonly #listeners = new Set<LiveListener>();
  readonly #clusterRevisions = new Map<string, number>();
  #lastSeenMs = new Float64Array(1_024);
  #inMaintenance = new Uint8Array(1_024);
  #latencyMs = new Float32Array(1_024);
  readonly #probedFrom = new Map<number, string>();
  /** Of the few connections whose traffic is measured. */
  readonly #traffic = new Map<number, Traffic>();
  readonly #problems = new Map<number, Sentence>();
  #revision = 0;

  /** Rises with every change of a state; starts at 0 with the process. */
  get revision(): number {
    return this.#revision;
  }

  /** Hears of states that changed and samples that came. Answers how to stop. */
  onChange(listener: LiveListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /**
   * Notes what was just learnt of a server. `metrics`: newest numbers; null is a missed poll, a gap in `recent` that takes the
   * current numbers away; absent leaves them. `problem`: a sentence why it does not answer, null for none; absent leaves it. While a server is in maintenance its status stays so. Answers whether the status changed.
   */
  setServer(id: string, news: { status: ServerStatus; metrics?: Metrics | null; lastSeenMs?: number; problem?: Sentence | null }, nowMs: number): boolean {
    const slot = this.servers.slotOf(id);
    if (slot === undefined) return false;
    if (news.lastSeenMs !== undefined) this.#lastSeenMs[slot] = news.lastSeenMs;
    if (news.problem === null) this.#problems.delete(slot);
    else if (news.problem !== undefined) this.#problems.set(slot, news.problem);
    if (news.metrics !== undefined) {
      this.#samples.push(slot, nowMs, news.metrics);
      this.#tell('samples', [id]);
    }
    return this.#setStatus(id, slot, this.#inMaintenance[slot] === 1 ? MAINTENANCE : SERVER_STATUSES.indexOf(news.status));
  }

  getServer(id: string): LiveServer {
    const slot = this.servers.slotOf(id);
    if (slot === undefined) return { status: 'unknown', metrics: null, last_seen_at: null, problem: null };
    const seenMs = this.#lastSeenMs[slot] ?? 0;
    return {
      status: SERVER_STATUSES[this.servers.codeAt(slot)] ?? 'unknown',
      metrics: this.#samples.latest(slot),
      last_seen_at: seenMs > 0 ? isoOf(seenMs) : null,
      problem: this.#problems.get(slot) ?? null,
    };
  }

  /** The state alone, without making anything. */
  statusOf(id: string): ServerStatus {
    const slot = this.servers.slotOf(id);
    return slot === undefined ? 'unknown' : SERVER_STATUSES[this.servers.codeAt(slot)] ?? 'unknown';
  }

  /** Notes what a probe found; `traffic` absent is traffic not measured. Answers whether the state or the traffic changed, or the latency by more than a fifth and a millisecond. */
  setConnection(id: string, news: Omit<LiveConnection, 'traffic'> & Partial<Pick<LiveConnection, 'traffic'>>): boolean {
    const slot = this.connections.slotOf(id);
    if (slot === undefined) return false;
    const before = this.#latencyMs[slot] ?? Number.NaN;
    const latency = news.latency_ms ?? Number.NaN;
    if (news.probed_from === null) this.#probedFrom.delete(slot);
    else this.#probedFrom.set(slot, news.probed_from);
    const code = CONNECTION_STATUSES.indexOf(news.status);
    const isOtherTraffic = this.#setTraffic(slot, news.traffic ?? null);
    if (code === this.connections.codeAt(slot) && !isFurther(before, latency) && !isOtherTraffic) return false;
    this.#latencyMs[slot] = latency;
    this.#revision += 1;
    this.connections.setCode(slot, code, this.#revision);
    this.#tell('status', [id]);
    return true;
  }

  getConnection(id: string): LiveConnection {
    const slot = this.connections.slotOf(id);
    if (slot === undefined) return { status: 'unknown', latency_ms: null, probed_from: null, traffic: null };
    return { traffic: null, ...this.#connectionState(slot), probed_from: this.#probedFrom.get(slot) ?? null };
  }

  /** Health of a cluster, from counters: no member is visited. */
  clusterHealth(id: string): ClusterHealth {
    return clusterHealthOf(this.memberships.countsOf(id));
  }

  /** Everything whose state changed after a revision. One pass over the revisions of all rows. */
  changedSince(revision: number): StatusFrame {
    const servers = this.servers.changedSince(revision).map((slot) => [this.servers.idAt(slot), SERVER_STATUSES[this.servers.codeAt(slot)] ?? 'unknown'] as const);
    const connections = this.connections.changedSince(revision).map((slot) => [this.connections.idAt(slot), this.#connectionState(slot)] as const);
    const clusters = [...this.#clusterRevisions].filter(([, at]) => at > revision).map(([id]) => [id, this.clusterHealth(id)] as const);
    return {
      type: 'status', revision: this.#revision,
      ...(servers.length > 0 && { servers: Object.fromEntries(servers) }),
      ...(connections.length > 0 && { connections: Object.fromEntries(connections) }),
      ...(clusters.length > 0 && { clusters: Object.fromEntries(clusters) }),
    };
  }

  /** The newest samples of a server, oldest first; null inside a column is a gap. */
  recent(id: string): RecentSamples {
    const slot = this.servers.slotOf(id);
    return slot === undefined ? { at: [], columns: {} } : this.#samples.recent(slot);
  }

  /** How many servers are in each state, in the order of SERVER_STATUSES. */
  get serverCounts(): readonly number[] {
    return this.servers.counts;
  }

  get connectionCounts(): readonly number[] {
    return this.connections.counts;
  }

  /** Latency by slot, NaN where not known: for the topology. */
  latencyAt(slot: number): number {
    return this.#latencyMs[slot] ?? Number.NaN;
  }

  /** Traffic by slot, of the connections where it is measured: for the topology. */
  trafficAt(slot: number): Traffic | undefined {
    return this.#traffic.get(slot);
  }

  /** The three percents the map shows, by slot, 255 where not known. */
  percentsAt(slot: number): readonly [cpu: number, memory: number, disk: number] {
    return this.#samples.percents(slot);
  }

  /** Follows a committed change. A reset is followed by `reload`. */
  apply(change: Change): void {
    for (const row of change.rows ?? []) this.applyRow(row);
  }

  applyRow(row: ChangedRow): void {
    switch (row.noun) {
      case 'servers':
        if (row.op === 'put') this.putServer(row.id, (row.value as StoredServer).maintenance);
        else this.#removeServer(row.id);
        break;
      case 'connections':
        if (row.op === 'put') this.putConnection(row.id);
        else this.#removeConnection(row.id);
        break;
      case 'clusters':
        this.putCluster(row.id, row.op === 'put' ? (row.value as StoredCluster).servers : null);
        break;
      case 'networks': case 'server-types': case 'icons': case 'areas': case 'texts': case 'lines': case 'views':
        break;
    }
  }

  /** Follows one row of a committed work. */
  applyImage({ noun, id, after }: RowImage): void {
    this.applyRow(after === null ? { op: 'remove', noun, id } : { op: 'put', noun, id, value: after });
  }

  putServer(id: string, inMaintenance: boolean): void {
    let slot = this.servers.slotOf(id);
    if (slot === undefined) {
      slot = this.servers.add(id);
      if (slot >= this.#lastSeenMs.length) this.#growServers(slot);
      this.#lastSeenMs[slot] = 0;
      this.#inMaintenance[slot] = 0;
      this.memberships.serverAppeared(id, this.servers.codeAt(slot));
    }
    if ((this.#inMaintenance[slot] === 1) === inMaintenance) return;
    this.#inMaintenance[slot] = Number(inMaintenance);
    this.#setStatus(id, slot, inMaintenance ? MAINTENANCE : 0);
  }

  putConnection(id: string): void {
    if (this.connections.slotOf(id) !== undefined) return;
    const slot = this.connections.add(id);
    if (slot >= this.#latencyMs.length) this.#latencyMs = grown(this.#latencyMs, slot);
    this.#latencyMs[slot] = Number.NaN;
    this.#probedFrom.delete(slot);
    this.#traffic.delete(slot);
  }

  /** Members of a cluster; null removes it. */
  putCluster(id: string, members: readonly string[] | null): void {
    const before = this.clusterHealth(id);
    this.memberships.put(id, members, (server) => this.#codeOf(server));
    if (members === null) this.#clusterRevisions.delete(id);
    else if (this.clusterHealth(id) !== before) this.#touchCluster(id);
  }

  /** Keeps only the rows named, after a reset: the rest is gone. */
  retain(servers: ReadonlySet<string>, connections: ReadonlySet<string>, clusters: ReadonlySet<string>): void {
    for (const id of this.memberships.clusters()) if (!clusters.has(id)) this.putCluster(id, null);
    for (const id of this.servers.ids()) if (!servers.has(id)) this.#removeServer(id);
    for (const id of this.connections.ids()) if (!connections.has(id)) this.#removeConnection(id);
  }

  #removeServer(id: string): void {
    const slot = this.servers.slotOf(id);
    if (slot === undefined) return;
    this.#samples.forget(slot);
    this.#problems.delete(slot);
    this.memberships.serverGone(id, this.servers.codeAt(slot));
    this.servers.remove(id);
  }

  #removeConnection(id: string): void {
    const slot = this.connections.slotOf(id);
    if (slot === undefined) return;
    this.#probedFrom.delete(slot);
    this.#traffic.delete(slot);
    this.connections.remove(id);
  }

  #codeOf(server: string): number | undefined {
    const slot = this.servers.slotOf(server);
    return slot === undefined ? undefined : this.servers.codeAt(slot);
  }

  #setStatus(id: string, slot: number, code: number): boolean {
    const before = this.servers.codeAt(slot);
    if (code === before) return false;
    const clusters = this.memberships.clustersOf(id);
    const healths = clusters.map((cluster) => this.clusterHealth(cluster));
    this.#revision += 1;
    this.servers.setCode(slot, code, this.#revision);
    this.memberships.serverMoved(id, before, code);
    clusters.forEach((cluster, index) => {
      if (this.clusterHealth(cluster) !== healths[index]) this.#clusterRevisions.set(cluster, this.#revision);
    });
    this.#tell('status', [id]);
    return true;
  }

  #touchCluster(id: string): void {
    this.#revision += 1;
    this.#clusterRevisions.set(id, this.#revision);
    this.#tell('status', [id]);
  }

  /** True if it is another than before. */
  #setTraffic(slot: number, traffic: Traffic | null): boolean {
    const before = this.#traffic.get(slot) ?? null;
    if (traffic === null) this.#traffic.delete(slot);
    else this.#traffic.set(slot, traffic);
    return before?.sent_bytes_per_second !== traffic?.sent_bytes_per_second || before?.received_bytes_per_second !== traffic?.received_bytes_per_second;
  }

  #connectionState(slot: number): ConnectionState {
    const latency = this.#latencyMs[slot] ?? Number.NaN;
    const traffic = this.#traffic.get(slot);
    return { status: CONNECTION_STATUSES[this.connections.codeAt(slot)] ?? 'unknown', latency_ms: Number.isNaN(latency) ? null : Math.round(latency * 100) / 100, ...(traffic !== undefined && { traffic }) };
  }

  #growServers(slot: number): void {
    this.#lastSeenMs = grown(this.#lastSeenMs, slot);
    this.#inMaintenance = grown(this.#inMaintenance, slot);
  }

  #tell(what: 'status' | 'samples', ids: readonly string[]): void {
    for (const listener of this.#listeners) listener(what, ids);
  }
}

function isFurther(before: number, after: number): boolean {
  if (Number.isNaN(before) || Number.isNaN(after)) return Number.isNaN(before) !== Number.isNaN(after);
  const distance = Math.abs(before - after);
  return distance > LATENCY_MS && distance > LATENCY_SHARE * before;
}
