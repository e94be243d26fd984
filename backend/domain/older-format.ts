import { BUILT_IN_TYPES } from '../contract/built-in-types.ts';
import { ID_PATTERN } from '../contract/limits.ts';
import { say, type Sentence } from '../contract/sentence.ts';
import { CONNECTION_TYPES } from '../contract/statuses.ts';
import { freeIdOf, slugOf } from '../ids.ts';
import type { FaultList } from './fault-list.ts';
import type { RawLists, RawRow } from './import-file.ts';

type Fields = Readonly<Record<string, unknown>>;

/** What we keep of the older manager's rows. Its status and metrics are of another day. */
const SERVER_KEYS = ['name', 'ip', 'region', 'tags', 'hostname', 'os', 'notes'] as const;
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  servers: ['id', 'type', 'status', 'created_at', 'last_check', 'metrics', ...SERVER_KEYS],
  clusters: ['id', 'name', 'servers', 'created_at', 'status', 'health_status'],
  connections: ['id', 'from', 'to', 'type', 'label', 'status', 'created_at', 'latency', 'last_check'],
};
const BUILT_IN: ReadonlySet<string> = new Set(BUILT_IN_TYPES.map(({ id }) => id));
const CONNECTION_KINDS: ReadonlySet<string> = new Set(CONNECTION_TYPES);
const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?$/;

const isObject = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a parsed file is the older manager's: its servers are a map. */
export const isOlderFile = (value: unknown): value is Fields => isObject(value) && isObject(value['servers']);

/**
 * The older manager's file as rows of ours. Ids it allowed and we do not are made from themselves; types we do not know become
 * types of their own; what has no place with us is named in a warning. Times without a zone are UTC.
 */
export function listsOfOlder(file: Fields, faults: FaultList, warnings: Sentence[]): RawLists {
  const servers = entriesOf(file, 'servers', faults);
  const clusters = entriesOf(file, 'clusters', faults);
  const connections = entriesOf(file, 'connections', faults);
  for (const [list, rows] of Object.entries({ servers, clusters, connections })) warnOfRest(list, rows, warnings);
  const serverIds = idsOf(servers, 'server', warnings);
  const clusterIds = idsOf(clusters, 'cluster', warnings);
  const types = new Map<string, string>();
  const rows: RawLists = {
    servers: servers.map(({ key, fields, pointer }) => rowOf(pointer, fields, {
      ...picked(fields, SERVER_KEYS), id: serverIds.get(key), ...(fields['type'] !== undefined && { type: typeOf(fields['type'], types) }),
    })),
    clusters: clusters.map(({ key, fields, pointer }) => rowOf(pointer, fields, {
      ...picked(fields, ['name']), id: clusterIds.get(key), servers: mapped(fields['servers'], serverIds),
    })),
    connections: connections.map(({ fields, pointer }) => rowOf(pointer, fields, connectionOf(fields, serverIds))),
    server_types: [...types].map(([name, id]) => ({ pointer: '/servers', value: { id, name } })),
    networks: [], areas: [], texts: [], lines: [], views: [],
  };
  for (const [name, id] of types) warnings.push(say('import_type_added', { name: JSON.stringify(name), id: JSON.stringify(id) }));
  return rows;
}

type Entry = { readonly key: string; readonly fields: Fields; readonly pointer: string };

/** Rows of a list or a map of the file; connections come as a list, the others as maps. */
function entriesOf(file: Fields, list: string, faults: FaultList): Entry[] {
  const value = file[list] ?? [];
  const found: [string, unknown][] = Array.isArray(value) ? value.map((row: unknown, index) => [String(index), row]) : isObject(value) ? Object.entries(value) : [];
  if (!Array.isArray(value) && !isObject(value)) faults.add(`/${list}`, say('import_map'));
  return found.flatMap(([key, fields]) => {
    const pointer = `/${list}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
    if (isObject(fields)) return [{ key: typeof fields['id'] === 'string' ? fields['id'] : key, fields, pointer }];
    faults.add(pointer, say('import_object'));
    return [];
  });
}

function rowOf(pointer: string, fields: Fields, value: object): RawRow {
  const created = fields['created_at'];
  const text = typeof created === 'string' && LOCAL_TIME.test(created) ? `${created}Z` : created;
  const ms = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return { pointer, value, createdAt: Number.isNaN(ms) ? undefined : new Date(ms).toISOString() };
}

/** Our ids by theirs. */
function idsOf(entries: readonly Entry[], noun: 'server' | 'cluster', warnings: Sentence[]): Map<string, string> {
  const pattern = new RegExp(ID_PATTERN);
  const ids = new Map(entries.filter(({ key }) => pattern.test(key)).map(({ key }) => [key, key]));
  const taken = new Set(ids.values());
  for (const { key } of entries) {
    if (ids.has(key)) continue;
    const id = freeIdOf(slugOf(key) || `${noun}-1`, (candidate) => taken.has(candidate));
    taken.add(id);
    ids.set(key, id);
    warnings.push(say('import_id_becomes', { key: JSON.stringify(key), noun: say(`noun_${noun}`), id: JSON.stringify(id) }));
  }
  return ids;
}

function typeOf(type: unknown, added: Map<string, string>): unknown {
  if (typeof type !== 'string' || BUILT_IN.has(type)) return type;
  const id = slugOf(type).replaceAll('-', '_') || 'other';
  if (BUILT_IN.has(id)) return id;
  added.set(type, id);
  return id;
}

function connectionOf(fields: Fields, serverIds: ReadonlyMap<string, string>): object {
  const { type } = fields;
  const isKnown = typeof type !== 'string' || CONNECTION_KINDS.has(type);
  return {
    ...picked(fields, ['id', 'label']), from: mapped(fields['from'], serverIds), to: mapped(fields['to'], serverIds),
    ...(type !== undefined && (isKnown ? { type } : { type: 'standard', label: type })),
  };
}

function mapped(value: unknown, ids: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => mapped(one, ids));
  return typeof value === 'string' ? ids.get(value) ?? value : value;
}

const picked = (fields: Fields, keys: readonly string[]): object =>
  Object.fromEntries(keys.filter((key) => fields[key] !== undefined && fields[key] !== null).map((key) => [key, fields[key]]));

function warnOfRest(list: string, entries: readonly Entry[], warnings: Sentence[]): void {
  const rest = new Set(entries.flatMap(({ fields }) => Object.keys(fields).filter((key) => !EXPECTED[list]?.includes(key))));
  if (rest.size > 0) warnings.push(say('import_not_kept', { list, fields: [...rest].slice(0, 20) }));
}
