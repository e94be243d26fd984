// No imports but types: the page decodes with this file, the daemon encodes with it.
import type { Area } from './area.ts';
import type { FloorText } from './floor-text.ts';
import type { FreeLine } from './free-line.ts';
import type { Icon } from './icon.ts';
import type { LineStyle, Look } from './look.ts';

/** A drawing as the map needs it. */
export type Drawn<R> = Omit<R, 'extras' | 'created_at' | 'updated_at'>;

/** An icon of one's own as the map and its library need it; `keywords` only where there are any. */
export type DrawnIcon = Pick<Icon, 'id' | 'name' | 'collection' | 'is_isometric' | 'scale' | 'image_hash'> & Partial<Pick<Icon, 'keywords'>>;

/** What few servers have: one line of `dressed_server_json`. */
export type ServerDress = Omit<Look, 'locked'>;

/** What few connections have: one line of `dressed_connection_json`. */
export type ConnectionDress = { readonly label?: string; readonly style?: LineStyle };

/** Media type of the binary answer of GET /api/topology. */
export const TOPOLOGY_MEDIA_TYPE = 'application/vnd.unlimited-cluster.topology';

/** Kinds of column. `lines` is UTF-8 text, one row a line, joined by newlines. Numbers are little endian. */
export type ColumnKind = 'u8' | 'u16' | 'u32' | 'f32' | 'lines';

/**
 * Layout of the binary answer:
 *
 *     "UCT1" · u32 length of the header · header (UTF-8 JSON, padded with spaces to a multiple of 8) · columns
 *
 * Each column starts at `offset` from the end of the header, a multiple of 8, and is `bytes` long.
 */
export type TopologyHeader = {
  readonly version: 1;
  readonly epoch: string;
  /** Number of the last Change inside. Continue with `{"after": number}`. */
  readonly number: number;
  /** Revision of the current values inside. Continue with `{"revision": revision}`. */
  readonly revision: number;
  readonly servers: number;
  readonly connections: number;
  /** Names by code: the columns type, region and cluster hold places in these lists. */
  readonly types: readonly { id: string; name: string; color: string; icon: string; sign: string; ports: readonly number[] }[];
  readonly regions: readonly string[];
  readonly clusters: readonly { id: string; name: string; color: string; health: string; auto_connect: boolean }[];
  readonly networks: readonly { id: string; name: string; cidr: string; mode: string; vlan: number | null; gateway: string; dhcp_range: string }[];
  readonly icons: readonly DrawnIcon[];
  readonly areas: readonly Drawn<Area>[];
  readonly texts: readonly Drawn<FloorText>[];
  readonly lines: readonly Drawn<FreeLine>[];
  /** Views without their places, which `GET /api/views/{id}` answers. */
  readonly views: readonly { id: string; name: string; has_places: boolean }[];
  readonly columns: readonly { name: ColumnName; kind: ColumnKind; offset: number; bytes: number }[];
};

/**
 * Columns, with one row per server unless said:
 * `server_id`; `server_name` ("" where it equals the id); `server_ip`; `server_x`, `server_y` in tiles; `server_type`, `server_region`
 * (places in the header's lists); `server_status` (code in SERVER_STATUSES); `server_cpu`, `server_memory`, `server_disk` (whole percent, 255 = not known);
 * `server_flags` (bit 0: measured by a source; bit 1: maintenance; bit 2: locked);
 * `dressed_server` (rows of the few that are drawn in their own way) and `dressed_server_json` (what of it, a ServerDress each);
 * `cluster_member_start` (one row per cluster and one more) into `cluster_member` (rows: places of servers);
 * `network_member_start`, `network_member` likewise;
 * per connection: `connection_from`, `connection_to` (places of servers), `connection_type`, `connection_status` (codes),
 * `connection_latency_ms` (NaN = not known), `connection_id` ("" where it is connectionIdOf(from, to, type));
 * `dressed_connection`, `dressed_connection_json` (a ConnectionDress each) likewise;
 * `measured_connection` (rows of the few whose traffic is measured), `measured_connection_sent`, `measured_connection_received` (bytes per second).
 */
export type ColumnName =
  | 'server_id' | 'server_name' | 'server_ip' | 'server_x' | 'server_y' | 'server_type' | 'server_region' | 'server_status'
  | 'server_cpu' | 'server_memory' | 'server_disk' | 'server_flags'
  | 'cluster_member_start' | 'cluster_member' | 'network_member_start' | 'network_member'
  | 'connection_from' | 'connection_to' | 'connection_type' | 'connection_status' | 'connection_latency_ms' | 'connection_id'
  | 'dressed_server' | 'dressed_server_json' | 'dressed_connection' | 'dressed_connection_json'
  | 'measured_connection' | 'measured_connection_sent' | 'measured_connection_received';

