import type { FeedNoun } from '../../contract/change.ts';
import type { Area } from '../../contract/area.ts';
import type { StoredCluster } from '../../contract/cluster.ts';
import type { StoredConnection } from '../../contract/connection.ts';
import type { FloorText } from '../../contract/floor-text.ts';
import type { FreeLine } from '../../contract/free-line.ts';
import type { Network } from '../../contract/network.ts';
import type { ServerType } from '../../contract/server-type.ts';
import type { StoredServer } from '../../contract/server.ts';
import type { View } from '../../contract/view.ts';
import type { Database } from '../database.ts';
import type { Journal, Row } from '../journal.ts';
import { RowTable } from './row-table.ts';
import { AREA_SHAPE, CLUSTER_SHAPE, CONNECTION_SHAPE, FLOOR_TEXT_SHAPE, FREE_LINE_SHAPE, NETWORK_SHAPE, SERVER_SHAPE, SERVER_TYPE_SHAPE, VIEW_SHAPE } from './shapes.ts';

/** All tables whose rows travel on the feed. */
export type Tables = {
  readonly servers: RowTable<StoredServer>;
  readonly connections: RowTable<StoredConnection>;
  readonly clusters: RowTable<StoredCluster>;
  readonly networks: RowTable<Network>;
  readonly serverTypes: RowTable<ServerType>;
  readonly areas: RowTable<Area>;
  readonly texts: RowTable<FloorText>;
  readonly lines: RowTable<FreeLine>;
  readonly views: RowTable<View>;
};

export function openTables(database: Database, journal: Journal): Tables {
  return {
    servers: new RowTable(database, journal, SERVER_SHAPE),
    connections: new RowTable(database, journal, CONNECTION_SHAPE),
    clusters: new RowTable(database, journal, { ...CLUSTER_SHAPE, follow: membership(database) }),
    networks: new RowTable(database, journal, NETWORK_SHAPE),
    serverTypes: new RowTable(database, journal, SERVER_TYPE_SHAPE),
    areas: new RowTable(database, journal, AREA_SHAPE),
    texts: new RowTable(database, journal, FLOOR_TEXT_SHAPE),
    lines: new RowTable(database, journal, { ...FREE_LINE_SHAPE, follow: lineEnds(database) }),
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
    case 'areas': return tables.areas;
    case 'texts': return tables.texts;
    case 'lines': return tables.lines;
    case 'views': return tables.views;
  }
}

/** Keeps line_servers in step with the points of the lines. */
function lineEnds(database: Database): (before: FreeLine | null, after: FreeLine | null) => void {
  const add = database.prepare('INSERT OR IGNORE INTO line_servers (server_id, line_id) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM line_servers WHERE line_id = ?');
  return (before, after) => {
    if (before !== null) remove.run(before.id);
    for (const point of after?.points ?? []) if ('server' in point) add.run(point.server, after?.id);
  };
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
