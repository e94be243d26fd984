import { BUILT_IN_TYPES } from '../../contract/built-in-types.ts';
import { CONNECTION_STATUSES, CONNECTION_TYPES, SERVER_STATUSES } from '../../contract/statuses.ts';
import { say } from '../../contract/sentence.ts';
import { connectionIdOf, NONE_MEASURED, type ConnectionDress, type Topology } from '../../contract/topology.ts';
import type { FaultList } from '../../domain/fault-list.ts';
import type { ImportFile } from '../../domain/import-file.ts';
import { areaOf, clusterOf, connectionOf, floorTextOf, freeLineOf, iconOf, networkOf, serverOf, serverTypeOf, viewOf } from '../../domain/rows.ts';
import { freeIdOf } from '../../ids.ts';

const TIMES = { created_at: '', updated_at: '' };
const ORIGIN = { x: 0, y: 0 };
const NOT_KNOWN = 255;
const [IN_MAINTENANCE, LOCKED] = [2, 4];

/** Adds a fault for every name in the file of something that a drawing would need and that the file does not have. */
export function checkDrawn(file: ImportFile, faults: FaultList): void {
  const { ids } = file;
  const types = new Set([...ids.server_types, ...BUILT_IN_TYPES.map(({ id }) => id)]);
  const server = (pointer: string, id: string): void => {
    if (!ids.servers.has(id)) faults.add(pointer, say('ref_no_server', { id: JSON.stringify(id) }));
  };
  for (const { pointer, draft } of file.servers) {
    if (draft.type !== undefined && !types.has(draft.type)) faults.add(`${pointer}/type`, say('ref_no_server_type', { id: JSON.stringify(draft.type) }));
    draft.networks?.forEach((network, at) => {
      if (!ids.networks.has(network)) faults.add(`${pointer}/networks/${at}`, say('ref_no_network', { id: JSON.stringify(network) }));
    });
  }
  for (const { pointer, draft: { from, to } } of file.connections) {
    server(`${pointer}/from`, from);
    server(`${pointer}/to`, to);
    if (from === to) faults.add(`${pointer}/to`, say('ref_another_than_from'));
  }
  for (const { pointer, draft } of file.clusters) draft.servers?.forEach((id, at) => server(`${pointer}/servers/${at}`, id));
  for (const { pointer, draft } of file.lines) draft.points?.forEach((point, at) => { if ('server' in point) server(`${pointer}/points/${at}`, point.server); });
}

/**
 * The topology that a file describes, as the daemon would hand it out. A file tells no states, so all are active or in maintenance, which
 * a drawing without states does not show. Servers without a place stand at the origin.
 */
