import { ipKey, ipRange, isInRange } from '../../backend/contract/ip-ranges.ts';
import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { World } from '../scene/world.ts';
import { typeName } from './type-names.ts';

/** A search taken apart: `type:web state:inactive region:eu network:lan tag.role:db` and free words, all of which must fit; one may be an address range. */
export type Query = {
  readonly words: readonly string[];
  readonly types: readonly string[];
  readonly states: readonly string[];
  readonly regions: readonly string[];
  readonly clusters: readonly string[];
  /** Parts of the name, id or range of a network. */
  readonly networks: readonly string[];
  /** Asked from the daemon: the map's own data carries no tags. */
  readonly tags: readonly { readonly key: string; readonly value: string }[];
};

export const FIELDS = ['type', 'state', 'region', 'cluster', 'network', 'tag'] as const;

/** Quotes hold words together: `region:"eu west"`. */
export function parseQuery(text: string): Query {
  const query = { words: [] as string[], types: [] as string[], states: [] as string[], regions: [] as string[], clusters: [] as string[], networks: [] as string[], tags: [] as { key: string; value: string }[] };
  for (const [, field, quoted, plain] of text.toLowerCase().matchAll(/(?:(type|state|status|region|cluster|network|tag\.[a-z0-9._-]+|tag):)?(?:"([^"]*)"?|(\S+))/g)) {
    const value = quoted ?? plain ?? '';
    if (value === '') continue;
    if (field === undefined) query.words.push(value);
    else if (field === 'type') query.types.push(value);
    else if (field === 'state' || field === 'status') query.states.push(value);
    else if (field === 'region') query.regions.push(value);
    else if (field === 'cluster') query.clusters.push(value);
    else if (field === 'network') query.networks.push(value);
    else if (field === 'tag') query.tags.push(pairOf(value));
    else query.tags.push({ key: field.slice(4), value });
  }
  return query;
}

function pairOf(value: string): { key: string; value: string } {
  const at = value.search(/[=:]/);
  return at < 0 ? { key: value, value: '' } : { key: value.slice(0, at), value: value.slice(at + 1) };
}

export const isEmpty = (query: Query): boolean =>
  query.words.length + query.types.length + query.states.length + query.regions.length + query.clusters.length + query.networks.length + query.tags.length === 0;

/** Names that the reader sees stand for ids too: `state:activo` finds what `state:active` finds. */
export type SearchNames = { readonly stateNames: readonly string[] };

/**
 * Places of the servers that fit, in map order. `tagged` holds the ids that the daemon found by tag, or null if no tag was asked.
 * 100,000 servers take about 30 ms.
 */
export function findServers(world: World, query: Query, names: SearchNames, tagged: ReadonlySet<string> | null = null): number[] {
  if (isEmpty(query)) return [];
  const types = allowed(world.types.map((type) => [type.id, type.name, typeName(type)]), query.types);
  const regions = allowed(world.regions.map((region) => [region]), query.regions);
  const states = allowed(SERVER_STATUSES.map((status, code) => [status, names.stateNames[code] ?? status]), query.states);
  const clusters = allowed(world.clusters.map((cluster) => [cluster.id, cluster.name]), query.clusters);
  const networks = allowed(world.networks.rows.map(({ id, name, cidr }) => [id, name, cidr]), query.networks);
  const ranges = query.words.map((word) => (word.includes('/') ? ipRange(word) : null));
  const wordTypes = query.words.map((word) => allowed(world.types.map((type) => [type.id, type.name, typeName(type)]), [word]));
  const wordStates = query.words.map((word) => allowed(SERVER_STATUSES.map((_, code) => [names.stateNames[code] ?? '']), [word]));
  const { type, region, status, alive, count } = world.servers;
  const found: number[] = [];
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1) continue;
    if (types !== null && types[type[server] as number] !== true) continue;
    if (regions !== null && regions[region[server] as number] !== true) continue;
    if (states !== null && states[status[server] as number] !== true) continue;
    if (clusters !== null && !world.clustersOf(server).some((cluster) => clusters[cluster] === true)) continue;
    if (networks !== null && !world.networks.of(server).some((network) => networks[network] === true)) continue;
    if (tagged !== null && !tagged.has(world.idOf(server))) continue;
    const fits = query.words.every((word, place) => {
      if (world.nameOf(server).toLowerCase().includes(word) || world.idOf(server).toLowerCase().includes(word) || world.ipOf(server).toLowerCase().includes(word)) return true;
      const range = ranges[place] ?? null;
      if (range !== null && isInRange(range, ipKey(world.ipOf(server)) ?? '')) return true;
      return wordTypes[place]?.[type[server] as number] === true || wordStates[place]?.[status[server] as number] === true;
    });
    if (fits) found.push(server);
  }
  return found;
}

/** One flag per row: some name of it starts with or contains one of the wanted texts. Null: everything is allowed. */
function allowed(rows: readonly (readonly string[])[], wanted: readonly string[]): boolean[] | null {
  if (wanted.length === 0) return null;
  return rows.map((names) => wanted.some((text) => names.some((name) => name.toLowerCase().includes(text))));
}

/** Best first: an exact id, name or ip, then those that start with the text, then the rest. */
export function rank(world: World, found: readonly number[], text: string, most: number): number[] {
  const wanted = text.trim().toLowerCase();
  const score = (server: number): number => {
    const texts = [world.nameOf(server), world.idOf(server), world.ipOf(server)].map((name) => name.toLowerCase());
    return texts.includes(wanted) ? 0 : texts.some((name) => name.startsWith(wanted)) ? 1 : 2;
  };
  const scored = found.slice(0, 5_000).map((server) => ({ server, score: score(server) }));
  return scored.sort((a, b) => a.score - b.score).slice(0, most).map(({ server }) => server);
}

/** One byte per server, 1 = dimmed; null where nothing is. */
export function dimOthers(world: World, found: readonly number[]): Uint8Array {
  const dimmed = new Uint8Array(world.servers.count).fill(1);
  for (const server of found) dimmed[server] = 0;
  return dimmed;
}
