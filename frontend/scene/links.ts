import { CONNECTION_TYPES } from '../../backend/contract/statuses.ts';
import { connectionIdOf, type ConnectionDress } from '../../backend/contract/topology.ts';
import type { Traffic } from '../../backend/contract/traffic.ts';
import { floorBounds } from './areas.ts';
import type { ConnectionColumns } from './connection-columns.ts';
import type { Damage } from './damage.ts';
import type { Grid } from './grid.ts';
import { IdIndex } from './id-index.ts';
import { beside, offsetOf, parallelsOf } from './parallels.ts';
import { DETOUR, routeThrough, type Route } from './route.ts';
import type { ServerColumns } from './server-columns.ts';
import { grow, HALF_HEIGHT, HALF_WIDTH, overlaps, type Bounds } from './space.ts';
import type { TextColumn } from './text-column.ts';

export type { Traffic } from '../../backend/contract/traffic.ts';

/** A map with more connections than this draws its long ones as stubs until somebody asks for them. */
const MANY = 3_000;
/** Tiles between the ends from which a connection counts as long on such a map. */
const LONG_TILES = 28;
const ROUTES_KEPT = 30_000;
/** On a map of many a route leaves the tiles between its ends by at most so much, so that few tiles have to ask for it. */
const DETOUR_OF_MANY = 1;
/** What lanes and parallels add to that. */
const ASIDE = 0.6;
/** Tiles along both axes from either end of a connection that is drawn in full to the farthest it may go, on a map of many. */
const REACH = LONG_TILES + 4 * (DETOUR_OF_MANY + ASIDE);

/** The connections of a World: their ids, their ways, and where they lie. */
export class Links {
  readonly columns: ConnectionColumns;
  readonly #servers: ServerColumns;
  readonly #serverId: (server: number) => string;
  readonly #ids: TextColumn;
  /** Labels and styles, of the few that have any. */
  readonly #dress = new Map<number, ConnectionDress>();
  /** Those with waypoints, which may lie far from both ends. */
  readonly #bent = new Set<number>();
  readonly #traffic = new Map<number, Traffic>();
  readonly #byId: IdIndex;
  readonly #damage: Damage;
  readonly #grid: Grid;
  readonly #routes = new Map<number, Route>();
  readonly #hasStubs: boolean;
  readonly #detour: number;
  #live: number;

  constructor(columns: ConnectionColumns, ids: TextColumn, servers: ServerColumns, serverId: (server: number) => string, grid: Grid, damage: Damage) {
    this.columns = columns;
    this.#ids = ids;
    this.#servers = servers;
    this.#serverId = serverId;
    this.#grid = grid;
    this.#damage = damage;
    this.#live = columns.count;
    this.#hasStubs = columns.count > MANY;
    this.#detour = this.#hasStubs ? DETOUR_OF_MANY : DETOUR;
    this.#byId = new IdIndex((row) => this.idOf(row), (row) => columns.alive[row] === 1);
  }

