import { SERVER_STATUSES, type ClusterHealth, type ServerStatus } from '../contract/statuses.ts';

/** How many members of a cluster are in each state, in the order of SERVER_STATUSES. */
export type StatusCounts = readonly number[];

const countOf = (counts: StatusCounts, status: ServerStatus): number => counts[SERVER_STATUSES.indexOf(status)] ?? 0;

/**
 * Health of a cluster by the states of its members. Members in maintenance or not answered yet do not count; with none left it
 * is unknown. Down is when none of the others answers, degraded when one of them is not well.
 */
export function clusterHealthOf(counts: StatusCounts): ClusterHealth {
  const [active, warning, inactive] = [countOf(counts, 'active'), countOf(counts, 'warning'), countOf(counts, 'inactive')];
  if (active + warning + inactive === 0) return 'unknown';
  if (active + warning === 0) return 'down';
  return warning + inactive > 0 ? 'degraded' : 'healthy';
}
