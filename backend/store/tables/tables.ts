import type { FeedNoun } from '../../contract/change.ts';
import type { StoredCluster } from '../../contract/cluster.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { Network } from '../../contract/network.ts';
import type { ServerType } from '../../contract/server-type.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { View } from '../../contract/view.ts';
import type { Database } from '../database.ts';
import type { Journal, Row } from '../journal.ts';
import { RowTable } from './row-table.ts';
import { CLUSTER_SHAPE, CONNECTION_SHAPE, NETWORK_SHAPE, SERVER_SHAPE, SERVER_TYPE_SHAPE, VIEW_SHAPE } from './shapes.ts';

/** All tables whose rows travel on the feed. */
export type Tables = {
  readonly servers: RowTable<StoredServer>;
  readonly connections: RowTable<StoredConnection>;
  readonly clusters: RowTable<StoredCluster>;
  readonly networks: RowTable<Network>;
  readonly serverTypes: RowTable<ServerType>;
  readonly views: RowTable<View>;
};

export function openTables(database: Database, journal: Journal): Tables {
  return {
    servers: new RowTable(database, journal, SERVER_SHAPE),
    connections: new RowTable(database, journal, CONNECTION_SHAPE),
    clusters: new RowTable(database, journal, { ...CLUSTER_SHAPE, follow: membership(database) }),
    networks: new RowTable(database, journal, NETWORK_SHAPE),
    serverTypes: new RowTable(database, journal, SERVER_TYPE_SHAPE),
    views: new RowTable(database, journal, VIEW_SHAPE),
  };
}

/** The table of a noun, for code that writes rows without asking what they mean: undo, redo. */
export function tableOf(tables: Tables, noun: FeedNoun): RowTable<Row> {
  switch (noun) {
    case 'servers': return tables.servers;
    case 'connections': return tables.connections;
    case 'clusters': return tables.clusters;
    case 'networks': return tables.networks;
    case 'server-types': return tables.serverTypes;
    case 'views': return tables.views;
  }
}

/** Keeps cluster_members in step with the lists of the clusters. */
function membership(database: Database): (before: StoredCluster | null, after: StoredCluster | null) => void {
  const add = database.prepare('INSERT INTO cluster_members (server_id, cluster_id) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM cluster_members WHERE server_id = ? AND cluster_id = ?');
  return (before, after) => {
    const old = new Set(before?.servers);
    const kept = new Set(after?.servers);
    for (const id of old) if (!kept.has(id)) remove.run(id, before?.id);
    for (const id of kept) if (!old.has(id)) add.run(id, after?.id);
  };
}