  get size(): number { return this.#live; }

  idOf(row: number): string {
    const { from, to, type } = this.columns;
    const given = this.#ids.get(row);
    return given || connectionIdOf(this.#serverId(from[row] as number), this.#serverId(to[row] as number), CONNECTION_TYPES[type[row] as number] ?? 'standard');
  }

  indexOf(id: string): number { return this.#byId.find(id, this.columns.count); }
  labelOf(row: number): string { return this.dressOf(row)?.label ?? ''; }
  dressOf(row: number): ConnectionDress | undefined { return this.#dress.size === 0 ? undefined : this.#dress.get(row); }
  /** The few connections that have a label or a style. */
  dressed(): Iterable<readonly [row: number, dress: ConnectionDress]> { return this.#dress; }
  /** Some connection has a label or a style. */
  get isDressed(): boolean { return this.#dress.size > 0; }
  /** Sets what a snapshot says of a connection. */
  dress(row: number, dress: ConnectionDress): void { this.#setDress(row, dress); }

  each(server: number, visit: (row: number) => void): void {
    const { nextOut, nextIn, alive } = this.columns;
    for (let row = this.#servers.firstOut[server] ?? -1; row >= 0; row = nextOut[row] as number) if (alive[row] === 1) visit(row);
    for (let row = this.#servers.firstIn[server] ?? -1; row >= 0; row = nextIn[row] as number) if (alive[row] === 1) visit(row);
  }

  /** Adds a connection, or changes the one of this id. */
  put(id: string, from: number, to: number, type: string, dress: ConnectionDress | null): void {
    const code = Math.max(0, (CONNECTION_TYPES as readonly string[]).indexOf(type));
    let row = this.indexOf(id);
    if (row < 0) {
      row = this.columns.add(from, to, code);
      this.columns.nextOut[row] = this.#servers.firstOut[from] as number;
      this.columns.nextIn[row] = this.#servers.firstIn[to] as number;
      this.#servers.firstOut[from] = row;
      this.#servers.firstIn[to] = row;
      this.#live++;
    }
    // Said in full: an id made from the type must not follow when the type is changed.
    this.#ids.set(row, id);
    this.columns.type[row] = code;
    this.#damageRow(row);
    this.#setDress(row, dress);
    for (const parallel of this.#parallels(row)) this.moved(parallel);
  }

  remove(row: number): void {
    if (row < 0 || this.columns.alive[row] !== 1) return;
    const parallels = this.#parallels(row);
    this.#damageRow(row);
    this.#routes.delete(row);
    this.#setDress(row, null);
    this.#traffic.delete(row);
    this.columns.alive[row] = 0;
    this.#live--;
    for (const parallel of parallels) if (parallel !== row) this.moved(parallel);
  }

  /** What a connection carries; null where that is not measured. */
  trafficOf(row: number): Traffic | null {
    return this.#traffic.get(row) ?? null;
  }

  setTraffic(row: number, traffic: Traffic | null): void {
    if (traffic === null) this.#traffic.delete(row);
    else this.#traffic.set(row, traffic);
  }

  /** True if its line looks different now. */
  setState(row: number, status: number, latencyMs: number, traffic: Traffic | null = null): boolean {
    this.columns.latency[row] = latencyMs;
    this.setTraffic(row, traffic);
    if (this.columns.status[row] === status) return false;
    this.columns.status[row] = status;
    this.#damageRow(row);
    return true;
  }

  /** An end stands elsewhere, or the connection is new. */
  moved(row: number): void {
    this.#routes.delete(row);
    this.#damageRow(row);
  }

  /** Somebody stands at this place, or no longer does: lines that pass near by may go another way. */
  obstacleMoved(bounds: Bounds): void {
    if (!this.#damage.isAll) this.eachIn(bounds, (row) => this.#damageRow(row));
  }

  /** So many ends stand elsewhere that every line is found anew when it is asked for. */
  movedAll(): void {
    this.#routes.clear();
    this.#damage.addAll();
  }

  /** Somebody may stand in the way of a route, or no longer. */
  forgetRoutes(): void {
    this.#routes.clear();
  }

  /** Long on a map of many: drawn as a stub at both ends. */
  isLong(row: number): boolean {
    if (!this.#hasStubs) return false;
    const { x, y } = this.#servers;
    const from = this.columns.from[row] as number;
    const to = this.columns.to[row] as number;
    return Math.abs((x[from] as number) - (x[to] as number)) + Math.abs((y[from] as number) - (y[to] as number)) > LONG_TILES;
  }

  routeOf(row: number): Route {
    let route = this.#routes.get(row);
    if (!route) {
      route = this.#findRoute(row);
      if (this.#routes.size >= ROUTES_KEPT) this.#routes.clear();
      this.#routes.set(row, route);
    }
    return route;
  }

  /**
   * Calls `visit` for every connection drawn in full that may touch the rectangle. Few are looked through one by one. Of many only
   * short ones are drawn in full, and these begin near by: no index of them is kept.
   */
  eachIn(bounds: Bounds, visit: (row: number) => void): void {
    const { alive, count, nextOut } = this.columns;
    if (!this.#hasStubs) {
      for (let row = 0; row < count; row++) if (alive[row] === 1 && this.#touches(row, bounds)) visit(row);
      return;
    }
    this.#grid.each(grow(bounds, REACH * HALF_WIDTH, REACH * HALF_HEIGHT), (server) => {
      for (let row = this.#servers.firstOut[server] as number; row >= 0; row = nextOut[row] as number) {
        if (alive[row] === 1 && !this.isLong(row) && this.#touches(row, bounds) && !this.#bent.has(row)) visit(row);
      }
    });
    for (const row of this.#bent) if (!this.isLong(row) && this.#touches(row, bounds)) visit(row);
  }

  /** Places a connection goes through, its ends included: x0, y0, x1, y1, … in tiles. */
  #pointsOf(row: number): number[] {
    const { x, y } = this.#servers;
    const from = this.columns.from[row] as number;
    const to = this.columns.to[row] as number;
    const between = this.dressOf(row)?.style?.waypoints?.flatMap((point) => [point.x, point.y]) ?? [];
    return [x[from] as number, y[from] as number, ...between, x[to] as number, y[to] as number];
  }

  #findRoute(row: number): Route {
    const points = this.#pointsOf(row);
    const ends = [...points.slice(0, 2), ...points.slice(-2)] as [number, number, number, number];
    // The ends, not the row, choose the lane: it must not change with the order of a snapshot.
    const lane = Math.abs(Math.round(ends[0] * 3 + ends[1] * 5 + ends[2] * 7 + ends[3] * 11));
    const parallels = points.length > 4 ? [row] : this.#parallels(row);
    if (parallels.length === 1) return routeThrough(points, lane, this.#grid, this.#detour);
    // All of them take the same way, whichever way they point, and then step aside.
    const isBackward = this.#serverId(this.columns.from[row] as number) > this.#serverId(this.columns.to[row] as number);
    const [ax, ay, bx, by] = isBackward ? [ends[2], ends[3], ends[0], ends[1]] : ends;
    const common = routeThrough([ax, ay, bx, by], Math.abs(Math.round(ax * 3 + ay * 5 + bx * 7 + by * 11)), this.#grid, this.#detour);
    const route = beside(common, offsetOf(parallels.indexOf(row), parallels.length));
    return isBackward ? reversed(route) : route;
  }

  #parallels(row: number): readonly number[] {
    return parallelsOf(row, this.columns, this.#servers, (other) => this.idOf(other));
  }

  #setDress(row: number, dress: ConnectionDress | null): void {
    if (dress === null) this.#dress.delete(row);
    else this.#dress.set(row, dress);
    if (dress?.style?.waypoints === undefined) this.#bent.delete(row);
    else this.#bent.add(row);
  }

  /** Whether its bounds touch these; said without making them, because very many are asked. */
  #touches(row: number, bounds: Bounds): boolean {
    if (this.#bent.has(row)) return overlaps(this.#boundsOf(row), bounds);
    const { x, y } = this.#servers;
    const from = this.columns.from[row] as number;
    const to = this.columns.to[row] as number;
    const aside = this.#detour + ASIDE;
    const minX = Math.min(x[from] as number, x[to] as number) - aside;
    const minY = Math.min(y[from] as number, y[to] as number) - aside;
    const maxX = Math.max(x[from] as number, x[to] as number) + aside;
    const maxY = Math.max(y[from] as number, y[to] as number) + aside;
    return (minX - maxY) * HALF_WIDTH <= bounds.maxX && (maxX - minY) * HALF_WIDTH >= bounds.minX && (minX + minY) * HALF_HEIGHT <= bounds.maxY && (maxX + maxY) * HALF_HEIGHT >= bounds.minY;
  }

  #boundsOf(row: number): Bounds {
    const { x, y } = this.#servers;
    const from = this.columns.from[row] as number;
    const to = this.columns.to[row] as number;
    let minX = Math.min(x[from] as number, x[to] as number);
    let maxX = Math.max(x[from] as number, x[to] as number);
    let minY = Math.min(y[from] as number, y[to] as number);
    let maxY = Math.max(y[from] as number, y[to] as number);
    for (const point of this.dressOf(row)?.style?.waypoints ?? []) {
      minX = Math.min(minX, point.x);
      maxX = Math.max(maxX, point.x);
      minY = Math.min(minY, point.y);
      maxY = Math.max(maxY, point.y);
    }
    const aside = this.#detour + ASIDE;
    return floorBounds({ minX: minX - aside, minY: minY - aside, maxX: maxX + aside, maxY: maxY + aside });
  }

  #damageRow(row: number): void {
    if (!this.isLong(row)) this.#damage.add(this.#boundsOf(row));
  }
}

function reversed(route: Route): number[] {
  const back: number[] = [];
  for (let at = route.length - 2; at >= 0; at -= 2) back.push(route[at] as number, route[at + 1] as number);
  return back;
}
