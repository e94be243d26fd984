import type { ChangedRow } from '../../backend/contract/change.ts';
import type { StoredCluster } from '../../backend/contract/cluster.ts';
import type { StoredConnection } from '../../backend/contract/connection.ts';
import type { Icon } from '../../backend/contract/icon.ts';
import type { Look } from '../../backend/contract/look.ts';
import type { Network } from '../../backend/contract/network.ts';
import type { StoredServer } from '../../backend/contract/server.ts';
import type { View } from '../../backend/contract/view.ts';
import type { ServerType } from '../../backend/contract/server-type.ts';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { ServerDress, Topology, TopologyHeader } from '../../backend/contract/topology.ts';
import type { Area } from './areas.ts';
import type { ConnectionColumns } from './connection-columns.ts';
import { Damage } from './damage.ts';
import { Drawings } from './drawings.ts';
import { dressOf } from './dress.ts';
import { IN_MAINTENANCE, LOCKED } from './flags.ts';
import { Grid } from './grid.ts';
import { groupersOf } from './groupers.ts';
import { Grouping } from './grouping.ts';
import { Groups, type ClusterRow } from './groups.ts';
import { Links } from './links.ts';
import { ownReach, OwnIcons } from './own-icons.ts';
import { Networks } from './networks.ts';
import { placed, Preview, type Move } from './preview.ts';
import type { ServerColumns } from './server-columns.ts';
import { ServerLooks } from './server-looks.ts';
import { ServerNames, type ServerTexts } from './server-names.ts';
import { boundsOfServers, reachWith, type Reach } from './reach.ts';
import { union, worldX, worldY, type Bounds } from './space.ts';
import { StateCounts } from './state-counts.ts';
import { Tags } from './tags.ts';
import { readConnections, readDress, readGroups, readServers } from './world-columns.ts';

/** Of more moved servers at once, everything that hangs on their places is made anew. */
const MOVED_SINGLY = 2_000;

