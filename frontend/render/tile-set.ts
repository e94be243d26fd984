import type { Bounds } from '../scene/space.ts';
import { squareAt, type Painting, type Square } from './painting.ts';
import { blank } from './sprites.ts';

/** Side of a tile of the picture, in device pixels. */
export const TILE_SIZE = 512;

/** Canvases kept for the tiles to come, at most. */
const POOLED = 2;

export type PictureTile = {
  readonly column: number;
  readonly row: number;
  readonly context: CanvasRenderingContext2D;
  /** What it shows is no longer true, but better than nothing. */
  isStale: boolean;
  /** Cards seen on it, in device pixels of the whole map. */
  cards: readonly Bounds[];
  /** Number of the frame that last showed it. */
  usedAt: number;
};

/** Canvases given back by tiles that left the picture: a new one costs a megabyte and a pause of the collector. */
class CanvasPool {
  readonly #free: CanvasRenderingContext2D[] = [];

  get size(): number { return this.#free.length; }

  take(): CanvasRenderingContext2D {
    return this.#free.pop() ?? freshCanvas();
  }

  /** Makes one for later. Its memory is taken when somebody reads what is on it. */
  prepare(reader: CanvasRenderingContext2D): void {
    const context = freshCanvas();
    context.fillRect(0, 0, TILE_SIZE, TILE_SIZE);
    reader.drawImage(context.canvas, 0, 0);
    reader.getImageData(0, 0, 1, 1);
    this.#free.push(context);
  }

  give(context: CanvasRenderingContext2D): void {
    if (this.#free.length < POOLED) this.#free.push(context);
    // A canvas of no size gives its memory back at once, not when it is collected.
    else context.canvas.width = context.canvas.height = 0;
  }
}

const freshCanvas = (): CanvasRenderingContext2D => blank(TILE_SIZE, TILE_SIZE).context;

/** Those of the page: what one picture gives back the next one takes. */
export const canvases = new CanvasPool();

/** Columns and rows of tiles, from first to last. */
export type TileRange = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** The pictures of one scale. */
export class TileSet {
  painting: Painting;
  readonly #tiles = new Map<number, PictureTile>();

  constructor(painting: Painting) {
    this.painting = painting;
  }

  get k(): number { return this.painting.k; }
  get count(): number { return this.#tiles.size; }

  /** Tiles that show these world bounds. */
  range({ minX, minY, maxX, maxY }: Bounds): TileRange {
    const { k } = this;
    return { left: Math.floor((minX * k) / TILE_SIZE), top: Math.floor((minY * k) / TILE_SIZE), right: Math.floor((maxX * k) / TILE_SIZE), bottom: Math.floor((maxY * k) / TILE_SIZE) };
  }

  get(column: number, row: number): PictureTile | undefined {
    return this.#tiles.get(keyOf(column, row));
  }

  /** Every tile that shows these bounds is there. */
  covers(bounds: Bounds): boolean {
    const { left, top, right, bottom } = this.range(bounds);
    if ((right - left + 1) * (bottom - top + 1) > this.#tiles.size) return false;
    for (let row = top; row <= bottom; row++) for (let column = left; column <= right; column++) if (!this.get(column, row)) return false;
    return true;
  }

  squareOf(column: number, row: number): Square {
    return squareAt(column * TILE_SIZE, row * TILE_SIZE, TILE_SIZE, this.k);
  }

  make(column: number, row: number, frame: number): PictureTile {
    const tile: PictureTile = { column, row, context: canvases.take(), isStale: true, cards: [], usedAt: frame };
    this.#tiles.set(keyOf(column, row), tile);
    return tile;
  }

  /** Marks what shows these world bounds, or everything, as no longer true. */
  spoil(bounds: Bounds | 'all'): void {
    if (bounds === 'all') {
      for (const tile of this.#tiles.values()) tile.isStale = true;
      return;
    }
    const { left, top, right, bottom } = this.range(bounds);
    if ((right - left + 1) * (bottom - top + 1) > this.#tiles.size) {
      for (const tile of this.#tiles.values()) {
        if (tile.column >= left && tile.column <= right && tile.row >= top && tile.row <= bottom) tile.isStale = true;
      }
      return;
    }
    for (let row = top; row <= bottom; row++) {
      for (let column = left; column <= right; column++) {
        const tile = this.get(column, row);
        if (tile) tile.isStale = true;
      }
    }
  }

  /** Gives back the tiles longest unseen, down to `most`. */
  trim(most: number): void {
    if (this.#tiles.size <= most) return;
    const oldest = [...this.#tiles.entries()].sort(([, a], [, b]) => a.usedAt - b.usedAt);
    for (const [key, tile] of oldest.slice(0, this.#tiles.size - most)) {
      this.#tiles.delete(key);
      canvases.give(tile.context);
    }
  }

  clear(): void {
    this.trim(0);
  }

  each(visit: (tile: PictureTile) => void): void {
    for (const tile of this.#tiles.values()) visit(tile);
  }
}

const keyOf = (column: number, row: number): number => (row + 0x100000) * 0x200000 + column + 0x100000;
