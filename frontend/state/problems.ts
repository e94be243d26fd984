import { SERVER_STATUSES, type ServerStatus } from '../../backend/contract/statuses.ts';
import type { World } from '../scene/world.ts';
import { statusOf } from './states.ts';

export type ProblemGrouping = 'cluster' | 'region' | 'none';

/** Servers in trouble that belong together, the worst first. */
export type ProblemGroup = { readonly name: string; readonly servers: readonly number[]; readonly inactive: number; readonly warning: number };

const INACTIVE = SERVER_STATUSES.indexOf('inactive');
const WARNING = SERVER_STATUSES.indexOf('warning');

export const isProblem = (status: number): boolean => status === INACTIVE || status === WARNING;

/**
 * All servers in trouble, in groups. A group with more inactive servers comes first, and within it the inactive, those of longest standing first;
 * `sinceOf` says since when, NaN where that is not known, which is longest: it was so before this page looked.
 */
export function listProblems(world: World, by: ProblemGrouping, sinceOf: (server: number) => number): ProblemGroup[] {
  const { status, alive, count } = world.servers;
  const groups = new Map<number, number[]>();
  const groupOf = by === 'none' ? () => 0 : (server: number): number => (by === 'cluster' ? world.servers.cluster[server] ?? -1 : world.servers.region[server] ?? -1);
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1 || !isProblem(status[server] as number)) continue;
    const group = groupOf(server);
    const own = groups.get(group);
    if (own === undefined) groups.set(group, [server]);
    else own.push(server);
  }
  const urgency = (server: number): number => (status[server] === INACTIVE ? 0 : 1);
  const since = (server: number): number => sinceOf(server) || 0;
  const listed = [...groups].map(([group, servers]): ProblemGroup => {
    servers.sort((a, b) => urgency(a) - urgency(b) || since(a) - since(b) || a - b);
    const inactive = servers.filter((server) => status[server] === INACTIVE).length;
    return { name: by === 'none' ? '' : (by === 'cluster' ? world.clusters[group]?.name : world.regions[group]) ?? '', servers, inactive, warning: servers.length - inactive };
  });
  return listed.sort((a, b) => b.inactive - a.inactive || b.warning - a.warning || a.name.localeCompare(b.name));
}

const WORST_FIRST: readonly ServerStatus[] = ['inactive', 'warning', 'unknown', 'maintenance', 'active'];

/** Servers, those in trouble first. */
export function worstFirst(world: World, servers: Iterable<number>): number[] {
  const rankOf = (server: number): number => WORST_FIRST.indexOf(statusOf(world, server));
  return [...servers].sort((a, b) => rankOf(a) - rankOf(b));
}
