import { SERVER_STATUSES } from '../../../backend/contract/statuses.ts';
import type { World } from '../../scene/world.ts';

/** What the table tells of a server. */
export const TABLE_COLUMNS = ['name', 'type', 'state', 'ip', 'region', 'cluster', 'cpu', 'memory', 'disk', 'links'] as const;
export type TableColumn = (typeof TABLE_COLUMNS)[number];
export type TableSort = { readonly column: TableColumn; readonly isDown: boolean };

/** Codes of states, the worst first. */
const WORST_FIRST = ['inactive', 'warning', 'unknown', 'maintenance', 'active'].map((state) => (SERVER_STATUSES as readonly string[]).indexOf(state));
/** A measured number that is not known: it goes last, whichever way the column is sorted. */
const NOT_KNOWN = 255;
/** More rows than this are compared letter by letter: a language's own order takes seconds. */
const COLLATED_MOST = 20_000;

/** The servers of a list in the order of a column; equals by name. A new array. */
export function sorted(world: World, servers: Iterable<number>, { column, isDown }: TableSort, language: string): number[] {
  const rows = [...servers];
  const turn = isDown ? -1 : 1;
  const compareTexts = rows.length <= COLLATED_MOST ? new Intl.Collator(language, { numeric: true }).compare : (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const names = textsOf(rows, (server) => world.nameOf(server).toLowerCase());
  const byName = (a: number, b: number): number => compareTexts(names.get(a) ?? '', names.get(b) ?? '') || a - b;
  const numberOf = numbersFor(world, column);
  if (numberOf !== null) {
    return rows.sort((a, b) => {
      const [one, other] = [numberOf(a), numberOf(b)];
      if (Number.isNaN(one) || Number.isNaN(other)) return Number(Number.isNaN(one)) - Number(Number.isNaN(other)) || byName(a, b);
      return (one - other) * turn || byName(a, b);
    });
  }
  if (column === 'name') return rows.sort((a, b) => byName(a, b) * turn);
  const texts = textsOf(rows, (server) => textOf(world, server, column).toLowerCase());
  return rows.sort((a, b) => compareTexts(texts.get(a) ?? '', texts.get(b) ?? '') * turn || byName(a, b));
}

function textsOf(rows: readonly number[], textOfRow: (server: number) => string): ReadonlyMap<number, string> {
  return new Map(rows.map((server) => [server, textOfRow(server)]));
}

/** A text column of one server. */
export function textOf(world: World, server: number, column: TableColumn): string {
  switch (column) {
    case 'name': return world.nameOf(server);
    case 'type': return world.typeOf(server)?.name ?? '';
    case 'ip': return world.ipOf(server);
    case 'region': return world.regionOf(server);
    case 'cluster': return world.clustersOf(server).map((cluster) => world.clusters[cluster]?.name ?? '').join(', ');
    case 'state': case 'cpu': case 'memory': case 'disk': case 'links': return '';
  }
}

/** How a column of numbers is read, NaN where a number is not known; null for columns of text. */
function numbersFor(world: World, column: TableColumn): ((server: number) => number) | null {
  const known = (values: Uint8Array) => (server: number): number => (values[server] === NOT_KNOWN ? NaN : values[server] ?? NaN);
  switch (column) {
    case 'state': return (server) => WORST_FIRST.indexOf(world.servers.status[server] as number);
    case 'cpu': return known(world.servers.cpu);
    case 'memory': return known(world.servers.memory);
    case 'disk': return known(world.servers.disk);
    case 'links': return (server) => linksOf(world, server);
    case 'name': case 'type': case 'ip': case 'region': case 'cluster': return null;
  }
}

/** Connections of a server, in both directions. */
export function linksOf(world: World, server: number): number {
  let count = 0;
  world.eachConnection(server, () => { count++; });
  return count;
}

/** Everything that is there. */
export function* allServers(world: World): Iterable<number> {
  for (let server = 0; server < world.servers.count; server++) if (world.has(server)) yield server;
}

/** The rows between two places of a list, both inside, in the order of the list. */
export const rangeOf = (rows: readonly number[], from: number, to: number): number[] => rows.slice(Math.min(from, to), Math.max(from, to) + 1);
