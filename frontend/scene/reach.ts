import type { ServerColumns } from './server-columns.ts';
import { HALF_HEIGHT, HALF_WIDTH, TILE_HEIGHT, TILE_WIDTH, type Bounds } from './space.ts';

/** World pixels around a tile centre in which a server's picture lies: body, shadow, name and flag. */
export const REACH_X = TILE_WIDTH * 0.75;
export const REACH_UP = TILE_HEIGHT * 1.6;
export const REACH_DOWN = TILE_HEIGHT * 1.1;

/** World rectangle around all servers with their pictures; some tiles around the origin where there are none. */
export function boundsOfServers({ x, y, alive, count }: ServerColumns): Bounds {
  let minX = Infinity;
  let maxX = -Infinity;
  let minY = Infinity;
  let maxY = -Infinity;
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1) continue;
    const across = (x[server] as number) - (y[server] as number);
    const down = (x[server] as number) + (y[server] as number);
    if (across < minX) minX = across;
    if (across > maxX) maxX = across;
    if (down < minY) minY = down;
    if (down > maxY) maxY = down;
  }
  if (minX > maxX) return { minX: -4 * TILE_WIDTH, maxX: 4 * TILE_WIDTH, minY: -4 * TILE_HEIGHT, maxY: 4 * TILE_HEIGHT };
  return {
    minX: minX * HALF_WIDTH - TILE_WIDTH, maxX: maxX * HALF_WIDTH + TILE_WIDTH,
    minY: minY * HALF_HEIGHT - REACH_UP, maxY: maxY * HALF_HEIGHT + REACH_DOWN,
  };
}
