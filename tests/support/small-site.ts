import type { Site } from '../../frontend/scene/layouts/layout.ts';
import { seeded } from './large-site.ts';

export type SiteServer = {
  readonly name: string; readonly x?: number; readonly y?: number; readonly type?: number;
  readonly region?: string; readonly cluster?: string; readonly network?: string; readonly isPinned?: boolean;
};
export type SiteLink = readonly [from: string, to: string, kind?: 'tie'];

/** A site of servers written down by hand, as a layout is given it. Connections name servers that are there. */
export function siteFrom(servers: readonly SiteServer[], links: readonly SiteLink[] = [], taken: readonly (readonly [number, number])[] = []): Site {
  const column = (key: 'region' | 'cluster' | 'network'): { names: string[]; places: Int32Array } => {
    const names = [...new Set(servers.flatMap((server) => server[key] ?? []))];
    return { names, places: Int32Array.from(servers, (server) => (server[key] === undefined ? -1 : names.indexOf(server[key]))) };
  };
  const placeOf = new Map(servers.map(({ name }, place) => [name, place]));
  const [region, cluster, network] = [column('region'), column('cluster'), column('network')];
  return {
    count: servers.length,
    x: Float32Array.from(servers, ({ x = 0 }) => x), y: Float32Array.from(servers, ({ y = 0 }) => y),
    type: Uint16Array.from(servers, ({ type = 0 }) => type),
    region: region.places, cluster: cluster.places, network: network.places,
    pinned: Uint8Array.from(servers, ({ isPinned }) => Number(isPinned === true)),
    names: servers.map(({ name }) => name).join('\n'), regions: region.names, clusters: cluster.names, networks: network.names,
    from: Uint32Array.from(links, ([from]) => placeOf.get(from) ?? 0), to: Uint32Array.from(links, ([, to]) => placeOf.get(to) ?? 0),
    undirected: Uint8Array.from(links, ([, , kind]) => Number(kind === 'tie')),
    takenX: Float32Array.from(taken, ([x]) => x), takenY: Float32Array.from(taken, ([, y]) => y),
  };
}

/** Regions of 250 servers, clusters of 10, a few servers without one, connections mostly to a near cluster. The same seed, the same site. */
export function randomSite(count: number, { seed = 1, pinnedEvery = 0 }: { seed?: number; pinnedEvery?: number } = {}): Site {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const servers = Array.from({ length: count }, (_, at): SiteServer => ({
    name: `srv-${at}`, type: below(6), x: below(400), y: below(400), region: `region-${Math.floor(at / 250)}`, network: `net-${Math.floor(at / 100)}`,
    ...(at % 10 === 9 ? {} : { cluster: `cluster-${Math.floor(at / 10)}` }), isPinned: pinnedEvery > 0 && at % pinnedEvery === 0,
  }));
  const links = Array.from({ length: Math.floor(count * 1.2) }, (): SiteLink => {
    const from = below(count);
    return [`srv-${from}`, `srv-${(from + 1 + below(40)) % count}`];
  });
  return siteFrom(servers, links);
}

/** The tile of every server, such as "3 -2". */
export const tilesOf = (places: Float32Array): string[] => Array.from({ length: places.length / 2 }, (_, server) => `${places[server * 2] ?? NaN} ${places[server * 2 + 1] ?? NaN}`);
