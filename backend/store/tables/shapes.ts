import { isoOf } from '../../clock.ts';
import type { StoredCluster } from '../../contract/cluster.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { Network } from '../../contract/network.ts';
import type { ServerType } from '../../contract/server-type.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { View } from '../../contract/view.ts';
import type { SqlValue } from '../database.ts';
import type { Row } from '../journal.ts';
import type { RowShape } from './row-table.ts';

type Shape<R extends Row> = Omit<RowShape<R>, 'follow'>;

const TIMES = ['created_ms', 'updated_ms'] as const;

const NO_LIST = '[]';
const NO_SOURCE = '{"kind":"none"}';
const NO_DETAILS = '{}';

/** What few servers have, in one column: only what differs from the default. */
type Details = Partial<Pick<StoredServer, 'tags' | 'hostname' | 'os' | 'addresses' | 'notes'>>;

export const SERVER_SHAPE: Shape<StoredServer> = {
  noun: 'servers', table: 'servers',
  columns: ['id', 'name', 'type', 'ip', 'region', 'parent', 'x', 'y', 'maintenance', 'source', 'networks', 'details', ...TIMES],
  encode: (row) => [
    row.id, row.name, row.type, row.ip, row.region, row.parent, row.position.x, row.position.y, Number(row.maintenance),
    row.source.kind === 'none' ? NO_SOURCE : JSON.stringify(row.source), listText(row.networks), detailsText(row), ...timesOf(row),
  ],
  decode: ([id, name, type, ip, region, parent, x, y, maintenance, source, networks, details, created, updated]) => {
    const { tags = {}, hostname = '', os = '', addresses = [], notes = '' } = details === NO_DETAILS ? ({}) : JSON.parse(details as string) as Details;
    return {
      id: id as string, name: name as string, type: type as string, ip: ip as string, region: region as string, tags,
      networks: listOf(networks), hostname, os, parent: parent as string | null, addresses, notes,
      position: { x: x as number, y: y as number },
      source: source === NO_SOURCE ? { kind: 'none' } : JSON.parse(source as string) as StoredServer['source'],
      maintenance: maintenance === 1, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
    };
  },
};

export const CONNECTION_SHAPE: Shape<StoredConnection> = {
  noun: 'connections', table: 'connections',
  columns: ['id', 'from_id', 'to_id', 'type', 'label', 'cluster', ...TIMES],
  encode: (row) => [row.id, row.from, row.to, row.type, row.label, row.cluster, ...timesOf(row)],
  decode: ([id, from, to, type, label, cluster, created, updated]) => ({
    id: id as string, from: from as string, to: to as string, type: type as StoredConnection['type'], label: label as string,
    cluster: cluster as string | null, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

export const CLUSTER_SHAPE: Shape<StoredCluster> = {
  noun: 'clusters', table: 'clusters',
  columns: ['id', 'name', 'servers', 'color', 'auto_connect', ...TIMES],
  encode: (row) => [row.id, row.name, listText(row.servers), row.color, Number(row.auto_connect), ...timesOf(row)],
  decode: ([id, name, servers, color, autoConnect, created, updated]) => ({
    id: id as string, name: name as string, servers: listOf(servers), color: color as string, auto_connect: autoConnect === 1,
    created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

export const NETWORK_SHAPE: Shape<Network> = {
  noun: 'networks', table: 'networks',
  columns: ['id', 'name', 'cidr', 'mode', 'vlan', 'gateway', 'dhcp_range', ...TIMES],
  encode: (row) => [row.id, row.name, row.cidr, row.mode, row.vlan, row.gateway, row.dhcp_range, ...timesOf(row)],
  decode: ([id, name, cidr, mode, vlan, gateway, dhcpRange, created, updated]) => ({
    id: id as string, name: name as string, cidr: cidr as string, mode: mode as Network['mode'], vlan: vlan as number | null,
    gateway: gateway as string, dhcp_range: dhcpRange as string, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

export const SERVER_TYPE_SHAPE: Shape<ServerType> = {
  noun: 'server-types', table: 'server_types',
  columns: ['id', 'name', 'color', 'icon', 'sign', 'description', 'ports', 'built_in', ...TIMES],
  encode: (row) => [row.id, row.name, row.color, row.icon, row.sign, row.description, JSON.stringify(row.ports), Number(row.built_in), ...timesOf(row)],
  decode: ([id, name, color, icon, sign, description, ports, builtIn, created, updated]) => ({
    id: id as string, name: name as string, color: color as string, icon: icon as string, sign: sign as string, description: description as string,
    ports: JSON.parse(ports as string) as number[], built_in: builtIn === 1, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

export const VIEW_SHAPE: Shape<View> = {
  noun: 'views', table: 'views',
  columns: ['id', 'name', 'camera', 'filter', ...TIMES],
  encode: (row) => [row.id, row.name, JSON.stringify(row.camera), row.filter, ...timesOf(row)],
  decode: ([id, name, camera, filter, created, updated]) => ({
    id: id as string, name: name as string, camera: JSON.parse(camera as string) as View['camera'], filter: filter as string,
    created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

const timesOf = (row: { readonly created_at: string; readonly updated_at: string }): [number, number] => [Date.parse(row.created_at), Date.parse(row.updated_at)];

const listText = (list: readonly string[]): string => (list.length === 0 ? NO_LIST : JSON.stringify(list));

const listOf = (text: SqlValue | undefined): string[] => (text === NO_LIST ? [] : JSON.parse(text as string) as string[]);

function detailsText({ tags, hostname, os, addresses, notes }: StoredServer): string {
  const hasTags = Object.keys(tags).length > 0;
  if (!hasTags && hostname === '' && os === '' && addresses.length === 0 && notes === '') return NO_DETAILS;
  return JSON.stringify({
    ...(hasTags && { tags }), ...(hostname !== '' && { hostname }), ...(os !== '' && { os }),
    ...(addresses.length > 0 && { addresses }), ...(notes !== '' && { notes }),
  } satisfies Details);
}
