import { sortByDepth } from '../../scene/depth-order.ts';
import { METRICS_FROM_PX } from '../../scene/level.ts';
import { HALF_HEIGHT, HALF_WIDTH } from '../../scene/space.ts';
import { tilePxOf, toDevicePixels, type Painting, type Square } from '../painting.ts';
import { drawSprite } from '../sprite.ts';
import { drawMetrics } from './metrics.ts';
import { ACTIVE, INACTIVE, WARNING } from './pad.ts';

/** How much of a dimmed server is left. */
const DIMMED = 0.22;
const FLAG_MOST = 17;
const FLAG_LEAST = 8;
/** Below this width of a tile a server that is healthy or not known carries no flag: its neighbours' flags matter more. */
const DISC_FROM_PX = 40;

/** Servers that reach into this square, from back to front. */
export function serversIn(painting: Painting, square: Square): number[] {
  const { minX, minY, maxX, maxY } = square.bounds;
  const { x, up, down } = painting.world.reach;
  const near = painting.world.grid.query({ minX: minX - x, minY: minY - down, maxX: maxX + x, maxY: maxY + up });
  return sortByDepth(painting.world.servers, near, painting.world.orders);
}

/** Bodies first, then bars, then flags over everything: trouble last of all. */
export function drawServers(context: CanvasRenderingContext2D, painting: Painting, square: Square, servers: readonly number[]): void {
  const { world, sprites, k, dimmed } = painting;
  const { x, y } = world.servers;
  const tilePx = tilePxOf(painting);
  toDevicePixels(context);
  for (const server of servers) sprites.server(world, server);
  for (const server of servers) {
    if (dimmed) context.globalAlpha = dimmed[server] === 1 ? DIMMED : 1;
    drawSprite(context, sprites.server(world, server), screenX(x, y, server, k) - square.left, screenY(x, y, server, k) - square.top);
  }
  context.globalAlpha = 1;
  if (tilePx >= METRICS_FROM_PX) for (const server of servers) if (dimmed?.[server] !== 1) drawMetrics(context, painting, square, server);
  drawFlags(context, painting, square, servers, flagOrder(tilePx));
}

/** The flags of what is down, once more over the writing: no card may hide them. */
export function drawInactiveFlags(context: CanvasRenderingContext2D, painting: Painting, square: Square, servers: readonly number[]): void {
  toDevicePixels(context);
  drawFlags(context, painting, square, servers, [INACTIVE]);
}

function drawFlags(context: CanvasRenderingContext2D, painting: Painting, square: Square, servers: readonly number[], order: readonly number[]): void {
  const tilePx = tilePxOf(painting);
  const { world, sprites, k, dimmed } = painting;
  const { x, y, status } = world.servers;
  const at = flagPlace(tilePx);
  for (const wanted of order) {
    for (const server of servers) {
      if (status[server] !== wanted || dimmed?.[server] === 1) continue;
      const flag = sprites.flag(wanted, flagSize(tilePx, wanted));
      drawSprite(context, flag, screenX(x, y, server, k) - square.left + at.x * k, screenY(x, y, server, k) - square.top + at.y * k);
    }
  }
}

/** States in the order of their flags: the worst last, on top. Of what is small only what wants attention carries one: a flag covers half of such a picture. */
export function flagOrder(tilePx: number): readonly number[] {
  return tilePx >= DISC_FROM_PX ? [ACTIVE, 0, 4, WARNING, INACTIVE] : tilePx >= DISC_FROM_PX / 2 ? [4, WARNING, INACTIVE] : [WARNING, INACTIVE];
}

export function flagSize(tilePx: number, status: number): number {
  const size = Math.min(FLAG_MOST, Math.max(FLAG_LEAST, tilePx * 0.17));
  return status === ACTIVE ? size * 0.8 : size;
}

/** Where a flag sits, in world pixels from the middle of the tile: at the left corner, since heads of lines end at the edges, or above where it is tiny. */
export function flagPlace(tilePx: number): { readonly x: number; readonly y: number } {
  return tilePx >= DISC_FROM_PX ? { x: -HALF_WIDTH * 0.84, y: HALF_HEIGHT * 0.04 } : { x: -HALF_WIDTH * 0.2, y: -HALF_HEIGHT * 0.9 };
}

const screenX = (x: Float32Array, y: Float32Array, server: number, k: number): number => ((x[server] as number) - (y[server] as number)) * HALF_WIDTH * k;
const screenY = (x: Float32Array, y: Float32Array, server: number, k: number): number => ((x[server] as number) + (y[server] as number)) * HALF_HEIGHT * k;
