import { POSITION_MAX } from '../contract/limits.ts';
import type { Position } from '../contract/server.ts';

/** Tiles between neighbours where the product places servers: labels fit. */
export const PITCH = 3;

/** Cells left free beside what exists when a new region begins. */
const REGION_GAP = 3;

type Cell = readonly [column: number, row: number];
type Placed = { readonly position: Position; readonly region: string };

/** Cells that stay on the map, and what makes one number of two coordinates. */
const LAST_CELL = Math.floor(POSITION_MAX / PITCH);
const SPAN = 2 ** 21;

/** Freed cells that are remembered; beyond, rings are walked again from their centre. */
const FREED_MAX = 256;

const keyOf = ([column, row]: Cell): number => (column + SPAN / 2) * SPAN + row + SPAN / 2;
const cellOf = ({ x, y }: Position): Cell => [Math.round(x / PITCH), Math.round(y / PITCH)];
const isOnMap = ([column, row]: Cell): boolean => Math.abs(column) <= LAST_CELL && Math.abs(row) <= LAST_CELL;
const distanceOf = ([column, row]: Cell, [toColumn, toRow]: Cell): number => (column - toColumn) ** 2 + (row - toRow) ** 2;

/** How far the search around one anchor has come: cells of its ring still to be tried, the nearest last. */
type Search = { radius: number; cells: Cell[] };

/**
 * Which places of the map are taken, in cells of PITCH tiles, and where regions stand. `place` answers the nearest free cell to a
 * neighbour: a search goes on where the last one around the same anchor ended, so a place costs about the same however many there are.
 */
export class Occupancy {
  readonly #taken = new Map<number, number>();
  readonly #anchors = new Map<string, Cell>();
  readonly #searches = new Map<number, Search>();
  readonly #freed = new Map<number, Cell>();
  #west = Infinity;
  #east = -Infinity;
  #north = Infinity;
  #south = -Infinity;

  add({ position, region }: Placed): void {
    const cell = cellOf(position);
    const key = keyOf(cell);
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    this.#freed.delete(key);
    if (!this.#anchors.has(region)) this.#anchors.set(region, cell);
    this.#west = Math.min(this.#west, cell[0]);
    this.#east = Math.max(this.#east, cell[0]);
    this.#north = Math.min(this.#north, cell[1]);
    this.#south = Math.max(this.#south, cell[1]);
  }

  remove({ position }: Placed): void {
    const cell = cellOf(position);
    const key = keyOf(cell);
    const count = this.#taken.get(key) ?? 0;
    if (count > 1) {
      this.#taken.set(key, count - 1);
      return;
    }
    this.#taken.delete(key);
    this.#freed.set(key, cell);
    if (this.#freed.size <= FREED_MAX) return;
    this.#freed.clear();
    this.#searches.clear();
  }

  /** The nearest free place to `near`, else to the first server of the region, else beside everything; the origin on an empty map. */
  place(region: string, near: Position | undefined): Position {
    const anchor = near === undefined ? this.#anchors.get(region) ?? this.#newRegion() : cellOf(near);
    const [column, row] = this.#freeNear(anchor);
    return { x: column * PITCH, y: row * PITCH };
  }

  /** Where a new region begins: on the side that keeps the map nearer to a square. */
  #newRegion(): Cell {
    if (this.#taken.size === 0) return [0, 0];
    const isWide = this.#east - this.#west > this.#south - this.#north;
    const cell: Cell = isWide ? [this.#west, this.#south + REGION_GAP] : [this.#east + REGION_GAP, this.#north];
    return isOnMap(cell) ? cell : [0, 0];
  }

  #freeNear(anchor: Cell): Cell {
    let best = this.#nextInRings(anchor);
    for (const freed of this.#freed.values()) {
      if (distanceOf(freed, anchor) < distanceOf(best, anchor) && isOnMap(freed)) best = freed;
    }
    return best;
  }

  /** The next free cell of the rings around an anchor. It is given again until something stands there. */
  #nextInRings(anchor: Cell): Cell {
    const key = keyOf(anchor);
    const search = this.#searches.get(key) ?? { radius: 0, cells: [anchor] };
    this.#searches.set(key, search);
    for (;;) {
      const cell = search.cells.at(-1);
      if (cell === undefined) {
        search.radius += 1;
        search.cells = ringOf(anchor, search.radius);
      } else if (!isOnMap(cell) || this.#taken.has(keyOf(cell))) search.cells.pop();
      else return cell;
    }
  }
}

/** The cells of one square ring, the nearest to its centre last. */
function ringOf(anchor: Cell, radius: number): Cell[] {
  const [column, row] = anchor;
  const cells: Cell[] = [];
  for (let step = -radius; step < radius; step += 1) {
    cells.push([column + step, row - radius], [column - radius, row - step], [column - step, row + radius], [column + radius, row + step]);
  }
  return cells.sort((a, b) => distanceOf(b, anchor) - distanceOf(a, anchor));
}
