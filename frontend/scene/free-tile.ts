import { tileToWorld, TILE_HEIGHT, TILE_WIDTH, type Point } from './space.ts';
import type { World } from './world.ts';

/** How far from the wished tile a free one is looked for, in tiles. */
const SEARCH_RADIUS = 10;

/** The tile nearest to this one on which no server stands; this one itself where all around are taken. */
export function freeTileNear(world: World, wished: Point): Point {
  const taken = takenAround(world, wished);
  for (let radius = 0; radius <= SEARCH_RADIUS; radius++) {
    const found = ring(wished, radius).find(({ x, y }) => !taken.has(`${x} ${y}`));
    if (found !== undefined) return found;
  }
  return wished;
}

/** Tiles at this distance, the straight neighbours first. */
function ring({ x: aroundX, y: aroundY }: Point, radius: number): Point[] {
  const tiles: Point[] = [];
  for (let x = -radius; x <= radius; x++) {
    for (let y = -radius; y <= radius; y++) if (Math.max(Math.abs(x), Math.abs(y)) === radius) tiles.push({ x, y });
  }
  return tiles.sort((a, b) => Math.hypot(a.x, a.y) - Math.hypot(b.x, b.y)).map(({ x, y }) => ({ x: aroundX + x, y: aroundY + y }));
}

function takenAround(world: World, middle: Point): Set<string> {
  const at = tileToWorld(middle);
  const [across, down] = [TILE_WIDTH * (SEARCH_RADIUS + 1), TILE_HEIGHT * (SEARCH_RADIUS + 1)];
  const taken = new Set<string>();
  world.grid.each({ minX: at.x - across, maxX: at.x + across, minY: at.y - down, maxY: at.y + down }, (server) => {
    taken.add(`${Math.round(world.servers.x[server] as number)} ${Math.round(world.servers.y[server] as number)}`);
  });
  return taken;
}
