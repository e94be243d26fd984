import type { ChangedRow } from '../../backend/contract/change.ts';
import type { StoredCluster } from '../../backend/contract/cluster.ts';
import type { StoredServer } from '../../backend/contract/server.ts';
import type { Column, ColumnName, Topology, TopologyHeader } from '../../backend/contract/topology.ts';
import type { Point } from './space.ts';

/** Some of the servers, and where each is shown. */
export type Places = Readonly<Record<string, Point>>;

const placeIn = (places: Places, id: string): Point | undefined => (Object.hasOwn(places, id) ? places[id] : undefined);

/** The topology of these servers alone, at these places: what connects and groups them, and what was drawn in this view. */
export function partOf({ header, columns }: Topology, places: Places, view: string): Topology {
  const ids = linesOf(columns.server_id, header.servers);
  const rows = Uint32Array.from(ids.flatMap((id, row) => (placeIn(places, id) === undefined ? [] : [row])));
  const at = Array.from(rows, (row) => placeIn(places, ids[row] ?? '') ?? { x: 0, y: 0 });
  const after = renumbered(rows, header.servers);
  const [from, to] = [numbersOf(columns.connection_from), numbersOf(columns.connection_to)];
  const isIn = (row: number | undefined): boolean => row !== undefined && (after[row] ?? -1) >= 0;
  const links = Uint32Array.from(Array.from(from.keys()).filter((row) => isIn(from[row]) && isIn(to[row])));
  const linesAfter = renumbered(links, header.connections);
  const seen = <Row extends { readonly view: string | null }>(drawn: readonly Row[]): readonly Row[] => drawn.filter((row) => row.view === view);
  const servers = (name: ColumnName): Column => taken(columns[name], rows, header.servers);
  const connections = (name: ColumnName): Column => taken(columns[name], links, header.connections);
  const ends = (column: Uint32Array): Uint32Array => Uint32Array.from(links, (row) => after[column[row] ?? 0] ?? 0);
  return {
    header: { ...header, servers: rows.length, connections: links.length, areas: seen(header.areas), texts: seen(header.texts), lines: seen(header.lines) } satisfies TopologyHeader,
    columns: {
      server_id: servers('server_id'), server_name: servers('server_name'), server_ip: servers('server_ip'), server_type: servers('server_type'), server_region: servers('server_region'),
      server_x: Float32Array.from(at, ({ x }) => x), server_y: Float32Array.from(at, ({ y }) => y),
      server_status: servers('server_status'), server_cpu: servers('server_cpu'), server_memory: servers('server_memory'), server_disk: servers('server_disk'), server_flags: servers('server_flags'),
      ...dressed('server', columns, after), ...dressed('connection', columns, linesAfter), ...members('cluster', columns, after), ...members('network', columns, after), ...measured(columns, linesAfter),
      connection_from: ends(from), connection_to: ends(to), connection_id: connections('connection_id'),
      connection_type: connections('connection_type'), connection_status: connections('connection_status'), connection_latency_ms: connections('connection_latency_ms'),
    },
  };
}

/** Rows of the feed as such a part of the map hears them: what does not belong to it is not there, and servers stand where it shows them. */
export function rowsOfPart(rows: readonly ChangedRow[], places: Places, view: string): ChangedRow[] {
  return rows.map((row) => {
    if (row.op === 'remove') return row;
    const gone: ChangedRow = { op: 'remove', noun: row.noun, id: row.id };
    switch (row.noun) {
      case 'servers': {
        const position = placeIn(places, row.id);
        return position === undefined ? gone : { ...row, value: { ...row.value as StoredServer, position } };
      }
      case 'clusters': {
        const value = row.value as StoredCluster;
        return { ...row, value: { ...value, servers: value.servers.filter((id) => placeIn(places, id) !== undefined) } };
      }
      case 'areas': case 'texts': case 'lines': return (row.value as { readonly view: string | null }).view === view ? row : gone;
      case 'connections': case 'networks': case 'server-types': case 'icons': case 'views': return row;
    }
  });
}

/** A column of text of no rows is one empty line. */
const linesOf = (column: Column, count: number): string[] => (count === 0 ? [] : (column as string).split('\n'));
const numbersOf = (column: Column): Uint32Array => column as Uint32Array;

/** What each of these rows is called now; -1 for those that are left out. */
function renumbered(rows: Uint32Array, count: number): Int32Array {
  const after = new Int32Array(count).fill(-1);
  rows.forEach((row, place) => { after[row] = place; });
  return after;
}

function taken(column: Column, rows: Uint32Array, count: number): Column {
  if (typeof column === 'string') {
    const lines = linesOf(column, count);
    return Array.from(rows, (row) => lines[row] ?? '').join('\n');
  }
  const into = column.slice(0, rows.length);
  rows.forEach((row, place) => { into[place] = column[row] ?? 0; });
  return into;
}

function dressed<Of extends 'server' | 'connection'>(of: Of, columns: Topology['columns'], after: Int32Array): Record<`dressed_${Of}`, Uint32Array> & Record<`dressed_${Of}_json`, string> {
  const rows = numbersOf(columns[`dressed_${of}`]);
  const lines = linesOf(columns[`dressed_${of}_json`], rows.length);
  const kept = lines.flatMap((line, at) => ((after[rows[at] ?? 0] ?? -1) < 0 ? [] : [{ line, row: after[rows[at] ?? 0] ?? 0 }]));
  return { [`dressed_${of}`]: Uint32Array.from(kept, ({ row }) => row), [`dressed_${of}_json`]: kept.map(({ line }) => line).join('\n') } as ReturnType<typeof dressed<Of>>;
}

/** Traffic of the connections that are measured and belong to it. */
function measured(columns: Topology['columns'], after: Int32Array): Pick<Topology['columns'], 'measured_connection' | 'measured_connection_sent' | 'measured_connection_received'> {
  const rows = numbersOf(columns.measured_connection);
  const kept = Array.from(rows.keys()).filter((at) => (after[rows[at] ?? 0] ?? -1) >= 0);
  const rate = (column: Column): Float32Array => Float32Array.from(kept, (at) => (column as Float32Array)[at] ?? 0);
  return {
    measured_connection: Uint32Array.from(kept, (at) => after[rows[at] ?? 0] ?? 0),
    measured_connection_sent: rate(columns.measured_connection_sent), measured_connection_received: rate(columns.measured_connection_received),
  };
}

function members<Of extends 'cluster' | 'network'>(of: Of, columns: Topology['columns'], after: Int32Array): Record<`${Of}_member_start` | `${Of}_member`, Uint32Array> {
  const [starts, all] = [numbersOf(columns[`${of}_member_start`]), numbersOf(columns[`${of}_member`])];
  const [start, kept]: [number[], number[]] = [[0], []];
  for (let group = 0; group + 1 < starts.length; group++) {
    for (const row of all.subarray(starts[group], starts[group + 1])) if ((after[row] ?? -1) >= 0) kept.push(after[row] ?? 0);
    start.push(kept.length);
  }
  return { [`${of}_member_start`]: Uint32Array.from(start), [`${of}_member`]: Uint32Array.from(kept) } as ReturnType<typeof members<Of>>;
}
