import type { Floor } from './areas.ts';
import type { World } from './world.ts';

/** Tiles within which two members count as neighbours whose floors join. */
const NEIGHBOUR = 3;

/** The floor of a scattered cluster: one patch per member, and bridges to the members beside it. */
export type Patches = {
  /** Rectangles in tiles, not grown: their union is the floor. */
  readonly patches: readonly Floor[];
  /** The frontmost member's place, where the name goes. */
  readonly front: { readonly x: number; readonly y: number };
};

/** Patches of a cluster's members, or null if it has none. */
export function patchesOf(world: World, cluster: number): Patches | null {
  const { x, y, alive } = world.servers;
  const patches: Floor[] = [];
  let front: { x: number; y: number } | null = null;
  for (const server of world.clusters[cluster]?.members ?? []) {
    if (alive[server] !== 1) continue;
    const at = { x: x[server] as number, y: y[server] as number };
    if (!front || at.x + at.y > front.x + front.y) front = at;
    patches.push({ minX: at.x, minY: at.y, maxX: at.x, maxY: at.y });
    const right = neighbour(world, cluster, at.x, at.y, 1, 0);
    const down = neighbour(world, cluster, at.x, at.y, 0, 1);
    if (right > 0) patches.push({ minX: at.x, minY: at.y, maxX: at.x + right, maxY: at.y });
    if (down > 0) patches.push({ minX: at.x, minY: at.y, maxX: at.x, maxY: at.y + down });
    if (right > 0 && down > 0 && isMember(world, cluster, world.grid.at(at.x + right, at.y + down))) {
      patches.push({ minX: at.x, minY: at.y, maxX: at.x + right, maxY: at.y + down });
    }
  }
  return front ? { patches, front } : null;
}

/** Distance to the next server in this direction if it is a member and near, else 0. */
function neighbour(world: World, cluster: number, x: number, y: number, stepX: number, stepY: number): number {
  for (let away = 1; away <= NEIGHBOUR; away++) {
    const server = world.grid.at(x + stepX * away, y + stepY * away);
    if (server >= 0) return isMember(world, cluster, server) ? away : 0;
  }
  return 0;
}

const isMember = (world: World, cluster: number, server: number): boolean =>
  server >= 0 && (world.servers.cluster[server] === cluster || world.clustersOf(server).includes(cluster));
