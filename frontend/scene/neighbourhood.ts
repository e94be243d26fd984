import type { World } from './world.ts';

/** Some servers with everything within so many connections of them. */
export type Neighbourhood = {
  /** The nearest first. */
  readonly servers: readonly number[];
  /** Every connection between two of them. */
  readonly connections: readonly number[];
};

/** The servers within `hops` connections of these, whichever way the connections point, and what connects them. */
export function neighbourhoodOf(world: World, roots: Iterable<number>, hops: number): Neighbourhood {
  const { from, to } = world.connections;
  const servers: number[] = [];
  const isIn = new Uint8Array(world.servers.count);
  const take = (server: number): void => {
    if (isIn[server] === 1 || !world.has(server)) return;
    isIn[server] = 1;
    servers.push(server);
  };
  for (const server of roots) take(server);
  let ring = 0;
  for (let hop = 0; hop < hops; hop++) {
    const end = servers.length;
    for (; ring < end; ring++) {
      world.eachConnection(servers[ring] as number, (row) => {
        take(from[row] as number);
        take(to[row] as number);
      });
    }
  }
  const connections: number[] = [];
  for (const server of servers) {
    // Each is met at both ends; its beginning counts.
    world.eachConnection(server, (row) => { if (from[row] === server && isIn[to[row] as number] === 1) connections.push(row); });
  }
  return { servers, connections };
}
