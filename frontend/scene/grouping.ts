import { areaOf, floorBounds, noExtent, REGION_MARGIN, widen, type Area, type Extent } from './areas.ts';
import type { Damage } from './damage.ts';
import type { Grid } from './grid.ts';
import { placePlates } from './plates.ts';
import { roomFor, type ServerColumns } from './server-columns.ts';
import { grow, TILE_WIDTH, union, type Bounds } from './space.ts';
import { StateCounts } from './state-counts.ts';

/** A server that belongs to no group. */
export const UNGROUPED = -1;

/** Of more groups only the largest lie anywhere: nobody tells so many plates apart. */
const MOST_AREAS = 4_000;
const MOST_MEASURED = 400;
/** Scattered groups that get a plate of their own. */
const MOST_PLATES = 300;

/** How servers are told into groups. */
export type Groupers = {
  /** `region`, `network`, `cluster`, `type` or `tag:KEY`. */
  readonly by: string;
  /** Groups there are; their places never change, their number may grow. */
  readonly size: () => number;
  readonly nameOf: (group: number) => string;
  /** The group a server is in now, or UNGROUPED. */
  readonly groupOf: (server: number) => number;
};

type Ground = { readonly servers: ServerColumns; readonly grid: Grid; readonly damage: Damage };

/**
 * What servers are counted by when seen from afar: every server is in one group at most, and every group has exact counters. A group that is one
 * floor lies where its servers stand; the others get a plate of their size near their middle, so that they can be counted all the same.
 */
export class Grouping {
  readonly by: string;
  readonly counts = new StateCounts();
  readonly #ground: Ground;
  readonly #groupers: Groupers;
  #of = new Int32Array(0);
  readonly #areas: (Area | null | undefined)[] = [];
  #extents: Extent[] | null = null;
  #least: number | null = null;
  #plates: ReadonlyMap<number, Area> | null = null;

  constructor(groupers: Groupers, ground: Ground) {
    this.by = groupers.by;
    this.#groupers = groupers;
    this.#ground = ground;
    const { count, alive } = ground.servers;
    this.#of = new Int32Array(count);
    for (let server = 0; server < count; server++) {
      this.#of[server] = groupers.groupOf(server);
      if (alive[server] === 1) this.count(server, 1);
    }
  }

