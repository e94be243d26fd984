import type { Position } from '../contract/server.ts';

/** Tiles between neighbours where the product places servers: labels fit. */
export const PITCH = 3;

/** Cells left free beside what exists when a new region begins. */
const REGION_GAP = 3;

type Cell = readonly [column: number, row: number];
type Placed = { readonly position: Position; readonly region: string };

const SPAN = 2 ** 21;
const keyOf = (column: number, row: number): number => (column + SPAN / 2) * SPAN + row + SPAN / 2;
const cellOf = ({ x, y }: Position): Cell => [Math.round(x / PITCH), Math.round(y / PITCH)];

/**
 * Which places of the map are taken, in cells of PITCH tiles, and where regions stand. `place` answers the nearest free cell to a
 * neighbour. Rings around an anchor that were found full are not walked again until something is removed.
 */
export class Occupancy {
  readonly #taken = new Map<number, number>();
  readonly #anchors = new Map<string, Cell>();
  readonly #fullRings = new Map<number, number>();
  #west = Infinity;
  #east = -Infinity;
  #north = Infinity;
  #south = -Infinity;

  add({ position, region }: Placed): void {
    const cell = cellOf(position);
    const key = keyOf(...cell);
    this.#taken.set(key, (this.#taken.get(key) ?? 0) + 1);
    if (!this.#anchors.has(region)) this.#anchors.set(region, cell);
    this.#west = Math.min(this.#west, cell[0]);
    this.#east = Math.max(this.#east, cell[0]);
    this.#north = Math.min(this.#north, cell[1]);
    this.#south = Math.max(this.#south, cell[1]);
  }

  remove({ position }: Placed): void {
    const key = keyOf(...cellOf(position));
    const count = this.#taken.get(key) ?? 0;
    if (count > 1) this.#taken.set(key, count - 1);
    else this.#taken.delete(key);
    this.#fullRings.clear();
  }

  /** The nearest free place to `near`, else to the first server of the region, else beside everything; the origin on an empty map. */
  place(region: string, near: Position | undefined): Position {
    const [column, row] = near === undefined ? this.#anchors.get(region) ?? this.#newRegion() : cellOf(near);
    const anchor = keyOf(column, row);
    for (let radius = this.#fullRings.get(anchor) ?? 0; ; radius += 1) {
      const free = this.#freeInRing(column, row, radius);
      if (free !== undefined) return { x: free[0] * PITCH, y: free[1] * PITCH };
      this.#fullRings.set(anchor, radius + 1);
    }
  }

  /** Where a new region begins: on the side that keeps the map nearer to a square. */
  #newRegion(): Cell {
    if (this.#taken.size === 0) return [0, 0];
    const isWide = this.#east - this.#west > this.#south - this.#north;
    return isWide ? [this.#west, this.#south + REGION_GAP] : [this.#east + REGION_GAP, this.#north];
  }

  /** The free cell of one square ring that is nearest to its centre. */
  #freeInRing(column: number, row: number, radius: number): Cell | undefined {
    let best: Cell | undefined;
    let bestDistance = Infinity;
    for (const [right, down] of ringOf(radius)) {
      const distance = right * right + down * down;
      if (distance >= bestDistance || this.#taken.has(keyOf(column + right, row + down))) continue;
      best = [column + right, row + down];
      bestDistance = distance;
    }
    return best;
  }
}

function* ringOf(radius: number): Generator<Cell> {
  if (radius === 0) {
    yield [0, 0];
    return;
  }
  for (let step = -radius; step < radius; step += 1) {
    yield [radius, step];
    yield [-step, radius];
    yield [-radius, -step];
    yield [step, -radius];
  }
}