/** Kind of every column; the encoder follows it, the decoder checks it. */
export const COLUMN_KINDS: Readonly<Record<ColumnName, ColumnKind>> = {
  server_id: 'lines', server_name: 'lines', server_ip: 'lines', server_x: 'f32', server_y: 'f32', server_type: 'u16', server_region: 'u32',
  server_status: 'u8', server_cpu: 'u8', server_memory: 'u8', server_disk: 'u8', server_flags: 'u8',
  cluster_member_start: 'u32', cluster_member: 'u32', network_member_start: 'u32', network_member: 'u32',
  connection_from: 'u32', connection_to: 'u32', connection_type: 'u8', connection_status: 'u8', connection_latency_ms: 'f32', connection_id: 'lines',
  dressed_server: 'u32', dressed_server_json: 'lines', dressed_connection: 'u32', dressed_connection_json: 'lines',
  measured_connection: 'u32', measured_connection_sent: 'f32', measured_connection_received: 'f32',
};

export type Column = Uint8Array | Uint16Array | Uint32Array | Float32Array | string;

/** The columns of connections whose traffic is measured, where it is of none. */
export const NONE_MEASURED = { measured_connection: new Uint32Array(0), measured_connection_sent: new Float32Array(0), measured_connection_received: new Float32Array(0) };

/** A decoded topology: typed views onto one buffer; `lines` columns are left as one string each. */
export type Topology = { readonly header: TopologyHeader; readonly columns: Readonly<Record<ColumnName, Column>> };

/** The id a connection gets where none is given, unless taken. */
export function connectionIdOf(from: string, to: string, type: string): string {
  return `${from}--${to}--${type}`.slice(0, 160);
}

const MAGIC = 0x31_54_43_55; // "UCT1", little endian
const align = (bytes: number): number => (bytes + 7) & ~7;

/** Packs columns behind a header. `lines` columns are strings, the others typed arrays of their kind. */
export function encodeTopology(header: Omit<TopologyHeader, 'columns' | 'version'>, columns: Readonly<Record<ColumnName, Column>>): Uint8Array {
  const encoder = new TextEncoder();
  const parts = (Object.keys(COLUMN_KINDS) as ColumnName[]).map((name) => {
    const column = columns[name];
    const bytes = typeof column === 'string' ? encoder.encode(column) : new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
    return { name, kind: COLUMN_KINDS[name], bytes };
  });
  let offset = 0;
  const placed = parts.map(({ name, kind, bytes }) => {
    const column = { name, kind, offset, bytes: bytes.byteLength };
    offset += align(bytes.byteLength);
    return column;
  });
  const json = encoder.encode(JSON.stringify({ version: 1, ...header, columns: placed } satisfies TopologyHeader));
  const start = 8 + align(json.byteLength);
  const packed = new Uint8Array(start + offset);
  packed.fill(0x20, 8 + json.byteLength, start);
  const view = new DataView(packed.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, start - 8, true);
  packed.set(json, 8);
  parts.forEach(({ bytes }, index) => packed.set(bytes, start + (placed[index]?.offset ?? 0)));
  return packed;
}

/** Unpacks without copying numbers. Throws RangeError on anything that is not a topology of version 1. */
export function decodeTopology(buffer: ArrayBuffer): Topology {
  const header = decodeTopologyHeader(new Uint8Array(buffer));
  const start = 8 + new DataView(buffer).getUint32(4, true);
  if ((header.version as number) !== 1) throw new RangeError(`Topology of version ${String(header.version)}; this page reads version 1. Reload it.`);
  const columns = Object.fromEntries(header.columns.map(({ name, kind, offset, bytes }) => [name, columnOf(buffer, kind, start + offset, bytes)]));
  return { header, columns: columns as Record<ColumnName, Column> };
}

/** The header alone. Throws RangeError on anything that is not a topology. */
export function decodeTopologyHeader(bytes: Uint8Array): TopologyHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.byteLength < 8 || view.getUint32(0, true) !== MAGIC) throw new RangeError('Not a topology: the first four bytes are not "UCT1".');
  return JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + view.getUint32(4, true)))) as TopologyHeader;
}

function columnOf(buffer: ArrayBuffer, kind: ColumnKind, offset: number, bytes: number): Column {
  switch (kind) {
    case 'u8': return new Uint8Array(buffer, offset, bytes);
    case 'u16': return new Uint16Array(buffer, offset, bytes / 2);
    case 'u32': return new Uint32Array(buffer, offset, bytes / 4);
    case 'f32': return new Float32Array(buffer, offset, bytes / 4);
    case 'lines': return new TextDecoder().decode(new Uint8Array(buffer, offset, bytes));
  }
}
