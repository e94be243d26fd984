import { SERVER_STATUSES } from '../../backend/contract/statuses.ts';
import type { TagKeys } from '../../backend/contract/tags.ts';
import type { World } from '../scene/world.ts';
import { countOf } from './states.ts';
import { typeName } from './type-names.ts';
import { t } from './words.ts';

/** What a search can be about, as it is typed before a colon. */
export const FIELDS = ['type', 'state', 'region', 'cluster', 'network', 'tag', 'ip', 'name', 'id'] as const;

/** A way to go on with what is being typed. */
export type Hint = {
  /** The whole text once it is taken. */
  readonly text: string;
  readonly label: string;
  /** What it means, or how many servers it finds. */
  readonly detail: string | number;
};

type Value = { readonly value: string; readonly name: string; readonly count: number };

const MOST = 6;

/** Suggestions for the last term of a text: keys while none is there, then the values that the map has for it. */
export function hintsFor(world: World, text: string, tagKeys: TagKeys['items']): Hint[] {
  const [, before = '', term = ''] = /^(.*?)((?:[^\s"]|"[^"]*"?)*)$/s.exec(text) ?? [];
  const colon = term.indexOf(':');
  if (colon < 0) return keyHints(before, term);
  const field = term.slice(0, colon).toLowerCase();
  const rest = term.slice(colon + 1).replaceAll('"', '');
  const hintsOf = (values: readonly Value[], prefix = `${field}:`, wanted = rest): Hint[] => valueHints(before, prefix, values, wanted);
  switch (field) {
    case 'type': return hintsOf(counted(world.servers.type, world, world.types.length, (type) => ({ value: world.types[type]?.id, name: typeName(world.types[type]) })));
    case 'region': return hintsOf(counted(world.servers.region, world, world.regions.length, (region) => ({ value: world.regions[region], name: world.regions[region] })));
    case 'network': return hintsOf(counted(world.servers.network, world, world.networks.rows.length, (network) => ({ value: world.networks.rows[network]?.id, name: world.networks.rows[network]?.name })));
    case 'cluster': return hintsOf(world.clusters.filter(({ alive }) => alive).map(({ id, name, members }) => ({ value: id, name, count: members.length })));
    case 'state': case 'status': return hintsOf(SERVER_STATUSES.map((status) => ({ value: status, name: t(`state_${status}`), count: countOf(world, status) })));
    case 'tag': return tagHints(world, rest, tagKeys, hintsOf);
    default: return [];
  }
}

/** The key of the tag whose value is being typed, or null: its values must be fetched first. */
export function tagBeingTyped(text: string): string | null {
  return /(?:^|\s)tag:([^\s=:"]+)[=:]\S*$/i.exec(text)?.[1] ?? null;
}

function tagHints(world: World, rest: string, tagKeys: TagKeys['items'], hintsOf: (values: readonly Value[], prefix?: string, wanted?: string) => Hint[]): Hint[] {
  const at = rest.search(/[=:]/);
  if (at < 0) return hintsOf(tagKeys.map(({ key, servers }) => ({ value: key, name: key, count: servers })), 'tag:').map((hint) => ({ ...hint, text: `${hint.text.trimEnd()}=` }));
  const key = rest.slice(0, at);
  const column = world.tags.known(key);
  if (column === undefined) return [];
  const counts = new Uint32Array(column.values.length);
  for (let server = 0; server < world.servers.count; server++) if (world.has(server) && column.of(server) >= 0) counts[column.of(server)] = (counts[column.of(server)] as number) + 1;
  return hintsOf(column.values.map((value, code) => ({ value, name: value, count: counts[code] as number })), `tag:${key}=`, rest.slice(at + 1));
}

function keyHints(before: string, term: string): Hint[] {
  return FIELDS.filter((field) => field.startsWith(term.toLowerCase())).map((field) => ({ text: `${before}${field}:`, label: `${field}:`, detail: t(`search_by_${field}`) }));
}

/** Those that begin with what is typed before those that contain it, and the commoner first. What is complete needs no hint. */
function valueHints(before: string, prefix: string, values: readonly Value[], typed: string): Hint[] {
  const wanted = typed.toLowerCase();
  const rankOf = ({ value, name }: Value): number => {
    const texts = [value.toLowerCase(), name.toLowerCase()];
    return texts.some((text) => text.startsWith(wanted)) ? 0 : texts.some((text) => text.includes(wanted)) ? 1 : 2;
  };
  return values
    .filter((value) => value.count > 0 && value.value.toLowerCase() !== wanted && rankOf(value) < 2)
    .sort((a, b) => rankOf(a) - rankOf(b) || b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, MOST)
    .map(({ value, name, count }) => ({ text: `${before}${prefix}${/\s/.test(value) ? `"${value}"` : value} `, label: name === value ? value : `${name} (${value})`, detail: count }));
}

/** How many servers have each code of a column. */
function counted(column: ArrayLike<number>, world: World, codes: number, nameOf: (code: number) => { value: string | undefined; name: string | undefined }): Value[] {
  const { alive, count } = world.servers;
  const counts = new Uint32Array(codes);
  for (let server = 0; server < count; server++) if (alive[server] === 1 && (column[server] as number) >= 0) counts[column[server] as number] = (counts[column[server] as number] as number) + 1;
  return Array.from(counts, (found, code) => {
    const { value = '', name = value } = nameOf(code);
    return { value, name, count: value === '' ? 0 : found };
  });
}
