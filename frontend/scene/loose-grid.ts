import { roomFor } from './server-columns.ts';
import type { Bounds } from './space.ts';

const SMALLEST_CELL = 512;
const LEVELS = 20;

/**
 * Rectangles of very different size, for questions about a rectangle. Each item lives in the one cell that holds its
 * middle, on the level whose cells are at least as large as the item; a question looks half a cell beyond itself on
 * every level. So a long line costs as much memory as a short one, and adding, moving and removing take constant time.
 * Cells are buckets of a hash table; an item tells its own cell, so strangers in a bucket are passed over.
 */
export class LooseGrid {
  #heads: Int32Array;
  #boxes: Float32Array;
  #next: Int32Array;
  #bucketOf: Int32Array;
  #levelOf: Uint8Array;
  readonly #perLevel = new Uint32Array(LEVELS);

  constructor(capacity: number) {
    this.#heads = new Int32Array(2 ** Math.ceil(Math.log2(Math.max(64, capacity)))).fill(-1);
    this.#boxes = new Float32Array(capacity * 4);
    this.#next = new Int32Array(capacity);
    this.#bucketOf = new Int32Array(capacity).fill(-1);
    this.#levelOf = new Uint8Array(capacity);
  }

  put(item: number, minX: number, minY: number, maxX: number, maxY: number): void {
    this.#reserve(item + 1);
    this.remove(item);
    const level = levelFor(Math.max(maxX - minX, maxY - minY));
    const at = item * 4;
    this.#boxes[at] = minX;
    this.#boxes[at + 1] = minY;
    this.#boxes[at + 2] = maxX;
    this.#boxes[at + 3] = maxY;
    const cell = SMALLEST_CELL * 2 ** level;
    const bucket = this.#bucket(level, this.#cellX(item, cell), this.#cellY(item, cell));
    this.#next[item] = this.#heads[bucket] as number;
    this.#heads[bucket] = item;
    this.#bucketOf[item] = bucket;
    this.#levelOf[item] = level;
    this.#perLevel[level] = (this.#perLevel[level] as number) + 1;
  }

  remove(item: number): void {
    const bucket = this.#bucketOf[item] ?? -1;
    if (bucket < 0) return;
    if (this.#heads[bucket] === item) this.#heads[bucket] = this.#next[item] as number;
    else {
      let before = this.#heads[bucket] as number;
      while (this.#next[before] !== item) before = this.#next[before] as number;
      this.#next[before] = this.#next[item] as number;
    }
    this.#bucketOf[item] = -1;
    const level = this.#levelOf[item] as number;
    this.#perLevel[level] = (this.#perLevel[level] as number) - 1;
  }

  /** Calls `visit` once for every item whose rectangle touches `bounds`, in no order. */
  each(bounds: Bounds, visit: (item: number) => void): void {
    if (cellsIn(bounds) > this.#next.length) this.#eachOfAll(bounds, visit);
    else this.#eachByCell(bounds, visit);
  }

  /** A question about nearly everything is answered faster by walking the items than the cells. */
  #eachOfAll(bounds: Bounds, visit: (item: number) => void): void {
    const boxes = this.#boxes;
    for (let item = 0; item < this.#next.length; item++) {
      if ((this.#bucketOf[item] as number) < 0) continue;
      const at = item * 4;
      if ((boxes[at] as number) > bounds.maxX || (boxes[at + 2] as number) < bounds.minX) continue;
      if ((boxes[at + 1] as number) > bounds.maxY || (boxes[at + 3] as number) < bounds.minY) continue;
      visit(item);
    }
  }

  #eachByCell(bounds: Bounds, visit: (item: number) => void): void {
    for (let level = 0; level < LEVELS; level++) {
      if (this.#perLevel[level] === 0) continue;
      const cell = SMALLEST_CELL * 2 ** level;
      const lastX = Math.floor((bounds.maxX + cell / 2) / cell);
      const lastY = Math.floor((bounds.maxY + cell / 2) / cell);
      for (let cellY = Math.floor((bounds.minY - cell / 2) / cell); cellY <= lastY; cellY++) {
        for (let cellX = Math.floor((bounds.minX - cell / 2) / cell); cellX <= lastX; cellX++) {
          this.#eachInCell(level, cellX, cellY, bounds, visit);
        }
      }
    }
  }

  #eachInCell(level: number, cellX: number, cellY: number, bounds: Bounds, visit: (item: number) => void): void {
    const cell = SMALLEST_CELL * 2 ** level;
    const boxes = this.#boxes;
    for (let item = this.#heads[this.#bucket(level, cellX, cellY)] as number; item >= 0; item = this.#next[item] as number) {
      const at = item * 4;
      if (this.#levelOf[item] !== level) continue;
      if ((boxes[at] as number) > bounds.maxX || (boxes[at + 2] as number) < bounds.minX) continue;
      if ((boxes[at + 1] as number) > bounds.maxY || (boxes[at + 3] as number) < bounds.minY) continue;
      if (this.#cellX(item, cell) === cellX && this.#cellY(item, cell) === cellY) visit(item);
    }
  }

  #cellX(item: number, cell: number): number {
    return Math.floor(((this.#boxes[item * 4] as number) + (this.#boxes[item * 4 + 2] as number)) / 2 / cell);
  }

  #cellY(item: number, cell: number): number {
    return Math.floor(((this.#boxes[item * 4 + 1] as number) + (this.#boxes[item * 4 + 3] as number)) / 2 / cell);
  }

  #bucket(level: number, cellX: number, cellY: number): number {
    const hash = Math.imul(cellX, 0x9e3779b1) ^ Math.imul(cellY, 0x85ebca77) ^ Math.imul(level + 1, 0xc2b2ae3d);
    return (hash ^ (hash >>> 15)) & (this.#heads.length - 1);
  }

  #reserve(count: number): void {
    if (count <= this.#next.length) return;
    const before = this.#bucketOf.length;
    this.#boxes = roomFor(this.#boxes, count * 4);
    this.#next = roomFor(this.#next, count);
    this.#bucketOf = roomFor(this.#bucketOf, count).fill(-1, before);
    this.#levelOf = roomFor(this.#levelOf, count);
  }
}

function cellsIn(bounds: Bounds): number {
  return ((bounds.maxX - bounds.minX) / SMALLEST_CELL + 2) * ((bounds.maxY - bounds.minY) / SMALLEST_CELL + 2);
}

function levelFor(extent: number): number {
  if (!(extent > SMALLEST_CELL)) return 0;
  return Math.min(LEVELS - 1, Math.ceil(Math.log2(extent / SMALLEST_CELL)));
}
