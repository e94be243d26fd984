import type { Floor } from './areas.ts';

/** A closed outline along the axes, in tiles: x and y of its corners in turn, clockwise as the map is seen from above; holes run the other way. */
export type Contour = Float32Array;

/** Tiles by which an outline is drawn away from what it surrounds, on each of its sides. */
export type Margins = { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };

/** Tiles are kept as one number each. */
const ROW = 0x400000;
const HALF_ROW = ROW / 2;
const keyOf = (x: number, y: number): number => (y + HALF_ROW) * ROW + x + HALF_ROW;

/** A set of whole tiles. */
export class TileCells {
  readonly #cells = new Set<number>();

  has(x: number, y: number): boolean { return this.#cells.has(keyOf(x, y)); }

  /** Takes in every tile that the floor touches. */
  fill({ minX, minY, maxX, maxY }: Floor): void {
    for (let y = Math.floor(minY); y <= Math.ceil(maxY); y++) {
      for (let x = Math.floor(minX); x <= Math.ceil(maxX); x++) this.#cells.add(keyOf(x, y));
    }
  }

  each(visit: (x: number, y: number) => void): void {
    for (const key of this.#cells) visit((key % ROW) - HALF_ROW, Math.floor(key / ROW) - HALF_ROW);
  }
}

/** Outline of one floor. */
export const contourOf = ({ minX, minY, maxX, maxY }: Floor): Contour => Float32Array.of(minX, minY, maxX, minY, maxX, maxY, minX, maxY);

/** Outlines around a set of tiles, each moved outwards by the margins of its sides. */
export function contoursAround(cells: TileCells, margins: Margins): Contour[] {
  const edges = edgesOf(cells);
  const contours: Contour[] = [];
  for (const start of edges.keys()) {
    while (edges.has(start)) contours.push(pushedOut(corners(walk(edges, start)), margins));
  }
  return contours;
}

/** Directed sides of tiles beside which no tile of the set lies, by the corner they start from. Corners are named as the tile right and below. */
function edgesOf(cells: TileCells): Map<number, number[]> {
  const edges = new Map<number, number[]>();
  const add = (fromX: number, fromY: number, toX: number, toY: number): void => {
    const from = keyOf(fromX, fromY);
    const known = edges.get(from);
    if (known) known.push(keyOf(toX, toY));
    else edges.set(from, [keyOf(toX, toY)]);
  };
  cells.each((x, y) => {
    if (!cells.has(x, y - 1)) add(x, y, x + 1, y);
    if (!cells.has(x + 1, y)) add(x + 1, y, x + 1, y + 1);
    if (!cells.has(x, y + 1)) add(x + 1, y + 1, x, y + 1);
    if (!cells.has(x - 1, y)) add(x, y + 1, x, y);
  });
  return edges;
}

/** Takes one closed way out of the edges. Where two tiles touch by a corner alone, it stays at its own tile: it turns right. */
function walk(edges: Map<number, number[]>, start: number): number[] {
  const way: number[] = [];
  let at = start;
  let before = 0;
  do {
    way.push(at);
    const next = edges.get(at) ?? [];
    const chosen = next.length < 2 ? 0 : next.findIndex((to) => to - at === rightOf(before));
    const to = next.splice(Math.max(0, chosen), 1)[0] ?? start;
    if (next.length === 0) edges.delete(at);
    before = to - at;
    at = to;
  } while (at !== start);
  return way;
}

/** The step that turns right after a step: east, south, west, north. */
const rightOf = (step: number): number => (step === 1 ? ROW : step === ROW ? -1 : step === -1 ? -ROW : 1);

/** Only the corners of a way, as x and y in turn. A corner lies half a tile before the tile it is named by. */
function corners(way: readonly number[]): Contour {
  const turns = way.filter((at, place) => {
    const before = way.at(place - 1) ?? at;
    const after = way[(place + 1) % way.length] ?? at;
    return at - before !== after - at;
  });
  return Float32Array.from(turns.flatMap((key) => [(key % ROW) - HALF_ROW - 0.5, Math.floor(key / ROW) - HALF_ROW - 0.5]));
}

/** Moves each side along its outward normal. Sides alternate between the axes, so that each corner takes one shift of either. */
function pushedOut(contour: Contour, margins: Margins): Contour {
  const moved = contour.slice();
  for (let at = 0; at < contour.length; at += 2) {
    const to = (at + 2) % contour.length;
    const dx = (contour[to] as number) - (contour[at] as number);
    const dy = (contour[to + 1] as number) - (contour[at + 1] as number);
    // Clockwise: what runs east has the outside north of it.
    const shift = dx > 0 ? -margins.minY : dx < 0 ? margins.maxY : dy > 0 ? margins.maxX : -margins.minX;
    const axis = dx === 0 ? 0 : 1;
    moved[at + axis] = (contour[at + axis] as number) + shift;
    moved[to + axis] = (contour[to + axis] as number) + shift;
  }
  return moved;
}

/** The floor around an outline. */
export function floorAround(contour: Contour): Floor {
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < contour.length; at += 2) {
    minX = Math.min(minX, contour[at] as number);
    maxX = Math.max(maxX, contour[at] as number);
    minY = Math.min(minY, contour[at + 1] as number);
    maxY = Math.max(maxY, contour[at + 1] as number);
  }
  return { minX, minY, maxX, maxY };
}

/** Distance in tiles from a point to an outline. */
export function distanceToContour(contour: Contour, x: number, y: number): number {
  let least = Infinity;
  for (let at = 0; at < contour.length; at += 2) {
    const to = (at + 2) % contour.length;
    const [x0, y0, x1, y1] = [contour[at] as number, contour[at + 1] as number, contour[to] as number, contour[to + 1] as number];
    const dx = Math.max(Math.min(x0, x1) - x, 0, x - Math.max(x0, x1));
    const dy = Math.max(Math.min(y0, y1) - y, 0, y - Math.max(y0, y1));
    least = Math.min(least, Math.hypot(dx, dy));
  }
  return least;
}
