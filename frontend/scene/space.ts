/**
 * The three spaces of the map.
 *
 * Tile: whole numbers are the centres of floor tiles; +x runs right and down on the screen, +y left and down.
 * World: pixels at scale 1. A tile is a diamond of TILE_WIDTH × TILE_HEIGHT, true isometric to within 0.02 %.
 * Screen: CSS pixels from the top left of the map, see camera.ts.
 */
export const TILE_WIDTH = 142;
export const TILE_HEIGHT = 82;
export const HALF_WIDTH = TILE_WIDTH / 2;
export const HALF_HEIGHT = TILE_HEIGHT / 2;

/** Height in world pixels of one tile edge standing upright, so that a cube looks like one. */
export const TILE_RISE = TILE_HEIGHT;

export type Point = { readonly x: number; readonly y: number };

/** An upright rectangle, in whichever space the name of its holder says. */
export type Bounds = { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };

/** Size in CSS pixels. */
export type Size = { readonly width: number; readonly height: number };

export const worldX = (tileX: number, tileY: number): number => (tileX - tileY) * HALF_WIDTH;
export const worldY = (tileX: number, tileY: number): number => (tileX + tileY) * HALF_HEIGHT;

/** World pixels of a place in tiles; `up` lifts it from the floor, in tile edges. */
export function tileToWorld(tile: Point, up = 0): Point {
  return { x: worldX(tile.x, tile.y), y: worldY(tile.x, tile.y) - up * TILE_RISE };
}

/** Place in tiles, not rounded, of a point on the floor. */
export function worldToTile(world: Point): Point {
  const across = world.x / TILE_WIDTH;
  const down = world.y / TILE_HEIGHT;
  return { x: down + across, y: down - across };
}

/** The tile under a point on the floor. Never -0, which JSON and maps would keep apart from 0. */
export function snapToTile(world: Point): Point {
  const tile = worldToTile(world);
  return { x: Math.round(tile.x) + 0, y: Math.round(tile.y) + 0 };
}

export const overlaps = (a: Bounds, b: Bounds): boolean => a.minX <= b.maxX && b.minX <= a.maxX && a.minY <= b.maxY && b.minY <= a.maxY;

export const contains = (bounds: Bounds, x: number, y: number): boolean =>
  x >= bounds.minX && x <= bounds.maxX && y >= bounds.minY && y <= bounds.maxY;

export function grow(bounds: Bounds, by: number, byY = by): Bounds {
  return { minX: bounds.minX - by, minY: bounds.minY - byY, maxX: bounds.maxX + by, maxY: bounds.maxY + byY };
}

export function union(a: Bounds, b: Bounds): Bounds {
  return { minX: Math.min(a.minX, b.minX), minY: Math.min(a.minY, b.minY), maxX: Math.max(a.maxX, b.maxX), maxY: Math.max(a.maxY, b.maxY) };
}
