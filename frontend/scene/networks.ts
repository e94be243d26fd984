import type { Network } from '../../backend/contract/network.ts';
import { NETWORK_MODES } from '../../backend/contract/statuses.ts';
import { areaOf, floorBounds, noExtent, widen, type Area, type Floor } from './areas.ts';
import { type Margins } from './contour.ts';
import type { Damage } from './damage.ts';
import type { Grid } from './grid.ts';
import { COMMON_GROUND, islandsOf } from './islands.ts';
import { LooseGrid } from './loose-grid.ts';
import { Memberships, type GroupedMembers } from './memberships.ts';
import type { ServerColumns } from './server-columns.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT, TILE_WIDTH, union, worldX, worldY, type Bounds } from './space.ts';
import { rectangle, zoneOf, type Zone } from './zone.ts';

/** What people said about a network. Places are stable: a removed one stays with `alive` false. */
export type NetworkRow = Pick<Network, 'id' | 'name' | 'cidr' | 'vlan' | 'gateway' | 'dhcp_range'> & { mode: string; alive: boolean };

/** Tiles from a member's middle to the border: beyond the floor of its cluster, and in front beyond the cluster's name. */
const MARGIN = 1.12;
const FRONT_MARGIN = 1.46;
/** What a network keeps clear of a smaller one with the same members; on the side of the names it is their height. */
const LANE = 0.14;
const NAME_LANE = 0.3;
const MOST_LANES = 2;
/** Room around a floor in which its border and its name are drawn, in world pixels. */
const AROUND = TILE_WIDTH / 2;
/** Tiles from a member within which its scattered network has ground: what it may share with others, and a border. */
const GROUND_REACH = COMMON_GROUND + 2;
/** Scattered networks beyond this have no outline: their members' tiles are tinted instead. */
const MOST_TRACED = 2_000;
const MEASURED_NETWORKS = 200;

/** Place of a mode in NETWORK_MODES. */
export const modeCode = (mode: string): number => Math.max(0, (NETWORK_MODES as readonly string[]).indexOf(mode));

/** Floors that a network is drawn on, by their outlines. */
type Ground = ReadonlyMap<string, Floor>;

/** Networks of a World: who belongs to them, and where they lie. Membership is the servers' word and follows their rows. */
export class Networks {
  readonly rows: NetworkRow[];
  readonly #servers: ServerColumns;
  readonly #grid: Grid;
  readonly #damage: Damage;
  readonly #members: Memberships;
  readonly #byId = new Map<string, number>();
  readonly #areas: (Area | null | undefined)[] = [];
  readonly #zones: (Zone | null | undefined)[] = [];
  /** Networks that may lie elsewhere now, with the ground they were drawn on. */
  readonly #unsettled = new Map<number, Ground>();
  /** Networks that look different wherever they lie. */
  readonly #restyled = new Set<number>();
  /** Networks whose members changed: those that share some may keep another distance now. */
  readonly #regrouped = new Set<number>();
  /** Where those lie that are one floor. The others are found by their members. */
  #floors: LooseGrid | null = null;
  /** Somebody looked close enough to see those. */
  #hasScattered = false;

