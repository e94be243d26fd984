import type { Area, Floor } from './areas.ts';

/** A group that is no floor: how many it has, and where their middle is, in tiles. */
export type Scattered = { readonly group: number; readonly count: number; readonly x: number; readonly y: number };

/** Tiles of a plate per server, as on a map that the daemon arranged: a server stands on three by three. */
const TILES_PER_SERVER = 9;
const LEAST_SIDE = 6;
/** Tiles that plates keep from each other, as part of the smaller one's side. */
const GAP = 0.08;
/** Directions tried on each ring around the wished place. */
const DIRECTIONS = 24;
const MOST_RINGS = 200;

/**
 * Plates as large as their groups, each as near to the middle of its servers as the larger ones and the floors that are there already leave it.
 * Groups come largest first; the same ones are always placed alike.
 */
export function placePlates(groups: readonly Scattered[], floors: readonly Floor[]): Map<number, Area> {
  const taken: Floor[] = [...floors];
  const placed = new Map<number, Area>();
  for (const { group, count, x, y } of groups) {
    const side = Math.max(LEAST_SIDE, Math.sqrt(count * TILES_PER_SERVER));
    const floor = freeNear(x, y, side, taken);
    taken.push(floor);
    placed.set(group, { floor, solid: true });
  }
  return placed;
}

function freeNear(x: number, y: number, side: number, taken: readonly Floor[]): Floor {
  const step = side / 3;
  for (let ring = 0; ring < MOST_RINGS; ring++) {
    for (let direction = 0; direction < (ring === 0 ? 1 : DIRECTIONS); direction++) {
      const angle = (direction / DIRECTIONS) * 2 * Math.PI;
      const floor = squareAround(x + Math.cos(angle) * ring * step, y + Math.sin(angle) * ring * step, side);
      if (!taken.some((other) => touches(floor, other, side * GAP))) return floor;
    }
  }
  return squareAround(x, y, side);
}

const squareAround = (x: number, y: number, side: number): Floor => ({ minX: x - side / 2, minY: y - side / 2, maxX: x + side / 2, maxY: y + side / 2 });

const touches = (a: Floor, b: Floor, gap: number): boolean => a.minX - gap < b.maxX && b.minX - gap < a.maxX && a.minY - gap < b.maxY && b.minY - gap < a.maxY;
