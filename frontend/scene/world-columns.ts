import type { Column, ColumnName, ConnectionDress, ServerDress, Topology } from '../../backend/contract/topology.ts';
import { ConnectionColumns } from './connection-columns.ts';
import { depthOrder } from './depth-order.ts';
import { healthCode, type ClusterRow } from './groups.ts';
import type { Links } from './links.ts';
import type { GroupedMembers } from './memberships.ts';
import type { NetworkRow } from './networks.ts';
import { ServerColumns } from './server-columns.ts';
import type { ServerLooks } from './server-looks.ts';
import type { ServerTexts } from './server-names.ts';
import { TextColumn } from './text-column.ts';

type NumberColumn = Exclude<Column, string>;

function numbers(topology: Topology, name: ColumnName): NumberColumn {
  const column = topology.columns[name];
  if (typeof column === 'string') throw new RangeError(`Column ${name} holds text, not numbers.`);
  return column;
}

function texts(topology: Topology, name: ColumnName, rows: number): TextColumn {
  const column = topology.columns[name];
  if (typeof column !== 'string') throw new RangeError(`Column ${name} holds numbers, not text.`);
  return new TextColumn(column, rows);
}

export type ReadServers = ServerTexts & {
  readonly servers: ServerColumns;
  /** Place in depth order of each row of the snapshot. */
  readonly placeOfRow: Uint32Array;
};

/** Copies the servers of a snapshot into depth order. */
export function readServers(topology: Topology): ReadServers {
  const count = topology.header.servers;
  const order = depthOrder(numbers(topology, 'server_x'), numbers(topology, 'server_y'), count);
  const servers = new ServerColumns(count);
  servers.count = count;
  servers.alive.fill(1);
  servers.text.set(order);
  arrange(servers.x, numbers(topology, 'server_x'), order);
  arrange(servers.y, numbers(topology, 'server_y'), order);
  arrange(servers.type, numbers(topology, 'server_type'), order);
  arrange(servers.region, numbers(topology, 'server_region'), order);
  arrange(servers.status, numbers(topology, 'server_status'), order);
  arrange(servers.cpu, numbers(topology, 'server_cpu'), order);
  arrange(servers.memory, numbers(topology, 'server_memory'), order);
  arrange(servers.disk, numbers(topology, 'server_disk'), order);
  arrange(servers.flags, numbers(topology, 'server_flags'), order);
  const placeOfRow = new Uint32Array(count);
  for (let place = 0; place < count; place++) placeOfRow[order[place] as number] = place;
  return {
    servers,
    ids: texts(topology, 'server_id', count),
    names: texts(topology, 'server_name', count),
    ips: texts(topology, 'server_ip', count),
    placeOfRow,
  };
}

function arrange(into: NumberColumn, from: NumberColumn, order: NumberColumn): void {
  for (let place = 0; place < order.length; place++) into[place] = from[order[place] as number] as number;
}

/** Connections with their ends renumbered, and chained to the servers. */
export function readConnections(topology: Topology, servers: ServerColumns, placeOfRow: Uint32Array): { connections: ConnectionColumns; ids: TextColumn } {
  const count = topology.header.connections;
  const from = numbers(topology, 'connection_from');
  const to = numbers(topology, 'connection_to');
  const connections = new ConnectionColumns(count);
  connections.count = count;
  connections.alive.fill(1);
  connections.type.set(numbers(topology, 'connection_type'));
  connections.status.set(numbers(topology, 'connection_status'));
  connections.latency.set(numbers(topology, 'connection_latency_ms'));
  for (let row = count - 1; row >= 0; row--) {
    const start = placeOfRow[from[row] as number] as number;
    const end = placeOfRow[to[row] as number] as number;
    connections.from[row] = start;
    connections.to[row] = end;
    connections.nextOut[row] = servers.firstOut[start] as number;
    connections.nextIn[row] = servers.firstIn[end] as number;
    servers.firstOut[start] = row;
    servers.firstIn[end] = row;
  }
  return { connections, ids: texts(topology, 'connection_id', count) };
}

export function readGroups(topology: Topology, placeOfRow: Uint32Array): { clusters: ClusterRow[]; networks: NetworkRow[]; hosts: GroupedMembers } {
  const { members, starts } = grouped(topology, 'cluster_member', placeOfRow);
  return {
    clusters: topology.header.clusters.map(({ id, name, color, health, auto_connect }, cluster) => ({
      id, name, color, health: healthCode(health), autoConnect: auto_connect, alive: true, members: members.subarray(starts[cluster], starts[cluster + 1]),
    })),
    networks: topology.header.networks.map((network) => ({ ...network, alive: true })),
    hosts: grouped(topology, 'network_member', placeOfRow),
  };
}

/** Copies the members of groups, as places: a view would keep the whole snapshot in memory. */
function grouped(topology: Topology, name: 'cluster_member' | 'network_member', placeOfRow: Uint32Array): GroupedMembers {
  const rows = numbers(topology, name);
  const members = new Uint32Array(rows.length);
  arrange(members, placeOfRow, rows);
  return { members, starts: Uint32Array.from(numbers(topology, `${name}_start`)) };
}

/** Hands out what few servers and few connections have. Rows of connections keep their places. */
export function readDress(topology: Topology, placeOfRow: Uint32Array, looks: ServerLooks, links: Links): void {
  eachDress(topology, 'dressed_server', (row, dress) => looks.put(placeOfRow[row] as number, dress as ServerDress));
  eachDress(topology, 'dressed_connection', (row, dress) => links.dress(row, dress as ConnectionDress));
  readTraffic(topology, links);
}

/** Hands out what the few connections carry whose traffic is measured. */
function readTraffic(topology: Topology, links: Links): void {
  const sent = numbers(topology, 'measured_connection_sent');
  const received = numbers(topology, 'measured_connection_received');
  numbers(topology, 'measured_connection').forEach((row, at) => links.setTraffic(row, { sent_bytes_per_second: sent[at] ?? 0, received_bytes_per_second: received[at] ?? 0 }));
}

function eachDress(topology: Topology, name: 'dressed_server' | 'dressed_connection', visit: (row: number, dress: unknown) => void): void {
  const rows = numbers(topology, name);
  if (rows.length === 0) return;
  const lines = texts(topology, `${name}_json`, rows.length);
  rows.forEach((row, at) => visit(row, JSON.parse(lines.get(at)) as unknown));
}
