import { tileToWorld, TILE_HEIGHT, TILE_WIDTH, type Point } from './space.ts';
import type { World } from './world.ts';

export type Shift = { readonly dx: number; readonly dy: number };

/** How far from the wished place a free one is looked for, in tiles, unless told. */
const SEARCH_RADIUS = 6;
/** The same for a server that is put down alone. */
const SEARCH_RADIUS_ALONE = 10;
/** Larger crowds are put where the pointer says. */
const CHECKED_MOST = 500;

const NOBODY: ReadonlySet<number> = new Set();

/** The tile nearest to this one on which no server stands; this one itself where all around are taken. */
export function freeTileNear(world: World, { x, y }: Point): Point {
  const { dx, dy } = freeShift(world, [{ x, y }], { dx: 0, dy: 0 }, NOBODY, SEARCH_RADIUS_ALONE);
  return { x: x + dx, y: y + dy };
}

/** The shift nearest to the wished one at which none of these servers stands on another's tile; the wished one if there is none. */
export function nearestFree(world: World, servers: ReadonlySet<number>, dx: number, dy: number): Shift {
  const places = [...servers].map((server) => ({ x: world.servers.x[server] ?? 0, y: world.servers.y[server] ?? 0 }));
  return freeShift(world, places, { dx, dy }, servers);
}

/** The shift nearest to the wished one at which nobody, but for who moves away, stands on any of these places. */
export function freeShift(world: World, places: readonly Point[], { dx, dy }: Shift, moving: ReadonlySet<number> = NOBODY, radiusMost = SEARCH_RADIUS): Shift {
  if (places.length > CHECKED_MOST) return { dx, dy };
  for (let radius = 0; radius <= radiusMost; radius++) {
    for (const [x, y] of ring(radius)) {
      if (places.every((place) => !isTaken(world, moving, Math.round(place.x + dx + x), Math.round(place.y + dy + y)))) return { dx: dx + x + 0, dy: dy + y + 0 };
    }
  }
  return { dx, dy };
}

/** Somebody, but for who moves away, stands on this tile. */
export function isTaken(world: World, moving: ReadonlySet<number>, x: number, y: number): boolean {
  const at = tileToWorld({ x, y });
  let taken = false;
  world.grid.each({ minX: at.x - TILE_WIDTH / 2, maxX: at.x + TILE_WIDTH / 2, minY: at.y - TILE_HEIGHT / 2, maxY: at.y + TILE_HEIGHT / 2 }, (server) => {
    if (!moving.has(server) && Math.round(world.servers.x[server] ?? 0) === x && Math.round(world.servers.y[server] ?? 0) === y) taken = true;
  });
  return taken;
}

/** Offsets at this distance, the straight neighbours first. */
function ring(radius: number): [number, number][] {
  if (radius === 0) return [[0, 0]];
  const offsets: [number, number][] = [];
  for (let x = -radius; x <= radius; x++) {
    for (let y = -radius; y <= radius; y++) if (Math.max(Math.abs(x), Math.abs(y)) === radius) offsets.push([x, y]);
  }
  return offsets.sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
}
