import { CONNECTION_TYPES } from '../contract/statuses.ts';
import { connectionIdOf, type ColumnName, type TopologyHeader } from '../contract/topology.ts';
import type { Database } from './database.ts';
import { dressConnection, Dresses, dressServer, drawingsOf } from './topology-drawings.ts';
import { inSight } from './page.ts';

type Names = Pick<TopologyHeader, 'number' | 'servers' | 'connections' | 'types' | 'regions' | 'networks' | 'icons' | 'areas' | 'texts' | 'lines' | 'views'> & {
  readonly clusters: readonly Omit<TopologyHeader['clusters'][number], 'health'>[];
};

/** Columns that hold current values: the main thread fills them in. */
type LiveColumn = 'server_status' | 'server_cpu' | 'server_memory' | 'server_disk' | 'connection_status' | 'connection_latency_ms'
  | 'measured_connection' | 'measured_connection_sent' | 'measured_connection_received';
type StoredColumn = Uint8Array<ArrayBuffer> | Uint16Array<ArrayBuffer> | Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer> | string;
type Columns<Name extends ColumnName> = Readonly<Record<Name, StoredColumn>>;

/** The topology as the database has it at one number, packed for encodeTopology but for what is measured. */
export type PackedTopology = { readonly names: Names; readonly columns: Columns<Exclude<ColumnName, LiveColumn>> };

type Clusters = readonly string[] | '*';
type ServerRow = [id: string, name: string, ip: string, x: number, y: number, type: string, region: string, isMeasured: number, maintenance: number, networks: string, details: string];
type ConnectionRow = [id: string, from: string, to: string, type: string, label: string, drawing: string];

const IS_MEASURED = 1;
const IN_MAINTENANCE = 2;

/**
 * Reads one moment of the topology into columns. Servers stand in order of their ids and connections in order of their ends, so
 * that neighbours look alike and the whole compresses well.
 */
export function packTopology(database: Database, clusters: Clusters): PackedTopology {
  return database.transaction(() => {
    const number = database.prepare('SELECT coalesce(max(number), 0) FROM changes').pluck().get() as number;
    const types = typesOf(database);
    const networks = database.prepare('SELECT id, name, cidr, mode, vlan, gateway, dhcp_range FROM networks ORDER BY id').all() as Names['networks'];
    const servers = packServers(database, clusters, types.map(({ id }) => id), networks.map(({ id }) => id));
    const members = packClusters(database, clusters, servers.places);
    const connections = packConnections(database, clusters, servers.places);
    return {
      names: { number, servers: servers.places.size, connections: connections.count, types, regions: servers.regions, clusters: members.clusters, networks, ...drawingsOf(database, clusters, servers.places) },
      columns: { ...servers.columns, ...members.columns, ...connections.columns },
    };
  })();
}

function typesOf(database: Database): Names['types'] {
  const rows = database.prepare('SELECT id, name, color, icon, sign, ports FROM server_types ORDER BY id').all() as (Omit<Names['types'][number], 'ports'> & { ports: string })[];
  return rows.map((row) => ({ ...row, ports: JSON.parse(row.ports) as number[] }));
}

function packServers(database: Database, clusters: Clusters, types: readonly string[], networks: readonly string[]) {
  const { where, values } = sightOf(clusters, ['id']);
  const count = database.prepare(`SELECT count(*) FROM servers ${where}`).pluck().get(...values) as number;
  const rows = database.prepare(`SELECT id, name, ip, x, y, type, region, source <> '{"kind":"none"}', maintenance, networks, details FROM servers ${where} ORDER BY id`)
    .raw().iterate(...values) as Iterable<ServerRow>;
  const places = new Map<string, number>();
  const codes = new Codes();
  const typeCodes = new Map(types.map((id, code) => [id, code]));
  const [ids, names, ips] = [new Array<string>(count), new Array<string>(count), new Array<string>(count)];
  const [x, y, type, region, flags] = [new Float32Array(count), new Float32Array(count), new Uint16Array(count), new Uint32Array(count), new Uint8Array(count)];
  const members: number[][] = networks.map(() => []);
  const dresses = new Dresses();
  const networkCodes = new Map(networks.map((id, code) => [id, code]));
  let row = 0;
  for (const [id, name, ip, rowX, rowY, rowType, rowRegion, isMeasured, maintenance, rowNetworks, details] of rows) {
    places.set(id, row);
    [ids[row], names[row], ips[row]] = [id, name === id ? '' : name, ip];
    [x[row], y[row], type[row], region[row]] = [rowX, rowY, typeCodes.get(rowType) ?? 0, codes.of(rowRegion)];
    flags[row] = (isMeasured === 1 ? IS_MEASURED : 0) | (maintenance === 1 ? IN_MAINTENANCE : 0);
    if (details.includes('"look"')) flags[row] = (flags[row] as number) | dressServer(dresses, row, details);
    if (rowNetworks !== '[]') for (const network of JSON.parse(rowNetworks) as string[]) members[networkCodes.get(network) ?? -1]?.push(row);
    row += 1;
  }
  const { starts, flat } = ranges(members);
  return {
    places, regions: codes.names,
    columns: {
      server_id: ids.join('\n'), server_name: names.join('\n'), server_ip: ips.join('\n'), server_x: x, server_y: y, server_type: type,
      server_region: region, server_flags: flags, network_member_start: starts, network_member: flat,
      dressed_server: dresses.rows(), dressed_server_json: dresses.lines(),
    },
  };
}

