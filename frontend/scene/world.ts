import type { ChangedRow } from '../../backend/contract/change.ts';
import type { StoredCluster } from '../../backend/contract/cluster.ts';
import type { StoredConnection } from '../../backend/contract/connection.ts';
import type { Network } from '../../backend/contract/network.ts';
import type { StoredServer } from '../../backend/contract/server.ts';
import type { ServerType } from '../../backend/contract/server-type.ts';
import { CONNECTION_TYPES, SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import { connectionIdOf, type Topology, type TopologyHeader } from '../../backend/contract/topology.ts';
import { areaOf, CLUSTER_MARGIN, floorBounds, noExtent, REGION_MARGIN, widen, type Area, type Extent } from './areas.ts';
import type { ConnectionColumns } from './connection-columns.ts';
import { Damage } from './damage.ts';
import { Grid } from './grid.ts';
import { StateCounts, healthCode, type ClusterRow } from './groups.ts';
import { IdIndex } from './id-index.ts';
import { LooseGrid } from './loose-grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT, TILE_WIDTH, type Bounds } from './space.ts';
import type { TextColumn } from './text-column.ts';
import { readConnections, readGroups, readServers } from './world-columns.ts';

/** Bit of `flags`: measured by a source. */
export const MEASURED = 1;
/** Bit of `flags`: in maintenance. */
export const IN_MAINTENANCE = 2;

const STATUS_MAINTENANCE = SERVER_STATUSES.indexOf('maintenance');
/** World pixels around a tile centre in which a server's picture lies: body, shadow, name and flag. */
export const REACH_X = TILE_WIDTH * 0.75;
export const REACH_UP = TILE_HEIGHT * 2.1;
export const REACH_DOWN = TILE_HEIGHT * 1.4;

export type NetworkRow = { readonly id: string; name: string; cidr: string; mode: string; alive: boolean; members: ArrayLike<number> & Iterable<number> };
export type TypeRow = TopologyHeader['types'][number];

/** What one apply touched. */
export type WorldDelta = {
  /** Servers added or changed; removed ones are no longer there to be marked. */
  readonly servers: readonly number[];
  readonly removed: readonly number[];
  /** Connections, clusters, networks or types changed too. */
  readonly others: boolean;
};

/**
 * The whole topology in typed arrays: no object and no reactive value per server. Places (indexes) are given in depth
 * order at build, never change and are never used again; after additions and moves the painting order comes from
 * sortByDepth, so a World is changed in place for as long as its epoch lasts.
 */
export class World {
  readonly servers: ServerColumns;
  readonly connections: ConnectionColumns;
  readonly types: TypeRow[];
  readonly regions: string[];
  readonly clusters: ClusterRow[];
  readonly networks: NetworkRow[];
  readonly grid: Grid;
  readonly damage = new Damage();
  readonly clusterCounts = new StateCounts();
  readonly regionCounts = new StateCounts();
  /** Servers in each state, in row 0. */
  readonly totals = new StateCounts();
  readonly #ids: TextColumn;
  readonly #names: TextColumn;
  readonly #ips: TextColumn;
  readonly #connectionIds: TextColumn;
  readonly #labels = new Map<number, string>();
  readonly #byId: IdIndex;
  readonly #connectionById: IdIndex;
  readonly #typeById = new Map<string, number>();
  readonly #regionByName = new Map<string, number>();
  readonly #clusterById = new Map<string, number>();
  readonly #networkById = new Map<string, number>();
  /** Clusters of the servers that are in more than one. */
  readonly #moreClusters = new Map<number, number[]>();
  readonly #regionExtents: Extent[] = [];
  readonly #clusterAreas: (Area | null | undefined)[] = [];
  readonly #regionAreas: (Area | null | undefined)[] = [];
  #areaIndex: LooseGrid | null = null;
  #bounds: Bounds | null = null;
  #liveServers = 0;
  #liveConnections = 0;
  #version = 0;

  static from(topology: Topology): World {
    return new World(topology);
  }

  private constructor(topology: Topology) {
    const { header } = topology;
    const read = readServers(topology);
    this.servers = read.servers;
    this.#ids = read.ids;
    this.#names = read.names;
    this.#ips = read.ips;
    const links = readConnections(topology, read.servers, read.placeOfRow);
    this.connections = links.connections;
    this.#connectionIds = links.ids;
    this.types = [...header.types];
    this.regions = [...header.regions];
    const groups = readGroups(topology, read.placeOfRow);
    this.clusters = groups.clusters;
    this.networks = groups.networks;
    this.#liveServers = this.servers.count;
    this.#liveConnections = this.connections.count;
    this.#byId = new IdIndex((server) => this.idOf(server), (server) => this.servers.alive[server] === 1);
    this.#connectionById = new IdIndex((row) => this.connectionId(row), (row) => this.connections.alive[row] === 1);
    this.types.forEach((type, place) => this.#typeById.set(type.id, place));
    this.regions.forEach((name, place) => this.#regionByName.set(name, place));
    this.clusters.forEach((cluster, place) => this.#clusterById.set(cluster.id, place));
    this.networks.forEach((network, place) => this.#networkById.set(network.id, place));
    this.#countAll();
    this.grid = new Grid(this.servers, this.bounds());
  }

  /** Servers there are; places run to `servers.count`, removed ones included. */
  get size(): number { return this.#liveServers; }
  get connectionCount(): number { return this.#liveConnections; }
  /** Grows with every change of shape: adds, moves, removals, memberships. States do not count. */
  get version(): number { return this.#version; }

  idOf(server: number): string { return this.#ids.get(this.servers.text[server] as number); }
  nameOf(server: number): string {
    const row = this.servers.text[server] as number;
    return this.#names.get(row) || this.#ids.get(row);
  }
  ipOf(server: number): string { return this.#ips.get(this.servers.text[server] as number); }
  /** Place of a server, or -1. */
  indexOf(id: string): number { return this.#byId.find(id, this.servers.count); }
  has(server: number): boolean { return this.servers.alive[server] === 1; }
  typeOf(server: number): TypeRow | undefined { return this.types[this.servers.type[server] as number]; }
  regionOf(server: number): string { return this.regions[this.servers.region[server] as number] ?? ''; }

  connectionId(row: number): string {
    const { from, to, type } = this.connections;
    const given = this.#connectionIds.get(row);
    return given || connectionIdOf(this.idOf(from[row] as number), this.idOf(to[row] as number), CONNECTION_TYPES[type[row] as number] ?? 'standard');
  }
  /** Place of a connection, or -1. */
  connectionIndexOf(id: string): number { return this.#connectionById.find(id, this.connections.count); }
  /** Text on the line; "" unless it was changed since the snapshot, which does not carry labels. */
  connectionLabel(row: number): string { return this.#labels.get(row) ?? ''; }

  /** Connections of a server, leaving first. */
  connectionsOf(server: number): number[] {
    const found: number[] = [];
    this.eachConnection(server, (row) => found.push(row));
    return found;
  }

  eachConnection(server: number, visit: (connection: number) => void): void {
    const { nextOut, nextIn, alive } = this.connections;
    for (let row = this.servers.firstOut[server] ?? -1; row >= 0; row = nextOut[row] as number) if (alive[row] === 1) visit(row);
    for (let row = this.servers.firstIn[server] ?? -1; row >= 0; row = nextIn[row] as number) if (alive[row] === 1) visit(row);
  }

  clusterIndexOf(id: string): number {
    const place = this.#clusterById.get(id) ?? -1;
    return this.clusters[place]?.alive === true ? place : -1;
  }

  /** Clusters of a server, the first one first. */
  clustersOf(server: number): readonly number[] {
    const more = this.#moreClusters.get(server);
    if (more) return more;
    const first = this.servers.cluster[server] ?? -1;
    return first < 0 ? [] : [first];
  }

  /** World rectangle around all servers with their pictures; around the origin while there are none. */
  bounds(): Bounds {
    this.#bounds ??= this.#measure();
    return this.#bounds;
  }

  /** World rectangle in which a server's picture lies. */
  reachOf(server: number): Bounds {
    const x = this.servers.x[server] as number;
    const y = this.servers.y[server] as number;
    const worldX = (x - y) * HALF_WIDTH;
    const worldY = (x + y) * HALF_HEIGHT;
    return { minX: worldX - REACH_X, minY: worldY - REACH_UP, maxX: worldX + REACH_X, maxY: worldY + REACH_DOWN };
  }

  clusterArea(cluster: number): Area | null {
    let area = this.#clusterAreas[cluster];
    if (area === undefined) {
      const extent = noExtent();
      for (const server of this.clusters[cluster]?.members ?? []) if (this.has(server)) widen(extent, this.servers, server);
      const isOwn = (server: number): boolean => this.servers.cluster[server] === cluster || this.clustersOf(server).includes(cluster);
      area = areaOf(extent, CLUSTER_MARGIN, this.servers, this.grid, isOwn);
      this.#clusterAreas[cluster] = area;
    }
    return area;
  }

  /** Area of a region; null for servers that name none. */
  regionArea(region: number): Area | null {
    let area = this.#regionAreas[region];
    if (area === undefined) {
      const extent = this.regions[region] === '' ? undefined : this.#regionExtents[region];
      area = extent ? areaOf(extent, REGION_MARGIN, this.servers, this.grid, (server) => this.servers.region[server] === region) : null;
      this.#regionAreas[region] = area;
    }
    return area;
  }

  /** Calls `visit` for every cluster whose area touches the rectangle. */
  eachCluster(bounds: Bounds, visit: (cluster: number, area: Area) => void): void {
    this.#areaIndex ??= this.#indexAreas();
    this.#areaIndex.each(bounds, (cluster) => {
      const area = this.clusterArea(cluster);
      if (area) visit(cluster, area);
    });
  }

  /** Takes a state from the feed; false if it is the same as before. Counters follow. */
  setStatus(server: number, status: number): boolean {
    const before = this.servers.status[server];
    if (before === undefined || before === status || !this.has(server)) return false;
    this.#count(server, -1);
    this.servers.status[server] = status;
    this.#count(server, 1);
    return true;
  }

  /** Whole percent, 255 = not known; false if nothing changed. */
  setMetrics(server: number, cpu: number, memory: number, disk: number): boolean {
    const columns = this.servers;
    if (columns.cpu[server] === cpu && columns.memory[server] === memory && columns.disk[server] === disk) return false;
    columns.cpu[server] = cpu;
    columns.memory[server] = memory;
    columns.disk[server] = disk;
    columns.flags[server] = (columns.flags[server] ?? 0) | MEASURED;
    return true;
  }

  /** Takes a connection's state from the feed; true if its line looks different now, which is noted as damage. */
  setConnection(row: number, status: number, latencyMs: number): boolean {
    this.connections.latency[row] = latencyMs;
    if (this.connections.status[row] === status) return false;
    this.connections.status[row] = status;
    this.#damageConnection(row);
    return true;
  }

  /** Takes a cluster's health from the feed, by its word. */
  setClusterHealth(cluster: number, health: string): boolean {
    const row = this.clusters[cluster];
    const code = healthCode(health);
    if (!row || row.health === code) return false;
    row.health = code;
    this.#damageArea(this.clusterArea(cluster));
    return true;
  }

  /** Applies committed rows from the feed. Rows that name what is not there yet are tried again after the others. */
  apply(rows: readonly ChangedRow[]): WorldDelta {
    const touched = new Set<number>();
    const removed: number[] = [];
    let others = false;
    let waiting: readonly ChangedRow[] = rows;
    for (let attempt = 0; attempt < 2 && waiting.length > 0; attempt++) {
      const again: ChangedRow[] = [];
      for (const row of waiting) {
        if (row.noun !== 'servers') others = true;
        if (!this.#applyRow(row, touched, removed)) again.push(row);
      }
      waiting = again;
    }
    this.#version++;
    return { servers: [...touched].filter((server) => this.has(server)), removed, others };
  }

  #applyRow(row: ChangedRow, touched: Set<number>, removed: number[]): boolean {
    switch (row.noun) {
      case 'servers': {
        if (row.op === 'put') touched.add(this.#putServer(row.id, row.value as StoredServer));
        else this.#removeServer(row.id, removed);
        return true;
      }
      case 'connections': return row.op === 'put' ? this.#putConnection(row.id, row.value as StoredConnection) : this.#removeConnection(this.connectionIndexOf(row.id));
      case 'clusters': return row.op === 'put' ? this.#putCluster(row.id, row.value as StoredCluster) : this.#removeCluster(row.id);
      case 'networks': return this.#putNetwork(row.id, row.op === 'put' ? row.value as Network : null);
      case 'server-types': return row.op === 'put' ? this.#putType(row.value as ServerType) : true;
      case 'views': return true;
    }
  }

  #putServer(id: string, value: StoredServer): number {
    const columns = this.servers;
    let server = this.indexOf(id);
    if (server < 0) {
      server = columns.add();
      columns.text[server] = this.#ids.push(id);
      this.#liveServers++;
    } else {
      this.#damageServer(server);
      this.#count(server, -1);
      this.grid.remove(server);
    }
    const text = columns.text[server] as number;
    this.#names.set(text, value.name === id ? '' : value.name);
    this.#ips.set(text, value.ip);
    columns.x[server] = value.position.x;
    columns.y[server] = value.position.y;
    columns.type[server] = this.#typeById.get(value.type) ?? 0;
    columns.region[server] = this.#regionPlace(value.region);
    columns.flags[server] = ((columns.flags[server] ?? 0) & ~IN_MAINTENANCE) | (value.maintenance ? IN_MAINTENANCE : 0);
    if (value.maintenance) columns.status[server] = STATUS_MAINTENANCE;
    else if (columns.status[server] === STATUS_MAINTENANCE) columns.status[server] = 0;
    this.#count(server, 1);
    this.grid.insert(server);
    this.#reshape(server);
    return server;
  }

  #removeServer(id: string, removed: number[]): void {
    const server = this.indexOf(id);
    if (server < 0) return;
    for (const row of this.connectionsOf(server)) this.#removeConnection(row);
    this.#reshape(server);
    this.#count(server, -1);
    this.grid.remove(server);
    this.servers.alive[server] = 0;
    this.#liveServers--;
    for (const cluster of this.clustersOf(server)) this.#setMembers(cluster, [...(this.clusters[cluster]?.members ?? [])].filter((member) => member !== server));
    removed.push(server);
  }

  #putConnection(id: string, value: StoredConnection): boolean {
    const from = this.indexOf(value.from);
    const to = this.indexOf(value.to);
    if (from < 0 || to < 0) return false;
    const type = Math.max(0, CONNECTION_TYPES.indexOf(value.type));
    let row = this.connectionIndexOf(id);
    if (row < 0) {
      row = this.connections.add(from, to, type);
      this.#connectionIds.set(row, id);
      this.connections.nextOut[row] = this.servers.firstOut[from] as number;
      this.connections.nextIn[row] = this.servers.firstIn[to] as number;
      this.servers.firstOut[from] = row;
      this.servers.firstIn[to] = row;
      this.#liveConnections++;
    } else {
      // Where the id is made from the type, it must not follow a type changed later.
      this.#connectionIds.set(row, id);
      this.connections.type[row] = type;
    }
    this.#labels.set(row, value.label);
    this.#damageConnection(row);
    return true;
  }

  #removeConnection(row: number): boolean {
    if (row < 0) return true;
    this.#damageConnection(row);
    this.connections.alive[row] = 0;
    this.#liveConnections--;
    return true;
  }

  #putCluster(id: string, value: StoredCluster): boolean {
    const members = value.servers.map((server) => this.indexOf(server));
    let cluster = this.clusterIndexOf(id);
    if (cluster < 0) {
      cluster = this.clusters.push({ id, name: value.name, color: value.color, health: 0, autoConnect: value.auto_connect, alive: true, members: [] }) - 1;
      this.#clusterById.set(id, cluster);
    }
    Object.assign(this.clusters[cluster] as ClusterRow, { name: value.name, color: value.color, autoConnect: value.auto_connect });
    this.#setMembers(cluster, members.filter((server) => server >= 0));
    return !members.includes(-1);
  }

  #removeCluster(id: string): boolean {
    const cluster = this.clusterIndexOf(id);
    if (cluster < 0) return true;
    this.#setMembers(cluster, []);
    (this.clusters[cluster] as ClusterRow).alive = false;
    return true;
  }

  #putNetwork(id: string, value: Network | null): boolean {
    const place = this.#networkById.get(id);
    const known = place === undefined ? undefined : this.networks[place];
    if (!value) {
      if (known) known.alive = false;
    } else if (known) Object.assign(known, { name: value.name, cidr: value.cidr, mode: value.mode, alive: true });
    else this.#networkById.set(id, this.networks.push({ id, name: value.name, cidr: value.cidr, mode: value.mode, alive: true, members: [] }) - 1);
    return true;
  }

  #putType(value: ServerType): boolean {
    const { id, name, color, icon, sign, ports } = value;
    const place = this.#typeById.get(id);
    if (place === undefined) this.#typeById.set(id, this.types.push({ id, name, color, icon, sign, ports }) - 1);
    else this.types[place] = { id, name, color, icon, sign, ports };
    this.damage.addAll();
    return true;
  }

  #setMembers(cluster: number, members: readonly number[]): void {
    const row = this.clusters[cluster] as ClusterRow;
    this.#damageArea(this.clusterArea(cluster));
    for (const server of row.members) this.#leave(server, cluster);
    row.members = members;
    for (const server of members) this.#join(server, cluster);
    this.#areaChanged(cluster);
  }

  #join(server: number, cluster: number): void {
    const first = this.servers.cluster[server] as number;
    if (first < 0) this.servers.cluster[server] = cluster;
    else this.#moreClusters.set(server, [...this.clustersOf(server), cluster]);
    this.clusterCounts.add(cluster, this.servers.status[server] as number, 1);
  }

  #leave(server: number, cluster: number): void {
    const rest = this.clustersOf(server).filter((other) => other !== cluster);
    this.servers.cluster[server] = rest[0] ?? -1;
    if (rest.length > 1) this.#moreClusters.set(server, rest);
    else this.#moreClusters.delete(server);
    // A removed server has left the counters already.
    if (this.has(server)) this.clusterCounts.add(cluster, this.servers.status[server] as number, -1);
  }

  /** Everything that depends on where this server stands. */
  #reshape(server: number): void {
    this.#bounds = null;
    this.#damageServer(server);
    for (const cluster of this.clustersOf(server)) this.#areaChanged(cluster);
    const region = this.servers.region[server] as number;
    const extent = (this.#regionExtents[region] ??= noExtent());
    widen(extent, this.servers, server);
    this.#regionAreas[region] = undefined;
  }

  #areaChanged(cluster: number): void {
    this.#damageArea(this.#clusterAreas[cluster] ?? null);
    this.#clusterAreas[cluster] = undefined;
    const area = this.clusterArea(cluster);
    this.#damageArea(area);
    if (this.#areaIndex) putArea(this.#areaIndex, cluster, area);
  }

  #damageServer(server: number): void {
    this.damage.add(this.reachOf(server));
    this.eachConnection(server, (row) => this.#damageConnection(row));
  }

  #damageConnection(row: number): void {
    const from = this.reachOf(this.connections.from[row] as number);
    const to = this.reachOf(this.connections.to[row] as number);
    // Lines run at right angles along the tiles, so they leave the rectangle between the ends.
    const reach = Math.max(Math.abs(from.minX - to.minX), Math.abs(from.minY - to.minY));
    this.damage.add(grow({
      minX: Math.min(from.minX, to.minX), minY: Math.min(from.minY, to.minY), maxX: Math.max(from.maxX, to.maxX), maxY: Math.max(from.maxY, to.maxY),
    }, reach / 2));
  }

  #damageArea(area: Area | null): void {
    if (area) this.damage.add(grow(floorBounds(area.floor), TILE_WIDTH));
  }

  #regionPlace(name: string): number {
    const known = this.#regionByName.get(name);
    if (known !== undefined) return known;
    const place = this.regions.push(name) - 1;
    this.#regionByName.set(name, place);
    return place;
  }

  #count(server: number, by: 1 | -1): void {
    const status = this.servers.status[server] as number;
    this.totals.add(0, status, by);
    this.regionCounts.add(this.servers.region[server] as number, status, by);
    for (const cluster of this.clustersOf(server)) this.clusterCounts.add(cluster, status, by);
  }

  #countAll(): void {
    const { servers } = this;
    for (let server = 0; server < servers.count; server++) {
      const region = servers.region[server] as number;
      this.totals.add(0, servers.status[server] as number, 1);
      this.regionCounts.add(region, servers.status[server] as number, 1);
      widen((this.#regionExtents[region] ??= noExtent()), servers, server);
    }
    this.clusters.forEach((row, cluster) => {
      for (const server of row.members) this.#join(server, cluster);
    });
  }

  #measure(): Bounds {
    let bounds: Bounds | null = null;
    const all = noExtent();
    let minX = Infinity; let maxX = -Infinity; let minY = Infinity; let maxY = -Infinity;
    for (let server = 0; server < this.servers.count; server++) {
      if (this.servers.alive[server] !== 1) continue;
      const x = this.servers.x[server] as number;
      const y = this.servers.y[server] as number;
      if (x - y < minX) minX = x - y;
      if (x - y > maxX) maxX = x - y;
      if (x + y < minY) minY = x + y;
      if (x + y > maxY) maxY = x + y;
      all.count++;
    }
    if (all.count === 0) bounds = { minX: -4 * TILE_WIDTH, maxX: 4 * TILE_WIDTH, minY: -4 * TILE_HEIGHT, maxY: 4 * TILE_HEIGHT };
    return bounds ?? {
      minX: minX * HALF_WIDTH - TILE_WIDTH, maxX: maxX * HALF_WIDTH + TILE_WIDTH,
      minY: minY * HALF_HEIGHT - REACH_UP, maxY: maxY * HALF_HEIGHT + REACH_DOWN,
    };
  }

  #indexAreas(): LooseGrid {
    const index = new LooseGrid(Math.max(16, this.clusters.length));
    this.clusters.forEach((_, cluster) => putArea(index, cluster, this.clusterArea(cluster)));
    return index;
  }
}

function putArea(index: LooseGrid, cluster: number, area: Area | null): void {
  if (!area) return index.remove(cluster);
  const { minX, minY, maxX, maxY } = grow(floorBounds(area.floor), TILE_WIDTH / 4);
  index.put(cluster, minX, minY, maxX, maxY);
}