  get size(): number { return this.#groupers.size(); }
  /** Group of each server, UNGROUPED for none. Replaced as it grows: never keep it. */
  get of(): Int32Array { return this.#of; }
  nameOf(group: number): string { return this.#groupers.nameOf(group); }

  /** Keeps the counters: a server enters (1) or leaves (-1) the sums of its group. */
  count(server: number, by: 1 | -1): void {
    const group = this.#of[server] ?? UNGROUPED;
    if (group >= 0) this.counts.add(group, this.#ground.servers.status[server] as number, by);
  }

  /** Takes a server's present group; its state is not in the counters meanwhile. */
  assign(server: number): void {
    this.#of = roomFor(this.#of, server + 1);
    this.#of[server] = this.#groupers.groupOf(server);
    this.moved();
  }

  /** Some servers may be in another group now: counters follow. */
  reassign(servers: Iterable<number>): void {
    for (const server of servers) {
      if (this.#ground.servers.alive[server] !== 1 || this.#groupers.groupOf(server) === this.#of[server]) continue;
      this.count(server, -1);
      this.assign(server);
      this.count(server, 1);
    }
    this.#ground.damage.addAll();
  }

  /** Somebody stands elsewhere, or is in another group. */
  moved(): void {
    this.#extents = this.#least = this.#plates = null;
    this.#areas.length = 0;
  }

  /** Servers of a group. */
  *members(group: number): Iterable<number> {
    const { count, alive } = this.#ground.servers;
    for (let server = 0; server < count; server++) if (alive[server] === 1 && this.#of[server] === group) yield server;
  }

  /** Where a group lies, solid or not; null for one without servers. */
  area(group: number): Area | null {
    let area = this.#areas[group];
    if (area === undefined) {
      const { grid } = this.#ground;
      const extent = this.#measured()[group];
      area = extent === undefined || extent.count < this.#leastCount() ? null : areaOf(extent, REGION_MARGIN, grid);
      this.#areas[group] = area;
    }
    return area;
  }

  /** What stands for a group when single servers are no longer seen: its floor, or a plate of its size near its middle. */
  plate(group: number): Area | null {
    const area = this.area(group);
    if (area === null || area.solid) return area;
    // Regions that are no floors are dots, as they always were: nobody asked for anything else.
    if (this.by === 'region') return null;
    return this.#placed().get(group) ?? null;
  }

  /** Most servers are in groups that are no floors: seen as dots, the groups could not be told apart. */
  get isScattered(): boolean {
    if (this.by === 'region') return false;
    let solid = 0;
    let all = 0;
    this.#measured().forEach((extent, group) => {
      all += extent.count;
      if (this.area(group)?.solid === true) solid += extent.count;
    });
    return all > 0 && solid * 2 < all;
  }

  /** The rectangle widened to the floors that are drawn as one. Those of many hardly stand out. */
  around(bounds: Bounds): Bounds {
    let around = bounds;
    if (this.size > MOST_MEASURED) return around;
    this.#measured().forEach((_, group) => {
      const area = this.area(group);
      if (area?.solid === true) around = union(around, floorBounds(area.floor));
    });
    return around;
  }

  /** The picture of a group is no longer true. */
  spoil(group: number): void {
    const plate = this.plate(group);
    if (plate) this.#ground.damage.add(grow(floorBounds(plate.floor), TILE_WIDTH));
  }

  #measured(): Extent[] {
    if (this.#extents !== null) return this.#extents;
    const { servers } = this.#ground;
    const extents: Extent[] = Array.from({ length: this.size }, noExtent);
    for (let server = 0; server < servers.count; server++) {
      const extent = extents[this.#of[server] as number];
      if (extent !== undefined && servers.alive[server] === 1) widen(extent, servers, server);
    }
    return (this.#extents = extents);
  }

  #leastCount(): number {
    if (this.#least !== null) return this.#least;
    const sizes = this.#measured().map(({ count }) => count);
    return (this.#least = sizes.length <= MOST_AREAS ? 1 : Math.max(1, sizes.toSorted((a, b) => b - a)[MOST_AREAS] ?? 1));
  }

  #placed(): ReadonlyMap<number, Area> {
    if (this.#plates !== null) return this.#plates;
    const extents = this.#measured();
    const scattered: number[] = [];
    const floors: Area['floor'][] = [];
    extents.forEach((_, group) => {
      const area = this.area(group);
      if (area?.solid === true) floors.push(area.floor);
      else if (area !== null) scattered.push(group);
    });
    const largest = scattered.toSorted((a, b) => (extents[b]?.count ?? 0) - (extents[a]?.count ?? 0) || a - b).slice(0, MOST_PLATES);
    const middles = this.#middles(new Set(largest));
    this.#plates = placePlates(largest.map((group) => ({ group, count: extents[group]?.count ?? 0, ...middles.get(group) ?? { x: 0, y: 0 } })), floors);
    return this.#plates;
  }

  #middles(groups: ReadonlySet<number>): Map<number, { x: number; y: number }> {
    const { x, y, alive, count } = this.#ground.servers;
    const sums = new Map([...groups].map((group) => [group, { x: 0, y: 0, count: 0 }]));
    for (let server = 0; server < count; server++) {
      const sum = alive[server] === 1 ? sums.get(this.#of[server] as number) : undefined;
      if (sum === undefined) continue;
      sum.x += x[server] as number;
      sum.y += y[server] as number;
      sum.count++;
    }
    return new Map([...sums].map(([group, sum]) => [group, { x: sum.x / sum.count, y: sum.y / sum.count }]));
  }
}