function packClusters(database: Database, clusters: Clusters, places: ReadonlyMap<string, number>) {
  const rows = database.prepare('SELECT id, name, color, auto_connect, servers FROM clusters ORDER BY id').raw().all() as [string, string, string, number, string][];
  const seen = clusters === '*' ? rows : rows.filter(([id]) => clusters.includes(id));
  const members = seen.map(([, , , , servers]) => (JSON.parse(servers) as string[]).flatMap((id) => places.get(id) ?? []));
  const { starts, flat } = ranges(members);
  return {
    clusters: seen.map(([id, name, color, autoConnect]) => ({ id, name, color, auto_connect: autoConnect === 1 })),
    columns: { cluster_member_start: starts, cluster_member: flat },
  };
}

function packConnections(database: Database, clusters: Clusters, places: ReadonlyMap<string, number>) {
  const { where, values } = sightOf(clusters, ['from_id', 'to_id']);
  const count = database.prepare(`SELECT count(*) FROM connections ${where}`).pluck().get(...values) as number;
  const rows = database.prepare(`SELECT id, from_id, to_id, type, label, drawing FROM connections ${where} ORDER BY from_id, to_id, type, id`).raw().iterate(...values) as Iterable<ConnectionRow>;
  const [from, to, type, ids] = [new Uint32Array(count), new Uint32Array(count), new Uint8Array(count), new Array<string>(count)];
  const typeCodes = new Map<string, number>(CONNECTION_TYPES.map((name, code) => [name, code]));
  const dresses = new Dresses();
  let row = 0;
  for (const [id, fromId, toId, rowType, label, drawing] of rows) {
    if (label !== '' || drawing !== '') dressConnection(dresses, row, label, drawing);
    [from[row], to[row], type[row]] = [places.get(fromId) ?? 0, places.get(toId) ?? 0, typeCodes.get(rowType) ?? 0];
    ids[row] = id === connectionIdOf(fromId, toId, rowType) ? '' : id;
    row += 1;
  }
  return {
    count,
    columns: {
      connection_from: from, connection_to: to, connection_type: type, connection_id: ids.join('\n'),
      dressed_connection: dresses.rows(), dressed_connection_json: dresses.lines(),
    },
  };
}

function sightOf(clusters: Clusters, columns: readonly string[]): { where: string; values: (string | number)[] } {
  const conditions = columns.flatMap((column) => inSight({ rights: [], clusters: clusters === '*' ? clusters : [...clusters] }, column));
  return {
    where: conditions.length === 0 ? '' : `WHERE ${conditions.map(({ sql }) => sql).join(' AND ')}`,
    values: conditions.flatMap(({ values }) => [...values]),
  };
}

/** Lists of rows as one flat column and where each list starts in it, with one start more for the end. */
function ranges(lists: readonly (readonly number[])[]): { starts: Uint32Array<ArrayBuffer>; flat: Uint32Array<ArrayBuffer> } {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => {
    starts[index + 1] = (starts[index] as number) + list.length;
  });
  const flat = new Uint32Array(starts[lists.length] as number);
  lists.forEach((list, index) => flat.set(list, starts[index]));
  return { starts, flat };
}

/** Numbers names in order of their appearance. */
class Codes {
  readonly names: string[] = [];
  readonly #codes = new Map<string, number>();

  of(name: string): number {
    const known = this.#codes.get(name);
    if (known !== undefined) return known;
    this.#codes.set(name, this.names.length);
    return this.names.push(name) - 1;
  }
}