const STATUS_MAINTENANCE = SERVER_STATUSES.indexOf('maintenance');

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
  readonly grid: Grid;
  readonly groups: Groups;
  readonly networks: Networks;
  readonly links: Links;
  readonly icons: OwnIcons;
  readonly drawings: Drawings;
  readonly tags = new Tags();
  readonly damage = new Damage();
  /** Servers in each state, in row 0. */
  readonly totals = new StateCounts();
  readonly #names: ServerNames;
  readonly #typeById = new Map<string, number>();
  readonly #looks = new ServerLooks();
  #bounds: Bounds | null = null;
  #live: number;
  #version = 0;
  #preview: Preview | null = null;
  #grouping: Grouping;

  static from(topology: Topology): World { return new World(topology); }

  private constructor(topology: Topology) {
    const read = readServers(topology);
    const { connections, ids } = readConnections(topology, read.servers, read.placeOfRow);
    const { clusters, networks, hosts } = readGroups(topology, read.placeOfRow);
    this.servers = read.servers;
    this.#names = new ServerNames(read.servers, read);
    this.#live = read.servers.count;
    this.connections = connections;
    this.types = [...topology.header.types];
    this.grid = new Grid(this.servers, boundsOfServers(this.servers));
    this.groups = new Groups(clusters, [...topology.header.regions], this.servers, this.grid, this.damage);
    this.networks = new Networks(networks, hosts, this.servers, this.grid, this.damage);
    this.links = new Links(connections, ids, this.servers, (server) => this.idOf(server), this.grid, this.damage);
    readDress(topology, read.placeOfRow, this.#looks, this.links);
    this.types.forEach((type, place) => this.#typeById.set(type.id, place));
    this.icons = new OwnIcons(topology.header.icons);
    this.drawings = new Drawings(topology.header, (id) => this.#placeOf(id), this.damage);
    this.#grouping = this.#groupedBy('region', () => '');
    for (let server = 0; server < this.servers.count; server++) this.totals.add(0, this.servers.status[server] as number, 1);
  }

  /** Servers there are; places run to `servers.count`, removed ones included. */
  get size(): number { return this.#live; }
  get connectionCount(): number { return this.links.size; }
  /** Grows with every apply. States and numbers do not count. */
  get version(): number { return this.#version; }
  get clusters(): readonly ClusterRow[] { return this.groups.clusters; }
  get regions(): readonly string[] { return this.groups.regions; }
  get clusterCounts(): StateCounts { return this.groups.clusterCounts; }
  /** What servers are counted by from afar. */
  get grouping(): Grouping { return this.#grouping; }

  idOf(server: number): string { return this.#names.idOf(server); }
  nameOf(server: number): string { return this.#names.nameOf(server); }
  ipOf(server: number): string { return this.#names.ipOf(server); }
  /** One byte per row of the texts, 1 where one of these columns contains, or begins with, one of these words in small letters. */
  rowsWith(words: readonly string[], columns: readonly (keyof ServerTexts)[], begins = false): Uint8Array { return this.#names.rowsWith(words, columns, begins); }

  /** Place of a server, or -1. */
  indexOf(id: string): number { return this.#names.indexOf(id); }
  has(server: number): boolean { return this.servers.alive[server] === 1; }
  typeOf(server: number): TypeRow | undefined { return this.types[this.servers.type[server] as number]; }
  regionOf(server: number): string { return this.regions[this.servers.region[server] as number] ?? ''; }

  connectionId(row: number): string { return this.links.idOf(row); }
  /** Place of a connection, or -1. */
  connectionIndexOf(id: string): number { return this.links.indexOf(id); }
  /** Text on the line. */
  connectionLabel(row: number): string { return this.links.labelOf(row); }
  /** Id and ends of a connection, by their ids. */
  connectionEnds(row: number): { readonly id: string; readonly from: string; readonly to: string } {
    return { id: this.connectionId(row), from: this.idOf(this.connections.from[row] ?? 0), to: this.idOf(this.connections.to[row] ?? 0) };
  }

  /** How a server is drawn where that differs from its type. */
  dressOf(server: number): ServerDress | undefined { return this.#looks.of(server); }
  /** Painting orders other than 0, of the few servers that have one. */
  get orders(): ReadonlyMap<number, number> { return this.#looks.orders; }
  /** How a server is drawn, in full. */
  lookOf(server: number): Look { return { ...this.dressOf(server), ...(this.isLocked(server) && { locked: true }) }; }
  isLocked(server: number): boolean { return ((this.servers.flags[server] ?? 0) & LOCKED) !== 0; }

  /** Connections of a server, leaving first. */
  connectionsOf(server: number): number[] {
    const found: number[] = [];
    this.links.each(server, (row) => found.push(row));
    return found;
  }

  eachConnection(server: number, visit: (connection: number) => void): void { this.links.each(server, visit); }

  /** Place of a cluster, or -1. */
  clusterIndexOf(id: string): number { return this.groups.indexOf(id); }
  /** Clusters of a server, the first one first. */
  clustersOf(server: number): readonly number[] { return this.groups.of(server); }
  clusterArea(cluster: number): Area | null { return this.groups.clusterArea(cluster); }

  /** Chooses what servers are counted by from afar; see groupersOf. `typeName` says how a type is called. */
  groupBy(by: string, typeName: (type: number) => string): void {
    this.#grouping = this.#groupedBy(by, typeName);
    this.#bounds = null;
    this.#version++;
    this.damage.addAll();
  }

  /** World rectangle around all servers with their pictures and the floors they stand on; around the origin while there are none. */
  bounds(): Bounds {
    this.#bounds ??= this.#around();
    return this.#bounds;
  }

  /** World rectangle in which a server's picture lies. */
  reachOf(server: number): Bounds {
    const x = this.servers.x[server] as number;
    const y = this.servers.y[server] as number;
    const centreX = worldX(x, y);
    const centreY = worldY(x, y);
    const { x: side, up, down } = this.reach;
    return { minX: centreX - side, minY: centreY - up, maxX: centreX + side, maxY: centreY + down };
  }

  /** World pixels around a tile's middle in which any server's picture lies: icons of people's own may be larger than the set's. */
  get reach(): Reach { return reachWith(ownReach(this.icons.largest)); }

  /** Servers that show an icon in place of their type's, and types that have it. */
  usersOf(icon: string): { readonly servers: readonly number[]; readonly types: readonly TypeRow[] } {
    return { servers: this.#looks.withIcon(icon), types: this.types.filter((type) => type.icon === icon) };
  }

  /** An image has come: what shows it is painted anew. */
  imageCame(hash: string): void {
    for (const { id, image_hash } of this.icons.all()) if (image_hash === hash) this.#damageIcon(id);
  }

  /** Begins to show servers elsewhere than they stand. One preview at a time: the one before ends. */
  beginPreview(): Preview {
    this.#preview?.end();
    this.#preview = new Preview(this.servers, (moved) => this.#moved(moved), () => { this.#preview = null; });
    return this.#preview;
  }

  /** Shows servers where a view has them now, as if the feed had moved them. */
  move(moves: readonly Move[]): void { if (moves.length > 0) this.#moved(placed(this.servers, this.#preview, moves)); }

  /** Takes a state from the feed; false if it is the same as before. Counters follow. */
  setStatus(server: number, status: number): boolean {
    const before = this.servers.status[server];
    if (before === undefined || before === status || !this.has(server)) return false;
    this.#count(server, -1);
    this.servers.status[server] = status;
    this.#count(server, 1);
    return true;
  }

  /** Takes the numbers of a server, in whole percent; false if nothing changed. */
  setMetrics(...metrics: Parameters<ServerColumns['setMetrics']>): boolean { return this.servers.setMetrics(...metrics); }

  /** Takes a connection's state from the feed; true if its line looks different now, which is noted as damage. */
  setConnection(...state: Parameters<Links['setState']>): boolean { return this.links.setState(...state); }

  /** Takes a cluster's health from the feed, by its word. */
  setClusterHealth(cluster: number, health: string): boolean { return this.groups.setHealth(cluster, health); }

  /** Applies committed rows from the feed. Rows that name what is not there yet are tried again after the others. */
  apply(rows: readonly ChangedRow[]): WorldDelta {
    const touched = new Set<number>();
    const removed: number[] = [];
    let waiting: readonly ChangedRow[] = rows;
    for (let attempt = 0; attempt < 2 && waiting.length > 0; attempt++) {
      waiting = waiting.filter((row) => !this.#applyRow(row, touched, removed));
    }
    this.groups.settle();
    this.networks.settle();
    if (touched.size > 0 || removed.length > 0) this.links.forgetRoutes();
    this.#version++;
    return { servers: [...touched].filter((server) => this.has(server)), removed, others: rows.some(({ noun }) => noun !== 'servers') };
  }

  /** False if the row names a server or a network that is not there. */
  #applyRow(row: ChangedRow, touched: Set<number>, removed: number[]): boolean {
    const value = row.op === 'put' ? row.value : null;
    switch (row.noun) {
      case 'servers':
        if (value === null) this.#removeServer(row.id, removed);
        else return this.#putServer(row.id, value as StoredServer, touched);
        return true;
      case 'connections':
        if (value !== null) return this.#putConnection(row.id, value as StoredConnection);
        this.links.remove(this.links.indexOf(row.id));
        return true;
      case 'clusters':
        return this.#putCluster(row.id, value as StoredCluster | null);
      case 'networks':
        if (value !== null) this.networks.put(row.id, value as Network);
        else this.#removeNetwork(row.id);
        this.#bounds = null;
        return true;
      case 'server-types':
        if (value !== null) this.#putType(value as ServerType);
        return true;
      case 'icons':
        this.#putIcon(row.id, value as Icon | null);
        return true;
      case 'areas': case 'texts': case 'lines':
        this.drawings.put(row.noun, row.id, value);
        this.#bounds = null;
        return true;
      case 'views':
        this.drawings.putView(row.id, value as View | null);
        return true;
    }
  }

  #putServer(id: string, value: StoredServer, touched: Set<number>): boolean {
    const columns = this.servers;
    let server = this.indexOf(id);
    if (server < 0) {
      server = columns.add();
      this.#names.add(server, id);
      this.#live++;
    } else {
      this.#damageServer(server);
      this.drawings.moving(id);
      this.#count(server, -1);
      this.networks.moved(server);
      this.grid.remove(server);
    }
    this.#names.call(server, value.name, value.ip);
    const shown = this.#preview?.hear(server, value.position) ?? value.position;
    columns.x[server] = shown.x;
    columns.y[server] = shown.y;
    columns.type[server] = this.#typeById.get(value.type) ?? 0;
    columns.region[server] = this.groups.region(value.region);
    this.tags.put(server, value.tags);
    const { locked = false, ...dress } = value.look;
    columns.flags[server] = ((columns.flags[server] ?? 0) & ~(IN_MAINTENANCE | LOCKED)) | (value.maintenance ? IN_MAINTENANCE : 0) | (locked ? LOCKED : 0);
    this.#looks.put(server, dress);
    if (value.maintenance) columns.status[server] = STATUS_MAINTENANCE;
    else if (columns.status[server] === STATUS_MAINTENANCE) columns.status[server] = 0;
    const isComplete = this.networks.join(server, value.networks);
    this.#grouping.assign(server);
    this.#count(server, 1);
    this.grid.insert(server);
    this.#bounds = null;
    this.#damageServer(server);
    this.links.each(server, (row) => this.links.moved(row));
    this.groups.moved(server);
    this.networks.moved(server);
    this.drawings.moving(id);
    touched.add(server);
    return isComplete;
  }

  #removeServer(id: string, removed: number[]): void {
    const server = this.indexOf(id);
    if (server < 0) return;
    for (const row of this.connectionsOf(server)) this.links.remove(row);
    this.#damageServer(server);
    this.#count(server, -1);
    this.grid.remove(server);
    this.servers.alive[server] = 0;
    this.servers.traffic.delete(server);
    this.#live--;
    this.#bounds = null;
    this.groups.moved(server);
    this.groups.forget(server);
    this.networks.moved(server);
    this.networks.forget(server);
    this.#grouping.moved();
    this.#looks.forget(server);
    removed.push(server);
  }

  #removeNetwork(id: string): void {
    const members = this.networks.membersOf(this.networks.indexOf(id));
    this.networks.remove(id);
    if (this.#grouping.by === 'network') this.#grouping.reassign(members);
  }

  #putConnection(id: string, { from, to, type, label, style }: StoredConnection): boolean {
    const start = this.indexOf(from);
    const end = this.indexOf(to);
    if (start < 0 || end < 0) return false;
    this.links.put(id, start, end, type, dressOf(label, style));
    return true;
  }

  #putCluster(id: string, value: StoredCluster | null): boolean {
    const before = [...this.clusters[this.groups.indexOf(id)]?.members ?? []];
    const members = value?.servers.map((server) => this.indexOf(server)) ?? [];
    if (value === null) this.groups.remove(id);
    else this.groups.put(id, { name: value.name, color: value.color, autoConnect: value.auto_connect }, members.filter((server) => server >= 0));
    if (this.#grouping.by === 'cluster') this.#grouping.reassign(new Set([...before, ...members]));
    return !members.includes(-1);
  }

  #putType({ id, name, color, icon, sign, ports }: ServerType): void {
    const place = this.#typeById.get(id) ?? this.types.length;
    this.#typeById.set(id, place);
    this.types[place] = { id, name, color, icon, sign, ports };
    this.damage.addAll();
  }

  #around(): Bounds {
    const servers = this.#grouping.around(this.networks.around(this.groups.around(boundsOfServers(this.servers))));
    const drawn = this.drawings.bounds();
    if (drawn === null) return servers;
    return this.#live === 0 ? drawn : union(servers, drawn);
  }

  #placeOf(id: string): { x: number; y: number } | null {
    const server = this.indexOf(id);
    return server < 0 ? null : { x: this.servers.x[server] as number, y: this.servers.y[server] as number };
  }

  #putIcon(id: string, value: Icon | null): void {
    const before = this.icons.largest;
    this.icons.put(id, value);
    if (this.icons.largest === before) this.#damageIcon(id);
    else this.damage.addAll();
  }

  #damageIcon(id: string): void {
    const { servers, types } = this.usersOf(id);
    if (types.length > 0) this.damage.addAll();
    for (const server of servers) this.damage.add(this.reachOf(server));
  }

  #damageServer(server: number): void {
    const reach = this.reachOf(server);
    this.damage.add(reach);
    this.links.obstacleMoved(reach);
  }

  /** Everything that follows from where these servers stand. */
  #moved(servers: readonly number[]): void {
    this.#bounds = null;
    this.grid.rebuild(boundsOfServers(this.servers));
    this.networks.movedAll();
    if (servers.length > MOVED_SINGLY) {
      this.groups.movedAll();
      this.links.movedAll();
    } else {
      for (const server of servers) {
        this.groups.moved(server);
        this.links.each(server, (row) => this.links.moved(row));
      }
      this.groups.settle();
      this.links.forgetRoutes();
      this.damage.addAll();
    }
    this.#grouping.moved();
    this.#version++;
  }

  #count(server: number, by: 1 | -1): void {
    this.totals.add(0, this.servers.status[server] as number, by);
    this.groups.count(server, by);
    this.#grouping.count(server, by);
  }

  #groupedBy(by: string, typeName: (type: number) => string): Grouping {
    return new Grouping(groupersOf(this, by, typeName), { servers: this.servers, grid: this.grid, damage: this.damage });
  }
}
