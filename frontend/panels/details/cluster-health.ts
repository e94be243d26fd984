import { CLUSTER_HEALTHS, type ClusterHealth } from '../../../backend/contract/statuses.ts';

/** The word of a cluster's health, which the map holds as a code. */
export const healthOf = ({ health }: { readonly health: number }): ClusterHealth => CLUSTER_HEALTHS[health] ?? 'unknown';