export function topologyOf(file: ImportFile): Topology {
  const servers = file.servers.map(({ id, draft }) => serverOf(draft, id, draft.position ?? ORIGIN, TIMES));
  const places = new Map(servers.map(({ id }, row) => [id, row]));
  const types = [...BUILT_IN_TYPES.map(({ id }) => serverTypeOf({ id }, id, TIMES)).filter(({ id }) => !file.ids.server_types.has(id)), ...file.server_types.map(({ id, draft }) => serverTypeOf(draft, id, TIMES))];
  const networks = file.networks.map(({ id, draft }) => networkOf(draft, id, TIMES));
  const clusters = file.clusters.map(({ id, draft }) => clusterOf(draft, id, TIMES));
  const regions = [...new Set(servers.map(({ region }) => region))];
  const codes = (names: readonly string[]): ReadonlyMap<string, number> => new Map(names.map((name, code) => [name, code]));
  const [typeCodes, regionCodes] = [codes(types.map(({ id }) => id)), codes(regions)];
  const dressed = servers.flatMap(({ look: { locked: _, ...dress } }, row) => (Object.keys(dress).length > 0 ? [{ row, dress }] : []));
  const hosts = new Map<string, number[]>(networks.map(({ id }) => [id, []]));
  servers.forEach(({ networks: own }, row) => { for (const network of own) hosts.get(network)?.push(row); });
  const count = servers.length;
  const connections = connectionsOf(file, places);
  return {
    header: {
      version: 1, epoch: '', number: 0, revision: 0, servers: count, connections: connections.count, types, regions, networks,
      clusters: clusters.map((row) => ({ ...row, health: 'unknown' })),
      // A file has no hashes: its images are known by their icons.
      icons: file.icons.filter(({ draft }) => draft.image !== undefined).map(({ id, draft }) => iconOf(draft, id, { media_type: 'image/png', bytes: 1, image_hash: id }, TIMES)),
      areas: file.areas.map(({ id, draft }) => areaOf(draft, id, TIMES)), texts: file.texts.map(({ id, draft }) => floorTextOf(draft, id, TIMES)),
      lines: file.lines.map(({ id, draft }) => freeLineOf(draft, id, TIMES)),
      views: file.views.map(({ id, draft }) => viewOf(draft, id, TIMES)).map(({ id, name, places: own }) => ({ id, name, has_places: own !== null })), columns: [],
    },
    columns: {
      server_id: servers.map(({ id }) => id).join('\n'), server_name: servers.map(({ id, name }) => (name === id ? '' : name)).join('\n'), server_ip: servers.map(({ ip }) => ip).join('\n'),
      server_x: Float32Array.from(servers, ({ position }) => position.x), server_y: Float32Array.from(servers, ({ position }) => position.y),
      server_type: Uint16Array.from(servers, ({ type }) => typeCodes.get(type) ?? 0), server_region: Uint32Array.from(servers, ({ region }) => regionCodes.get(region) ?? 0),
      server_status: Uint8Array.from(servers, ({ maintenance }) => SERVER_STATUSES.indexOf(maintenance ? 'maintenance' : 'active')),
      server_cpu: new Uint8Array(count).fill(NOT_KNOWN), server_memory: new Uint8Array(count).fill(NOT_KNOWN), server_disk: new Uint8Array(count).fill(NOT_KNOWN),
      server_flags: Uint8Array.from(servers, ({ maintenance, look }) => (maintenance ? IN_MAINTENANCE : 0) | (look.locked === true ? LOCKED : 0)),
      dressed_server: Uint32Array.from(dressed, ({ row }) => row), dressed_server_json: dressed.map(({ dress }) => JSON.stringify(dress)).join('\n'),
      ...ranges('cluster', clusters.map(({ servers: own }) => own.flatMap((id) => places.get(id) ?? []))),
      ...ranges('network', networks.map(({ id }) => hosts.get(id) ?? [])),
      ...connections.columns,
    },
  };
}

function connectionsOf(file: ImportFile, places: ReadonlyMap<string, number>) {
  const taken = new Set(file.connections.map(({ id }) => id));
  const rows = file.connections.map(({ id: own, draft }) => {
    const { from, to, type = 'standard' } = draft;
    const id = own !== '' ? own : freeIdOf(connectionIdOf(from, to, type), (candidate) => taken.has(candidate), 160);
    taken.add(id);
    return connectionOf(draft, id, TIMES);
  });
  const dressed = rows.flatMap(({ label, style }, row) => {
    const dress: ConnectionDress = { ...(label !== '' && { label }), ...(Object.keys(style).length > 0 && { style }) };
    return Object.keys(dress).length > 0 ? [{ row, dress }] : [];
  });
  const columns = {
    connection_from: Uint32Array.from(rows, ({ from }) => places.get(from) ?? 0), connection_to: Uint32Array.from(rows, ({ to }) => places.get(to) ?? 0),
    connection_type: Uint8Array.from(rows, ({ type }) => CONNECTION_TYPES.indexOf(type)),
    connection_status: new Uint8Array(rows.length).fill(CONNECTION_STATUSES.indexOf('connected')), connection_latency_ms: new Float32Array(rows.length).fill(NaN),
    connection_id: rows.map(({ id }) => id).join('\n'),
    ...NONE_MEASURED,
    dressed_connection: Uint32Array.from(dressed, ({ row }) => row), dressed_connection_json: dressed.map(({ dress }) => JSON.stringify(dress)).join('\n'),
  };
  return { count: rows.length, columns };
}

function ranges<Name extends 'cluster' | 'network'>(name: Name, lists: readonly (readonly number[])[]) {
  const starts = [0];
  for (const list of lists) starts.push((starts.at(-1) as number) + list.length);
  return { [`${name}_member_start`]: Uint32Array.from(starts), [`${name}_member`]: Uint32Array.from(lists.flat()) } as Readonly<Record<`${Name}_member_start` | `${Name}_member`, Uint32Array>>;
}
