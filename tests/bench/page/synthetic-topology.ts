import { BUILT_IN_TYPES } from '../../../backend/contract/built-in-types.ts';
import { CONNECTION_TYPES, NETWORK_MODES, SERVER_STATUSES } from '../../../backend/contract/statuses.ts';
import { encodeTopology, NONE_MEASURED, type ColumnName, type Column, type TopologyHeader } from '../../../backend/contract/topology.ts';

const REGIONS = ['eu-north', 'eu-west', 'eu-central', 'us-east', 'us-west', 'ap-south', 'ap-east', 'sa-east', 'af-south', 'me-central', 'edge-1', 'edge-2', 'edge-3', 'lab', 'backup-site', 'hq', 'dc-1', 'dc-2', 'dc-3', 'dc-4', 'cdn-a', 'cdn-b', 'archive', 'staging'];
const COLOURS = ['#7f9cf5', '#5bb8c4', '#a78bda', '#7fb2e5', '#8aa6c1', '#b08fc7', '#6fa8a0', '#9aa7d8'];
/** As the daemon places servers. */
const PITCH = 3;
const STREET = 2;

/** mulberry32: the same numbers for the same seed, everywhere. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Block = { readonly start: number; readonly count: number; readonly region: number; readonly side: number; x: number; y: number };

/**
 * A topology as the daemon would answer it, made up: regions of clusters of 4 to 160 servers, packed on shelves; six
 * connections for every five servers, most of them within a cluster; a few in a hundred in trouble, bunched as real trouble is.
 */
export function syntheticTopology(servers: number, seed = 7, withNetworks = false): Uint8Array {
  const random = seeded(seed);
  const blocks = planBlocks(servers, random);
  const regions = Math.max(1, Math.max(...blocks.map(({ region }) => region)) + 1);
  placeBlocks(blocks, regions);
  const columns = serverColumns(servers, blocks, random);
  const links = connect(servers, Math.round(servers * 1.2), blocks, random);
  const networks = withNetworks ? planNetworks(servers, blocks, random) : [];
  const all: Record<ColumnName, Column> = {
    ...columns, ...links, ...networkColumns(networks), ...NONE_MEASURED, dressed_server: new Uint32Array(0), dressed_server_json: '', dressed_connection: new Uint32Array(0), dressed_connection_json: '',
  };
  return encodeTopology(headerOf(servers, links.connection_from.length, regions, blocks, columns.server_status, networks.length), all);
}

function planBlocks(servers: number, random: () => number): Block[] {
  const usual = servers <= 40 ? 6 : servers <= 400 ? 16 : 100;
  const regions = Math.max(1, Math.min(REGIONS.length, Math.round(servers / (usual * 3))));
  const blocks: Block[] = [];
  let start = 0;
  while (start < servers) {
    const count = Math.min(servers - start, Math.max(1, Math.round(usual * (0.4 + random() * 1.2))));
    const region = Math.min(regions - 1, Math.floor((start / servers) * regions));
    blocks.push({ start, count, region, side: Math.ceil(Math.sqrt(count)), x: 0, y: 0 });
    start += count;
  }
  return blocks;
}

/** Shelves within a region, and shelves of regions. */
function placeBlocks(blocks: readonly Block[], regions: number): void {
  const sizes: { wide: number; high: number }[] = [];
  for (let region = 0; region < regions; region++) {
    const own = blocks.filter((block) => block.region === region);
    sizes.push(shelve(own.map((block) => ({ wide: block.side * PITCH + STREET, high: Math.ceil(block.count / block.side) * PITCH + STREET, put: (x: number, y: number) => { block.x = x; block.y = y; } }))));
  }
  shelve(sizes.map(({ wide, high }, region) => ({
    wide: wide + 6, high: high + 6,
    put: (x: number, y: number) => {
      for (const block of blocks) if (block.region === region) { block.x += x; block.y += y; }
    },
  })));
}

function shelve(items: readonly { wide: number; high: number; put: (x: number, y: number) => void }[]): { wide: number; high: number } {
  const most = Math.sqrt(items.reduce((area, { wide, high }) => area + wide * high, 0)) * 1.08;
  let x = 0;
  let y = 0;
  let shelf = 0;
  let widest = 0;
  for (const { wide, high, put } of items) {
    if (x > 0 && x + wide > most) {
      x = 0;
      y += shelf;
      shelf = 0;
    }
    put(x, y);
    x += wide;
    shelf = Math.max(shelf, high);
    widest = Math.max(widest, x);
  }
  return { wide: widest, high: y + shelf };
}

