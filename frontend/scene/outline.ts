import type { Floor } from './areas.ts';
import { routeBetween, type Route } from './route.ts';
import type { World } from './world.ts';

/** Tiles within which two members count as neighbours whose floors join. */
const NEIGHBOUR = 3;

/** Clusters up to this size are joined by walks, however far apart their members stand. */
const MOST_WALKED = 48;

/** The floor of a scattered cluster: one patch per member, bridges to the members beside it, and walks to the others. */
export type Patches = {
  /** Rectangles in tiles, not grown: their union is the floor. */
  readonly patches: readonly Floor[];
  /** Legs along the axes that join what is apart, likewise; they are drawn narrow. */
  readonly walks: readonly Floor[];
  /** The frontmost member's place, where the name goes. */
  readonly front: { readonly x: number; readonly y: number };
};

/** Patches of a cluster's members, or null if it has none. */
export function patchesOf(world: World, cluster: number): Patches | null {
  const { x, y, alive } = world.servers;
  const patches: Floor[] = [];
  const members: number[] = [];
  let front: { x: number; y: number } | null = null;
  for (const server of world.clusters[cluster]?.members ?? []) {
    if (alive[server] !== 1) continue;
    const at = { x: x[server] as number, y: y[server] as number };
    members.push(server);
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
  return front ? { patches, front, walks: members.length <= MOST_WALKED ? walksBetween(world, members) : [] } : null;
}

/** The shortest tree that joins all members (Prim), each of its edges on a route around the other servers. */
function walksBetween(world: World, members: readonly number[]): Floor[] {
  const { x, y } = world.servers;
  const far = (a: number, b: number): number => Math.abs((x[a] as number) - (x[b] as number)) + Math.abs((y[a] as number) - (y[b] as number));
  const joined = members.slice(0, 1);
  const open = new Set(members.slice(1));
  const walks: Floor[] = [];
  while (open.size > 0) {
    let [from, to, least] = [-1, -1, Infinity];
    for (const a of joined) {
      for (const b of open) {
        if (far(a, b) < least) [from, to, least] = [a, b, far(a, b)];
      }
    }
    open.delete(to);
    joined.push(to);
    walks.push(...legs(routeBetween(x[from] as number, y[from] as number, x[to] as number, y[to] as number, WALK_LANE, world.grid)));
  }
  return walks;
}

/** The lane in the middle of the street. */
const WALK_LANE = 2;

function legs(route: Route): Floor[] {
  const found: Floor[] = [];
  for (let at = 0; at + 3 < route.length; at += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = route.slice(at, at + 4);
    found.push({ minX: Math.min(x0, x1), minY: Math.min(y0, y1), maxX: Math.max(x0, x1), maxY: Math.max(y0, y1) });
  }
  return found;
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
