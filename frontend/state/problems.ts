import { SERVER_STATUSES, type ServerStatus } from '../../backend/contract/statuses.ts';
import type { World } from '../scene/world.ts';

export type ProblemList = { readonly servers: readonly number[]; readonly total: number };

const INACTIVE = SERVER_STATUSES.indexOf('inactive');
const WARNING = SERVER_STATUSES.indexOf('warning');

/** Servers in trouble, inactive first, at most `most` of them; `total` counts all. */
export function listProblems(world: World, most: number): ProblemList {
  const { status, alive, count } = world.servers;
  const inactive: number[] = [];
  const warning: number[] = [];
  for (let server = 0; server < count; server++) {
    if (alive[server] !== 1) continue;
    if (status[server] === INACTIVE && inactive.length < most) inactive.push(server);
    else if (status[server] === WARNING && warning.length < most) warning.push(server);
  }
  return { servers: [...inactive, ...warning].slice(0, most), total: countOf(world, 'inactive') + countOf(world, 'warning') };
}

export const countOf = (world: World, status: ServerStatus): number => world.totals.of(0, SERVER_STATUSES.indexOf(status));

export const statusOf = (world: World, server: number): ServerStatus => SERVER_STATUSES[world.servers.status[server] as number] ?? 'unknown';

const WORST_FIRST: readonly ServerStatus[] = ['inactive', 'warning', 'unknown', 'maintenance', 'active'];

/** Servers, those in trouble first. */
export function worstFirst(world: World, servers: Iterable<number>): number[] {
  const rankOf = (server: number): number => WORST_FIRST.indexOf(statusOf(world, server));
  return [...servers].sort((a, b) => rankOf(a) - rankOf(b));
}
