import type { ImportRow } from '../../backend/contract/import.ts';
import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { CONNECTION_TYPES } from '../../backend/contract/statuses.ts';
import { connectionIdOf } from '../../backend/contract/topology.ts';

export type LargeSite = {
  readonly format: 'unlimited-cluster';
  readonly version: 1;
  readonly servers: ImportRow<'servers'>[];
  readonly connections: ImportRow<'connections'>[];
  readonly clusters: ImportRow<'clusters'>[];
};

/** Random numbers in [0, 1) that are the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const CLUSTER_SERVERS = 20;
const REGION_SERVERS = 2_000;

/**
 * A site as companies have them: regions of 2,000 servers, clusters of 20 of one type, addresses by region, connections mostly
 * to a neighbouring cluster and some anywhere. The same seed gives the same site.
 */
export function largeSite({ servers: count, connections: edges, seed }: { servers: number; connections: number; seed: number }): LargeSite {
  const random = seeded(seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  const ids = Array.from({ length: count }, (_, index) => idOf(index));
  const servers = ids.map((id, index) => ({
    id, name: `${typeOf(index).id} ${index}`, type: typeOf(index).id, ip: `10.${Math.floor(index / 65_536)}.${Math.floor(index / 256) % 256}.${index % 256}`,
    region: `region-${Math.floor(index / REGION_SERVERS)}`,
  }));
  const clusters = Array.from({ length: Math.ceil(count / CLUSTER_SERVERS) }, (_, cluster) => ({
    id: `cluster-${cluster}`, name: `Cluster ${cluster}`, servers: ids.slice(cluster * CLUSTER_SERVERS, (cluster + 1) * CLUSTER_SERVERS),
  }));
  const seen = new Set<string>();
  const connections: LargeSite['connections'] = [];
  while (connections.length < edges) {
    const from = below(count);
    const to = random() < 0.9 ? Math.min(count - 1, from + 1 + below(3 * CLUSTER_SERVERS)) : below(count);
    const type = CONNECTION_TYPES[below(5)] ?? 'standard';
    const [fromId = '', toId = ''] = [ids[from], ids[to]];
    const id = connectionIdOf(fromId, toId, type);
    if (from === to || seen.has(id)) continue;
    seen.add(id);
    connections.push({ id, from: fromId, to: toId, type });
  }
  return { format: 'unlimited-cluster', version: 1, servers, connections, clusters };
}

const idOf = (index: number): string => `srv-${String(index).padStart(6, '0')}`;

const typeOf = (index: number): (typeof BUILT_IN_TYPES)[number] => BUILT_IN_TYPES[Math.floor(index / CLUSTER_SERVERS) % BUILT_IN_TYPES.length] ?? (BUILT_IN_TYPES[0] as (typeof BUILT_IN_TYPES)[number]);
