import type { Access } from '../contract/access.ts';
import type { Change, ChangedRow } from '../contract/change.ts';
import type { StoredConnection } from '../contract/connection.ts';
import type { FreeLine } from '../contract/free-line.ts';
import type { StatusFrame } from '../contract/live-frame.ts';
import type { Store } from '../store/store.ts';

/**
 * What somebody whose rights cover only some clusters may see of the feed: the members of those clusters, connections with both ends
 * among them, those clusters, all networks, types, views, areas and texts, and lines whose servers are all in sight. A removed row says nothing but its id, so the ids of the connections
 * in sight are kept.
 */
export class Sight {
  readonly #store: Pick<Store, 'live' | 'connections'>;
  readonly #access: Access;
  readonly #clusters: ReadonlySet<string>;
  #connections: Set<string>;

  constructor(store: Pick<Store, 'live' | 'connections'>, access: Access) {
    this.#store = store;
    this.#access = access;
    this.#clusters = new Set(access.clusters === '*' ? [] : access.clusters);
    this.#connections = this.#connectionsNow();
  }

  /** Whether a change moves the border of what is seen: a cluster in sight got other members. The client then starts anew. */
  isMovedBy({ rows }: Change): boolean {
    const isMoved = rows === null || rows.some(({ noun, id }) => noun === 'clusters' && this.#clusters.has(id));
    if (isMoved) this.#connections = this.#connectionsNow();
    return isMoved;
  }

  /** The rows of a change that are in sight. Its author is named only where there are any. */
  ofChange(change: Change): Change {
    const rows = (change.rows ?? []).filter((row) => this.#sees(row));
    return { ...change, rows, by: rows.length === 0 ? '' : change.by };
  }

  ofStates({ type, revision, servers, connections, clusters }: StatusFrame): StatusFrame {
    return {
      type, revision,
      ...(servers !== undefined && { servers: picked(servers, (id) => this.seesServer(id)) }),
      ...(connections !== undefined && { connections: picked(connections, (id) => this.#connections.has(id)) }),
      ...(clusters !== undefined && { clusters: picked(clusters, (id) => this.#clusters.has(id)) }),
    };
  }

  seesServer(id: string): boolean {
    return this.#store.live.memberships.clustersOf(id).some((cluster) => this.#clusters.has(cluster));
  }

  #sees(row: ChangedRow): boolean {
    switch (row.noun) {
      case 'servers': return this.seesServer(row.id);
      case 'connections': return this.#seesConnection(row);
      case 'clusters': return this.#clusters.has(row.id);
      case 'networks': case 'server-types': case 'areas': case 'texts': case 'views': return true;
      case 'lines': return row.op === 'remove' || (row.value as FreeLine).points.every((point) => !('server' in point) || this.seesServer(point.server));
    }
  }

  #seesConnection(row: ChangedRow): boolean {
    if (row.op === 'remove') return this.#connections.delete(row.id);
    const { from, to } = row.value as StoredConnection;
    const isSeen = this.seesServer(from) && this.seesServer(to);
    if (isSeen) this.#connections.add(row.id);
    return isSeen;
  }

  #connectionsNow(): Set<string> {
    const ids = new Set<string>();
    let cursor: string | undefined;
    do {
      const page = this.#store.connections.list({ limit: 1_000, cursor, access: this.#access });
      for (const { id } of page.items) ids.add(id);
      cursor = page.next_cursor ?? undefined;
    } while (cursor !== undefined);
    return ids;
  }
}

const picked = <Value>(values: Readonly<Record<string, Value>>, isSeen: (id: string) => boolean): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).filter(([id]) => isSeen(id)));
