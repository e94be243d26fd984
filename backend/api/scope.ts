import type { StoredConnection } from '../contract/connection.ts';
import { say } from '../contract/sentence.ts';
import { notFound, ProblemError } from '../errors.ts';
import type { Store } from '../store/store.ts';
import type { Caller } from './caller.ts';

type Memory = Pick<Store, 'live' | 'servers' | 'connections' | 'clusters'>;

/** Whether a caller may see a server: everybody all, others the members of their clusters. */
export function seesServer({ live }: Pick<Memory, 'live'>, { access }: Caller, id: string): boolean {
  const { clusters } = access;
  return clusters === '*' || live.memberships.clustersOf(id).some((cluster) => clusters.includes(cluster));
}

/** Whether a caller may see a connection: both its ends. */
export const seesConnection = (memory: Memory, caller: Caller, { from, to }: Pick<StoredConnection, 'from' | 'to'>): boolean =>
  caller.access.clusters === '*' || (seesServer(memory, caller, from) && seesServer(memory, caller, to));

export const seesCluster = ({ access }: Caller, id: string): boolean => access.clusters === '*' || access.clusters.includes(id);

/** Refuses (404) what a caller may not see, as if it were not there. */
export function needServer(memory: Memory, caller: Caller, id: string): void {
  if (!seesServer(memory, caller, id)) throw notFound('server', id);
}

/** Refuses (403) servers beyond a caller's clusters, whether they exist or not. */
export function needServersInScope(memory: Memory, caller: Caller, ids: readonly string[]): void {
  const outside = ids.filter((id) => !seesServer(memory, caller, id));
  if (outside.length > 0) {
    throw new ProblemError('forbidden', say('may_not_use', { user: caller.user, id: JSON.stringify(outside[0]) }));
  }
}
