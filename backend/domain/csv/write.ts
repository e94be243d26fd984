import { csvLine } from '../../contract/csv.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { TopologyRows } from '../topology-rows.ts';
import { safeCell } from './formula.ts';

/** Numbers and truths are no formulas. */
type Value = string | number | boolean;

const BEFORE_TAGS: readonly (readonly [header: string, value: (server: StoredServer) => Value])[] = [
  ['id', ({ id }) => id], ['name', ({ name }) => name], ['type', ({ type }) => type], ['ip', ({ ip }) => ip], ['region', ({ region }) => region], ['hostname', ({ hostname }) => hostname],
  ['os', ({ os }) => os], ['parent', ({ parent }) => parent ?? ''], ['networks', ({ networks }) => networks.join(' ')], ['x', ({ position }) => position.x], ['y', ({ position }) => position.y],
  ['maintenance', ({ maintenance }) => maintenance],
];

/** Servers as comma-separated values (RFC 4180), a column for each tag. Where numbers come from, addresses, looks and extras have no column. */
export function serversCsv({ servers }: TopologyRows): string {
  const tags = [...new Set(servers.flatMap((server) => Object.keys(server.tags)))].toSorted();
  return tableOf(
    [...BEFORE_TAGS.map(([header]) => header), ...tags.map((tag) => `tags.${tag}`), 'notes'],
    servers.map((server) => [...BEFORE_TAGS.map(([, value]) => value(server)), ...tags.map((tag) => server.tags[tag] ?? ''), server.notes]),
  );
}

/** Connections likewise, without those that clusters made. Parallel ones are told apart by their type alone. */
export const connectionsCsv = ({ connections }: TopologyRows): string => tableOf(
  ['from', 'to', 'type', 'label'], connections.filter(({ cluster }) => cluster === null).map(({ from, to, type, label }) => [from, to, type, label]),
);

const tableOf = (header: readonly string[], rows: readonly (readonly Value[])[]): string =>
  [header, ...rows].map((row) => `${csvLine(row.map((value) => (typeof value === 'string' ? safeCell(value) : String(value))))}\r\n`).join('');
