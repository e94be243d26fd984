import { CONNECTION_TYPES } from '../../../backend/contract/statuses.ts';
import { isPinned } from '../pinned.ts';
import type { Preview } from '../preview.ts';
import type { World } from '../world.ts';
import type { Site } from './layout.ts';

const CLUSTER_INTERNAL = CONNECTION_TYPES.indexOf('cluster_internal');

/** Which servers are to be arranged, and which of them stay, by their places in the World. */
export type Scope = { has(server: number): boolean; isKept(server: number): boolean };

/** What a layout is told about a World, wherever its preview shows the servers: `servers` are the places in the World of the site's own. */
export function siteOf(world: World, scope: Scope, preview: Preview): { readonly site: Site; readonly servers: Uint32Array } {
  const columns = world.servers;
  const all = Uint32Array.from({ length: columns.count }, (_, server) => server).filter((server) => columns.alive[server] === 1);
  const servers = all.filter((server) => scope.has(server));
  const others = all.filter((server) => !scope.has(server));
  const placeOf = new Int32Array(columns.count).fill(-1);
  servers.forEach((server, place) => { placeOf[server] = place; });
  return {
    servers,
    site: {
      count: servers.length,
      x: Float32Array.from(servers, (server) => preview.xOf(server)),
      y: Float32Array.from(servers, (server) => preview.yOf(server)),
      type: Uint16Array.from(servers, (server) => columns.type[server] as number),
      region: Int32Array.from(servers, (server) => columns.region[server] as number),
      cluster: Int32Array.from(servers, (server) => columns.cluster[server] as number),
      network: Int32Array.from(servers, (server) => networkOf(world, server)),
      pinned: Uint8Array.from(servers, (server) => Number(isPinned(columns, server) || scope.isKept(server))),
      names: Array.from(servers, (server) => world.nameOf(server)).join('\n'),
      regions: [...world.regions], clusters: world.clusters.map(({ name }) => name), networks: world.networks.map(({ name }) => name),
      ...connectionsOf(world, placeOf),
      takenX: Float32Array.from(others, (server) => preview.xOf(server)),
      takenY: Float32Array.from(others, (server) => preview.yOf(server)),
    },
  };
}

function connectionsOf(world: World, placeOf: Int32Array): Pick<Site, 'from' | 'to' | 'undirected'> {
  const { from, to, type, alive, count } = world.connections;
  const rows = Uint32Array.from({ length: count }, (_, row) => row)
    .filter((row) => alive[row] === 1 && (placeOf[from[row] as number] as number) >= 0 && (placeOf[to[row] as number] as number) >= 0);
  return {
    from: rows.map((row) => placeOf[from[row] as number] as number),
    to: rows.map((row) => placeOf[to[row] as number] as number),
    undirected: Uint8Array.from(rows, (row) => Number(type[row] === CLUSTER_INTERNAL)),
  };
}

/** Place of its network, unless that was removed. */
function networkOf(world: World, server: number): number {
  const network = world.servers.network[server] as number;
  return world.networks[network]?.alive === true ? network : -1;
}