  constructor(rows: NetworkRow[], members: GroupedMembers, servers: ServerColumns, grid: Grid, damage: Damage) {
    this.rows = rows;
    this.#servers = servers;
    this.#grid = grid;
    this.#damage = damage;
    this.#members = new Memberships(members, servers.count);
    rows.forEach(({ id }, network) => this.#byId.set(id, network));
    for (let server = 0; server < servers.count; server++) servers.network[server] = this.#members.firstOf(server);
  }

  /** Place of a network, or -1. */
  indexOf(id: string): number {
    const place = this.#byId.get(id) ?? -1;
    return this.rows[place]?.alive === true ? place : -1;
  }

  get alive(): NetworkRow[] { return this.rows.filter(({ alive }) => alive); }
  sizeOf(network: number): number { return this.#members.sizeOf(network); }
  has(network: number, server: number): boolean { return this.#members.has(server, network); }

  /** Networks of a server. */
  of(server: number): number[] {
    const found: number[] = [];
    this.#members.eachGroup(server, (network) => found.push(network));
    return found.sort((a, b) => a - b);
  }

  /** Members of a network, in the order of places. */
  membersOf(network: number): number[] {
    const found: number[] = [];
    this.#members.eachMember(network, (server) => found.push(server));
    return found.sort((a, b) => a - b);
  }

  put(id: string, { name, cidr, mode, vlan, gateway, dhcp_range }: Network): void {
    const row = { id, name, cidr, mode, vlan, gateway, dhcp_range, alive: true };
    const known = this.#byId.get(id);
    const network = known ?? this.rows.push(row) - 1;
    this.rows[network] = row;
    this.#byId.set(id, network);
    this.#restyled.add(network);
    this.#areaChanged(network);
  }

  remove(id: string): void {
    const network = this.indexOf(id);
    const row = this.rows[network];
    if (!row) return;
    for (const server of this.membersOf(network)) this.#leave(server, network);
    row.alive = false;
  }

  /** Takes a server's word about its networks; false if it names one that is not there. */
  join(server: number, ids: readonly string[]): boolean {
    const wanted = ids.map((id) => this.indexOf(id));
    for (const network of this.of(server)) if (!wanted.includes(network)) this.#leave(server, network);
    for (const network of wanted) {
      if (network < 0 || !this.#members.join(server, network)) continue;
      this.#areaChanged(network);
      this.#regrouped.add(network);
    }
    this.#servers.network[server] = this.of(server)[0] ?? -1;
    return !wanted.includes(-1);
  }

  /** A server is about to leave its place, or has come to one: its networks lie elsewhere, others may have a stranger more or less. */
  moved(server: number): void {
    if (this.rows.length === 0) return;
    for (const network of this.of(server)) this.#areaChanged(network);
    const [x, y] = [this.#servers.x[server] as number, this.#servers.y[server] as number];
    const at = { minX: worldX(x, y), minY: worldY(x, y), maxX: worldX(x, y), maxY: worldY(x, y) };
    const near = grow(at, COMMON_GROUND * TILE_WIDTH, COMMON_GROUND * TILE_HEIGHT);
    for (const network of this.#near(near)) this.#areaChanged(network);
  }

  /** Any number of servers stand elsewhere; everything is painted anew. */
  movedAll(): void {
    this.#areas.length = 0;
    this.#zones.length = 0;
    this.#floors = null;
    this.#damage.addAll();
  }

  /** Takes a removed server out of every network. */
  forget(server: number): void {
    for (const network of this.of(server)) this.#leave(server, network);
  }

  /** Where a network lies; null while it has no member. A zone without islands is too scattered for an outline. */
  zone(network: number): Zone | null {
    let zone = this.#zones[network];
    if (zone === undefined) {
      zone = this.#measure(network);
      this.#zones[network] = zone;
    }
    return zone;
  }

  /** Calls `visit` for every network that may have ground in the rectangle; of those that are not one floor only if asked. */
  each(bounds: Bounds, visit: (network: number, zone: Zone) => void, withScattered = true): void {
    if (this.rows.length === 0) return;
    this.#hasScattered ||= withScattered;
    for (const network of withScattered ? this.#near(bounds) : this.#floorsIn(bounds)) {
      const zone = this.zone(network);
      if (zone && liesIn(zone, bounds)) visit(network, zone);
    }
  }

  /** The same with those that have their ground only near the rectangle: what is not drawn but looked at needs no better answer. */
  eachNear(bounds: Bounds, visit: (network: number, zone: Zone) => void): void {
    if (this.rows.length === 0) return;
    this.#hasScattered = true;
    for (const network of this.#near(bounds)) {
      const zone = this.zone(network);
      if (zone) visit(network, zone);
    }
  }

  /** The rectangle widened to the ground of the networks. */
  around(bounds: Bounds): Bounds {
    if (this.rows.length > MEASURED_NETWORKS) return bounds;
    return this.rows.reduce((around, _, network) => {
      const zone = this.zone(network);
      return zone ? union(around, floorBounds(zone.floor)) : around;
    }, bounds);
  }

  /** After a change of many rows: every network that changed is measured once. */
  settle(): void {
    for (const network of this.#regrouped) {
      this.#members.eachMember(network, (server) => this.#members.eachGroup(server, (other) => this.#areaChanged(other)));
    }
    this.#regrouped.clear();
    for (const [network, before] of this.#unsettled) {
      if (this.#floors) this.#put(this.#floors, network);
      if (this.#hasScattered) this.zone(network);
      const after = this.#ground(network);
      const isRestyled = this.#restyled.has(network);
      for (const [outline, floor] of before) if (isRestyled || !after.has(outline)) this.#damage.add(grow(floorBounds(floor), TILE_WIDTH));
      for (const [outline, floor] of after) if (isRestyled || !before.has(outline)) this.#damage.add(grow(floorBounds(floor), TILE_WIDTH));
    }
    this.#unsettled.clear();
    this.#restyled.clear();
  }

  /** Networks that are one floor in the rectangle, and all of those who stand in or near it. */
  #near(bounds: Bounds): Set<number> {
    const found = this.#floorsIn(bounds);
    this.#grid.each(grow(bounds, GROUND_REACH * TILE_WIDTH, GROUND_REACH * TILE_HEIGHT), (server) => this.#members.addGroupsTo(found, server));
    return found;
  }

  #floorsIn(bounds: Bounds): Set<number> {
    if (this.#floors === null) {
      const floors = new LooseGrid(Math.max(16, this.rows.length));
      this.rows.forEach((_, network) => this.#put(floors, network));
      this.#floors = floors;
    }
    const found = new Set<number>();
    this.#floors.each(bounds, (network) => found.add(network));
    return found;
  }

  #put(floors: LooseGrid, network: number): void {
    const area = this.#area(network);
    if (!area?.solid) floors.remove(network);
    else {
      const { minX, minY, maxX, maxY } = grow(floorBounds(area.floor), AROUND);
      floors.put(network, minX, minY, maxX, maxY);
    }
  }

  /** Where a network is drawn, as far as anybody has looked: of one that was never looked at nothing is on the screen. */
  #ground(network: number): Ground {
    const area = this.#areas[network];
    if (!area) return new Map();
    const zone = this.#zones[network];
    if (area.solid) return new Map([[Object.values(area.floor).join(' '), area.floor]]);
    if (!zone) return new Map();
    if (zone.islands.length === 0) return new Map([[`${this.sizeOf(network)} ${Object.values(area.floor).join(' ')}`, area.floor]]);
    // The first name is written in full, and alone from afar.
    const [first] = zone.names;
    return new Map(zone.islands.map(({ outline, ...floor }) => [`${(outline ?? Object.values(floor)).join(' ')}${first?.x === floor.maxX ? ' first' : ''}`, floor]));
  }

  #leave(server: number, network: number): void {
    if (!this.#members.leave(server, network)) return;
    this.#areaChanged(network);
    this.#regrouped.add(network);
    this.#members.eachGroup(server, (other) => this.#areaChanged(other));
    this.#servers.network[server] = this.of(server)[0] ?? -1;
  }

  /** The rectangle of a network, its margins included, and whether it is all its own. */
  #area(network: number): Area | null {
    let area = this.#areas[network];
    if (area === undefined) {
      const extent = noExtent();
      this.#members.eachMember(network, (server) => widen(extent, this.#servers, server));
      const found = areaOf(extent, 0, this.#grid);
      area = found && { solid: found.solid, floor: widened(found.floor, marginsOf(this.#laneOf(network))) };
      this.#areas[network] = area;
    }
    return area;
  }

  #measure(network: number): Zone | null {
    const area = this.#area(network);
    if (!area) return null;
    const lane = this.#laneOf(network);
    if (area.solid) return zoneOf([rectangle(area.floor)], lane);
    if (this.sizeOf(network) > MOST_TRACED) return { islands: [], names: [], floor: area.floor, size: Infinity, lane };
    const { minX, minY, maxX, maxY } = marginsOf(lane);
    return zoneOf(islandsOf(this.membersOf(network), this.#servers, this.#grid, { minX: minX - 0.5, minY: minY - 0.5, maxX: maxX - 0.5, maxY: maxY - 0.5 }), lane);
  }

  /** A network stays outside the smaller ones whose members it shares, so that all borders and names are seen. */
  #laneOf(network: number): number {
    const inside = new Set<number>();
    const isInside = (other: number): boolean => this.sizeOf(other) < this.sizeOf(network) || (this.sizeOf(other) === this.sizeOf(network) && other < network);
    this.#members.someNeighbour(network, (other) => {
      if (isInside(other)) inside.add(other);
      return inside.size >= MOST_LANES;
    });
    return Math.min(MOST_LANES, inside.size);
  }

  #areaChanged(network: number): void {
    if (!this.#unsettled.has(network)) this.#unsettled.set(network, this.#ground(network));
    this.#areas[network] = undefined;
    this.#zones[network] = undefined;
  }
}

/** Some of its islands does; one too scattered for an outline lies wherever its members are. */
function liesIn({ islands }: Zone, bounds: Bounds): boolean {
  if (islands.length === 0) return true;
  // Asked of every island of every network near by: no rectangle is made for it.
  const [left, right, top, bottom] = [(bounds.minX - AROUND) / HALF_WIDTH, (bounds.maxX + AROUND) / HALF_WIDTH, (bounds.minY - AROUND) / HALF_HEIGHT, (bounds.maxY + AROUND) / HALF_HEIGHT];
  for (const { minX, minY, maxX, maxY } of islands) if (minX - maxY <= right && maxX - minY >= left && minX + minY <= bottom && maxX + maxY >= top) return true;
  return false;
}

function marginsOf(lane: number): Margins {
  const side = MARGIN + lane * LANE;
  return { minX: side, minY: side, maxX: MARGIN + lane * NAME_LANE, maxY: FRONT_MARGIN + lane * LANE };
}

function widened(floor: Floor, margins: Margins): Floor {
  return { minX: floor.minX - margins.minX, minY: floor.minY - margins.minY, maxX: floor.maxX + margins.maxX, maxY: floor.maxY + margins.maxY };
}
