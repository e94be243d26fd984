import { CLUSTER_HEALTHS } from '../../backend/contract/statuses.ts';
import { areaOf, CLUSTER_MARGIN, floorBounds, noExtent, widen, type Area } from './areas.ts';
import type { Damage } from './damage.ts';
import type { Grid } from './grid.ts';
import { LooseGrid } from './loose-grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { grow, TILE_WIDTH, union, type Bounds } from './space.ts';
import { StateCounts } from './state-counts.ts';

const MEASURED_CLUSTERS = 200;

/** Places of servers. */
export type Members = ArrayLike<number> & Iterable<number>;

/** A named set of servers. Places are stable: a removed cluster stays with `alive` false. */
export type ClusterRow = {
  readonly id: string;
  name: string;
  color: string;
  /** Code in CLUSTER_HEALTHS, as the daemon decided it. */
  health: number;
  autoConnect: boolean;
  alive: boolean;
  /** In member order. */
  members: Members;
};

export const healthCode = (health: string): number => Math.max(0, (CLUSTER_HEALTHS as readonly string[]).indexOf(health));

/** The clusters of a World: who belongs, how they are, and where they lie; and the names of its regions. */
export class Groups {
  readonly clusters: ClusterRow[];
  readonly regions: string[];
  readonly clusterCounts = new StateCounts();
  readonly #servers: ServerColumns;
  readonly #grid: Grid;
  readonly #damage: Damage;
  readonly #clusterById = new Map<string, number>();
  readonly #regionByName = new Map<string, number>();
  /** Clusters of the servers that are in more than one. */
  readonly #moreClusters = new Map<number, readonly number[]>();
  readonly #clusterAreas: (Area | null | undefined)[] = [];
  readonly #unsettled = new Set<number>();
  #areaIndex: LooseGrid | null = null;

  constructor(clusters: ClusterRow[], regions: string[], servers: ServerColumns, grid: Grid, damage: Damage) {
    this.clusters = clusters;
    this.regions = regions;
    this.#servers = servers;
    this.#grid = grid;
    this.#damage = damage;
    regions.forEach((name, place) => this.#regionByName.set(name, place));
    clusters.forEach((row, cluster) => {
      this.#clusterById.set(row.id, cluster);
      for (const server of row.members) this.#join(server, cluster);
    });
  }

  indexOf(id: string): number {
    const place = this.#clusterById.get(id) ?? -1;
    return this.clusters[place]?.alive === true ? place : -1;
  }

  /** Clusters of a server, the first one first. */
  of(server: number): readonly number[] {
    const more = this.#moreClusters.size === 0 ? undefined : this.#moreClusters.get(server);
    if (more) return more;
    const first = this.#servers.cluster[server] ?? -1;
    return first < 0 ? [] : [first];
  }

  /** Keeps the counters: a server enters (1) or leaves (-1) the sums of its clusters. */
  count(server: number, by: 1 | -1): void {
    const status = this.#servers.status[server] as number;
    for (const cluster of this.of(server)) this.clusterCounts.add(cluster, status, by);
  }

  /** Place of a region, made if it is new. */
  region(name: string): number {
    const known = this.#regionByName.get(name);
    if (known !== undefined) return known;
    const place = this.regions.push(name) - 1;
    this.#regionByName.set(name, place);
    return place;
  }

  put(id: string, { name, color, autoConnect }: { name: string; color: string; autoConnect: boolean }, members: readonly number[]): void {
    let cluster = this.indexOf(id);
    if (cluster < 0) {
      cluster = this.clusters.push({ id, name, color, health: 0, autoConnect, alive: true, members: [] }) - 1;
      this.#clusterById.set(id, cluster);
    }
    Object.assign(this.clusters[cluster] as ClusterRow, { name, color, autoConnect });
    this.#setMembers(cluster, members);
  }

  remove(id: string): void {
    const cluster = this.indexOf(id);
    const row = this.clusters[cluster];
    if (!row) return;
    this.#setMembers(cluster, []);
    row.alive = false;
  }

  /** Takes a removed server out of every cluster. Its state has left the counters already. */
  forget(server: number): void {
    for (const cluster of this.of(server)) {
      const row = this.clusters[cluster];
      if (row) row.members = [...row.members].filter((member) => member !== server);
      this.#areaChanged(cluster);
    }
    this.#servers.cluster[server] = -1;
    this.#moreClusters.delete(server);
  }

  /** A server stands elsewhere. */
  moved(server: number): void {
    for (const cluster of this.of(server)) this.#areaChanged(cluster);
  }

  /** So many stand elsewhere that every floor is measured anew when it is asked for. */
  movedAll(): void {
    this.#clusterAreas.length = 0;
    this.#areaIndex = null;
    this.#damage.addAll();
  }

  setHealth(cluster: number, health: string): boolean {
    const row = this.clusters[cluster];
    const code = healthCode(health);
    if (!row || row.health === code) return false;
    row.health = code;
    this.#damageArea(this.clusterArea(cluster));
    return true;
  }

  clusterArea(cluster: number): Area | null {
    let area = this.#clusterAreas[cluster];
    if (area === undefined) {
      const extent = noExtent();
      for (const server of this.clusters[cluster]?.members ?? []) if (this.#servers.alive[server] === 1) widen(extent, this.#servers, server);
      area = areaOf(extent, CLUSTER_MARGIN, this.#grid);
      this.#clusterAreas[cluster] = area;
    }
    return area;
  }

  /** The rectangle widened to the floors that are drawn as one. */
  around(bounds: Bounds): Bounds {
    // Floors of many clusters hardly stand out.
    const floors = this.clusters.length <= MEASURED_CLUSTERS ? this.clusters.map((_, cluster) => this.clusterArea(cluster)) : [];
    return floors.reduce((around, area) => (area?.solid ? union(around, floorBounds(area.floor)) : around), bounds);
  }

  /** Calls `visit` for every cluster whose area touches the rectangle. */
  eachCluster(bounds: Bounds, visit: (cluster: number, area: Area) => void): void {
    this.#areaIndex ??= this.#indexAreas();
    this.#areaIndex.each(bounds, (cluster) => {
      const area = this.clusterArea(cluster);
      if (area) visit(cluster, area);
    });
  }

  #setMembers(cluster: number, members: readonly number[]): void {
    const row = this.clusters[cluster] as ClusterRow;
    for (const server of row.members) this.#leave(server, cluster);
    row.members = members;
    for (const server of members) this.#join(server, cluster);
    this.#areaChanged(cluster);
  }

