import { FULL_MESH_MAX } from '../contract/limits.ts';

/** One directed pair of servers. */
export type Pair = { readonly from: string; readonly to: string };

/** The connections that make members one cluster: every pair up to five members, in member order; a ring in that order above. */
export function clusterPairs(members: readonly string[]): Pair[] {
  if (members.length <= FULL_MESH_MAX) {
    return members.flatMap((from, index) => members.slice(index + 1).map((to) => ({ from, to })));
  }
  return members.map((from, index) => ({ from, to: members[(index + 1) % members.length] ?? '' }));
}

/** The fewest changes from the connections a cluster has to those it wants. A connection either way round serves a pair. */
export function clusterDiff<Existing extends Pair>(existing: readonly Existing[], wanted: readonly Pair[]): { readonly add: Pair[]; readonly remove: Existing[] } {
  const missing = new Map(wanted.map((pair) => [keyOf(pair), pair]));
  const remove = existing.filter((pair) => !missing.delete(keyOf(pair)));
  return { add: [...missing.values()], remove };
}

const keyOf = ({ from, to }: Pair): string => (from < to ? `${from} ${to}` : `${to} ${from}`);
