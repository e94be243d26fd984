// No imports: the page uses these at run time.

/** States of a server. The place in this list is its code in the topology and on the live feed. */
export const SERVER_STATUSES = ['unknown', 'active', 'warning', 'inactive', 'maintenance'] as const;
export type ServerStatus = (typeof SERVER_STATUSES)[number];

/** States of a connection, likewise. */
export const CONNECTION_STATUSES = ['unknown', 'connected', 'disconnected'] as const;
export type ConnectionStatus = (typeof CONNECTION_STATUSES)[number];

/** Health of a cluster: all members well, some not, none well; unknown when no member has answered yet. */
export const CLUSTER_HEALTHS = ['unknown', 'healthy', 'degraded', 'down'] as const;
export type ClusterHealth = (typeof CLUSTER_HEALTHS)[number];

/** Kinds of connection. The place in this list is its code in the topology. */
export const CONNECTION_TYPES = [
  'standard', 'http', 'database', 'cache', 'monitoring', 'cluster_internal', 'replication', 'ssh', 'vpn',
] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

export const NETWORK_MODES = ['bridge', 'nat', 'vpc', 'vpn'] as const;
export type NetworkMode = (typeof NETWORK_MODES)[number];
