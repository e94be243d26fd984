import { BUILT_IN_TYPES } from '../../backend/contract/built-in-types.ts';
import { CLUSTER_HEALTHS, CONNECTION_TYPES, SERVER_STATUSES, type ServerStatus } from '../../backend/contract/statuses.ts';
import { decodeTopology, encodeTopology, NONE_MEASURED, type Topology, type TopologyHeader } from '../../backend/contract/topology.ts';

export type SmallServer = { readonly id: string; readonly x: number; readonly y: number; readonly type?: string; readonly region?: string; readonly status?: ServerStatus };
export type SmallSite = Partial<Pick<TopologyHeader, 'icons' | 'areas' | 'texts' | 'lines' | 'views'>> & {
  readonly servers: readonly SmallServer[];
  readonly connections?: readonly (readonly [from: string, to: string])[];
  readonly clusters?: Readonly<Record<string, readonly string[]>>;
  /** Members by id of the network. */
  readonly networks?: Readonly<Record<string, readonly string[]>>;
};

/** A topology as the daemon answers it, of a few servers written down by hand; encoded and decoded on the way. */
export function smallTopology({ servers, connections = [], clusters = {}, networks = {}, icons = [], areas = [], texts = [], lines = [], views = [] }: SmallSite): Topology {
  const placeOf = (id: string): number => servers.findIndex((server) => server.id === id);
  const regions = [...new Set(servers.map(({ region = '' }) => region))];
  const members = Object.values(clusters);
  const hosts = Object.values(networks);
  const bytes = encodeTopology({
    epoch: 'test', number: 1, revision: 1, servers: servers.length, connections: connections.length,
    types: BUILT_IN_TYPES.map(({ id, name, color, sign, ports }) => ({ id, name, color, icon: id, sign, ports })),
    regions, networks: Object.keys(networks).map((id) => ({ id, name: id, cidr: '10.0.0.0/24', mode: 'bridge', vlan: null, gateway: '', dhcp_range: '' })), icons, areas, texts, lines, views,
    clusters: Object.keys(clusters).map((id) => ({ id, name: id, color: '#7f9cf5', health: CLUSTER_HEALTHS[1], auto_connect: false })),
  }, {
    server_id: servers.map(({ id }) => id).join('\n'), server_name: servers.map(() => '').join('\n'), server_ip: servers.map((_, at) => `10.0.0.${at}`).join('\n'),
    server_x: Float32Array.from(servers, ({ x }) => x), server_y: Float32Array.from(servers, ({ y }) => y),
    server_type: Uint16Array.from(servers, ({ type = 'generic' }) => BUILT_IN_TYPES.findIndex(({ id }) => id === type)),
    server_region: Uint32Array.from(servers, ({ region = '' }) => regions.indexOf(region)),
    server_status: Uint8Array.from(servers, ({ status = 'active' }) => SERVER_STATUSES.indexOf(status)),
    server_cpu: new Uint8Array(servers.length).fill(255), server_memory: new Uint8Array(servers.length).fill(255), server_disk: new Uint8Array(servers.length).fill(255),
    server_flags: new Uint8Array(servers.length),
    cluster_member_start: startsOf(members), cluster_member: Uint32Array.from(members.flat(), placeOf),
    network_member_start: startsOf(hosts), network_member: Uint32Array.from(hosts.flat(), placeOf),
    connection_from: Uint32Array.from(connections, ([from]) => placeOf(from)), connection_to: Uint32Array.from(connections, ([, to]) => placeOf(to)),
    connection_type: new Uint8Array(connections.length), connection_status: new Uint8Array(connections.length).fill(1),
    connection_latency_ms: new Float32Array(connections.length).fill(NaN), connection_id: connections.map(() => '').join('\n'),
    ...NONE_MEASURED, dressed_server: new Uint32Array(0), dressed_server_json: '', dressed_connection: new Uint32Array(0), dressed_connection_json: '',
  });
  return decodeTopology(bytes.buffer as ArrayBuffer);
}

function startsOf(lists: readonly (readonly string[])[]): Uint32Array {
  const starts = [0];
  for (const list of lists) starts.push((starts.at(-1) ?? 0) + list.length);
  return Uint32Array.from(starts);
}

/** The row of a server as the feed carries it. */
export function storedServer(id: string, x: number, y: number, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    id, name: id, type: 'generic', ip: '', region: '', tags: {}, networks: [], hostname: '', os: '', parent: null, addresses: [], notes: '',
    position: { x, y }, look: {}, extras: {}, source: { kind: 'none' }, maintenance: false, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', ...more,
  };
}

export const storedConnection = (from: string, to: string, type = CONNECTION_TYPES[0]): Record<string, unknown> =>
  ({ id: `${from}--${to}--${type}`, from, to, type, label: '', style: {}, extras: {}, cluster: null, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' });

export const storedCluster = (id: string, servers: readonly string[]): Record<string, unknown> =>
  ({ id, name: id, servers, color: '#7f9cf5', auto_connect: false, created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z' });

export const storedNetwork = (id: string, more: Readonly<Record<string, unknown>> = {}): Record<string, unknown> =>
  ({ id, name: id, cidr: '', mode: 'bridge', vlan: null, gateway: '', dhcp_range: '', created_at: '2026-01-01T00:00:00Z', updated_at: '2026-01-01T00:00:00Z', ...more });
