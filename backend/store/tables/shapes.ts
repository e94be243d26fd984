import { isoOf } from '../../clock.ts';
import type { Area } from '../../contract/area.ts';
import type { StoredCluster } from '../../contract/cluster.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { FloorText } from '../../contract/floor-text.ts';
import type { FreeLine } from '../../contract/free-line.ts';
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
type Details = Partial<Pick<StoredServer, 'tags' | 'hostname' | 'os' | 'addresses' | 'notes' | 'look' | 'extras'>>;

export const SERVER_SHAPE: Shape<StoredServer> = {
  noun: 'servers', table: 'servers',
  columns: ['id', 'name', 'type', 'ip', 'region', 'parent', 'x', 'y', 'maintenance', 'source', 'networks', 'details', ...TIMES],
  encode: (row) => [
    row.id, row.name, row.type, row.ip, row.region, row.parent, row.position.x, row.position.y, Number(row.maintenance),
    row.source.kind === 'none' ? NO_SOURCE : JSON.stringify(row.source), listText(row.networks), detailsText(row), ...timesOf(row),
  ],
  decode: ([id, name, type, ip, region, parent, x, y, maintenance, source, networks, details, created, updated]) => {
    const { tags = {}, hostname = '', os = '', addresses = [], notes = '', look = {}, extras = {} } = details === NO_DETAILS ? ({}) : JSON.parse(details as string) as Details;
    return {
      id: id as string, name: name as string, type: type as string, ip: ip as string, region: region as string, tags,
      networks: listOf(networks), hostname, os, parent: parent as string | null, addresses, notes,
      position: { x: x as number, y: y as number }, look, extras,
      source: source === NO_SOURCE ? { kind: 'none' } : JSON.parse(source as string) as StoredServer['source'],
      maintenance: maintenance === 1, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
    };
  },
};

export const CONNECTION_SHAPE: Shape<StoredConnection> = {
  noun: 'connections', table: 'connections',
  columns: ['id', 'from_id', 'to_id', 'type', 'label', 'drawing', 'cluster', ...TIMES],
  encode: (row) => [row.id, row.from, row.to, row.type, row.label, drawingText(row), row.cluster, ...timesOf(row)],
  decode: ([id, from, to, type, label, drawing, cluster, created, updated]) => ({
    id: id as string, from: from as string, to: to as string, type: type as StoredConnection['type'], label: label as string,
    ...drawingOf(drawing), cluster: cluster as string | null, created_at: isoOf(created as number), updated_at: isoOf(updated as number),
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
  columns: ['id', 'name', 'camera', 'filter', 'details', ...TIMES],
  encode: ({ grouping, hidden, places, extras, ...row }) =>
    [row.id, row.name, JSON.stringify(row.camera), row.filter, JSON.stringify({ grouping, hidden, places, extras }), ...timesOf(row)],
  decode: ([id, name, camera, filter, details, created, updated]) => ({
    id: id as string, name: name as string, camera: JSON.parse(camera as string) as View['camera'], filter: filter as string,
    ...JSON.parse(details as string) as Pick<View, 'grouping' | 'hidden' | 'places' | 'extras'>,
    created_at: isoOf(created as number), updated_at: isoOf(updated as number),
  }),
};

export const AREA_SHAPE: Shape<Area> = drawnShape('areas', 'areas');
export const FLOOR_TEXT_SHAPE: Shape<FloorText> = drawnShape('texts', 'floor_texts');
export const FREE_LINE_SHAPE: Shape<FreeLine> = drawnShape('lines', 'free_lines');

/** The shape of what is only drawn: nothing is searched in it but its name and its view, so the rest is one column. */
function drawnShape<R extends Row & { name: string; view: string | null; created_at: string; updated_at: string }>(noun: RowShape<R>['noun'], table: string): Shape<R> {
  return {
    noun, table,
    columns: ['id', 'name', 'view', 'drawing', ...TIMES],
    encode: ({ id, name, view, created_at, updated_at, ...drawing }) => [id, name, view, JSON.stringify(drawing), ...timesOf({ created_at, updated_at })],
    decode: ([id, name, view, drawing, created, updated]) => {
      const { extras, ...rest } = JSON.parse(drawing as string) as Record<string, unknown>;
      return { id, name, ...rest, view, extras, created_at: isoOf(created as number), updated_at: isoOf(updated as number) } as unknown as R;
    },
  };
}

const timesOf = (row: { readonly created_at: string; readonly updated_at: string }): [number, number] => [Date.parse(row.created_at), Date.parse(row.updated_at)];

const listText = (list: readonly string[]): string => (list.length === 0 ? NO_LIST : JSON.stringify(list));

const listOf = (text: SqlValue | undefined): string[] => (text === NO_LIST ? [] : JSON.parse(text as string) as string[]);

function detailsText({ tags, hostname, os, addresses, notes, look, extras }: StoredServer): string {
  const hasTags = hasKeys(tags);
  if (!hasTags && !hasKeys(look) && !hasKeys(extras) && hostname === '' && os === '' && addresses.length === 0 && notes === '') return NO_DETAILS;
  return JSON.stringify({
    ...(hasTags && { tags }), ...(hostname !== '' && { hostname }), ...(os !== '' && { os }),
    ...(addresses.length > 0 && { addresses }), ...(notes !== '' && { notes }),
    ...(hasKeys(look) && { look }), ...(hasKeys(extras) && { extras }),
  } satisfies Details);
}

const NO_DRAWING = '';

const drawingText = ({ style, extras }: StoredConnection): string =>
  (hasKeys(style) || hasKeys(extras) ? JSON.stringify({ style, extras }) : NO_DRAWING);

const drawingOf = (text: SqlValue | undefined): Pick<StoredConnection, 'style' | 'extras'> =>
  (text === NO_DRAWING ? { style: {}, extras: {} } : JSON.parse(text as string) as Pick<StoredConnection, 'style' | 'extras'>);

function hasKeys(object: object): boolean {
  for (const _key in object) return true;
  return false;
}
