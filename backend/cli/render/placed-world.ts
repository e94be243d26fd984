import { arrange } from '../../../frontend/scene/layouts/arrange.ts';
import { MOST_SERVERS, type LayoutName } from '../../../frontend/scene/layouts/layout.ts';
import { siteOf } from '../../../frontend/scene/layouts/read-site.ts';
import { LAYOUTS } from '../../../frontend/scene/layouts/registry.ts';
import { Preview } from '../../../frontend/scene/preview.ts';
import { World } from '../../../frontend/scene/world.ts';
import type { SiteLayout } from '../../contract/site.ts';
import type { Topology } from '../../contract/topology.ts';
import type { ImportFile } from '../../domain/import-file.ts';
import { PITCH } from '../../domain/placement.ts';

/** The layouts by the names that site files call them by. */
const NAMES: Readonly<Record<SiteLayout, LayoutName>> = { by_network: 'network', by_region: 'region', by_cluster: 'cluster', layered: 'layered', circular: 'circular', grid: 'grid', force: 'force' };

/** What a file whose servers have no places is arranged by: what it asks for, else what suits it. */
export function layoutFor(file: ImportFile, wished: SiteLayout | undefined): SiteLayout {
  if (wished !== undefined) return wished;
  if (file.networks.length > 0) return 'by_network';
  return file.servers.length <= (MOST_SERVERS.layered ?? Infinity) ? 'layered' : 'grid';
}

/** The world of a topology, its servers arranged but for those that are to stay where the file puts them. */
export function placedWorld(topology: Topology, layout: SiteLayout, stays: ReadonlySet<string>): World {
  const world = World.from(topology);
  if (stays.size >= world.size) return world;
  const { site, servers } = siteOf(world, { has: () => true, isKept: (server) => stays.has(world.idOf(server)) }, new Preview(world.servers, () => undefined, () => undefined));
  const places = arrange(LAYOUTS[NAMES[layout]], site, { pitch: PITCH, direction: 'right' });
  const at = new Map(Array.from(servers, (server, place) => [world.idOf(server), place]));
  const ids = (topology.columns.server_id as string).split('\n');
  const column = (axis: 0 | 1): Float32Array => Float32Array.from(ids, (id) => places[(at.get(id) ?? 0) * 2 + axis] as number);
  return World.from({ ...topology, columns: { ...topology.columns, server_x: column(0), server_y: column(1) } });
}
