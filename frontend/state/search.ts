import { ipKey, ipRange, isInRange } from '../../backend/contract/ip-ranges.ts';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { World } from '../scene/world.ts';
import { typeName } from './type-names.ts';

export type TagQuery = { readonly key: string; readonly value: string };

/** A search taken apart: `type:web state:inactive region:eu tag:env=prod ip:10.0.` and free words, all of which must fit; one may be an address range. */
export type Query = {
  readonly words: readonly string[];
  readonly types: readonly string[];
  readonly states: readonly string[];
  readonly regions: readonly string[];
  readonly clusters: readonly string[];
  readonly networks: readonly string[];
  readonly names: readonly string[];
  readonly ids: readonly string[];
  readonly ips: readonly string[];
  /** The map's own data carries no tags: their values are fetched once. */
  readonly tags: readonly TagQuery[];
};

const LISTS = { type: 'types', state: 'states', status: 'states', region: 'regions', cluster: 'clusters', network: 'networks', name: 'names', id: 'ids', ip: 'ips' } as const;
const TERM = /(?:(type|state|status|region|cluster|network|name|id|ip|tag\.[a-z0-9._-]+|tag):)?(?:"([^"]*)"?|(\S*))/gi;

/** Quotes hold words together: `region:"eu west"`, `tag:site="Madrid 2"`. A field without a value asks nothing yet. */
export function parseQuery(text: string): Query {
  const query = { words: [], types: [], states: [], regions: [], clusters: [], networks: [], names: [], ids: [], ips: [], tags: [] as TagQuery[] } as { [Field in keyof Query]: Query[Field][number][] };
  // A quote in the middle of a term holds its value together, not the term.
  for (const [, field = '', quoted, plain] of text.replace(/=("[^"]*"?)/g, (_, value: string) => `=${value.replaceAll(' ', '\u0000').replaceAll('"', '')}`).matchAll(TERM)) {
    const value = (quoted ?? plain ?? '').replaceAll('\u0000', ' ');
    const name = field.toLowerCase();
    if (value === '') continue;
    if (name === 'tag') query.tags.push(pairOf(value));
    else if (name.startsWith('tag.')) query.tags.push({ key: field.slice(4), value: value.toLowerCase() });
    else query[name === '' ? 'words' : LISTS[name as keyof typeof LISTS]].push(value.toLowerCase());
  }
  return query;
}

function pairOf(value: string): TagQuery {
  const at = value.search(/[=:]/);
  return at < 0 ? { key: value, value: '' } : { key: value.slice(0, at), value: value.slice(at + 1).toLowerCase() };
}

export const isEmpty = (query: Query): boolean => Object.values(query).every((list: readonly unknown[]) => list.length === 0);

/** Names that the reader sees stand for ids too: `state:activo` finds what `state:active` finds. */
export type SearchNames = { readonly stateNames: readonly string[] };

/** What a server must be: asked of each, the cheapest questions first. */
type Test = (server: number) => boolean;

/** Places of the servers that fit, in map order. A tag whose values are not there finds nobody. */
export function findServers(world: World, query: Query, names: SearchNames): number[] {
  if (isEmpty(query)) return [];
  const tests = [...testsOfFields(world, query, names), ...query.tags.map((tag) => tagTest(world, tag)), ...query.words.map((word) => wordTest(world, word, names))];
  const { alive, count } = world.servers;
  const found: number[] = [];
  for (let server = 0; server < count; server++) {
    if (alive[server] === 1 && tests.every((fits) => fits(server))) found.push(server);
  }
  return found;
}

function testsOfFields(world: World, query: Query, { stateNames }: SearchNames): Test[] {
  const { servers } = world;
  const tests: Test[] = [];
  const oneOf = (wanted: readonly string[], rows: readonly (readonly string[])[], of: (server: number) => number): void => {
    if (wanted.length === 0) return;
    const isWanted = allowed(rows, wanted);
    tests.push((server) => isWanted[of(server)] === true);
  };
  oneOf(query.types, world.types.map((type) => [type.id, type.name, typeName(type)]), (server) => servers.type[server] as number);
  oneOf(query.states, SERVER_STATUSES.map((status, code) => [status, stateNames[code] ?? status]), (server) => servers.status[server] as number);
  oneOf(query.regions, world.regions.map((region) => [region]), (server) => servers.region[server] as number);
  if (query.networks.length > 0) {
    const isWanted = allowed(world.networks.rows.map(({ id, name, cidr }) => [id, name, cidr]), query.networks);
    tests.push((server) => world.networks.of(server).some((network) => isWanted[network] === true));
  }
  if (query.clusters.length > 0) tests.push(clusterTest(world, query.clusters));
  for (const [list, columns, begins] of [[query.names, ['names', 'ids'], false], [query.ids, ['ids'], false], [query.ips, ['ips'], true]] as const) {
    if (list.length > 0) tests.push(textTest(world, list, columns, begins));
  }
  return tests;
}

function clusterTest(world: World, wanted: readonly string[]): Test {
  const isMember = new Uint8Array(world.servers.count);
  const isWanted = allowed(world.clusters.map(({ id, name }) => [id, name]), wanted);
  world.clusters.forEach(({ alive, members }, cluster) => {
    if (alive && isWanted[cluster] === true) for (const server of members) isMember[server] = 1;
  });
  return (server) => isMember[server] === 1;
}

/** A value that some server has exactly counts alone; otherwise parts of values do. No value: whoever has the tag. */
function tagTest(world: World, { key, value }: TagQuery): Test {
  const column = world.tags.known(key);
  if (column === undefined) return () => false;
  if (value === '') return (server) => column.of(server) >= 0;
  const values = column.values.map((one) => one.toLowerCase());
  const isExact = values.includes(value);
  const isWanted = values.map((one) => (isExact ? one === value : one.includes(value)));
  return (server) => isWanted[column.of(server)] === true;
}

function textTest(world: World, words: readonly string[], columns: readonly ('names' | 'ids' | 'ips')[], begins = false): Test {
  const { text } = world.servers;
  const rows = world.rowsWith(words, columns, begins);
  return (server) => rows[text[server] as number] === 1;
}

function wordTest(world: World, word: string, { stateNames }: SearchNames): Test {
  const { servers } = world;
  const types = allowed(world.types.map((type) => [type.id, type.name, typeName(type)]), [word]);
  const states = allowed(SERVER_STATUSES.map((_, code) => [stateNames[code] ?? '']), [word]);
  const fits = textTest(world, [word], ['names', 'ids', 'ips']);
  const range = word.includes('/') ? ipRange(word) : null;
  const isInside = (server: number): boolean => range !== null && isInRange(range, ipKey(world.ipOf(server)) ?? '');
  return (server) => fits(server) || isInside(server) || types[servers.type[server] as number] === true || states[servers.status[server] as number] === true;
}

/** One flag per row: some name of it contains one of the wanted texts. */
const allowed = (rows: readonly (readonly string[])[], wanted: readonly string[]): boolean[] =>
  rows.map((names) => wanted.some((text) => names.some((name) => name.toLowerCase().includes(text))));

/** Best first: an exact id, name or ip, then those that start with the text, then the rest. Looks at the first 5,000. */
export function rank(world: World, found: readonly number[], text: string, most: number): number[] {
  const wanted = text.trim().toLowerCase();
  const score = (server: number): number => {
    const texts = [world.nameOf(server), world.idOf(server), world.ipOf(server)].map((name) => name.toLowerCase());
    return texts.includes(wanted) ? 0 : texts.some((name) => name.startsWith(wanted)) ? 1 : 2;
  };
  const scored = found.slice(0, 5_000).map((server) => ({ server, score: score(server) }));
  return scored.sort((a, b) => a.score - b.score).slice(0, most).map(({ server }) => server);
}

/** One byte per server, 1 = dimmed: all but these. */
export function dimOthers(world: World, found: Iterable<number>): Uint8Array {
  const dimmed = new Uint8Array(world.servers.count).fill(1);
  for (const server of found) dimmed[server] = 0;
  return dimmed;
}