function serverColumns(servers: number, blocks: readonly Block[], random: () => number) {
  const x = new Float32Array(servers);
  const y = new Float32Array(servers);
  const type = new Uint16Array(servers);
  const region = new Uint32Array(servers);
  const status = new Uint8Array(servers);
  const [cpu, memory, disk] = [new Uint8Array(servers), new Uint8Array(servers), new Uint8Array(servers)];
  const ids: string[] = [];
  const ips: string[] = [];
  blocks.forEach((block, cluster) => {
    const family = Math.floor(random() * BUILT_IN_TYPES.length);
    const ill = random() < 0.08 ? 0.35 : 0.012;
    for (let at = 0; at < block.count; at++) {
      const server = block.start + at;
      x[server] = block.x + (at % block.side) * PITCH;
      y[server] = block.y + Math.floor(at / block.side) * PITCH;
      type[server] = random() < 0.6 ? family : Math.floor(random() * BUILT_IN_TYPES.length);
      region[server] = block.region;
      const luck = random();
      status[server] = SERVER_STATUSES.indexOf(luck < ill * 0.5 ? 'inactive' : luck < ill * 1.6 ? 'warning' : luck < ill * 1.6 + 0.02 ? 'unknown' : luck < ill * 1.6 + 0.035 ? 'maintenance' : 'active');
      const known = random() < 0.85;
      cpu[server] = known ? Math.floor(random() * 100) : 255;
      memory[server] = known ? 20 + Math.floor(random() * 75) : 255;
      disk[server] = known ? 10 + Math.floor(random() * 80) : 255;
      ids.push(`${BUILT_IN_TYPES[type[server]]?.id ?? 'server'}-${cluster}-${at}`);
      ips.push(`10.${(server >> 16) & 255}.${(server >> 8) & 255}.${server & 255}`);
    }
  });
  const starts = new Uint32Array(blocks.length + 1);
  blocks.forEach((block, cluster) => { starts[cluster + 1] = block.start + block.count; });
  return {
    server_id: ids.join('\n'), server_name: '\n'.repeat(Math.max(0, servers - 1)), server_ip: ips.join('\n'), server_x: x, server_y: y, server_type: type, server_region: region,
    server_status: status, server_cpu: cpu, server_memory: memory, server_disk: disk, server_flags: new Uint8Array(servers).fill(1),
    cluster_member_start: starts, cluster_member: Uint32Array.from({ length: servers }, (_, server) => server),
  };
}

/** One network per cluster, one per region, and one in a hundred servers' worth that are strewn over the map. */
function planNetworks(servers: number, blocks: readonly Block[], random: () => number): number[][] {
  const rangeOf = ({ start, count }: Block): number[] => Array.from({ length: count }, (_, at) => start + at);
  const regions = [...new Set(blocks.map(({ region }) => region))].map((region) => blocks.filter((block) => block.region === region).flatMap(rangeOf));
  const strewn = Array.from({ length: Math.floor(servers / 100) }, () => [...new Set(Array.from({ length: 20 }, () => Math.floor(random() * servers)))]);
  return [...blocks.map(rangeOf), ...regions, ...strewn];
}

function networkColumns(networks: readonly (readonly number[])[]) {
  const starts = [0];
  for (const members of networks) starts.push((starts.at(-1) ?? 0) + members.length);
  return { network_member_start: Uint32Array.from(starts), network_member: Uint32Array.from(networks.flat()) };
}

function connect(servers: number, count: number, blocks: readonly Block[], random: () => number) {
  const from: number[] = [];
  const to: number[] = [];
  const blockOf = new Uint32Array(servers);
  blocks.forEach(({ start, count: size }, block) => blockOf.fill(block, start, start + size));
  for (let row = 0; row < count && servers > 1; row++) {
    const a = Math.floor(random() * servers);
    const block = blocks[blockOf[a] as number] as Block;
    const b = random() < 0.85 ? block.start + Math.floor(random() ** 2 * block.count) : Math.floor(random() * servers);
    if (a === b) continue;
    from.push(a);
    to.push(b);
  }
  const rows = from.length;
  const status = Uint8Array.from({ length: rows }, () => (random() < 0.9 ? 1 : random() < 0.5 ? 2 : 0));
  return {
    connection_from: Uint32Array.from(from), connection_to: Uint32Array.from(to),
    connection_type: Uint8Array.from({ length: rows }, () => Math.floor(random() * CONNECTION_TYPES.length)),
    connection_status: status, connection_latency_ms: Float32Array.from({ length: rows }, (_, row) => (status[row] === 1 ? random() * 20 : NaN)),
    connection_id: '\n'.repeat(Math.max(0, rows - 1)),
  };
}

function headerOf(servers: number, connections: number, regions: number, blocks: readonly Block[], status: Uint8Array, networks: number): Omit<TopologyHeader, 'columns' | 'version'> {
  return {
    epoch: 'bench', number: 1, revision: 1, servers, connections,
    types: BUILT_IN_TYPES.map(({ id, name, color, sign, ports }) => ({ id, name, color, icon: id, sign, ports })),
    regions: REGIONS.slice(0, regions),
    clusters: blocks.map((block, cluster) => {
      const own = status.subarray(block.start, block.start + block.count);
      const well = own.filter((code) => code === 1 || code === 4).length;
      const health = own.every((code) => code === 0) ? 'unknown' : well === 0 ? 'down' : own.some((code) => code === 2 || code === 3) ? 'degraded' : 'healthy';
      return { id: `cluster-${cluster}`, name: `${NAMES[cluster % NAMES.length]} ${cluster + 1}`, color: COLOURS[cluster % COLOURS.length] ?? '#90a4ae', health, auto_connect: false };
    }),
    icons: [],
    areas: [], texts: [], lines: [], views: [],
    networks: Array.from({ length: networks }, (_, at) => ({ id: `net-${at}`, name: `Network ${at}`, cidr: `10.${at >> 8}.${at & 255}.0/24`, mode: NETWORK_MODES[at % NETWORK_MODES.length] ?? 'bridge', vlan: at % 4095, gateway: '', dhcp_range: '' })),
  };
}

const NAMES = ['Production', 'Shop', 'Mail', 'Data', 'Edge', 'Search', 'Media', 'Billing', 'Backoffice', 'Build'];
