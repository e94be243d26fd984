import { UNGROUPED, type Groupers } from './grouping.ts';
import type { World } from './world.ts';

/** What servers can be told apart by, besides `tag:KEY`. */
export const GROUPINGS = ['region', 'network', 'cluster', 'type'] as const;

/**
 * How servers are told apart by one of GROUPINGS, or by `tag:KEY` once its values are known; anything else is by region. A server in several clusters
 * or networks counts for the first.
 */
export function groupersOf(world: World, by: string, typeName: (type: number) => string): Groupers {
  const { servers } = world;
  switch (by) {
    case 'network': return { by, size: () => world.networks.length, nameOf: (group) => world.networks[group]?.name ?? '', groupOf: (server) => servers.network[server] ?? UNGROUPED };
    case 'cluster': return { by, size: () => world.clusters.length, nameOf: (group) => world.clusters[group]?.name ?? '', groupOf: (server) => servers.cluster[server] ?? UNGROUPED };
    case 'type': return { by, size: () => world.types.length, nameOf: typeName, groupOf: (server) => servers.type[server] ?? UNGROUPED };
    default: return byTag(world, by) ?? byRegion(world);
  }
}

function byTag(world: World, by: string): Groupers | undefined {
  const column = by.startsWith('tag:') ? world.tags.known(by.slice(4)) : undefined;
  return column && { by, size: () => column.values.length, nameOf: (group) => column.values[group] ?? '', groupOf: (server) => column.of(server) };
}

function byRegion(world: World): Groupers {
  const { servers, regions } = world;
  return {
    by: 'region', size: () => regions.length, nameOf: (group) => regions[group] ?? '',
    groupOf: (server) => (world.regionOf(server) === '' ? UNGROUPED : servers.region[server] ?? UNGROUPED),
  };
}
