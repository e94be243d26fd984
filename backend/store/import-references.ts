import { IMPORT_LISTS, type ImportList } from '../contract/import-lists.ts';
import { say } from '../contract/sentence.ts';
import { connectionIdOf } from '../contract/topology.ts';
import type { FaultList } from '../domain/fault-list.ts';
import type { ImportSetting } from './import-plan.ts';

type Known = (id: string) => boolean;

/** Adds a fault for every reference of a file to something that would not be there, and for what contradicts itself. */
export function checkReferences(setting: ImportSetting, faults: FaultList): void {
  const { tables, file, mode } = setting;
  const knownIn = (table: { has(id: string): boolean }, list: ImportList): Known => (id) => file.ids[list].has(id) || (mode !== 'replace' && table.has(id));
  if (mode === 'add') checkNew(setting, faults);
  if (setting.refusesSecrets) checkSecrets(setting, faults);
  const servers = knownIn(tables.servers, 'servers');
  checkServers(setting, servers, knownIn(tables.networks, 'networks'), faults);
  checkParents(setting, faults);
  for (const { pointer, draft } of file.clusters) {
    draft.servers?.forEach((server, index) => {
      if (!servers(server)) faults.add(`${pointer}/servers/${index}`, say('ref_no_server', { id: JSON.stringify(server) }));
    });
  }
  checkConnections(setting, servers, knownIn(tables.clusters, 'clusters'), faults);
  for (const { pointer, id, draft: { image } } of file.icons) {
    if (image === undefined && !tables.icons.has(id)) faults.add(`${pointer}/image`, say('fault_missing'));
  }
  checkDrawings(setting, servers, knownIn(tables.views, 'views'), faults);
}

/** Where nothing stored may be touched, every row that has an id must be new. */
function checkNew({ tables, file }: ImportSetting, faults: FaultList): void {
  const stored = {
    servers: tables.servers, connections: tables.connections, clusters: tables.clusters, networks: tables.networks, server_types: tables.serverTypes,
    areas: tables.areas, texts: tables.texts, lines: tables.lines, views: tables.views, icons: tables.icons,
  };
  for (const list of IMPORT_LISTS) {
    for (const { pointer, id } of file[list]) if (id !== '' && stored[list].has(id)) faults.add(pointer, say('ref_taken', { id: JSON.stringify(id) }));
  }
}

/** Who says where a stored secret is sent could read it: without that right it is neither named nor sent elsewhere. */
function checkSecrets({ tables, file }: ImportSetting, faults: FaultList): void {
  for (const { pointer, id, draft } of file.servers) {
    const before = tables.servers.get(id);
    const source = draft.source ?? before?.source;
    if (source === undefined || !('credential' in source)) continue;
    const isAsBefore = before !== undefined && JSON.stringify(source) === JSON.stringify(before.source) && (draft.ip === undefined || draft.ip === before.ip);
    if (!isAsBefore) faults.add(`${pointer}/source/credential`, say('ref_secret'));
  }
}

function checkServers({ tables, file, mode }: ImportSetting, servers: Known, networks: Known, faults: FaultList): void {
  const stays = (type: string): boolean => mode !== 'replace' ? tables.serverTypes.has(type) : tables.serverTypes.get(type)?.built_in === true;
  for (const { pointer, id, draft: { type, networks: belongs, parent } } of file.servers) {
    if (type !== undefined && !file.ids.server_types.has(type) && !stays(type)) faults.add(`${pointer}/type`, say('ref_no_server_type', { id: JSON.stringify(type) }));
    belongs?.forEach((network, index) => {
      if (!networks(network)) faults.add(`${pointer}/networks/${index}`, say('ref_no_network', { id: JSON.stringify(network) }));
    });
    if (typeof parent !== 'string') continue;
    if (parent === id) faults.add(`${pointer}/parent`, say('ref_another_server'));
    else if (!servers(parent)) faults.add(`${pointer}/parent`, say('ref_no_server', { id: JSON.stringify(parent) }));
  }
}

/** No server runs, over any number of steps, on itself. Each circle is one fault. */
function checkParents({ tables, file, mode }: ImportSetting, faults: FaultList): void {
  const named = new Map(file.servers.filter(({ draft }) => draft.parent !== undefined).map((item) => [item.id, item]));
  const stored = tables.servers.query('SELECT parent FROM servers WHERE id = ?').pluck();
  const parentOf = (id: string): string | null | undefined =>
    named.has(id) ? named.get(id)?.draft.parent : mode !== 'replace' ? stored.get(id) as string | null | undefined : undefined;
  const sound = new Set<string>();
  for (const id of named.keys()) {
    const path = new Set<string>();
    let at: string | null | undefined = id;
    while (typeof at === 'string' && !sound.has(at) && !path.has(at)) {
      path.add(at);
      at = parentOf(at);
    }
    const isCircle = typeof at === 'string' && path.has(at) && parentOf(at) !== at;
    if (isCircle) faults.add(`${named.get(at ?? '')?.pointer ?? named.get(id)?.pointer ?? ''}/parent`, say('ref_on_itself_over_others', { id: JSON.stringify(at) }));
    for (const one of path) sound.add(one);
  }
}

function checkConnections({ file }: ImportSetting, servers: Known, clusters: Known, faults: FaultList): void {
  const ends = new Map<string, string>();
  for (const { pointer, id, draft: { from, to, type = 'standard', cluster } } of file.connections) {
    if (!servers(from)) faults.add(`${pointer}/from`, say('ref_no_server', { id: JSON.stringify(from) }));
    if (!servers(to)) faults.add(`${pointer}/to`, say('ref_no_server', { id: JSON.stringify(to) }));
    if (from === to) faults.add(`${pointer}/to`, say('ref_another_than_from'));
    if (typeof cluster === 'string' && !clusters(cluster)) faults.add(`${pointer}/cluster`, say('ref_no_cluster', { id: JSON.stringify(cluster) }));
    if (id !== '') continue;
    const key = connectionIdOf(from, to, type);
    const first = ends.get(key);
    if (first === undefined) ends.set(key, pointer);
    else faults.add(pointer, say('ref_again', { pointer: first }));
  }
}

function checkDrawings({ tables, file }: ImportSetting, servers: Known, views: Known, faults: FaultList): void {
  for (const { pointer, draft: { view } } of [...file.areas, ...file.texts, ...file.lines]) {
    if (typeof view === 'string' && !views(view)) faults.add(`${pointer}/view`, say('ref_no_view', { id: JSON.stringify(view) }));
  }
  for (const { pointer, id, draft: { points } } of file.lines) {
    if (points === undefined && !tables.lines.has(id)) faults.add(`${pointer}/points`, say('fault_missing'));
    points?.forEach((point, index) => {
      if ('server' in point && !servers(point.server)) faults.add(`${pointer}/points/${index}/server`, say('ref_no_server', { id: JSON.stringify(point.server) }));
    });
  }
}
