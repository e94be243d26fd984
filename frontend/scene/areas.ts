import type { Grid } from './grid.ts';
import type { ServerColumns } from './server-columns.ts';
import { HALF_HEIGHT, HALF_WIDTH, type Bounds } from './space.ts';

/** A floor in tiles, from its least to its greatest corner. */
export type Floor = { readonly minX: number; readonly minY: number; readonly maxX: number; readonly maxY: number };

/**
 * Where a group lies. `solid`: its members fill one rectangle in which hardly anybody else stands, so it is drawn as
 * one floor. Otherwise each member stands on a tile of the group's own colour.
 */
export type Area = { readonly floor: Floor; readonly solid: boolean };

/** Tiles between the outermost member and the rim of its floor. */
export const CLUSTER_MARGIN = 0.82;
export const REGION_MARGIN = 1.9;
/** A group thinner than this many tiles per member is scattered, whoever stands between. */
const MOST_TILES_PER_MEMBER = 24;
const MOST_STRANGERS = 0.1;

/** Outermost places of some servers, in tiles, and how many they are. */
export type Extent = { minX: number; minY: number; maxX: number; maxY: number; count: number };

export const noExtent = (): Extent => ({ minX: Infinity, minY: Infinity, maxX: -Infinity, maxY: -Infinity, count: 0 });

export function widen(extent: Extent, servers: ServerColumns, server: number): void {
  const x = servers.x[server] as number;
  const y = servers.y[server] as number;
  if (x < extent.minX) extent.minX = x;
  if (y < extent.minY) extent.minY = y;
  if (x > extent.maxX) extent.maxX = x;
  if (y > extent.maxY) extent.maxY = y;
  extent.count++;
}

/** The area of a group of this extent, or null if it has no member. */
export function areaOf(extent: Extent, margin: number, grid: Grid): Area | null {
  const { minX, minY, maxX, maxY, count } = extent;
  if (count === 0) return null;
  const floor = { minX: minX - margin, minY: minY - margin, maxX: maxX + margin, maxY: maxY + margin };
  const thin = (maxX - minX + 1) * (maxY - minY + 1) > count * MOST_TILES_PER_MEMBER;
  // All members stand there, so that the others are strangers.
  const most = count * (1 + MOST_STRANGERS);
  return { floor, solid: !thin && grid.countOn(floor, most) <= most };
}

export function isOn(floor: Floor, tileX: number, tileY: number): boolean {
  return tileX >= floor.minX && tileX <= floor.maxX && tileY >= floor.minY && tileY <= floor.maxY;
}

/** World rectangle around a floor's diamond. */
export function floorBounds(floor: Floor): Bounds {
  return {
    minX: (floor.minX - floor.maxY) * HALF_WIDTH,
    maxX: (floor.maxX - floor.minY) * HALF_WIDTH,
    minY: (floor.minX + floor.minY) * HALF_HEIGHT,
    maxY: (floor.maxX + floor.maxY) * HALF_HEIGHT,
  };
}