  #join(server: number, cluster: number): void {
    const first = this.#servers.cluster[server] as number;
    if (first < 0) this.#servers.cluster[server] = cluster;
    else this.#moreClusters.set(server, [...this.of(server), cluster]);
    this.clusterCounts.add(cluster, this.#servers.status[server] as number, 1);
  }

  #leave(server: number, cluster: number): void {
    const rest = this.of(server).filter((other) => other !== cluster);
    this.#servers.cluster[server] = rest[0] ?? -1;
    if (rest.length > 1) this.#moreClusters.set(server, rest);
    else this.#moreClusters.delete(server);
    this.clusterCounts.add(cluster, this.#servers.status[server] as number, -1);
  }

  /** After a change of many rows: every floor that moved is measured once. */
  settle(): void {
    for (const cluster of this.#unsettled) {
      const area = this.clusterArea(cluster);
      this.#damageArea(area);
      if (this.#areaIndex) putArea(this.#areaIndex, cluster, area);
    }
    this.#unsettled.clear();
  }

  #areaChanged(cluster: number): void {
    this.#damageArea(this.#clusterAreas[cluster] ?? null);
    this.#clusterAreas[cluster] = undefined;
    this.#unsettled.add(cluster);
  }

  #damageArea(area: Area | null): void {
    if (area) this.#damage.add(grow(floorBounds(area.floor), TILE_WIDTH));
  }

  #indexAreas(): LooseGrid {
    const index = new LooseGrid(Math.max(16, this.clusters.length));
    this.clusters.forEach((_, cluster) => putArea(index, cluster, this.clusterArea(cluster)));
    return index;
  }
}

function putArea(index: LooseGrid, cluster: number, area: Area | null): void {
  if (!area) {
    index.remove(cluster);
    return;
  }
  const { minX, minY, maxX, maxY } = grow(floorBounds(area.floor), TILE_WIDTH / 4);
  index.put(cluster, minX, minY, maxX, maxY);
}
