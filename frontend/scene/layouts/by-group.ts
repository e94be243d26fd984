import { CLUSTER_MARGIN, REGION_MARGIN } from '../areas.ts';
import { fillSquare, squareOf } from './grid.ts';
import type { Layout, LayoutName, Places, Site } from './layout.ts';
import { packShelves, type Shelves, type Size } from './shelves.ts';

/** Regions in blocks apart, clusters in blocks within. */
export const byRegion: Layout = { place: (site, order, { pitch }) => placeAreas(site, order, pitch, ['region', 'cluster']) };
/** Networks in blocks apart, clusters in blocks within. A server in several belongs to the first of them. */
export const byNetwork: Layout = { place: (site, order, { pitch }) => placeAreas(site, order, pitch, ['network', 'cluster']) };
/** Clusters in blocks apart. */
export const byCluster: Layout = { place: (site, order, { pitch }) => placeAreas(site, order, pitch, ['cluster']) };

type Kind = Extract<LayoutName, 'region' | 'network' | 'cluster'>;
type Block = Size & { readonly members: readonly number[] };
type Area = Shelves<Block>;

/** Free tiles beyond the pitch between two clusters, and beyond that between two areas: lanes for connections, and room to tell them apart. */
const LANE = 1;
const AREA_LANE = 2;

/** Tiles between the outermost members of two clusters: their floors do not touch. */
export const clusterGap = (pitch: number): number => Math.max(pitch, Math.ceil(2 * CLUSTER_MARGIN)) + LANE;
/** Regions have floors of their own, wider than those of clusters. */
const areaGap = (kind: Kind, pitch: number): number => clusterGap(pitch) + AREA_LANE + (kind === 'region' ? Math.ceil(2 * (REGION_MARGIN - CLUSTER_MARGIN)) : 0);

/** Members of each area as they are ordered, in compact squares; areas of the last kind stand within those of the one before. */
function placeAreas(site: Site, order: Uint32Array, pitch: number, [outer, inner]: readonly [Kind, Kind?]): Places {
  const places = new Float32Array(site.count * 2);
  const areas = groupsOf(site, order, outer).map((members): Area => packShelves(
    (inner === undefined ? [members] : groupsOf(site, members, inner)).map((block) => ({ members: block, ...squareOf(block.length, pitch) })),
    clusterGap(pitch),
  ));
  for (const area of packShelves(areas, inner === undefined ? clusterGap(pitch) : areaGap(outer, pitch)).placed) {
    for (const block of area.item.placed) fillSquare(places, block.item.members, pitch, area.x + block.x, area.y + block.y);
  }
  return places;
}

/** Blocks of clusters in a square of their own, for servers that a layout has no other place for. */
export function placeClusters(places: Places, site: Site, servers: ArrayLike<number> & Iterable<number>, pitch: number): Size {
  const blocks = groupsOf(site, servers, 'cluster').map((members): Block => ({ members, ...squareOf(members.length, pitch) }));
  const packed = packShelves(blocks, clusterGap(pitch));
  for (const { item, x, y } of packed.placed) fillSquare(places, item.members, pitch, x, y);
  return packed;
}

/** Servers by group, groups by name, those that belong to none last. */
function groupsOf(site: Site, servers: Iterable<number>, kind: Kind): number[][] {
  const names = { region: site.regions, network: site.networks, cluster: site.clusters }[kind];
  const groups = new Map<number, number[]>();
  for (const server of servers) {
    const group = site[kind][server] as number;
    const members = groups.get(group);
    if (members === undefined) groups.set(group, [server]);
    else members.push(server);
  }
  const nameOf = (group: number): string => names[group] ?? '';
  return [...groups].sort(([a], [b]) => Number(nameOf(a) === '') - Number(nameOf(b) === '') || compare(nameOf(a), nameOf(b))).map(([, members]) => members);
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
